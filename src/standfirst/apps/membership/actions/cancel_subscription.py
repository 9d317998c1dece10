"""Cancel at the end of what is paid for, keep after all, or end at once. Part of the caller's transaction."""

from datetime import datetime

from standfirst.apps.membership.actions.change_subscription import change_subscription, lock_subscription
from standfirst.apps.membership.models import Subscription
from standfirst.apps.membership.models.subscriptions import CancelReason
from standfirst.apps.membership.rules.actors import By
from standfirst.apps.membership.rules.lifecycle import Event
from standfirst.apps.membership.rules.terms import Fact


def cancel_at_period_end(
    *, subscription_id: int, why: str = "", words: str = "", by: By, now: datetime
) -> Subscription:
    """It goes on until the paid time is over; unpaid time ends at once. Raises CannotHappen."""
    subscription, _ = lock_subscription(subscription_id, now=now)
    subscription.cancel_reason, subscription.cancel_words = CancelReason(why).value, words[:2000]
    subscription.ended_because = "cancelled"
    change_subscription(subscription, Fact(Event.CANCEL, at=now), by=by, reason=why, now=now)
    return subscription


def keep(*, subscription_id: int, by: By, now: datetime) -> Subscription:
    """Take the cancellation back. Raises CannotHappen."""
    subscription, _ = lock_subscription(subscription_id, now=now)
    subscription.cancel_reason = subscription.cancel_words = subscription.ended_because = ""
    change_subscription(subscription, Fact(Event.KEEP, at=now), by=by, now=now)
    return subscription


def end_now(*, subscription_id: int, because: str, by: By, now: datetime) -> Subscription:
    """It ends at once. Raises CannotHappen."""
    subscription, _ = lock_subscription(subscription_id, now=now)
    subscription.ended_because = because[:200]
    change_subscription(subscription, Fact(Event.END, at=now), by=by, reason=because, now=now)
    return subscription
