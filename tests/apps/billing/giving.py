"""Gifts of subscriptions: ordered, paid, read from their letters, redeemed."""

import re
from datetime import datetime
from typing import Any

from standfirst.apps.accounts.api import User
from standfirst.apps.billing import api as billing
from standfirst.apps.billing.models import Invoice
from standfirst.apps.mailing.models import Letter
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import GiftSubscription
from tests.apps.billing.ordering import key, pay
from tests.apps.membership.subscribing import a_plan, price

RECIPIENT = "nia@elsewhere.example"
CODE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}\b")


def gift_order(buyer: User, *, now: datetime, interval: str = "year", **more: Any) -> membership.GiftOrder:
    given = {
        "from_name": "Amal",
        "to_name": "Nia",
        "to_email": RECIPIENT,
        "message": "For the long evenings.",
        "deliver_at": now,
        **more,
    }
    return membership.GiftOrder(buyer_id=buyer.pk, price_id=price(a_plan(), interval).pk, **given)


def order_gift(buyer: User, *, now: datetime, again: str = "", gateway: str = "invoice", **more: Any) -> str:
    """Where the buyer is sent."""
    wish = gift_order(buyer, now=now, **more)
    return billing.begin_gift(wish, key=again or key(), gateway=gateway, billed_to="Amal Karim", now=now)


def ordered_gift(buyer: User, *, now: datetime, **more: Any) -> GiftSubscription:
    order_gift(buyer, now=now, **more)
    return GiftSubscription.objects.filter(buyer=buyer).latest("pk")


def invoice_of(gift: GiftSubscription) -> Invoice:
    return Invoice.objects.get(gift=gift)


def paid_gift(buyer: User, *, now: datetime, **more: Any) -> GiftSubscription:
    gift = ordered_gift(buyer, now=now, **more)
    pay(invoice_of(gift), now=now)
    gift.refresh_from_db()
    return gift


def code_in(letter: Letter) -> str:
    found = CODE.search(letter.text)
    assert found
    return found[0]


def redeem(gift: GiftSubscription, reader: User, *, now: datetime) -> GiftSubscription:
    return billing.redeem_gift(code=membership.code_of(gift), reader_id=reader.pk, now=now)


def redeemed_gift(buyer: User, reader: User, *, now: datetime, **more: Any) -> GiftSubscription:
    return redeem(paid_gift(buyer, now=now, **more), reader, now=now)


def letters_to(address: str) -> list[str]:
    found = Letter.objects.filter(to=address).order_by("pk").values_list("template", flat=True)
    return [name.rpartition("/")[2] for name in found]
