"""Bring a subscription to where its gateway says that it stands. Part of the caller's transaction."""

from dataclasses import replace
from datetime import datetime

from standfirst.apps.membership.actions.change_subscription import (
    NONE,
    Details,
    change_subscription,
    lock_subscription,
)
from standfirst.apps.membership.actions.open_subscription import AlreadySubscribed
from standfirst.apps.membership.models import Price, Subscription
from standfirst.apps.membership.models.subscriptions import CancelReason
from standfirst.apps.membership.rules.actors import By
from standfirst.apps.membership.rules.following import GatewayWord, is_news
from standfirst.apps.membership.rules.lifecycle import RUNNING, State


def follow_gateway(
    *, subscription_id: int, word: GatewayWord, by: By, details: Details = NONE, now: datetime
) -> tuple[Subscription, bool]:
    """The subscription, and whether anything differed; nothing is written when nothing did.

    Raises AlreadySubscribed when it would go on beside another one.
    """
    subscription, _ = lock_subscription(subscription_id, now=now)
    word = _without_second_trial(subscription, word)
    price_before, plan_before = (subscription.price_id, subscription.next_price_id), subscription.plan_id
    _take_price(subscription, word)
    if word.payments is not None and word.payments != subscription.payments:
        subscription.payments = word.payments
        subscription.save(update_fields=["payments"])
    is_same_price = price_before == (subscription.price_id, subscription.next_price_id)
    if is_same_price and not is_news(subscription.terms(), word, now=now):
        return subscription, False
    _refuse_a_second(subscription, word)
    _explain(subscription, word)
    change_subscription(
        subscription,
        word.fact(at=now),
        by=by,
        reason=word.because,
        price_id=word.price_id,
        details=details,
        anew=subscription.plan_id != plan_before,
        now=now,
    )
    return lock_subscription(subscription_id, now=now)[0], True


def note_why_cancelled(*, subscription_id: int, why: str, words: str) -> None:
    """What a reader said when they asked the gateway to cancel."""
    Subscription.objects.filter(pk=subscription_id).update(
        cancel_reason=CancelReason(why).value, cancel_words=words[:2000]
    )


def _without_second_trial(subscription: Subscription, word: GatewayWord) -> GatewayWord:
    """A trial is free once a reader; what the gateway gives on top is open time like any other."""
    if word.state is not State.TRIAL:
        return word
    others = Subscription.objects.filter(owner_id=subscription.owner_id, trial_ends_at__isnull=False)
    return replace(word, state=State.ACTIVE) if others.exclude(pk=subscription.pk).exists() else word


def _take_price(subscription: Subscription, word: GatewayWord) -> None:
    """A new price within the same period holds from the next one on."""
    if word.price_id is None or word.price_id == subscription.price_id:
        if word.price_id is not None:
            subscription.next_price = None
        return
    price = Price.objects.select_related("plan").get(pk=word.price_id)
    if word.ends_at in {None, subscription.ends_at}:
        subscription.next_price = price
    else:
        subscription.price, subscription.plan, subscription.next_price = price, price.plan, None


def _refuse_a_second(subscription: Subscription, word: GatewayWord) -> None:
    if word.state not in RUNNING or subscription.state in RUNNING:
        return
    others = Subscription.objects.running().filter(owner_id=subscription.owner_id)
    if others.exclude(pk=subscription.pk).exists():
        raise AlreadySubscribed


def _explain(subscription: Subscription, word: GatewayWord) -> None:
    if word.state is State.CANCELLING:
        subscription.ended_because = "cancelled"
    elif word.state in {State.ENDED, State.REFUNDED}:
        subscription.ended_because = word.because[:200] or subscription.ended_because
    else:
        subscription.cancel_reason = subscription.cancel_words = subscription.ended_because = ""
