"""Paying by invoice: a bank transfer that the desk confirms. It needs no provider, so all of it happens here."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from standfirst.apps.audit import api as audit
from standfirst.apps.billing.gateways.contracts import Refused
from standfirst.apps.billing.gateways.invoices import Bill, withdraw, withdraw_of_subscription, write_invoice
from standfirst.apps.billing.gateways.letters import invoice_letter, subscription_letter, write_letter
from standfirst.apps.billing.gateways.purposes import order_of, purpose_of
from standfirst.apps.billing.gateways.settling import settle_invoice
from standfirst.apps.billing.models import Intent, Invoice, Payment, Refund
from standfirst.apps.billing.models.intents import IntentState
from standfirst.apps.billing.queries.invoices import open_order
from standfirst.apps.billing.queries.settings import get_billing
from standfirst.apps.billing.rules.dates import gives_up_at
from standfirst.apps.membership import api as membership
from standfirst.core.db import transaction

NAME = "invoice"
SUBSCRIPTION = "/account/subscription/"
_INSTEAD = "another order took its place"


class InvoiceGateway:
    """The default way to pay."""

    name = NAME
    label = "By invoice and bank transfer"

    def begin_checkout(self, intent: Intent, *, now: datetime) -> str:
        """The invoice, or the free trial; the same again for the same intent."""
        return _once(intent, _checkout, now=now)

    def give_way(self, *, reader_id: int, now: datetime) -> None:
        """The order that nobody has paid is withdrawn."""
        with transaction():
            if order := open_order(reader_id=reader_id):
                withdraw(order, because=_INSTEAD, now=now)

    def cancel(self, intent: Intent, *, now: datetime) -> str:
        return _once(intent, _cancel, now=now)

    def keep(self, intent: Intent, *, now: datetime) -> str:
        return _once(intent, _keep, now=now)

    def pause(self, intent: Intent, *, now: datetime) -> str:
        return _once(intent, _pause, now=now)

    def resume(self, intent: Intent, *, now: datetime) -> str:
        return _once(intent, _resume, now=now)

    def change_price(self, intent: Intent, *, now: datetime) -> str:
        return _once(intent, _change_price, now=now)

    def refund(self, intent: Intent, *, now: datetime) -> str:
        return _once(intent, _refund, now=now)

    def end(self, intent: Intent, *, now: datetime) -> str:
        return _once(intent, _end, now=now)

    def reconcile(self, *, reader_id: int | None, now: datetime) -> int:
        """The house's own books are the truth here."""
        return 0

    def forget(self, *, reader_id: int, now: datetime) -> None:
        """Nothing is kept outside the house."""


Step = Callable[[Intent, datetime], str]


def _once(intent: Intent, step: Step, *, now: datetime) -> str:
    """The step and the note that it is done, together. Raises Refused."""
    with transaction():
        locked = Intent.objects.select_for_update(of=("self",)).get(pk=intent.pk)
        if locked.state == IntentState.MADE:
            locked.address = step(locked, now)
            locked.state, locked.done_at = IntentState.DONE, now
            locked.save()
        elif locked.state == IntentState.REFUSED:
            raise Refused(locked.sentence)
    return locked.address


def _by(intent: Intent) -> membership.By:
    return membership.By(intent.actor_id, intent.actor)


def _checkout(intent: Intent, now: datetime) -> str:
    price, code = _price_of(intent), str(intent.facts.get("code", ""))
    billed_to = str(intent.facts.get("billed_to", ""))
    if intent.gift_id is None and (instead := _instead(intent, price, code, billed_to, now=now)):
        return instead
    promotion = _claim(code, price, reader_id=intent.reader_id, now=now)
    bill = Bill(intent.reader_id, billed_to, price, gift_id=intent.gift_id, promotion=promotion)
    invoice = write_invoice(bill, now=now)
    _open_or_bill(invoice, intent, now=now)
    return _page_of(invoice)


def _instead(intent: Intent, price: membership.Price, code: str, billed_to: str, *, now: datetime) -> str:
    """For a subscription of one's own: the free trial, or the same order that is there already. Raises Refused."""
    if membership.find_running(reader_id=intent.reader_id):
        raise Refused("You have a subscription already.")
    is_free = price.trial_days and not membership.has_tried(reader_id=intent.reader_id)
    earlier = open_order(reader_id=intent.reader_id)
    if earlier is not None:
        same = (earlier.price_id, _code_of(earlier), earlier.billed_to) == (price.pk, code, billed_to)
        if same and not is_free:
            return _page_of(earlier)
        withdraw(earlier, because=_INSTEAD, now=now)
    return _begin_trial(intent, price, now=now) if is_free else ""


def _open_or_bill(invoice: Invoice, intent: Intent, *, now: datetime) -> None:
    if not invoice.amount:
        settle_invoice(invoice, ref=invoice.number, by=_by(intent), received_at=now, now=now)
        return
    if get_billing().open_before_payment and invoice.gift_id is None:
        order = order_of(invoice)
        subscription = membership.open_on_trust(
            order, until=gives_up_at(invoice.due_at), by=_by(intent), now=now
        )
        Invoice.objects.filter(pk=invoice.pk).update(subscription=subscription)
        subscription_letter("welcome", subscription, now=now)
    invoice_letter("invoice", invoice, now=now)


