"""A length of time in steps that are round, and few enough to be seen."""

from dataclasses import dataclass
from datetime import datetime, timedelta

MOST_STEPS = 60
_ROUND = tuple(
    timedelta(seconds=each)
    for each in (1, 5, 15, 60, 300, 900, 3600, 4 * 3600, 24 * 3600, 7 * 24 * 3600, 30 * 24 * 3600)
)


@dataclass(frozen=True, slots=True)
class Span:
    """From `first`, the beginning of a step, in `count` steps."""

    first: datetime
    step: timedelta
    count: int

    def moments(self) -> list[datetime]:
        """The beginning of each step."""
        return [self.first + place * self.step for place in range(self.count)]


def span_of(first: datetime, last: datetime) -> Span:
    """With both in it; longer than five years it has more steps."""
    step = next((each for each in _ROUND if (last - first) / each < MOST_STEPS), _ROUND[-1])
    begin = first - timedelta(seconds=first.timestamp() % step.total_seconds())
    return Span(begin, step, int((last - begin) / step) + 1)
