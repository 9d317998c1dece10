"""Open an article that somebody's standing does not open, as one of those that they may read in a month."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import connection
from django.utils.timezone import get_default_timezone

from standfirst.apps.membership.actions.spend_allowance import spend_allowance
from standfirst.apps.membership.models import MeteredReading, MonthlyUse
from standfirst.apps.membership.rules.gate import Grant
from standfirst.apps.membership.rules.gifts import month_of
from standfirst.apps.membership.rules.metering import fits_tally
from standfirst.core.db import transaction

_NOTE = """
    INSERT INTO membership_meteredreading (reader_id, month, article_id) VALUES (%s, %s, %s)
    ON CONFLICT (reader_id, month, article_id) DO NOTHING RETURNING 1
"""


class _NoneLeft(Exception):
    pass


def read_metered(*, reader_id: int, article_id: int, a_month: int, now: datetime) -> Grant | None:
    """None where none is left. An article that was opened this month is not counted again.

    Two who open the same article at once wait for each other at the note; two who open different ones, at the count.
    """
    month = month_of(now, zone=get_default_timezone())
    try:
        with transaction():
            _count(reader_id=reader_id, article_id=article_id, month=month, a_month=a_month)
    except _NoneLeft:
        return None
    return Grant(article_id=article_id) if a_month else None


def _count(*, reader_id: int, article_id: int, month: date, a_month: int) -> None:
    """Raises _NoneLeft, which takes the note back."""
    MeteredReading.objects.filter(reader_id=reader_id, month__lt=month).delete()
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, [reader_id, month, article_id])
        is_new = cursor.fetchone() is not None
    kind = MonthlyUse.Kind.METER
    if is_new and not spend_allowance(reader_id=reader_id, kind=kind, month=month, most=a_month):
        raise _NoneLeft


def read_again(*, reader_id: int, article_id: int, a_month: int, now: datetime) -> Grant | None:
    """For an article that this reader has opened this month; counts nothing."""
    month = month_of(now, zone=get_default_timezone())
    noted = MeteredReading.objects.filter(reader_id=reader_id, month=month, article_id=article_id)
    return Grant(article_id=article_id) if a_month and noted.exists() else None


def read_by_tally(*, tally: Sequence[int], article_id: int, a_month: int) -> Grant | None:
    """For a visitor, by what their browser says it has opened; whoever clears it begins anew."""
    fits = fits_tally(tally, article_id=article_id, a_month=a_month)
    return Grant(article_id=article_id) if fits else None


def forget_readings(*, now: datetime) -> int:
    """What was read before this month, and by whom, is of no use any more; returns how many rows went."""
    month = month_of(now, zone=get_default_timezone())
    gone, _ = MeteredReading.objects.filter(month__lt=month).delete()
    return gone
