"""Money under load and on two fronts: numbers without gaps, one period a payment, and standings at once."""

import secrets
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import TypeVar

from django.db import connection

from standfirst.apps.accounts.api import User
from standfirst.apps.billing import api as billing
from standfirst.apps.billing.models import Invoice, InvoiceSerial, Payment
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import Period, PromotionCode
from standfirst.core import clock
from standfirst.core.db import transaction
from tests.publication import Publication
from tests.real import SEEN_WITHIN, until
from tests.trust.site import Front

DESK = membership.By(1, "the desk")
Given = TypeVar("Given")
Found = TypeVar("Found")
AT_ONCE = 20


def everybody(work: Callable[[Given], Found], given: list[Given]) -> list[Found]:
    """All at the same moment, each on a connection of its own."""
    together = threading.Barrier(len(given))

    def one(what: Given) -> Found:
        together.wait(60)
        try:
            return work(what)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(given)) as pool:
        return list(pool.map(one, given))


def readers(count: int) -> list[int]:
    return [User.objects.create_user(f"{secrets.token_hex(6)}@reader.example").pk for _ in range(count)]


def order(reader_id: int, *, code: str = "") -> str:
    """The number of the invoice, or the refusal."""
    price = membership.list_plans()[0].on_sale_prices[0]
    try:
        address = billing.begin_checkout(
            reader_id=reader_id, price_id=price.pk, key=secrets.token_hex(16), gateway="invoice", billed_to="Somebody",
            code=code, now=clock.now(),
        )  # fmt: skip
    except billing.Refused as refused:
        return refused.sentence
    return address.strip("/").rpartition("/")[2]


def confirm(number: str) -> str:
    now = clock.now()
    try:
        billing.confirm_payment(number=number, by=DESK, received_at=now, now=now)
    except billing.Refused as refused:
        return refused.sentence
    return ""


def serials() -> list[int]:
    return sorted(Invoice.objects.values_list("serial", flat=True))


def test_twenty_orders_at_once_are_numbered_without_gaps(acting: Publication) -> None:
    before = len(serials())
    numbers = everybody(order, readers(AT_ONCE))
    assert len(set(numbers)) == AT_ONCE
    assert serials() == list(range(1, before + AT_ONCE + 1))
    assert InvoiceSerial.objects.get().last == before + AT_ONCE


def test_a_limited_code_is_counted_exactly_and_refusals_leave_no_gap(acting: Publication) -> None:
    before = len(serials())
    code = f"FIVE-{secrets.token_hex(3).upper()}"
    PromotionCode.objects.create(code=code, percent_off=50, most=5)
    found = everybody(lambda reader_id: order(reader_id, code=code), readers(AT_ONCE))
    assert found.count("This code has been used up.") == AT_ONCE - 5
    assert (PromotionCode.objects.get(code=code).used, len(serials())) == (5, before + 5)
    assert serials() == list(range(1, before + 6))


def test_one_invoice_confirmed_by_many_is_one_payment_and_one_period(acting: Publication) -> None:
    reader_id = readers(1)[0]
    number = order(reader_id)
    said = everybody(confirm, [number] * 8)
    assert sorted(said) == ["", *["This invoice has been paid."] * 7]
    assert Payment.objects.filter(reader_id=reader_id).count() == 1
    assert Period.objects.filter(reader_id=reader_id).count() == 1


def test_one_order_sent_many_times_is_one_invoice(acting: Publication) -> None:
    reader_id, key = readers(1)[0], secrets.token_hex(16)
    price = membership.list_plans()[0].on_sale_prices[0]

    def again(_: int) -> str:
        return billing.begin_checkout(
            reader_id=reader_id,
            price_id=price.pk,
            key=key,
            gateway="invoice",
            billed_to="Somebody",
            now=clock.now(),
        )

    assert len(set(everybody(again, list(range(8))))) == 1
    assert Invoice.objects.filter(reader_id=reader_id).count() == 1


def seen_after(
    change: Callable[[], object], seen: Callable[[Front], bool], fronts: tuple[Front, Front]
) -> None:
    """What was changed shows at once on both fronts."""
    change()
    until(lambda: all(seen(front) for front in fronts), within=SEEN_WITHIN)


def test_joining_refund_and_dispute_are_seen_on_both_fronts_at_once(
    acting: Publication, fronts: tuple[Front, Front]
) -> None:
    text, reader_id = acting.texts["subscribers"], acting.people["registered"]

    def whole(front: Front) -> bool:
        return text.canary.encode() in front.ask(text.path, reader="registered").body

    def gated(front: Front) -> bool:
        return not whole(front)

    def subscription() -> membership.Subscription:
        found = membership.find_running(reader_id=reader_id)
        assert found
        return found

    for act in (refund, dispute):
        assert all(gated(front) for front in fronts)
        number = order(reader_id)
        seen_after(lambda number=number: confirm(number), whole, fronts)  # type: ignore[misc]
        seen_after(lambda act=act: act(subscription().pk), gated, fronts)  # type: ignore[misc]
    with transaction():
        membership.close_dispute(subscription_id=subscription().pk, won=False, by=DESK, now=clock.now())


def refund(subscription_id: int) -> None:
    payment = Payment.objects.get(subscription_id=subscription_id)
    billing.refund_payment(
        payment_id=payment.pk, amount=Decimal(payment.amount), because="asked", closes=True, by=DESK,
        key=secrets.token_hex(16), now=clock.now(),
    )  # fmt: skip


def dispute(subscription_id: int) -> None:
    with transaction():
        membership.open_dispute(subscription_id=subscription_id, because="the bank", by=DESK, now=clock.now())
