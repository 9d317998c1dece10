"""Reads of invoices and payments."""

from datetime import datetime

from standfirst.apps.billing.models import Invoice, Payment, Refund
from standfirst.apps.billing.models.invoices import InvoiceState
from standfirst.apps.billing.rules.dates import GIVE_UP_AFTER, REMIND_BEFORE

_WITH = ("price__plan", "subscription", "reader", "promotion")


def find_invoice(*, number: str, reader_id: int | None = None) -> Invoice | None:
    """By its number as it is written; only this reader's when one is named."""
    year, _, serial = number.partition("-")
    if not (year.isascii() and year.isdigit() and serial.isascii() and serial.isdigit()):
        return None
    if len(year) > 4 or len(serial) > 9:
        return None
    found = Invoice.objects.filter(year=int(year), serial=int(serial)).select_related(*_WITH)
    return (found if reader_id is None else found.filter(reader_id=reader_id)).first()


def open_order(*, reader_id: int) -> Invoice | None:
    """The invoice of a subscription that has not begun."""
    return (
        Invoice.objects.filter(reader_id=reader_id, subscription=None, gift=None, state=InvoiceState.OPEN)
        .select_related(*_WITH)
        .first()
    )


def open_invoice_of_gift(*, gift_id: int) -> Invoice | None:
    """By which a gift is still to be paid."""
    return Invoice.objects.filter(gift_id=gift_id, state=InvoiceState.OPEN).first()


def list_open_gift_orders(*, reader_id: int) -> list[Invoice]:
    """Gifts that a reader has ordered and not paid."""
    return list(Invoice.objects.filter(reader_id=reader_id, gift__isnull=False, state=InvoiceState.OPEN))


def list_invoices(*, reader_id: int) -> list[Invoice]:
    """A reader's, newest first."""
    return list(Invoice.objects.filter(reader_id=reader_id).select_related("payment", *_WITH))


def list_payments(*, reader_id: int) -> list[Payment]:
    """A reader's, newest first."""
    return list(Payment.objects.filter(reader_id=reader_id).select_related("invoice", "subscription"))


def list_refunds(*, reader_id: int) -> list[Refund]:
    """What went back to a reader."""
    return list(Refund.objects.filter(payment__reader_id=reader_id).select_related("payment"))


def find_payment(*, payment_id: int, reader_id: int | None = None) -> Payment | None:
    """Only this reader's when one is named."""
    found = Payment.objects.filter(pk=payment_id).select_related("invoice", "subscription", "reader")
    return (found if reader_id is None else found.filter(reader_id=reader_id)).first()


def list_open(*, limit: int = 200) -> list[Invoice]:
    """All that wait for a payment, the oldest first."""
    found = Invoice.objects.filter(state=InvoiceState.OPEN).select_related(*_WITH)
    return list(found.order_by("due_at")[:limit])


def list_to_remind(*, now: datetime) -> list[int]:
    """Open invoices that are due soon and of which nobody was reminded."""
    found = Invoice.objects.filter(state=InvoiceState.OPEN, reminded_at=None, due_at__lte=now + REMIND_BEFORE)
    return list(found.order_by("due_at").values_list("pk", flat=True)[:500])


def list_to_give_up(*, now: datetime) -> list[int]:
    """Orders that nobody paid."""
    found = Invoice.objects.filter(
        state=InvoiceState.OPEN, subscription=None, due_at__lte=now - GIVE_UP_AFTER
    )
    return list(found.order_by("due_at").values_list("pk", flat=True)[:500])
