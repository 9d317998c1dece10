"""Where a list goes on: after the row with this time and number, however many come before it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class BadPlace(ValueError):
    """The text does not name a place in a list."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a list that is ordered by falling time, then falling number."""

    moment: datetime
    id: int

    def __str__(self) -> str:
        micros = (self.moment - _EPOCH) // timedelta(microseconds=1)
        return f"{micros:x}-{self.id:x}"


def read_place(text: str) -> Place:
    """The place that `str(Place)` wrote. Raises BadPlace."""
    try:
        micros, number = (int(part, 16) for part in text.split("-"))
        moment = _EPOCH + timedelta(microseconds=micros)
    except (ValueError, OverflowError) as problem:
        raise BadPlace(text) from problem
    if not 0 <= number < 2**63:
        raise BadPlace(text)
    return Place(moment=moment, id=number)
