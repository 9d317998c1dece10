"""Pause a subscription, keeping what is left of the paid time, and go on. Part of the caller's transaction."""

from datetime import datetime, timedelta

from standfirst.apps.membership.actions.change_subscription import change_subscription, lock_subscription
from standfirst.apps.membership.models import Subscription
from standfirst.apps.membership.rules.actors import By
from standfirst.apps.membership.rules.lifecycle import Event
from standfirst.apps.membership.rules.terms import Fact

LONGEST_PAUSE = timedelta(days=184)


class PauseTooLong(ValueError):
    """A pause ends after it begins and within half a year."""


def pause(*, subscription_id: int, until: datetime, by: By, reason: str = "", now: datetime) -> Subscription:
    """Nothing opens until `until`; the days that are left come after it. Raises CannotHappen and PauseTooLong."""
    if not now < until <= now + LONGEST_PAUSE:
        raise PauseTooLong
    subscription, _ = lock_subscription(subscription_id, now=now)
    fact = Fact(Event.PAUSE, at=now, until=until)
    change_subscription(subscription, fact, by=by, reason=reason, now=now)
    return subscription


def resume(*, subscription_id: int, by: By, now: datetime) -> Subscription:
    """Go on before the pause is over. Raises CannotHappen."""
    subscription, _ = lock_subscription(subscription_id, now=now)
    change_subscription(subscription, Fact(Event.RESUME, at=now), by=by, now=now)
    return subscription
