"""A gift is ordered, paid, and taken for delivery. Part of the caller's transaction."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.timezone import get_default_timezone

from standfirst.apps.membership.models import GiftSubscription
from standfirst.apps.membership.queries.gift_subscriptions import GiftRefused
from standfirst.apps.membership.rules.calendar import day_of, months_later
from standfirst.apps.membership.rules.gift_codes import (
    LONGEST_MESSAGE,
    VALID_YEARS,
    derive_code,
    digest_of_code,
)


@dataclass(frozen=True, slots=True)
class GiftOrder:
    """What somebody gives to whom. Without `to_email` the code goes to the buyer."""

    buyer_id: int
    price_id: int
    from_name: str
    to_name: str
    to_email: str
    message: str
    deliver_at: datetime


def order_gift(order: GiftOrder, *, now: datetime) -> GiftSubscription:
    """It waits for its payment. Its code is derived from a random seed under the key of the house."""
    seed = secrets.token_hex(16)
    return GiftSubscription.objects.create(
        buyer_id=order.buyer_id,
        price_id=order.price_id,
        seed=seed,
        digest=digest_of_code(derive_code(seed, key=settings.SECRET_KEY)),
        from_name=order.from_name[:100],
        to_name=order.to_name[:100],
        to_email=order.to_email,
        message=order.message[:LONGEST_MESSAGE],
        deliver_at=order.deliver_at,
        made_at=now,
    )


def lock_gift(gift_id: int) -> GiftSubscription:
    """With its row locked; before everything else that belongs to it, so that nobody waits in a circle."""
    return (
        GiftSubscription.objects.select_for_update(of=("self",))
        .select_related("price__plan", "buyer", "redeemed_by", "period")
        .get(pk=gift_id)
    )


def pay_gift(gift_id: int, *, now: datetime) -> GiftSubscription:
    """From now on the code is good. Raises GiftRefused for a gift that is void."""
    gift = lock_gift(gift_id)
    if gift.void_at is not None:
        raise GiftRefused("This gift was withdrawn. Send the money back.")
    if gift.paid_at is None:
        gift.paid_at = now
        zone = get_default_timezone()
        gift.expires_at = months_later(now, 12 * VALID_YEARS, day=day_of(now, zone=zone), zone=zone)
        gift.save(update_fields=["paid_at", "expires_at"])
    return gift


def claim_delivery(gift_id: int, *, now: datetime, early: bool = False) -> GiftSubscription | None:
    """The gift, if its letter is to be written now; by one of all who ask, since the row is locked and marked."""
    gift = lock_gift(gift_id)
    is_open = gift.paid_at is not None and gift.void_at is None and gift.redeemed_at is None
    if not is_open or gift.delivered_at is not None or (gift.deliver_at > now and not early):
        return None
    gift.delivered_at = now
    gift.save(update_fields=["delivered_at"])
    return gift
