"""Use up one of a month's allowance: claimed in one statement, so that no two of them are the last."""

from datetime import date

from django.db import connection

from standfirst.apps.membership.models.gifts import MonthlyUse

_SPEND = """
    INSERT INTO membership_monthlyuse AS held (reader_id, kind, month, used) VALUES (%s, %s, %s, 1)
    ON CONFLICT (reader_id, kind, month) DO UPDATE SET used = held.used + 1 WHERE held.used < %s
    RETURNING used
"""


def spend_allowance(*, reader_id: int, kind: MonthlyUse.Kind, month: date, most: int) -> bool:
    """Whether there was one left, which is now used; part of the caller's transaction."""
    if most < 1:
        return False
    with connection.cursor() as cursor:
        cursor.execute(_SPEND, [reader_id, kind.value, month, most])
        return cursor.fetchone() is not None
