"""What came back is not kept for ever: counts are over by then, and suppressions stand without their evidence."""

from datetime import datetime, timedelta

from standfirst.apps.newsletters.models import Return
from standfirst.apps.newsletters.rules.returning import UNREAD

KEPT_FOR = timedelta(days=400)
UNREAD_KEPT_FOR = timedelta(days=30)


def forget_returns(*, now: datetime) -> int:
    """How many."""
    over = Return.objects.filter(arrived_at__lt=now - KEPT_FOR)
    unread = Return.objects.filter(kind=UNREAD, arrived_at__lt=now - UNREAD_KEPT_FOR)
    return (over | unread).delete()[0]
