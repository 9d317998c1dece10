"""An invoice is paid: the payment, and what it brings. Part of the caller's transaction."""

from datetime import datetime

from standfirst.apps.billing.gateways.contracts import Refused
from standfirst.apps.billing.gateways.letters import receipt_letter
from standfirst.apps.billing.gateways.purposes import INVOICE, purpose_of
from standfirst.apps.billing.models import Invoice, Payment
from standfirst.apps.billing.models.invoices import InvoiceState
from standfirst.apps.membership import api as membership


def settle_invoice(
    invoice: Invoice, *, ref: str, by: membership.By, received_at: datetime, now: datetime
) -> Payment:
    """Once only, however often it is said. Raises Refused, AlreadySubscribed and CannotHappen."""
    purpose = purpose_of(invoice)
    purpose.lock(invoice, now=now)
    locked = _lock(invoice)
    locked.state, locked.paid_at = InvoiceState.PAID, now
    payment = Payment.objects.create(
        gateway=INVOICE,
        ref=ref,
        reader=locked.reader,
        gift_id=locked.gift_id,
        invoice=locked,
        words=locked.words,
        currency=locked.currency,
        amount=locked.amount,
        received_at=received_at,
        recorded_at=now,
        recorded_by=by.id,
    )
    purpose.fulfil(payment, by=by, now=now)
    locked.save(update_fields=["state", "paid_at", "subscription", "starts_at", "ends_at"])
    payment.save(update_fields=["subscription", "words"])
    receipt_letter(payment, now=now)
    return payment


def _lock(invoice: Invoice) -> Invoice:
    found = (
        Invoice.objects.select_for_update(of=("self",)).select_related("reader", "price").get(pk=invoice.pk)
    )
    if found.state == InvoiceState.PAID:
        raise Refused("This invoice has been paid.")
    if found.state == InvoiceState.VOID:
        raise Refused("This invoice was withdrawn. Send the money back, or grant what was paid for by hand.")
    return found