def _begin_trial(intent: Intent, price: membership.Price, *, now: datetime) -> str:
    promotion = _claim(str(intent.facts.get("code", "")), price, reader_id=intent.reader_id, now=now)
    order = membership.Order(
        owner_id=intent.reader_id,
        price_id=price.pk,
        gateway=NAME,
        promotion_id=promotion.pk if promotion else None,
        grace_days=get_billing().grace_days,
    )
    subscription = membership.start_trial(order, by=_by(intent), now=now)
    subscription_letter("welcome", subscription, now=now)
    return SUBSCRIPTION


def _cancel(intent: Intent, now: datetime) -> str:
    facts = intent.facts
    subscription = membership.cancel_at_period_end(
        subscription_id=_subscription_of(intent),
        why=facts["why"],
        words=facts["words"],
        by=_by(intent),
        now=now,
    )
    withdraw_of_subscription(subscription.pk, because="the subscription was cancelled", now=now)
    subscription_letter("cancelled", subscription, now=now)
    return SUBSCRIPTION


def _keep(intent: Intent, now: datetime) -> str:
    membership.keep(subscription_id=_subscription_of(intent), by=_by(intent), now=now)
    return SUBSCRIPTION


def _pause(intent: Intent, now: datetime) -> str:
    until = datetime.fromisoformat(intent.facts["until"])
    try:
        paused = membership.pause(
            subscription_id=_subscription_of(intent), until=until, by=_by(intent), now=now
        )
    except membership.PauseTooLong:
        raise Refused("A pause lasts at most half a year.") from None
    withdraw_of_subscription(paused.pk, because="the subscription was paused", now=now)
    return SUBSCRIPTION


def _resume(intent: Intent, now: datetime) -> str:
    membership.resume(subscription_id=_subscription_of(intent), by=_by(intent), now=now)
    return SUBSCRIPTION


def _change_price(intent: Intent, now: datetime) -> str:
    try:
        changed = membership.change_price(
            subscription_id=_subscription_of(intent), price_id=_price_of(intent).pk, by=_by(intent), now=now
        )
    except membership.NotOnSale:
        raise Refused("This price is not on sale.") from None
    withdraw_of_subscription(changed.pk, because="another price was agreed", now=now)
    return SUBSCRIPTION


def _refund(intent: Intent, now: datetime) -> str:
    """The desk transfers the money back by hand; here it is noted, and what follows from it happens."""
    payment = Payment.objects.select_related("reader").get(pk=intent.payment_id or 0)
    purpose_of(payment).lock(payment, now=now)
    payment = Payment.objects.select_for_update(of=("self",)).select_related("reader").get(pk=payment.pk)
    amount, because = Decimal(intent.facts["amount"]), str(intent.facts["because"])
    if not 0 < amount <= payment.left:
        raise Refused(f"At most {payment.left} can go back.")
    Refund.objects.create(
        payment=payment, gateway_ref=intent.key, amount=amount, because=because, refunded_at=now,
        recorded_by=intent.actor_id,
    )  # fmt: skip
    payment.refunded += amount
    payment.save(update_fields=["refunded"])
    ends = _ends_with_it(intent, payment)
    write_letter("refunded", payment.reader, now=now, payment=payment, ends=ends)
    if not ends:
        _record_refund(intent, payment, amount, now=now)
        return SUBSCRIPTION
    if payment.subscription_id:
        withdraw_of_subscription(payment.subscription_id, because="refunded", now=now)
    purpose_of(payment).take_back(payment, because=because, by=_by(intent), sum_=str(amount), now=now)
    return SUBSCRIPTION


def _ends_with_it(intent: Intent, payment: Payment) -> bool:
    """A gift that was paid back whole is void in any case."""
    if payment.gift_id is not None:
        return bool(intent.facts["closes"]) or not payment.left
    return bool(intent.facts["closes"]) and payment.subscription_id is not None


def _end(intent: Intent, now: datetime) -> str:
    number, because = _subscription_of(intent), str(intent.facts["because"])
    membership.lock_subscription(number, now=now)
    withdraw_of_subscription(number, because="the subscription was ended", now=now)
    membership.end_now(subscription_id=number, because=because, by=_by(intent), now=now)
    return SUBSCRIPTION


def _record_refund(intent: Intent, payment: Payment, amount: Decimal, *, now: datetime) -> None:
    audit.record(
        action="billing.refund",
        actor_id=intent.actor_id,
        actor=intent.actor,
        about=payment.about,
        reason=str(intent.facts["because"]),
        details={"reader": payment.reader_id, "amount": f"{amount} {payment.currency}"},
        now=now,
    )


def _claim(
    code: str, price: membership.Price, *, reader_id: int, now: datetime
) -> membership.PromotionCode | None:
    if not code:
        return None
    try:
        return membership.claim_promotion(code=code, reader_id=reader_id, price=price, now=now)
    except membership.CodeRefused as refused:
        raise Refused(refused.sentence) from None


def _code_of(invoice: Invoice) -> str:
    return invoice.promotion.code if invoice.promotion else ""


def _price_of(intent: Intent) -> membership.Price:
    found = membership.find_price(price_id=intent.price_id or 0)
    if found is None:
        raise Refused("This price is not on sale any more.")
    return found


def _subscription_of(intent: Intent) -> int:
    if intent.subscription_id is None:
        raise Refused("There is no subscription.")
    return intent.subscription_id


def _page_of(invoice: Invoice) -> str:
    return f"/account/invoices/{invoice.number}/"
