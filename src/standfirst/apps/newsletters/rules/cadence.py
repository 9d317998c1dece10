"""Cadence as data: on which days a newsletter comes, at which local time, and what it is called in words.

Days are expanded as local dates and only then placed in the zone (design §5), so that a change of the clocks moves no day.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

MONDAY, SUNDAY = 1, 7
LAST = -1  # of a month's days, or of its Tuesdays
_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", LAST: "last"}


class Rhythm(StrEnum):
    """What a cadence counts by."""

    WEEKDAYS = "weekdays"
    DAY_OF_MONTH = "day_of_month"
    WEEKDAY_OF_MONTH = "weekday_of_month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """A newsletter's calendar.

    `weekdays` are ISO numbers, 1 for Monday. `nth` is the day of the month (1 to 31, LAST; in shorter months the last
    one) or which of its weekdays (1 to 4, LAST). `at` is local time in `zone` (IANA). Nothing comes on `holidays`.
    """

    rhythm: Rhythm
    at: time
    zone: str
    weekdays: frozenset[int] = frozenset()
    nth: int = 1
    holidays: frozenset[date] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """One promise of a newsletter: the local day, and the moment in UTC."""

    day: date
    at: datetime


def slots(cadence: Cadence, *, first: date, last: date) -> list[Slot]:
    """What was promised for the local days from `first` to `last`, both included, in order."""
    return [
        Slot(day, place(day, cadence.at, zone=cadence.zone))
        for day in _days(first, last)
        if is_due(cadence, day)
    ]


def is_due(cadence: Cadence, day: date) -> bool:
    """Whether the newsletter comes on this local day."""
    if day in cadence.holidays:
        return False
    match cadence.rhythm:
        case Rhythm.WEEKDAYS:
            return day.isoweekday() in cadence.weekdays
        case Rhythm.DAY_OF_MONTH:
            last = last_of_month(day).day
            return day.day == (last if cadence.nth == LAST else min(cadence.nth, last))
        case Rhythm.WEEKDAY_OF_MONTH:
            return day.isoweekday() in cadence.weekdays and _is_nth_of_its_kind(day, cadence.nth)


def place(day: date, at: time, *, zone: str) -> datetime:
    """The moment in UTC of a local day and time: the first of two, and the first instant after one that is left out."""
    local = datetime.combine(day, at.replace(fold=0), tzinfo=ZoneInfo(zone))
    moment = local.astimezone(UTC)
    if moment.astimezone(local.tzinfo).replace(tzinfo=None) == local.replace(tzinfo=None):
        return moment
    return _end_of_gap(local)


def _end_of_gap(local: datetime) -> datetime:
    """When the clocks sprang over `local`: by halving the time in which they must have done so."""
    before = local.replace(fold=1).astimezone(UTC)  # by the later offset, which is not reached yet
    after = local.replace(fold=0).astimezone(UTC)
    earlier = before.astimezone(local.tzinfo).utcoffset()
    while after - before > _SECOND:
        middle = before + (after - before) // _SECOND // 2 * _SECOND
        if middle.astimezone(local.tzinfo).utcoffset() == earlier:
            before = middle
        else:
            after = middle
    return after


def words(cadence: Cadence, *, by_zone: bool = False) -> str:
    """How a reader is told of it, such as “Delivered Monday–Friday”; made from the data, so that it is never wrong.

    `by_zone`: it comes at its time wherever a reader is, and says so.
    """
    return (
        f"{_days_in_words(cadence)}, at {cadence.at:%H:%M} where you are"
        if by_zone
        else _days_in_words(cadence)
    )


def _days_in_words(cadence: Cadence) -> str:
    match cadence.rhythm:
        case Rhythm.WEEKDAYS:
            return _weekly_words(sorted(cadence.weekdays))
        case Rhythm.DAY_OF_MONTH:
            return f"Delivered monthly, on the {_day_of_month(cadence.nth)}"
        case Rhythm.WEEKDAY_OF_MONTH:
            names = _listed([NAMES[day - 1] for day in sorted(cadence.weekdays)])
            return f"Delivered monthly, on the {_ORDINALS[cadence.nth]} {names}"


def fault_of(cadence: Cadence) -> str | None:
    """Why it cannot be a calendar, as a sentence for the desk."""
    if cadence.rhythm is not Rhythm.DAY_OF_MONTH and not cadence.weekdays:
        return "Choose at least one day of the week."
    if cadence.rhythm is Rhythm.DAY_OF_MONTH and not (cadence.nth == LAST or 1 <= cadence.nth <= 31):
        return "Choose a day of the month from 1 to 31, or -1 for the last."
    if cadence.rhythm is Rhythm.WEEKDAY_OF_MONTH and cadence.nth not in _ORDINALS:
        return "Choose the first to the fourth, or -1 for the last."
    return None


def last_of_month(day: date) -> date:
    """The last day of its month."""
    return (day.replace(day=28) + 4 * _DAY).replace(day=1) - _DAY


def _is_nth_of_its_kind(day: date, nth: int) -> bool:
    if nth == LAST:
        return (day + 7 * _DAY).month != day.month
    return (day.day - 1) // 7 + 1 == nth


def _days(first: date, last: date) -> Iterator[date]:
    return (first + number * _DAY for number in range((last - first).days + 1))


def _weekly_words(days: list[int]) -> str:
    if len(days) == SUNDAY:
        return "Delivered every day"
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"Delivered {NAMES[days[0] - 1]}–{NAMES[days[-1] - 1]}"
    return f"Delivered {_listed([f'{NAMES[day - 1]}s' for day in days])}"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _day_of_month(nth: int) -> str:
    if nth == LAST:
        return "last day"
    ending = "th" if 11 <= nth <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(nth % 10, "th")
    return f"{nth}{ending}"
