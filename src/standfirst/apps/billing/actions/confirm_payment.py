"""The desk says that the money for an invoice has arrived."""

from datetime import datetime

from django.db import IntegrityError

from standfirst.apps.billing.gateways.contracts import Refused
from standfirst.apps.billing.gateways.settling import settle_invoice
from standfirst.apps.billing.models import Payment
from standfirst.apps.billing.queries.invoices import find_invoice
from standfirst.apps.membership import api as membership
from standfirst.core.db import transaction


def confirm_payment(
    *, number: str, by: membership.By, received_at: datetime, ref: str = "", now: datetime
) -> Payment:
    """Everything opens within a second. `ref` is the bank's word for the transfer. Raises Refused."""
    invoice = find_invoice(number=number)
    if invoice is None:
        raise Refused("There is no such invoice.")
    try:
        with transaction():
            return settle_invoice(invoice, ref=ref or invoice.number, by=by, received_at=received_at, now=now)
    except membership.AlreadySubscribed:
        raise Refused(
            "This reader has another subscription. Send the money back, or add time to it."
        ) from None
    except IntegrityError:
        raise Refused("A payment with this reference is written down already.") from None
