"""Months and years from a day, as people count them."""

import calendar
from datetime import datetime, tzinfo

MONTHS = {"month": 1, "year": 12}


def day_of(moment: datetime, *, zone: tzinfo) -> int:
    """Of the month, where the publication is."""
    return moment.astimezone(zone).day


def months_later(moment: datetime, months: int, *, day: int, zone: tzinfo) -> datetime:
    """The same time by the clocks of `zone`, `months` later, on `day` or the month's last; so the 31st comes back after February."""
    here = moment.astimezone(zone)
    year, month = divmod(here.year * 12 + here.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return here.replace(year=year, month=month + 1, day=min(day, last)).astimezone(moment.tzinfo)


def end_of_period(starts_at: datetime, interval: str, *, day: int, zone: tzinfo) -> datetime:
    """When a paid month or year that begins here is over."""
    return months_later(starts_at, MONTHS[interval], day=day, zone=zone)
