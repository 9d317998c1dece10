"""Reads of gift subscriptions, and the code that belongs to one."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from standfirst.apps.membership.models import GiftSubscription, Price
from standfirst.apps.membership.rules.gift_codes import (
    GIVE_UP_AFTER,
    KEEP_RECIPIENT,
    GiftState,
    derive_code,
    digest_of_code,
    plain_code,
    shown_code,
)

_SENTENCES = {
    GiftState.AWAITING: "This gift has not been paid for yet. Please try again later.",
    GiftState.REDEEMED: "This code has been redeemed already.",
    GiftState.VOID: "This gift was withdrawn. Please ask whoever gave it to you.",
    GiftState.EXPIRED: "This code was good for three years, and they are over.",
}


class GiftRefused(Exception):
    """The sentence is for whoever has typed the code, or wants something of the gift."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


class NoSuchCode(GiftRefused):
    """Nobody has been given this code."""

    def __init__(self) -> None:
        super().__init__("There is no such code. Please look at it once more.")


def _all() -> QuerySet[GiftSubscription]:
    return GiftSubscription.objects.select_related("price__plan", "buyer", "redeemed_by")


def code_of(gift: GiftSubscription) -> str:
    """The code as it is written on the gift. Raises GiftRefused when the key that it was made with is gone."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        code = derive_code(gift.seed, key=key)
        if digest_of_code(code) == gift.digest:
            return shown_code(code)
    raise GiftRefused("The code cannot be made again, because the key of the house was changed.")


def find_gift_by_code(*, code: str, now: datetime) -> GiftSubscription:
    """A gift that can be redeemed now. Raises GiftRefused. Count the asking first: this tells who guesses right."""
    plain = plain_code(code)
    found = _all().filter(digest=digest_of_code(plain)).first() if plain else None
    if found is None:
        raise NoSuchCode
    refuse_unless_open(found, now=now)
    return found


def refuse_unless_open(gift: GiftSubscription, *, now: datetime) -> None:
    """Raises GiftRefused."""
    if sentence := _SENTENCES.get(gift.state_at(now)):
        raise GiftRefused(sentence)


def is_gift_paid(gift_id: int) -> bool:
    """Whether its code was ever good."""
    return GiftSubscription.objects.filter(pk=gift_id, paid_at__isnull=False).exists()


def find_bought_gift(*, gift_id: int, buyer_id: int | None = None) -> GiftSubscription | None:
    """Only this buyer's when one is named."""
    found = _all().filter(pk=gift_id)
    return (found if buyer_id is None else found.filter(buyer_id=buyer_id)).first()


def list_bought_gifts(*, buyer_id: int) -> list[GiftSubscription]:
    """What somebody bought for others, newest first."""
    return list(_all().filter(buyer_id=buyer_id))


def list_redeemed_gifts(*, reader_id: int) -> list[GiftSubscription]:
    """What somebody was given, newest first."""
    return list(_all().filter(redeemed_by_id=reader_id).order_by("-redeemed_at", "-pk"))


def list_waiting_gifts(*, reader_id: int) -> list[GiftSubscription]:
    """Redeemed, and kept until the reader's own subscription is over; the first redeemed first."""
    found = _all().filter(redeemed_by_id=reader_id, gave_from=None, void_at=None)
    return list(found.order_by("redeemed_at", "pk"))


def list_gift_subscriptions(*, limit: int = 200) -> list[GiftSubscription]:
    """All gifts, the newest first."""
    return list(_all()[:limit])


def list_gifts_to_deliver(*, now: datetime, limit: int = 500) -> list[int]:
    """Paid, not sent, and their day has come, however long ago."""
    found = GiftSubscription.objects.filter(
        paid_at__isnull=False, delivered_at=None, void_at=None, redeemed_at=None, deliver_at__lte=now
    )
    return list(found.order_by("deliver_at").values_list("pk", flat=True)[:limit])


def list_undelivered_gifts(*, buyer_id: int) -> list[int]:
    """Paid by this buyer and not sent."""
    found = GiftSubscription.objects.filter(
        buyer_id=buyer_id, paid_at__isnull=False, delivered_at=None, void_at=None, redeemed_at=None
    )
    return list(found.values_list("pk", flat=True))


def list_unpaid_gifts(*, now: datetime) -> list[int]:
    """Ordered some days ago and not paid; whether an invoice still asks for the money billing knows."""
    found = GiftSubscription.objects.filter(paid_at=None, void_at=None, made_at__lte=now - GIVE_UP_AFTER)
    return list(found.values_list("pk", flat=True))


def with_recipients_to_forget(
    *, now: datetime, after: timedelta = KEEP_RECIPIENT
) -> QuerySet[GiftSubscription]:
    """Sent or void so long ago that nobody needs to know whom it was for."""
    long_ago = now - after
    named = ~Q(to_name="", to_email="", message="")
    return GiftSubscription.objects.filter(named, Q(delivered_at__lte=long_ago) | Q(void_at__lte=long_ago))


def list_gift_prices() -> list[Price]:
    """What can be given: plans for one reader that cost something."""
    return list(
        Price.objects.filter(on_sale=True, plan__on_sale=True, plan__seats=1, amount__gt=0)
        .select_related("plan")
        .order_by("plan__position", "plan__name", "-interval", "pk")
    )


def find_gift_price(*, price_id: int) -> Price | None:
    """One of them."""
    return next((price for price in list_gift_prices() if price.pk == price_id), None)
