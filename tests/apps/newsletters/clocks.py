"""Forty zones and every change of their clocks until 2031, found with the standard library alone."""

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

ZONES = [
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/Johannesburg",
    "Africa/Lagos",
    "America/Argentina/Buenos_Aires",
    "America/Asuncion",
    "America/Bogota",
    "America/Caracas",
    "America/Chicago",
    "America/Denver",
    "America/Godthab",
    "America/Halifax",
    "America/Havana",
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/New_York",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Antarctica/Troll",
    "Asia/Amman",
    "Asia/Beirut",
    "Asia/Dhaka",
    "Asia/Gaza",
    "Asia/Jerusalem",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Shanghai",
    "Asia/Tehran",
    "Asia/Tokyo",
    "Atlantic/Azores",
    "Australia/Adelaide",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Europe/Berlin",
    "Europe/Chisinau",
    "Europe/London",
    "Europe/Paris",
    "Pacific/Auckland",
    "Pacific/Chatham",
]


@cache
def changes_of(zone: ZoneInfo) -> list[datetime]:
    """Moments at which the offset changes, to the minute, found by walking the hours and halving."""
    found, moment, end = [], datetime(2026, 1, 1, tzinfo=UTC), datetime(2032, 1, 1, tzinfo=UTC)
    while moment < end:
        after = moment + timedelta(days=1)
        if offset(after, zone) != offset(moment, zone):
            found.append(halved(moment, after, zone))
        moment = after
    return found


def halved(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) / 2
        low, high = (middle, high) if offset(middle, zone) == offset(low, zone) else (low, middle)
    return high.replace(second=0, microsecond=0)


def offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def minutes_around(change: datetime, zone: ZoneInfo) -> dict[datetime, datetime]:
    """What the clock on the wall shows, minute by minute, from five hours before until five hours after."""
    moments = [change + timedelta(minutes=minute) for minute in range(-300, 301)]
    return {moment: moment.astimezone(zone).replace(tzinfo=None, fold=0) for moment in moments}
