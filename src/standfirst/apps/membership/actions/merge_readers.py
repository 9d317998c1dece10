"""Before two accounts are merged: their subscriptions are locked, and who would sit twice in a group gets up once.

Everything here is part of the caller's transaction.
"""

from datetime import datetime

from django.db.models import Q

from standfirst.apps.membership.actions.change_subscription import lock_subscription
from standfirst.apps.membership.actions.manage_group import leave_group
from standfirst.apps.membership.models import Seat, Subscription
from standfirst.apps.membership.rules.actors import By

BECAUSE = "two accounts were merged"


def lock_subscriptions(*, kept: int, gone: int, now: datetime) -> None:
    """Of both, and of the groups in which they sit."""
    of_both = Q(owner_id__in=[kept, gone]) | Q(group__seats__reader_id__in=[kept, gone])
    for number in Subscription.objects.filter(of_both).order_by("pk").values_list("pk", flat=True).distinct():
        lock_subscription(number, now=now)


def free_second_seats(*, kept: int, gone: int, by: By, now: datetime) -> int:
    """One person has one seat in a group; how many were freed."""
    seats = _second_seats(kept, gone)
    return sum(leave_group(seat=seat, because=BECAUSE, by=by, now=now) for seat in seats)


def _second_seats(kept: int, gone: int) -> list[Seat]:
    """Of one person after the merging: the owner of a group has the first seat already."""
    sitting = Seat.objects.filter(left_at=None).select_related("group")
    beside = sitting.filter(reader_id=gone, group__in=sitting.filter(reader_id=kept).values("group"))
    below = sitting.filter(reader_id=gone, group__subscription__owner_id=kept)
    above = sitting.filter(reader_id=kept, group__subscription__owner_id=gone)
    return list((beside | below | above).distinct())
