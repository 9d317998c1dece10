"""Subscriptions that are paid by invoice go on: the next invoice, its reminder, and orders that came to nothing."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.timezone import get_default_timezone

from standfirst.apps.billing.gateways.invoice import NAME
from standfirst.apps.billing.gateways.invoices import Bill, withdraw, write_invoice
from standfirst.apps.billing.gateways.letters import invoice_letter
from standfirst.apps.billing.gateways.settling import settle_invoice
from standfirst.apps.billing.models import Invoice
from standfirst.apps.billing.models.invoices import InvoiceState
from standfirst.apps.billing.queries.invoices import list_to_give_up, list_to_remind
from standfirst.apps.billing.queries.settings import get_billing
from standfirst.apps.membership import api as membership
from standfirst.core.batches import each
from standfirst.core.db import transaction

_GOES_ON = {membership.State.TRIAL, membership.State.ACTIVE, membership.State.PAST_DUE}


def issue_renewals(*, now: datetime) -> int:
    """One invoice for each period that begins soon; how many there were. Safe to repeat."""
    before = now + timedelta(days=get_billing().ahead_days)
    billed = set(_open_ones().values_list("subscription_id", flat=True))
    renewing = membership.list_renewing(gateway=NAME, now=now, before=before)
    rows = [number for number in renewing if number not in billed]
    return each("billing.issue_renewals", rows, lambda row: _issue(row, before=before, now=now), now=now)


def remind(*, now: datetime) -> int:
    """A reminder of each invoice that is due soon, once."""
    return each("billing.remind", list_to_remind(now=now), lambda row: _remind(row, now=now), now=now)


def give_up_orders(*, now: datetime) -> int:
    """Orders long unpaid are withdrawn, and their promotion codes are free again."""
    rows = list_to_give_up(now=now)
    return each("billing.give_up_orders", rows, lambda row: _give_up(row, now=now), now=now)


def _give_up(number: int, *, now: datetime) -> bool:
    with transaction():
        invoice = Invoice.objects.select_for_update().get(pk=number)
        return withdraw(invoice, because="nobody paid it", now=now)


def _issue(number: int, *, before: datetime, now: datetime) -> bool:
    with transaction():
        subscription, _ = membership.lock_subscription(number, now=now)
        if subscription.state not in _GOES_ON or subscription.ends_at > before or _is_billed(number):
            return False
        invoice = write_invoice(_bill_of(subscription, now=now), now=now)
        if invoice.amount:
            invoice_letter("renewal", invoice, now=now)
        else:
            settle_invoice(invoice, ref=invoice.number, by=membership.CLOCK, received_at=now, now=now)
    return True


def _is_billed(subscription_id: int) -> bool:
    return _open_ones().filter(subscription_id=subscription_id).exists()


def _open_ones() -> QuerySet[Invoice]:
    return Invoice.objects.filter(state=InvoiceState.OPEN, subscription__isnull=False)


def _bill_of(subscription: membership.Subscription, *, now: datetime) -> Bill:
    price = subscription.next_price or subscription.price
    starts_at = subscription.ends_at
    return Bill(
        reader_id=subscription.owner_id,
        billed_to=_billed_to(subscription),
        price=price,
        subscription=subscription,
        promotion=subscription.promotion,
        payments_before=subscription.payments,
        starts_at=starts_at,
        ends_at=membership.end_of_period(
            starts_at, price.interval, day=subscription.day, zone=get_default_timezone()
        ),
        due_at=max(starts_at, now, subscription.grace_ends_at or now),
    )


def _billed_to(subscription: membership.Subscription) -> str:
    """As on the reader's last invoice."""
    last = Invoice.objects.filter(reader_id=subscription.owner_id).order_by("-issued_at", "-pk").first()
    return last.billed_to if last else subscription.owner.get_full_name() or subscription.owner.email


def _remind(number: int, *, now: datetime) -> bool:
    with transaction():
        claimed = Invoice.objects.filter(pk=number, state=InvoiceState.OPEN, reminded_at=None).update(
            reminded_at=now
        )
        if claimed:
            invoice = Invoice.objects.select_related("reader", "price__plan").get(pk=number)
            invoice_letter("reminder", invoice, now=now)
    return bool(claimed)
