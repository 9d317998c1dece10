"""A reader's subscription begins: with a payment, with a free trial, or on trust. Part of the caller's transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.timezone import get_default_timezone

from standfirst.apps.accounts.api import User
from standfirst.apps.membership.actions.change_subscription import NONE, Details, change_subscription
from standfirst.apps.membership.models import Price, Subscription
from standfirst.apps.membership.queries.subscriptions import has_tried
from standfirst.apps.membership.rules.actors import By
from standfirst.apps.membership.rules.calendar import day_of, end_of_period
from standfirst.apps.membership.rules.lifecycle import Event
from standfirst.apps.membership.rules.terms import Fact


class AlreadySubscribed(Exception):
    """The reader has a subscription that is not over."""


class NoTrial(Exception):
    """This price has no trial, or the reader has had one."""


@dataclass(frozen=True, slots=True)
class Order:
    """Who takes what, and by which gateway it is paid."""

    owner_id: int
    price_id: int
    gateway: str
    gateway_ref: str = ""
    promotion_id: int | None = None
    grace_days: int = 7


def open_subscription(
    order: Order,
    *,
    by: By,
    now: datetime,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    details: Details = NONE,
) -> Subscription:
    """The first period is paid; it begins now and lasts a month or a year unless said otherwise.

    Raises AlreadySubscribed.
    """
    subscription = _new(order, now=now)
    begins, zone = starts_at or now, get_default_timezone()
    day = day_of(begins, zone=zone)
    ends = ends_at or end_of_period(begins, subscription.price.interval, day=day, zone=zone)
    fact = Fact(Event.OPEN, at=now, starts_at=begins, ends_at=ends, grace_days=order.grace_days)
    subscription.payments = 1
    change_subscription(subscription, fact, by=by, price_id=order.price_id, details=details, now=now)
    return subscription


def start_trial(order: Order, *, by: By, now: datetime, until: datetime | None = None) -> Subscription:
    """The price's free days, once a reader. Raises AlreadySubscribed and NoTrial."""
    subscription = _new(order, now=now)
    if has_tried(reader_id=order.owner_id) or not (until or subscription.price.trial_days):
        raise NoTrial
    ends = until or now + timedelta(days=subscription.price.trial_days)
    fact = Fact(Event.START_TRIAL, at=now, until=ends, grace_days=order.grace_days)
    change_subscription(subscription, fact, by=by, price_id=order.price_id, now=now)
    return subscription


def open_on_trust(order: Order, *, until: datetime, by: By, now: datetime) -> Subscription:
    """Open before the first payment, which must come by `until`. Raises AlreadySubscribed."""
    subscription = _new(order, now=now)
    fact = Fact(Event.OPEN_ON_TRUST, at=now, until=until, grace_days=order.grace_days)
    change_subscription(subscription, fact, by=by, price_id=order.price_id, now=now)
    return subscription


def _new(order: Order, *, now: datetime) -> Subscription:
    """Not yet written. The reader's row is locked, so that two do not begin at once."""
    User.objects.select_for_update(no_key=True).get(pk=order.owner_id)
    if Subscription.objects.running().filter(owner_id=order.owner_id).exists():
        raise AlreadySubscribed
    price = Price.objects.select_related("plan").get(pk=order.price_id)
    return Subscription(
        owner_id=order.owner_id,
        plan=price.plan,
        price=price,
        promotion_id=order.promotion_id,
        gateway=order.gateway,
        gateway_ref=order.gateway_ref,
        made_at=now,
    )
