"""The seats of a group follow its subscription. Part of the caller's transaction, with the subscription locked."""

from dataclasses import replace
from datetime import datetime

from standfirst.apps.membership.actions.announce_standing import announce_standing
from standfirst.apps.membership.actions.settle_ledger import Change, settle_ledger
from standfirst.apps.membership.models import Group, Seat, Source, Subscription


def settle_seats(subscription: Subscription, change: Change, *, now: datetime) -> None:
    """What happens to the subscription happens to all its seats; those that the plan does not have are given up.

    A smaller plan that is paid ahead leaves them open until its time begins.
    """
    taken = Seat.objects.filter(group__subscription=subscription, left_at=None).order_by("reader_id")
    for seat in taken.select_related("group"):
        is_beyond = seat.number > subscription.plan.seats
        if is_beyond and change.at <= now:
            give_up(seat, subscription, because="the plan has fewer seats", now=now)
        else:
            theirs = replace(change, window=None) if is_beyond else change
            settle_ledger(subscription, theirs, reader_id=seat.reader_id, source=Source.SEAT, now=now)
            announce_standing(reader_id=seat.reader_id)


def take_up(
    seat: Seat, subscription: Subscription, *, window: tuple[datetime, datetime] | None, now: datetime
) -> None:
    """What the subscription opens is open to this reader too."""
    change = Change(at=now, window=window, because="")
    settle_ledger(subscription, change, reader_id=seat.reader_id, source=Source.SEAT, now=now)
    announce_standing(reader_id=seat.reader_id)


def give_up(seat: Seat, subscription: Subscription, *, because: str, now: datetime) -> None:
    """Closed at once; a manager without a seat gives the group back to the owner."""
    Seat.objects.filter(pk=seat.pk).update(left_at=now)
    closing = Change(at=now, window=None, because=because)
    settle_ledger(subscription, closing, reader_id=seat.reader_id, source=Source.SEAT, now=now)
    Group.objects.filter(pk=seat.group_id, manager_id=seat.reader_id).update(manager_id=subscription.owner_id)
    announce_standing(reader_id=seat.reader_id)
