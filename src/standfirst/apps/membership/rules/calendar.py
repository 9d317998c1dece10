"""Months and years from a day, as people count them."""

import calendar
from datetime import datetime

MONTHS = {"month": 1, "year": 12}


def months_later(moment: datetime, months: int, *, day: int) -> datetime:
    """The same time `months` later, on `day` or the month's last; so the 31st comes back after February."""
    count = moment.year * 12 + moment.month - 1 + months
    year, month = divmod(count, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return moment.replace(year=year, month=month + 1, day=min(day, last))


def end_of_period(starts_at: datetime, interval: str, *, day: int) -> datetime:
    """When a paid month or year that begins here is over."""
    return months_later(starts_at, MONTHS[interval], day=day)
