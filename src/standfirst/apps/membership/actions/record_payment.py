"""A period was paid, or its payment failed. Part of the caller's transaction."""

from datetime import datetime

from django.utils.timezone import get_default_timezone

from standfirst.apps.membership.actions.change_subscription import (
    NONE,
    Details,
    change_subscription,
    lock_subscription,
)
from standfirst.apps.membership.models import Price, Subscription
from standfirst.apps.membership.rules.actors import By
from standfirst.apps.membership.rules.calendar import end_of_period
from standfirst.apps.membership.rules.lifecycle import Event
from standfirst.apps.membership.rules.terms import Fact


def record_payment_of_period(
    *,
    subscription_id: int,
    price_id: int,
    by: By,
    now: datetime,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    details: Details = NONE,
) -> Subscription:
    """The period after the present one is paid at this price, which holds from then on. Raises CannotHappen."""
    subscription, _ = lock_subscription(subscription_id, now=now)
    price = Price.objects.select_related("plan").get(pk=price_id)
    begins = starts_at or subscription.ends_at
    ends = ends_at or end_of_period(begins, price.interval, day=subscription.day, zone=get_default_timezone())
    subscription.price, subscription.plan = price, price.plan
    if subscription.next_price_id == price_id:
        subscription.next_price = None
    subscription.payments += 1
    fact = Fact(Event.PAY, at=now, starts_at=begins, ends_at=ends)
    change_subscription(subscription, fact, by=by, price_id=price_id, details=details, now=now)
    return subscription


def fail_payment(
    *, subscription_id: int, until: datetime, by: By, reason: str = "", now: datetime
) -> Subscription:
    """A payment did not come or was refused; everything stays open until `until`. Raises CannotHappen."""
    subscription, _ = lock_subscription(subscription_id, now=now)
    change_subscription(subscription, Fact(Event.FAIL, at=now, until=until), by=by, reason=reason, now=now)
    return subscription
