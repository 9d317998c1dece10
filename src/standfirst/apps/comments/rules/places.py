"""Where a list of comments goes on: after the one with this time and number, or with this score."""

from dataclasses import dataclass
from enum import StrEnum

from standfirst.core.keyset import BadPlace, Place, read_place

__all__ = ["BadPlace", "Mark", "Order", "read_mark"]


class Order(StrEnum):
    """In what order a thread is read."""

    NEWEST = "newest"
    OLDEST = "oldest"
    BEST = "best"
    PICKS = "picks"


@dataclass(frozen=True, slots=True)
class Mark:
    """The last comment that was shown; `score` counts only when the best come first."""

    place: Place
    score: int = 0

    def __str__(self) -> str:
        return f"{self.score:x}-{self.place}"


def read_mark(text: str) -> Mark:
    """The mark that `str(Mark)` wrote. Raises BadPlace."""
    score, _, place = text.partition("-")
    try:
        number = int(score, 16)
    except ValueError as problem:
        raise BadPlace(text) from problem
    if not 0 <= number < 2**31:
        raise BadPlace(text)
    return Mark(place=read_place(place), score=number)
