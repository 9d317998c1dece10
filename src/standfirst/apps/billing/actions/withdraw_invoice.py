"""The desk withdraws an open invoice."""

from datetime import datetime

from standfirst.apps.audit import api as audit
from standfirst.apps.billing.gateways.contracts import Refused
from standfirst.apps.billing.gateways.invoices import withdraw
from standfirst.apps.billing.queries.invoices import find_invoice
from standfirst.apps.membership import api as membership
from standfirst.core.db import transaction


def withdraw_invoice(*, number: str, because: str, by: membership.By, now: datetime) -> None:
    """It need not be paid. Raises Refused."""
    invoice = find_invoice(number=number)
    if invoice is None:
        raise Refused("There is no such invoice.")
    if invoice.subscription_id is not None:
        raise Refused("This invoice belongs to a subscription: cancel or end that, and it goes with it.")
    with transaction():
        if not withdraw(invoice, because=because[:200], now=now):
            raise Refused("Only an open invoice can be withdrawn.")
        audit.record(
            action="billing.withdraw_invoice",
            actor_id=by.id,
            actor=by.name,
            about=f"invoice:{invoice.number}",
            reason=because,
            details={"reader": invoice.reader_id},
            now=now,
        )
