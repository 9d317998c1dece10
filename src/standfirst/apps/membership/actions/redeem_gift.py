"""Somebody redeems the code of a gift. Part of the caller's transaction."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.utils.timezone import get_default_timezone

from standfirst.apps.accounts.api import User
from standfirst.apps.audit import api as audit
from standfirst.apps.membership.actions.begin_gifts import begin_gift
from standfirst.apps.membership.actions.change_subscription import change_subscription, lock_subscription
from standfirst.apps.membership.actions.order_gift import lock_gift
from standfirst.apps.membership.models import GiftSubscription, Subscription
from standfirst.apps.membership.queries.gift_subscriptions import find_gift_by_code, refuse_unless_open
from standfirst.apps.membership.rules import actors
from standfirst.apps.membership.rules.calendar import end_of_period
from standfirst.apps.membership.rules.lifecycle import RUNNING, Event, State, can_happen
from standfirst.apps.membership.rules.terms import Fact


def redeem_gift(*, code: str, reader_id: int, extends: Collection[str], now: datetime) -> GiftSubscription:
    """Once, however many ask at once. Raises GiftRefused.

    It begins at once; or it makes a running subscription longer, if that opens the same and is paid by one of the
    gateways in `extends`; else it is kept until that subscription is over.
    """
    gift = lock_gift(find_gift_by_code(code=code, now=now).pk)
    refuse_unless_open(gift, now=now)
    gift.redeemed_at, gift.redeemed_by = now, User.objects.select_for_update(no_key=True).get(pk=reader_id)
    gift.save(update_fields=["redeemed_at", "redeemed_by"])
    running = lock_running(reader_id, now=now)
    if running is None:
        begin_gift(gift, at=now, now=now)
    elif may_extend(running, gift, extends=extends):
        extend_by_gift(running, gift, now=now)
    _record(gift, running, now=now)
    return gift


def may_extend(running: Subscription, gift: GiftSubscription, *, extends: Collection[str]) -> bool:
    """Whether the gift's time can be added to a subscription: same things open, one reader, our own calendar."""
    opens_the_same = running.plan.group == gift.price.plan.group and running.plan.seats == 1
    return (
        opens_the_same
        and running.gateway in extends
        and can_happen(Event.EXTEND, State(running.state))
        and running.state != State.TRIAL
    )


def lock_running(reader_id: int, *, now: datetime) -> Subscription | None:
    """With its row locked: while it is, the subscription cannot end unseen, and a kept gift is never forgotten."""
    found = Subscription.objects.running().filter(owner_id=reader_id).first()
    if found is None:
        return None
    locked, _ = lock_subscription(found.pk, now=now)
    return locked if locked.state in RUNNING else None


def extend_by_gift(
    running: Subscription, gift: GiftSubscription, *, length: timedelta | None = None, now: datetime
) -> None:
    """By what was bought, or by `length`. The subscription's row is locked."""
    gift.gave_from = max(running.ends_at, now)
    zone, interval = get_default_timezone(), gift.price.interval
    whole = end_of_period(gift.gave_from, interval, day=running.day, zone=zone)
    gift.gave_until = whole if length is None else gift.gave_from + length
    gift.subscription = running
    gift.save(update_fields=["gave_from", "gave_until", "subscription"])
    fact = Fact(Event.EXTEND, at=now, ends_at=gift.gave_until)
    by = actors.reader(gift.redeemed_by_id or 0)
    change_subscription(running, fact, by=by, reason=f"gift {gift.pk}", now=now)


def _record(gift: GiftSubscription, running: Subscription | None, *, now: datetime) -> None:
    audit.record(
        action="membership.redeem_gift",
        actor_id=gift.redeemed_by_id,
        actor="the reader",
        about=gift.about,
        details={
            "reader": gift.redeemed_by_id,
            "subscription": running.pk if running else None,
            "until": gift.gave_until.isoformat()
            if gift.gave_until
            else "kept until the subscription is over",
        },
        now=now,
    )
