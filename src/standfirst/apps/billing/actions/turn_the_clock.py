"""What time alone does to subscriptions, and the letters about it."""

from datetime import datetime

from standfirst.apps.billing.gateways.invoices import withdraw_of_subscription
from standfirst.apps.billing.gateways.letters import invoice_letter, subscription_letter
from standfirst.apps.billing.models import Invoice
from standfirst.apps.billing.models.invoices import InvoiceState
from standfirst.apps.membership import api as membership
from standfirst.core.batches import each
from standfirst.core.db import transaction


def turn_the_clock(*, now: datetime) -> int:
    """Periods, graces and pauses that are over, however late; how many subscriptions changed. Safe to repeat."""
    rows = membership.list_due(now=now)
    return each("billing.turn_the_clock", rows, lambda row: _turn(row, now=now), now=now)


def _turn(number: int, *, now: datetime) -> bool:
    with transaction():
        subscription, happened = membership.pass_time(subscription_id=number, now=now)
        if happened:
            _tell(subscription, now=now)
    return bool(happened)


def _tell(subscription: membership.Subscription, *, now: datetime) -> None:
    """Of what has come of it in the end, not of every step."""
    state = membership.State(subscription.state)
    if state is membership.State.PAST_DUE:
        _say_what_is_missing(subscription, now=now)
    elif state is membership.State.ENDED:
        withdraw_of_subscription(subscription.pk, because="the subscription ended", now=now)
        subscription_letter("ended", subscription, now=now)
    elif state is membership.State.ACTIVE:
        subscription_letter("resumed", subscription, now=now)


def _say_what_is_missing(subscription: membership.Subscription, *, now: datetime) -> None:
    found = Invoice.objects.filter(subscription=subscription, state=InvoiceState.OPEN)
    invoice = found.select_related("reader", "price__plan", "subscription").first()
    if invoice is not None:
        invoice_letter("payment_missing", invoice, now=now)
    else:
        subscription_letter("payment_missing", subscription, now=now)
