"""Somebody leaves: nothing is billed any more, and later the ways to pay forget who it was."""

from contextlib import suppress
from datetime import datetime

from standfirst.apps.billing.actions.carry_out import carry_out
from standfirst.apps.billing.actions.change_course import cancel
from standfirst.apps.billing.actions.extend_subscription import end_everything
from standfirst.apps.billing.actions.give import deliver_gifts_of
from standfirst.apps.billing.actions.reconcile import reconcile_reader
from standfirst.apps.billing.actions.withdraw_invoice import withdraw_invoice
from standfirst.apps.billing.gateways.contracts import Refused
from standfirst.apps.billing.gateways.invoices import withdraw
from standfirst.apps.billing.gateways.known import open_gateways
from standfirst.apps.billing.models import Intent, Invoice
from standfirst.apps.billing.models.intents import IntentState, Kind
from standfirst.apps.billing.models.invoices import InvoiceState
from standfirst.apps.billing.queries.invoices import list_open_gift_orders, open_order
from standfirst.apps.membership import api as membership
from standfirst.core.db import transaction

CLOSED = "the account was closed"


def stop_billing(*, reader_id: int, by: membership.By, key: str, now: datetime) -> None:
    """Cancel what runs at the end of its paid time, and withdraw an order that nobody has paid. Raises Unreachable."""
    order = open_order(reader_id=reader_id)
    if order is not None:
        with suppress(Refused):  # it was paid or withdrawn meanwhile
            withdraw_invoice(number=order.number, because=CLOSED, by=by, now=now)
    for unpaid in list_open_gift_orders(reader_id=reader_id):
        with suppress(Refused):
            withdraw_invoice(number=unpaid.number, because=CLOSED, by=by, now=now)
    running = membership.find_running(reader_id=reader_id)
    if running is None or not membership.can_happen(membership.Event.CANCEL, membership.State(running.state)):
        return
    with suppress(Refused):  # it ended meanwhile
        cancel(reader_id=reader_id, by=by, key=key, why="other", now=now)


def forget_reader(*, reader_id: int, now: datetime) -> None:
    """Before an erasure: money that is to go back goes, every subscription ends, and outside nobody knows the reader.

    Safe to repeat. Opens its own transactions. Raises Unreachable.
    """
    with suppress(Refused):  # nothing can be read there any more
        reconcile_reader(reader_id=reader_id, now=now)
    _settle_intents(reader_id, now=now)
    deliver_gifts_of(buyer_id=reader_id, now=now)
    for gateway in open_gateways():
        gateway.forget(reader_id=reader_id, now=now)
    end_everything(reader_id=reader_id, because=CLOSED, by=membership.CLOCK, now=now)
    for invoice in Invoice.objects.filter(reader_id=reader_id, state=InvoiceState.OPEN):
        with transaction():
            withdraw(invoice, because=CLOSED, now=now)


def _settle_intents(reader_id: int, *, now: datetime) -> None:
    left = Intent.objects.filter(reader_id=reader_id, state=IntentState.MADE)
    for intent in left.filter(kind=Kind.REFUND):
        with suppress(Refused):  # its row says so
            carry_out(intent, now=now)
    left.update(state=IntentState.REFUSED, sentence=CLOSED, done_at=now)
