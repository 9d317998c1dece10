"""A publication to order from, and what the tests of billing do again and again."""

import secrets
from datetime import datetime
from decimal import Decimal

from standfirst.apps.accounts.api import User
from standfirst.apps.billing import api as billing
from standfirst.apps.billing.models import Invoice
from standfirst.apps.mailing.models import Letter
from standfirst.apps.membership import api as membership
from tests.apps.membership.subscribing import BY_DESK, a_plan, price

FREE_FROM_TRIAL = "year"  # only the month has a trial


def key() -> str:
    return secrets.token_hex(16)


def order(reader: User, taken: membership.Price, *, now: datetime, **more: str) -> str:
    """Where the reader is sent."""
    given = {"key": key(), "gateway": "invoice", "billed_to": "Amal Karim\n1 Quay", **more}
    return billing.begin_checkout(reader_id=reader.pk, price_id=taken.pk, now=now, **given)  # type: ignore[arg-type]


def ordered(reader: User, *, now: datetime, interval: str = FREE_FROM_TRIAL, **more: str) -> Invoice:
    """The open invoice of a new order."""
    order(reader, price(a_plan(), interval), now=now, **more)
    return Invoice.objects.filter(reader=reader).latest("pk")


def pay(invoice: Invoice, *, now: datetime, **more: str) -> billing.Payment:
    return billing.confirm_payment(number=invoice.number, by=BY_DESK, received_at=now, now=now, **more)


def subscribed(reader: User, *, now: datetime) -> membership.Subscription:
    """By order and payment."""
    pay(ordered(reader, now=now), now=now)
    found = membership.find_running(reader_id=reader.pk)
    assert found
    return found


def refund(payment: billing.Payment, amount: str, *, closes: bool, now: datetime, again: str = "") -> None:
    billing.refund_payment(
        payment_id=payment.pk, amount=Decimal(amount), because="asked", closes=closes, by=BY_DESK, key=again or key(),
        now=now,
    )  # fmt: skip


def letters(reader: User) -> list[str]:
    """Which letters were written to a reader, in order."""
    found = Letter.objects.filter(to=reader.email).order_by("pk").values_list("template", flat=True)
    return [name.rpartition("/")[2] for name in found]


def standing(reader: User, at: datetime) -> str:
    return str(membership.standing_of(reader, now=at))
