"""What money is for: a reader's own subscription, or one that they give away. Part of the caller's transaction.

Gateways take the money and ask here what it brings, and what happens when it does not come or goes back.
"""

from datetime import datetime
from typing import Protocol

from django.utils import timezone
from django.utils.formats import date_format

from standfirst.apps.billing.gateways.contracts import Refused
from standfirst.apps.billing.gateways.gift_letters import deliver, gift_ended_letter
from standfirst.apps.billing.gateways.letters import subscription_letter
from standfirst.apps.billing.models import Invoice, Payment
from standfirst.apps.billing.queries.settings import get_billing
from standfirst.apps.membership import api as membership

INVOICE = "invoice"
# Whose calendar is ours: what is given to these subscriptions makes them longer.
EXTENDED = frozenset({INVOICE})
_FOR = {"month": "one month", "year": "one year"}


class Purpose(Protocol):
    """One of the two."""

    def words(self, price: membership.Price) -> str:
        """What is paid for, as on invoices and receipts."""
        ...

    def lock(self, asked: Invoice | Payment, *, now: datetime) -> None:
        """What the money is for, before the papers, so that nobody waits in a circle."""
        ...

    def fulfil(self, payment: Payment, *, by: membership.By, now: datetime) -> None:
        """The money came; what it brought is noted on the payment and its invoice, which the caller saves."""
        ...

    def come_to_nothing(self, invoice: Invoice, *, because: str, now: datetime) -> None:
        """The order is withdrawn."""
        ...

    def take_back(
        self, payment: Payment, *, because: str, by: membership.By, sum_: str, now: datetime
    ) -> None:
        """The money went back, and what it brought ends."""
        ...


class OwnSubscription:
    """A period of the reader's own subscription, which may begin with it."""

    def words(self, price: membership.Price) -> str:
        return f"{price.plan.name}, {_FOR[price.interval]}"

    def lock(self, asked: Invoice | Payment, *, now: datetime) -> None:
        if asked.subscription_id is not None:
            membership.lock_subscription(asked.subscription_id, now=now)

    def fulfil(self, payment: Payment, *, by: membership.By, now: datetime) -> None:
        invoice = payment.invoice
        if invoice is None:
            raise Refused("Only what was billed opens a subscription here.")
        before = invoice.subscription_id
        paid = _open_period(invoice, by=by, now=now)
        invoice.subscription, invoice.starts_at, invoice.ends_at = paid, paid.starts_at, paid.ends_at
        payment.subscription = paid
        payment.words = f"{payment.words}, {_day(paid.starts_at)} to {_day(paid.ends_at)}"
        if before != paid.pk:
            subscription_letter("welcome", paid, now=now)

    def come_to_nothing(self, invoice: Invoice, *, because: str, now: datetime) -> None:
        if invoice.promotion_id and invoice.subscription_id is None:
            membership.release_promotion(promotion_id=invoice.promotion_id, reader_id=invoice.reader_id)

    def take_back(
        self, payment: Payment, *, because: str, by: membership.By, sum_: str, now: datetime
    ) -> None:
        membership.refund_subscription(
            subscription_id=payment.subscription_id or 0,
            because=because,
            by=by,
            details={"payment": payment.pk, "amount": sum_},
            now=now,
        )


class GivenSubscription:
    """A month or a year for somebody else."""

    def words(self, price: membership.Price) -> str:
        return f"Gift subscription: {price.plan.name}, {_FOR[price.interval]}"

    def lock(self, asked: Invoice | Payment, *, now: datetime) -> None:
        membership.lock_gift(asked.gift_id or 0)

    def fulfil(self, payment: Payment, *, by: membership.By, now: datetime) -> None:
        try:
            membership.pay_gift(payment.gift_id or 0, now=now)
        except membership.GiftRefused as refused:
            raise Refused(refused.sentence) from None
        deliver(payment.gift_id or 0, now=now)

    def come_to_nothing(self, invoice: Invoice, *, because: str, now: datetime) -> None:
        membership.void_gift(invoice.gift_id or 0, because=because, by=membership.CLOCK, now=now)

    def take_back(
        self, payment: Payment, *, because: str, by: membership.By, sum_: str, now: datetime
    ) -> None:
        if membership.take_gift_back(payment.gift_id or 0, because=because, by=by, now=now):
            gift_ended_letter(payment.gift_id or 0, now=now)


OWN, GIVEN = OwnSubscription(), GivenSubscription()


class MayBeGift(Protocol):
    """An order, an invoice or a payment."""

    @property
    def gift_id(self) -> int | None: ...


def purpose_of(asked: MayBeGift) -> Purpose:
    """What it is for."""
    return OWN if asked.gift_id is None else GIVEN


def order_of(invoice: Invoice) -> membership.Order:
    """The subscription that an invoice orders."""
    return membership.Order(
        owner_id=invoice.reader_id,
        price_id=invoice.price_id,
        gateway=INVOICE,
        promotion_id=invoice.promotion_id,
        grace_days=get_billing().grace_days,
    )


def _open_period(invoice: Invoice, *, by: membership.By, now: datetime) -> membership.Subscription:
    """The next one of a subscription that goes on, else the first of a new one."""
    details = {"invoice": invoice.number, "amount": f"{invoice.amount} {invoice.currency}"}
    number = invoice.subscription_id
    running = membership.get_subscription(subscription_id=number) if number is not None else None
    if running and membership.can_happen(membership.Event.PAY, membership.State(running.state)):
        return membership.record_payment_of_period(
            subscription_id=running.pk, price_id=invoice.price_id, by=by, details=details, now=now
        )
    return membership.open_subscription(order_of(invoice), by=by, details=details, now=now)


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y")
