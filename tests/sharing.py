"""Which tests `make test` runs: all short ones, and of the long ones a share, each day the next. `make check` runs all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

# Crawls over every address, screens and journeys in a browser, processes that are killed; others carry the marker `long`.
LONG = ("tests/trust/", "tests/journeys/", "tests/faults/")
SHARES = 15  # a fifteenth is what two cores do in ten minutes beside the short ones


@dataclass(frozen=True)
class Found:
    """`marked` says that it carries the marker `long`."""

    name: str
    marked: bool

    @property
    def is_long(self) -> bool:
        return self.marked or self.name.startswith(LONG)


def todays(day: date) -> int:
    """The share of a day, from 0; after SHARES days each long test has had its turn."""
    return day.toordinal() % SHARES


def left_out(tests: Sequence[Found], share: int) -> set[str]:
    """The names of those that another share runs. Neighbours, which are alike, fall into different shares."""
    long = [test.name for test in tests if test.is_long]
    return set(long) - set(long[share % SHARES :: SHARES])
