"""Time is added, or another price is agreed for the next period. Part of the caller's transaction."""

from datetime import datetime, timedelta

from standfirst.apps.membership.actions.change_subscription import change_subscription, lock_subscription
from standfirst.apps.membership.models import Price, Subscription
from standfirst.apps.membership.rules.actors import By
from standfirst.apps.membership.rules.lifecycle import Event
from standfirst.apps.membership.rules.terms import Fact


class NotOnSale(Exception):
    """There is no such price for this subscription."""


def extend_subscription(
    *, subscription_id: int, days: int, because: str, by: By, now: datetime
) -> Subscription:
    """So many days more, for nothing. Raises CannotHappen."""
    subscription, _ = lock_subscription(subscription_id, now=now)
    ends_at = max(subscription.ends_at, now) + timedelta(days=days)
    fact = Fact(Event.EXTEND, at=now, ends_at=ends_at)
    change_subscription(subscription, fact, by=by, reason=because, now=now)
    return subscription


def change_price(*, subscription_id: int, price_id: int, by: By, now: datetime) -> Subscription:
    """From the next period on. The currency stays. Raises CannotHappen and NotOnSale."""
    subscription, _ = lock_subscription(subscription_id, now=now)
    price = Price.objects.filter(pk=price_id, on_sale=True, plan__on_sale=True).first()
    if price is None or price.currency != subscription.price.currency:
        raise NotOnSale
    subscription.next_price = None if price.pk == subscription.price_id else price
    fact = Fact(Event.CHANGE_PRICE, at=now)
    change_subscription(subscription, fact, by=by, price_id=price.pk, now=now)
    return subscription
