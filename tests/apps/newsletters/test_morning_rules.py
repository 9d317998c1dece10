"""The moments of an edition that comes in each reader's own morning: as tables, and against another way to find them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.apps.newsletters.models import Addressee
from standfirst.apps.newsletters.rules.mornings import (
    FIRST_ON_EARTH,
    LONGEST,
    Wave,
    mornings,
    opening,
    progress_in_words,
    standard_zones,
    zones_by_region,
)
from tests.apps.newsletters.clocks import ZONES, changes_of, minutes_around

EARLY = time(6, 30)
# The slot of a newsletter at home in Berlin, in winter.
SLOT = datetime(2026, 12, 1, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        ("Pacific/Kiritimati", datetime(2026, 11, 30, 16, 30, tzinfo=UTC)),
        ("Asia/Tokyo", datetime(2026, 11, 30, 21, 30, tzinfo=UTC)),
        ("Asia/Kathmandu", datetime(2026, 12, 1, 0, 45, tzinfo=UTC)),
        ("Europe/Berlin", SLOT),
        ("Europe/London", datetime(2026, 12, 1, 6, 30, tzinfo=UTC)),
        ("America/New_York", datetime(2026, 12, 1, 11, 30, tzinfo=UTC)),
        ("Pacific/Pago_Pago", datetime(2026, 12, 1, 17, 30, tzinfo=UTC)),
    ],
)
def test_it_is_the_same_time_of_the_same_day_everywhere(zone: str, moment: datetime) -> None:
    assert mornings(SLOT, at=EARLY, zone="Europe/Berlin", zones=[zone]) == {zone: moment}


@pytest.mark.parametrize("zone", ZONES)
def test_at_every_change_of_the_clocks_until_2031_it_is_the_first_minute_that_reads_so_or_later(
    zone: str,
) -> None:
    """The minutes are walked through with the standard library; the newsletter is at home where no clock changes."""
    for change in changes_of(ZoneInfo(zone)):
        shown = minutes_around(change, ZoneInfo(zone))
        for quarter in range(-8, 9):
            wall = shown[change] + timedelta(minutes=15 * quarter)
            slot = wall.replace(tzinfo=UTC)
            first = next(moment for moment, clock in shown.items() if clock >= wall)
            assert mornings(slot, at=wall.time(), zone="UTC", zones=[zone]) == {zone: first}, wall


def test_where_the_clocks_leap_over_it_at_home_others_get_it_at_the_time_that_was_promised() -> None:
    slot = datetime(2027, 3, 28, 1, 0, tzinfo=UTC)  # half past two is left out in Berlin: it comes at three
    found = mornings(slot, at=time(2, 30), zone="Europe/Berlin", zones=["Europe/Berlin", "Asia/Tokyo"])
    assert found == {"Europe/Berlin": slot, "Asia/Tokyo": datetime(2027, 3, 27, 17, 30, tzinfo=UTC)}


@given(
    day=st.dates(date(2026, 1, 1), date(2031, 12, 31)),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    home=st.sampled_from(ZONES),
    zone=st.sampled_from(sorted(standard_zones())),
)
def test_nobodys_morning_is_before_the_first_on_earth_or_more_than_26_hours_after_it(
    day: date, at: time, home: str, zone: str
) -> None:
    slot = datetime.combine(day, at, tzinfo=ZoneInfo(home)).astimezone(UTC)
    begins = opening(slot, at=at, zone=home)
    [moment] = mornings(slot, at=at, zone=home, zones=[zone]).values()
    assert begins <= slot
    assert begins <= moment <= begins + LONGEST + timedelta(hours=1)  # an hour that is left out comes on top


def test_no_clock_on_earth_is_ahead_of_the_first() -> None:
    for day in (datetime(year, month, 1, tzinfo=UTC) for year in range(2026, 2032) for month in (1, 7)):
        ahead = {name: day.astimezone(ZoneInfo(name)).utcoffset() for name in available_timezones()}
        assert max(ahead.values()) == day.astimezone(ZoneInfo(FIRST_ON_EARTH)).utcoffset()


@pytest.mark.parametrize(
    ("first", "begins"),
    [
        ("", datetime(2026, 11, 30, 16, 30, tzinfo=UTC)),
        ("Asia/Tokyo", datetime(2026, 11, 30, 21, 30, tzinfo=UTC)),
        ("Europe/Berlin", SLOT),
        ("America/New_York", SLOT),
    ],
)
def test_it_begins_with_the_morning_that_is_waited_for_and_never_after_its_own_time(
    first: str, begins: datetime
) -> None:
    assert opening(SLOT, at=EARLY, zone="Europe/Berlin", first=first) == begins


def test_the_names_of_zones_are_places_and_utc_and_each_stands_in_the_select_once() -> None:
    names = [name for _, zones in zones_by_region() for name, _ in zones]
    assert sorted(names) == sorted(standard_zones())
    assert {"Europe/Berlin", "America/Argentina/Buenos_Aires", "UTC"} <= set(names)
    assert not {"localtime", "Factory", "Etc/GMT-14", "posixrules"} & set(names)
    assert max(map(len, names)) <= (Addressee._meta.get_field("zone").max_length or 0)


NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("waves", "words"),
    [
        ([Wave(NOON, 5, 5)], ""),
        (
            [Wave(NOON, 5, 0), Wave(NOON + timedelta(hours=9), 1, 1)],
            "1 of 2 waves are out; the next goes out tonight, to 1 reader.",
        ),
        (
            [Wave(NOON, 5, 3), Wave(NOON + timedelta(hours=9), 2000, 1999), Wave(NOON + timedelta(hours=8), 4, 0)],
            "2 of 3 waves are out; the next goes out tonight, to 1,999 readers.",
        ),
        ([Wave(NOON - timedelta(hours=1), 5, 5), Wave(NOON, 5, 5)], "2 of 2 waves are out."),
    ],
)  # fmt: skip
def test_the_waves_in_words(waves: list[Wave], words: str) -> None:
    assert progress_in_words(waves, now=NOON, moment="tonight") == words
