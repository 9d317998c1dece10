"""The money for a gift is there after all: the gift is good again, and gives what it had not given yet. Part of the
caller's transaction.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from standfirst.apps.audit import api as audit
from standfirst.apps.membership.actions.begin_gifts import begin_gift
from standfirst.apps.membership.actions.order_gift import lock_gift
from standfirst.apps.membership.actions.redeem_gift import extend_by_gift, lock_running, may_extend
from standfirst.apps.membership.models import GiftSubscription, Subscription, SubscriptionChange
from standfirst.apps.membership.rules.actors import By
from standfirst.apps.membership.rules.gift_codes import MONEY_GONE
from standfirst.apps.membership.rules.lifecycle import Event
from standfirst.apps.membership.rules.terms import replay

_NOTHING = timedelta(0)


def restore_gift(gift_id: int, *, extends: Collection[str], by: By, now: datetime) -> GiftSubscription | None:
    """The gift, if it was void because a gateway had said that its money went back; whoever the desk took it from keeps nothing.

    The three years to redeem it in are longer by the time that it was void.
    """
    gift = lock_gift(gift_id)
    if gift.void_at is None or gift.void_because != MONEY_GONE:
        return None
    # While it is void still: what the clock ends now must not begin it as a gift that was kept.
    running = lock_running(gift.redeemed_by_id, now=now) if gift.redeemed_by_id is not None else None
    lost = _lost(gift)
    if gift.expires_at is not None:
        gift.expires_at += now - gift.void_at
    gift.void_at, gift.void_because = None, ""
    gift.save(update_fields=["expires_at", "void_at", "void_because"])
    if gift.redeemed_at is not None and (gift.gave_from is None or lost > _NOTHING):
        _give_again(gift, running, lost if gift.gave_from else None, extends=extends, now=now)
    _record(gift, by=by, now=now)
    return gift


def _lost(gift: GiftSubscription) -> timedelta:
    """How much of its time was taken when it became void."""
    if gift.subscription_id is not None and gift.void_at is not None:
        return _shortened(gift.subscription_id, at=gift.void_at)
    if gift.period is None or gift.period.ends_at is None or gift.period.closed_at is None:
        return _NOTHING
    return gift.period.ends_at - gift.period.closed_at


def _shortened(subscription_id: int, *, at: datetime) -> timedelta:
    """By the history of the subscription that it had made longer."""
    history = SubscriptionChange.objects.filter(subscription_id=subscription_id).order_by("number")
    cut = history.filter(event=Event.SHORTEN, happened_at=at).first()
    if cut is None or cut.ends_at is None:
        return _NOTHING
    before = replay(change.fact() for change in history.filter(number__lt=cut.number))
    return before.ends_at - cut.ends_at if before else _NOTHING


def _give_again(
    gift: GiftSubscription,
    running: Subscription | None,
    length: timedelta | None,
    *,
    extends: Collection[str],
    now: datetime,
) -> None:
    """As when it was redeemed. Beside a subscription that cannot be made longer it waits, and then gives the whole."""
    gift.period = gift.subscription = gift.gave_from = gift.gave_until = None
    gift.save(update_fields=["period", "subscription", "gave_from", "gave_until"])
    if running is None:
        begin_gift(gift, at=now, length=length, now=now)
    elif may_extend(running, gift, extends=extends):
        extend_by_gift(running, gift, length=length, now=now)


def _record(gift: GiftSubscription, *, by: By, now: datetime) -> None:
    audit.record(
        action="membership.restore_gift",
        actor_id=by.id,
        actor=by.name,
        about=gift.about,
        reason="the money is there after all",
        details={
            "buyer": gift.buyer_id,
            "reader": gift.redeemed_by_id,
            "until": gift.gave_until.isoformat() if gift.gave_until else None,
        },
        now=now,
    )
