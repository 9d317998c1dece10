"""Where the desk's list of questions goes on, however many come before."""

from enum import StrEnum
from typing import NamedTuple


class BadMark(ValueError):
    """The text does not name a place in a list."""


class Order(StrEnum):
    """In what order the desk reads."""

    VOTES = "votes"
    NEWEST = "newest"
    OLDEST = "oldest"


class Mark(NamedTuple):
    """The last question that was shown: its votes, which count only where they order, and its number."""

    votes: int
    id: int

    def __str__(self) -> str:
        return f"{self.votes:x}-{self.id:x}"


def read_mark(text: str) -> Mark:
    """The mark that `str(Mark)` wrote. Raises BadMark."""
    try:
        votes, number = (int(part, 16) for part in text.split("-"))
    except ValueError as problem:
        raise BadMark(text) from problem
    if not (0 <= votes < 2**31 and 0 <= number < 2**63):
        raise BadMark(text)
    return Mark(votes, number)
