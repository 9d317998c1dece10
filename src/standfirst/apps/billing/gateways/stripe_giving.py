"""Gifts that are paid on Stripe's page: what is asked of it, and what is taken over. Part of the caller's transaction."""

from typing import Any

from django.conf import settings

from standfirst.apps.billing.gateways.contracts import Refused
from standfirst.apps.billing.gateways.gift_letters import deliver, gift_is_good_again_letters
from standfirst.apps.billing.gateways.invoices import withdraw_for_gift
from standfirst.apps.billing.gateways.letters import receipt_letter
from standfirst.apps.billing.gateways.purposes import EXTENDED, GIVEN
from standfirst.apps.billing.gateways.stripe_door import NAME
from standfirst.apps.billing.gateways.stripe_refunds import write_refunds
from standfirst.apps.billing.gateways.stripe_wishing import Taking, protest, wish_money_back
from standfirst.apps.billing.models import Customer, Intent, Payment
from standfirst.apps.billing.models.intents import Kind
from standfirst.apps.billing.rules.stripe_books import Books, Follows, Sale, major, minor
from standfirst.apps.membership import api as membership


def body_of_gift(intent: Intent, price: membership.Price, customer: Customer) -> dict[str, Any]:
    """One payment, of a sum that is ours to say; nothing in it changes, so that its key stays good."""
    tags = {"intent": intent.key, "reader": str(intent.reader_id)}
    sold = {
        "currency": price.currency.lower(),
        "unit_amount": minor(price.amount, price.currency),
        "product_data": {"name": GIVEN.words(price)},
    }
    return {
        "mode": "payment",
        "customer": customer.ref,
        "client_reference_id": str(intent.pk),
        "line_items": [{"price_data": sold, "quantity": 1}],
        "metadata": tags,
        "payment_intent_data": {"metadata": tags},
        "success_url": f"{settings.ORIGIN}/join/paid/?gift={intent.gift_id}",
        "cancel_url": f"{settings.ORIGIN}/join/gift/",
    }


def gives(reader_id: int) -> bool:
    """Whether this reader has ever ordered a gift by card."""
    return Intent.objects.filter(reader_id=reader_id, gateway=NAME, gift__isnull=False).exists()


def take_sales(books: Books, taking: Taking) -> int:
    """How many gifts changed; nothing is written when nothing differs."""
    return sum(_take(sale, taking) for sale in books.sales)


def _take(sale: Sale, taking: Taking) -> bool:
    intent = _order_of(sale, taking)
    gift = intent.gift if intent else None
    if intent is None or gift is None:
        protest(sale.ref, taking, "was not ordered here by this reader")
        return False
    price = gift.price
    expected = minor(price.amount, price.currency)
    if sale.paid.currency != price.currency or sale.paid.minor < expected:
        protest(sale.ref, taking, "was paid with less than was ordered")
        return False
    payment, is_new = _write_down(sale, gift, taking)
    if is_new:
        _fulfil(sale, payment, taking)
    follows = Follows.ENDS if sale.paid.is_paid_back else Follows.GOES_ON
    went_back = bool(write_refunds(sale.paid, payment, taking, follows=follows))
    if not membership.is_gift_paid(gift.pk):
        wish_money_back(payment, taking, because="the gift was withdrawn before it was paid")
    return _settle(sale, payment, taking) or is_new or went_back


def _settle(sale: Sale, payment: Payment, taking: Taking) -> bool:
    """The gift is void while its money is gone, and good again if it comes back; whether it has come back."""
    if sale.is_gone:
        GIVEN.take_back(payment, because=membership.MONEY_GONE, by=taking.by, sum_="", now=taking.now)
        return False
    gift_id = payment.gift_id or 0
    gift = membership.restore_gift(gift_id, extends=EXTENDED, by=taking.by, now=taking.now)
    if gift is not None:
        withdraw_for_gift(gift, now=taking.now)
        gift_is_good_again_letters(gift, now=taking.now)
        deliver(gift.pk, now=taking.now)
    return gift is not None


def _order_of(sale: Sale, taking: Taking) -> Intent | None:
    found = Intent.objects.filter(key=sale.order, kind=Kind.BEGIN_CHECKOUT, gateway=NAME, gift__isnull=False)
    return found.filter(reader_id=taking.reader_id).select_related("gift__price__plan").first()


def _write_down(sale: Sale, gift: membership.GiftSubscription, taking: Taking) -> tuple[Payment, bool]:
    return Payment.objects.get_or_create(
        gateway=NAME,
        ref=sale.paid.ref,
        defaults={
            "reader_id": taking.reader_id,
            "gift": gift,
            "words": GIVEN.words(gift.price),
            "currency": sale.paid.currency,
            "amount": major(sale.paid.minor, sale.paid.currency),
            "received_at": sale.paid.at,
            "recorded_at": taking.now,
        },
    )


def _fulfil(sale: Sale, payment: Payment, taking: Taking) -> None:
    """Money for a gift that was withdrawn meanwhile is written down all the same, and goes back."""
    try:
        GIVEN.fulfil(payment, by=taking.by, now=taking.now)
    except Refused as refused:
        protest(sale.ref, taking, refused.sentence)
    else:
        receipt_letter(payment, now=taking.now)
