"""When an unpaid invoice is remembered, and when an order is given up."""

from datetime import datetime, timedelta

REMIND_BEFORE = timedelta(days=3)
GIVE_UP_AFTER = timedelta(days=14)


def reminds_at(due_at: datetime) -> datetime:
    """One reminder, a few days before the sum is due."""
    return due_at - REMIND_BEFORE


def gives_up_at(due_at: datetime) -> datetime:
    """An order that nobody paid by then is withdrawn."""
    return due_at + GIVE_UP_AFTER
