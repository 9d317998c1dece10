"""The calendar as tables, and against an expansion that is made in another way."""

import calendar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.apps.newsletters.rules.cadence import LAST, Cadence, Rhythm, fault_of, place, slots, words
from standfirst.screens.demo.newsletters import NEWSLETTERS
from tests.apps.newsletters.clocks import ZONES, changes_of, minutes_around

FIRST, LAST_DAY = date(2026, 1, 1), date(2031, 12, 31)


def weekly(days: str, **more: object) -> Cadence:
    fields = {"rhythm": Rhythm.WEEKDAYS, "at": time(7), "zone": "UTC", **more}
    return Cadence(weekdays=frozenset(map(int, days)), **fields)


def monthly(nth: int, days: str = "") -> Cadence:
    rhythm = Rhythm.WEEKDAY_OF_MONTH if days else Rhythm.DAY_OF_MONTH
    return Cadence(rhythm=rhythm, nth=nth, weekdays=frozenset(map(int, days)), at=time(7), zone="UTC")


@pytest.mark.parametrize(
    ("cadence", "expected"),
    [
        (weekly("12345"), "Delivered Monday–Friday"),
        (weekly("123456"), "Delivered Monday–Saturday"),
        (weekly("3"), "Delivered Wednesdays"),
        (weekly("37"), "Delivered Wednesdays and Sundays"),
        (weekly("12"), "Delivered Mondays and Tuesdays"),
        (weekly("246"), "Delivered Tuesdays, Thursdays and Saturdays"),
        (weekly("1234567"), "Delivered every day"),
        (monthly(1), "Delivered monthly, on the 1st"),
        (monthly(12), "Delivered monthly, on the 12th"),
        (monthly(23), "Delivered monthly, on the 23rd"),
        (monthly(LAST), "Delivered monthly, on the last day"),
        (monthly(2, "2"), "Delivered monthly, on the second Tuesday"),
        (monthly(LAST, "5"), "Delivered monthly, on the last Friday"),
    ],
)
def test_the_days_in_words_are_made_from_the_data(cadence: Cadence, expected: str) -> None:
    assert words(cadence) == expected
    assert words(cadence, by_zone=True) == f"{expected}, at 07:00 where you are"


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        ("first-light", "Delivered Monday–Friday"),
        ("the-landmass", "Delivered Wednesdays"),
        ("the-interval", "Delivered Fridays"),
        ("the-ledger", "Delivered Wednesdays"),
        ("tideline", "Delivered Thursdays"),
        ("chancery", "Delivered Thursdays"),
        ("slow-reading", "Delivered Wednesdays and Sundays"),
        ("evening-roundup", "Delivered Monday–Saturday"),
        ("most-read", "Delivered monthly, on the 1st"),
    ],
)
def test_the_nine_newsletters_of_the_demo_come_on_their_days(slug: str, expected: str) -> None:
    assert words(cadence_of(slug)) == expected


@pytest.mark.parametrize("newsletter", [each.slug for each in NEWSLETTERS])
def test_six_years_of_each_newsletter_are_those_of_the_almanac(newsletter: str) -> None:
    cadence = cadence_of(newsletter)
    found = [slot.day for slot in slots(cadence, first=FIRST, last=LAST_DAY)]
    assert found == almanac(cadence)
    assert len(found) == len(set(found))


def test_a_holiday_is_left_out() -> None:
    cadence = weekly("5", holidays=frozenset({date(2026, 12, 25)}))
    found = [slot.day for slot in slots(cadence, first=date(2026, 12, 18), last=date(2027, 1, 1))]
    assert found == [date(2026, 12, 18), date(2027, 1, 1)]


@pytest.mark.parametrize(
    ("cadence", "months", "expected"),
    [
        (monthly(31), (2, 4), [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]),
        (monthly(LAST), (2, 3), [date(2026, 2, 28), date(2026, 3, 31)]),
        (monthly(1, "7"), (3, 4), [date(2026, 3, 1), date(2026, 4, 5)]),
        (monthly(LAST, "1"), (5, 6), [date(2026, 5, 25), date(2026, 6, 29)]),
    ],
)
def test_months_of_all_lengths(cadence: Cadence, months: tuple[int, int], expected: list[date]) -> None:
    last = calendar.monthrange(2026, months[1])[1]
    found = slots(cadence, first=date(2026, months[0], 1), last=date(2026, months[1], last))
    assert [slot.day for slot in found] == expected


@pytest.mark.parametrize("zone", ZONES)
def test_every_change_of_the_clocks_until_2031_is_placed_right(zone: str) -> None:
    for change in changes_of(ZoneInfo(zone)):
        clock_on_the_wall = minutes_around(change, ZoneInfo(zone))
        for quarter in range(-12, 13):
            wall = clock_on_the_wall[change] + timedelta(minutes=15 * quarter)
            first = next(moment for moment, shown in clock_on_the_wall.items() if shown >= wall)
            assert place(wall.date(), wall.time(), zone=zone) == first, wall


def test_the_zones_are_forty_and_most_of_them_change() -> None:
    assert len(set(ZONES)) == 40
    assert sum(bool(changes_of(ZoneInfo(zone))) for zone in ZONES) > 20


@given(
    day=st.dates(FIRST, LAST_DAY),
    at=st.times().map(lambda at: at.replace(microsecond=0)),
    zone=st.sampled_from(ZONES),
)
def test_a_time_that_there_is_reads_so_on_the_wall(day: date, at: time, zone: str) -> None:
    moment = place(day, at, zone=zone)
    assert moment.tzinfo is UTC
    on_the_wall = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert on_the_wall >= datetime.combine(day, at)
    assert on_the_wall - datetime.combine(day, at) <= timedelta(hours=2)


@pytest.mark.parametrize(
    ("cadence", "is_refused"),
    [
        (weekly(""), True),
        (weekly("1"), False),
        (monthly(0), True),
        (monthly(32), True),
        (monthly(LAST), False),
        (monthly(5, "1"), True),
        (monthly(LAST, "1"), False),
    ],
)
def test_what_cannot_be_a_calendar_is_refused(cadence: Cadence, is_refused: bool) -> None:
    assert bool(fault_of(cadence)) is is_refused


def cadence_of(slug: str) -> Cadence:
    found = next(each for each in NEWSLETTERS if each.slug == slug)
    return Cadence(
        rhythm=found.rhythm,
        weekdays=frozenset(map(int, found.weekdays)),
        nth=found.nth,
        at=found.at,
        zone="Europe/London",
    )


def almanac(cadence: Cadence) -> list[date]:
    """The same days from the standard library's calendars of months."""
    found = []
    for year in range(FIRST.year, LAST_DAY.year + 1):
        for month in range(1, 13):
            for week in calendar.Calendar().monthdatescalendar(year, month):
                found += [day for day in week if day.month == month and wanted(cadence, day)]
    return found


def wanted(cadence: Cadence, day: date) -> bool:
    if cadence.rhythm is Rhythm.DAY_OF_MONTH:
        return day.day == cadence.nth
    return calendar.weekday(day.year, day.month, day.day) + 1 in cadence.weekdays
