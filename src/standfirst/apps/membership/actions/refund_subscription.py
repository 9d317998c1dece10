"""Money went back, or is disputed: everything closes. Part of the caller's transaction."""

from datetime import datetime

from standfirst.apps.membership.actions.change_subscription import (
    NONE,
    Details,
    change_subscription,
    lock_subscription,
)
from standfirst.apps.membership.models import Subscription
from standfirst.apps.membership.rules.actors import By
from standfirst.apps.membership.rules.lifecycle import Event
from standfirst.apps.membership.rules.terms import Fact


def refund_subscription(
    *, subscription_id: int, because: str, by: By, details: Details = NONE, now: datetime
) -> Subscription:
    """The present period was paid back. Raises CannotHappen."""
    subscription, _ = lock_subscription(subscription_id, now=now)
    subscription.ended_because = because[:200]
    fact = Fact(Event.REFUND, at=now)
    change_subscription(subscription, fact, by=by, reason=because, details=details, now=now)
    return subscription


def open_dispute(*, subscription_id: int, because: str, by: By, now: datetime) -> Subscription:
    """The reader's bank took a payment back for the time being. Raises CannotHappen."""
    subscription, _ = lock_subscription(subscription_id, now=now)
    change_subscription(subscription, Fact(Event.DISPUTE, at=now), by=by, reason=because, now=now)
    return subscription


def close_dispute(*, subscription_id: int, won: bool, by: By, now: datetime) -> Subscription:
    """Won: as it was before, as far as time has not gone over it. Lost: ended. Raises CannotHappen."""
    subscription, _ = lock_subscription(subscription_id, now=now)
    event = Event.WIN_DISPUTE if won else Event.LOSE_DISPUTE
    if not won:
        subscription.ended_because = "dispute lost"
    change_subscription(subscription, Fact(event, at=now), by=by, now=now)
    return lock_subscription(subscription_id, now=now)[0]
