"""What the clock alone does to a subscription: periods, graces and pauses that are over."""

from datetime import datetime

from standfirst.apps.membership.actions.change_subscription import lock_subscription
from standfirst.apps.membership.models import Subscription
from standfirst.apps.membership.rules.lifecycle import Event


def pass_time(*, subscription_id: int, now: datetime) -> tuple[Subscription, list[Event]]:
    """All that is due by now, however late; nothing the second time. Part of the caller's transaction."""
    return lock_subscription(subscription_id, now=now)
