"""Writing invoices and withdrawing them. Part of the caller's transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from standfirst.apps.billing.gateways.purposes import purpose_of
from standfirst.apps.billing.models import Invoice, InvoiceSerial
from standfirst.apps.billing.models.invoices import InvoiceState
from standfirst.apps.billing.queries.settings import get_billing
from standfirst.apps.billing.rules.references import creditor_reference
from standfirst.apps.billing.rules.sums import Line, number_text, tax_within, total
from standfirst.apps.membership import api as membership


@dataclass(frozen=True, slots=True)
class Bill:
    """What is billed to whom. Without a subscription it orders a new one, or a gift."""

    reader_id: int
    billed_to: str
    price: membership.Price
    subscription: membership.Subscription | None = None
    gift_id: int | None = None
    promotion: membership.PromotionCode | None = None
    payments_before: int = 0
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    due_at: datetime | None = None


def write_invoice(bill: Bill, *, now: datetime) -> Invoice:
    """The next number of the year is taken with it, and given back if the transaction fails."""
    billing = get_billing()
    lines = _lines(bill)
    amount = total(lines)
    serial = _next_serial(timezone.localtime(now).year)
    number = number_text(serial.year, serial.last)
    currency = bill.price.currency
    return Invoice.objects.create(
        year=serial.year,
        serial=serial.last,
        reader_id=bill.reader_id,
        subscription=bill.subscription,
        gift_id=bill.gift_id,
        price=bill.price,
        promotion=bill.promotion,
        billed_to=bill.billed_to,
        seller=billing.seller,
        lines=[[line.words, str(line.amount)] for line in lines],
        currency=currency,
        amount=amount,
        tax_percent=billing.tax_percent,
        tax=tax_within(amount, percent=billing.tax_percent, currency=currency),
        reference=creditor_reference(number),
        starts_at=bill.starts_at,
        ends_at=bill.ends_at,
        issued_at=now,
        due_at=bill.due_at or now + timedelta(days=billing.due_days),
    )


def withdraw(invoice: Invoice, *, because: str, now: datetime) -> bool:
    """An open invoice need not be paid any more; whether it was open. Its number stays."""
    purpose = purpose_of(invoice)
    if invoice.gift_id is not None:  # of a subscription the caller has locked what must be
        purpose.lock(invoice, now=now)
    withdrawn = Invoice.objects.filter(pk=invoice.pk, state=InvoiceState.OPEN).update(
        state=InvoiceState.VOID, void_at=now, void_because=because
    )
    if withdrawn:
        purpose.come_to_nothing(invoice, because=because, now=now)
    return bool(withdrawn)


def withdraw_of_subscription(subscription_id: int, *, because: str, now: datetime) -> None:
    """What was billed for a period that will be another one, or none."""
    for invoice in Invoice.objects.filter(subscription_id=subscription_id, state=InvoiceState.OPEN):
        withdraw(invoice, because=because, now=now)


def withdraw_for_gift(gift: membership.GiftSubscription, *, now: datetime) -> None:
    """What was billed for time that somebody has given."""
    if gift.subscription_id is not None:
        withdraw_of_subscription(gift.subscription_id, because="a gift took its place", now=now)


def _lines(bill: Bill) -> tuple[Line, ...]:
    words = purpose_of(bill).words(bill.price)
    lines: tuple[Line, ...] = (Line(words, bill.price.amount),)
    promotion = bill.promotion.promotion() if bill.promotion else None
    if bill.promotion and promotion and promotion.counts_for(payments_before=bill.payments_before):
        less = membership.reduction(bill.price.amount, bill.price.currency, promotion)
        lines += (Line(f"Promotion code {bill.promotion.code}", -less),)
    return lines


def _next_serial(year: int) -> InvoiceSerial:
    """Locks the year until the transaction ends, so that numbers follow one another without gaps."""
    InvoiceSerial.objects.get_or_create(year=year)
    serial = InvoiceSerial.objects.select_for_update().get(pk=year)
    serial.last += 1
    serial.save(update_fields=["last"])
    return serial
