"""Two gifts in the demo: one has been sent and waits to be redeemed, one is to be handed over."""

import secrets
from datetime import datetime, timedelta

from standfirst.apps.accounts.api import User
from standfirst.apps.billing import api as billing
from standfirst.apps.membership import api as membership
from standfirst.screens.demo.cast import part

_WORDS = "You asked me twice what I was reading. Now you can look for yourself."


def give_gifts(*, now: datetime) -> None:
    """From the subscriber to the one with an account alone, ordered yesterday and paid today."""
    buyer, recipient = part("subscriber"), part("registered")
    if buyer is None or recipient is None:
        return
    person = User.objects.get(email=buyer.email)
    price = next(price for price in membership.list_gift_prices() if price.interval == "year")
    for to_name, to_email in ((recipient.first_name, recipient.email), ("Theo", "")):
        order = membership.GiftOrder(
            buyer_id=person.pk,
            price_id=price.pk,
            from_name=buyer.first_name,
            to_name=to_name,
            to_email=to_email,
            message=_WORDS,
            deliver_at=now,
        )
        _buy(order, billed_to=person.get_full_name(), now=now)


def _buy(order: membership.GiftOrder, *, billed_to: str, now: datetime) -> None:
    address = billing.begin_gift(
        order,
        key=secrets.token_hex(16),
        gateway="invoice",
        billed_to=billed_to,
        now=now - timedelta(days=1),
    )
    number = address.strip("/").rpartition("/")[2]
    billing.confirm_payment(number=number, by=membership.CLOCK, received_at=now, now=now)
