"""A gift is withdrawn, or its money went back; and whom it was for is forgotten. Part of the caller's transaction."""

from datetime import datetime

from standfirst.apps.audit import api as audit
from standfirst.apps.membership.actions.announce_standing import announce_standing
from standfirst.apps.membership.actions.change_subscription import change_subscription, lock_subscription
from standfirst.apps.membership.actions.order_gift import lock_gift
from standfirst.apps.membership.models import GiftSubscription, Period
from standfirst.apps.membership.queries.gift_subscriptions import GiftRefused, with_recipients_to_forget
from standfirst.apps.membership.rules.actors import By
from standfirst.apps.membership.rules.lifecycle import Event, State, can_happen
from standfirst.apps.membership.rules.terms import Fact


def void_gift(gift_id: int, *, because: str, by: By, now: datetime) -> bool:
    """Before it is redeemed; whether it was not void before. Raises GiftRefused once it is redeemed."""
    gift = lock_gift(gift_id)
    if gift.redeemed_at is not None and gift.void_at is None:
        raise GiftRefused("This gift has been redeemed. Pay it back, and what it gave ends.")
    return _void(gift, "membership.void_gift", because=because, by=by, now=now)


def take_gift_back(gift_id: int, *, because: str, by: By, now: datetime) -> bool:
    """The money went back: the code opens nothing any more, and what it gave ends. Whether it was not void before."""
    gift = lock_gift(gift_id)
    if not _void(gift, "membership.take_gift_back", because=because, by=by, now=now):
        return False
    if gift.period_id is not None:
        _close(gift.period_id, because=because, now=now)
    if gift.subscription_id is not None:
        _shorten(gift, because=because, by=by, now=now)
    return True


def forget_recipients(*, now: datetime) -> int:
    """Name, address and message of people who were given something some time ago; how many were forgotten."""
    return with_recipients_to_forget(now=now).update(to_name="", to_email="", message="")


def hand_gift_over(gift_id: int) -> None:
    """The code goes to the buyer, who hands it over."""
    GiftSubscription.objects.filter(pk=gift_id).update(to_email="")


def _void(gift: GiftSubscription, action: str, *, because: str, by: By, now: datetime) -> bool:
    if gift.void_at is not None:
        return False
    gift.void_at, gift.void_because = now, because[:200]
    gift.save(update_fields=["void_at", "void_because"])
    audit.record(
        action=action,
        actor_id=by.id,
        actor=by.name,
        about=gift.about,
        reason=because[:500],
        details={"buyer": gift.buyer_id, "reader": gift.redeemed_by_id},
        now=now,
    )
    return True


def _close(period_id: int, *, because: str, now: datetime) -> None:
    period = Period.objects.select_for_update(of=("self",)).get(pk=period_id)
    last = period.last_moment()
    if last is None or last > now:
        period.closed_at, period.closed_because = max(now, period.starts_at), because[:200]
        period.save(update_fields=["closed_at", "closed_because"])
        announce_standing(reader_id=period.reader_id)


def _shorten(gift: GiftSubscription, *, because: str, by: By, now: datetime) -> None:
    """By as much as it made it longer, as far as that is not over."""
    subscription, _ = lock_subscription(gift.subscription_id or 0, now=now)
    if gift.gave_from is None or gift.gave_until is None:
        return
    if can_happen(Event.SHORTEN, State(subscription.state)):
        ends_at = max(now, subscription.ends_at - (gift.gave_until - gift.gave_from))
        fact = Fact(Event.SHORTEN, at=now, ends_at=ends_at)
        change_subscription(subscription, fact, by=by, reason=because, now=now)
        lock_subscription(subscription.pk, now=now)
