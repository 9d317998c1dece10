"""The letters of billing. Part of the caller's transaction."""

from datetime import datetime
from typing import Any

from django.conf import settings

from standfirst.apps.accounts.api import User
from standfirst.apps.billing.models import Invoice, Payment
from standfirst.apps.billing.queries.settings import get_billing
from standfirst.apps.editorial import api as editorial
from standfirst.apps.mailing import api as mailing
from standfirst.apps.membership import api as membership


def write_letter(name: str, reader: User, *, now: datetime, **more: Any) -> None:
    """One of the letters in `billing/emails/`; nobody writes to an account that is closed or erased."""
    if not reader.is_active or reader.erased_at is not None:
        return
    publication = editorial.get_publication()
    context = {
        "publication": publication,
        "publication_name": publication.name,
        "origin": settings.ORIGIN,
        "name": reader.first_name,
        "account": f"{settings.ORIGIN}/account/subscription/",
        **more,
    }
    mailing.post(
        to=reader.email, template=f"billing/emails/{name}", context=context, now=now, language=reader.language
    )


def invoice_letter(name: str, invoice: Invoice, *, now: datetime) -> None:
    """A letter about an open invoice, with all that is needed to pay it."""
    address = f"{settings.ORIGIN}/account/invoices/{invoice.number}/"
    write_letter(
        name,
        invoice.reader,
        now=now,
        invoice=invoice,
        price=invoice.price,
        bank_details=get_billing().bank_details,
        address=address,
    )


def receipt_letter(payment: Payment, *, now: datetime) -> None:
    """That the money came, and for what."""
    address = f"{settings.ORIGIN}/account/receipts/{payment.pk}/"
    write_letter("receipt", payment.reader, now=now, payment=payment, address=address)


def subscription_letter(name: str, subscription: membership.Subscription, *, now: datetime) -> None:
    """A letter about where a subscription stands."""
    owner = User.objects.get(pk=subscription.owner_id)
    write_letter(name, owner, now=now, subscription=subscription, plan=subscription.plan)
