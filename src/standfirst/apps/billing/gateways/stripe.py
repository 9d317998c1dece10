"""Paying by card through Stripe: it charges by itself, and we follow its books."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings

from standfirst.apps.billing.gateways import stripe_ordering
from standfirst.apps.billing.gateways.contracts import Refused, Unreachable
from standfirst.apps.billing.gateways.purposes import GIVEN
from standfirst.apps.billing.gateways.stripe_door import NAME, SaidNo, ask, ask_all, door
from standfirst.apps.billing.gateways.stripe_following import (
    customers_of_reader,
    find_customer,
    follow,
    follow_all,
)
from standfirst.apps.billing.gateways.stripe_looking import newest_payment
from standfirst.apps.billing.models import Customer, Intent, Payment
from standfirst.apps.billing.models.intents import IntentState, Kind
from standfirst.apps.billing.rules.stripe_books import GONE, minor
from standfirst.apps.membership import api as membership
from standfirst.core.batches import each
from standfirst.core.db import transaction

log = logging.getLogger(__name__)
SUBSCRIPTION = "/account/subscription/"
LONGEST_PAUSE = timedelta(days=184)
PAGES_LAST = timedelta(hours=25)  # an hour longer than Stripe lets one be open
_SAME_WISH = ({"begin_checkout"}, {"cancel", "keep"}, {"pause", "resume"}, {"change_price"}, set[str]())
Step = Callable[[Intent, membership.Subscription, datetime], None]


class StripeGateway:
    """Cards and whatever else Stripe takes. Every step may be repeated: the same key does it once."""

    name = NAME
    label = "By card"

    def begin_checkout(self, intent: Intent, *, now: datetime) -> str:
        """Stripe's page."""
        _refuse_what_is_overtaken(intent)
        return stripe_ordering.begin(intent, now=now)

    def give_way(self, *, reader_id: int, now: datetime) -> None:
        """A page to pay on that may be open is closed; whoever has just paid has a subscription."""
        for customer in customers_of_reader(reader_id) if _may_have_a_page(reader_id, now=now) else ():
            follow(customer, now=now)
            stripe_ordering.close_pages(customer, now=now)

    def cancel(self, intent: Intent, *, now: datetime) -> str:
        return _change(intent, _cancel, now=now)

    def keep(self, intent: Intent, *, now: datetime) -> str:
        return _change(intent, _keep, now=now)

    def pause(self, intent: Intent, *, now: datetime) -> str:
        return _change(intent, _pause, now=now)

    def resume(self, intent: Intent, *, now: datetime) -> str:
        return _change(intent, _resume, now=now)

    def change_price(self, intent: Intent, *, now: datetime) -> str:
        return _change(intent, _change_price, now=now)

    def refund(self, intent: Intent, *, now: datetime) -> str:
        return _pay_back(intent, now=now)

    def end(self, intent: Intent, *, now: datetime) -> str:
        return _ask_and_follow(intent, lambda: _end_at_once(intent), now=now)

    def reconcile(self, *, reader_id: int | None, now: datetime) -> int:
        """Goes on with the others when one cannot be looked at. Raises Unreachable for a single reader."""
        if reader_id is not None:
            return sum(follow(customer, now=now) for customer in customers_of_reader(reader_id))
        numbers = Customer.objects.filter(gateway=NAME).exclude(ref="").values_list("pk", flat=True)
        return each("billing.reconcile_all", list(numbers), lambda row: _reconcile_one(row, now=now), now=now)

    def forget(self, *, reader_id: int, now: datetime) -> None:
        forget(reader_id=reader_id, now=now)


def portal(*, reader_id: int) -> str:
    """Stripe's page where this reader changes their card. Raises Refused and Unreachable."""
    customer = find_customer(reader_id)
    if customer is None:
        raise Refused("You have not paid by card here.")
    body = {"customer": _payer(reader_id) or customer.ref, "return_url": f"{settings.ORIGIN}{SUBSCRIPTION}"}
    return str(ask(door().billing_portal.sessions.create, body)["url"])


def forget(*, reader_id: int, now: datetime) -> None:
    """Stripe ends what runs and forgets who it was. Raises Unreachable; safe to repeat."""
    for customer in customers_of_reader(reader_id):
        _forget_one(customer, now=now)


def _forget_one(customer: Customer, *, now: datetime) -> None:
    for found in ask_all(door().subscriptions.list, {"customer": customer.ref, "status": "all"}):
        if found["status"] not in GONE:
            ask(door().subscriptions.cancel, found["id"], {})
    follow(customer, now=now)
    try:
        ask(door().customers.delete, customer.ref)
    except SaidNo as no:
        if not no.is_missing:
            raise
    Customer.objects.filter(pk=customer.pk).delete()


def _payer(reader_id: int) -> str:
    """Whose card pays for what runs: after a merging perhaps the other customer's."""
    running = membership.find_running(reader_id=reader_id)
    if running is None or running.gateway != NAME:
        return ""
    return str(ask(door().subscriptions.retrieve, running.gateway_ref, {})["customer"])


def _may_have_a_page(reader_id: int, *, now: datetime) -> bool:
    """Only then is Stripe asked: other ways to pay are not to wait for it."""
    ordered = Intent.objects.filter(gateway=NAME, reader_id=reader_id, kind=Kind.BEGIN_CHECKOUT, gift=None)
    return ordered.filter(state=IntentState.DONE, done_at__gt=now - PAGES_LAST).exists()


def _reconcile_one(number: int, *, now: datetime) -> int:
    try:
        return follow(Customer.objects.get(pk=number), now=now)
    except (Refused, Unreachable, Customer.DoesNotExist) as problem:
        log.warning("a customer cannot be looked at", extra={"customer": number, "problem": str(problem)})
        return 0


def _change(intent: Intent, step: Step, *, now: datetime) -> str:
    """What a step does to a subscription."""
    _refuse_what_is_overtaken(intent)
    if intent.subscription_id is None:
        raise Refused("There is no subscription.")
    subscription = membership.get_subscription(subscription_id=intent.subscription_id)
    return _ask_and_follow(intent, lambda: step(intent, subscription, now), now=now)


def _pay_back(intent: Intent, *, now: datetime) -> str:
    """Of a subscription or of a gift, which ends even where only a part goes back."""

    def pay_back() -> None:
        _refund(intent)
        if intent.gift_id is not None and intent.facts["closes"]:
            with transaction():
                by, because = membership.By(intent.actor_id, intent.actor), str(intent.facts["because"])
                payment = Payment.objects.get(pk=intent.payment_id or 0)
                GIVEN.take_back(payment, because=because, by=by, sum_=intent.facts["amount"], now=now)

    return _ask_and_follow(intent, pay_back, now=now)


def _ask_and_follow(intent: Intent, ask_for_it: Callable[[], None], *, now: datetime) -> str:
    """Ask Stripe, then follow what it says; so the answer may as well have been lost."""
    if find_customer(intent.reader_id) is None:
        raise Refused("There is no subscription.")
    try:
        ask_for_it()
    except SaidNo as no:
        log.warning("Stripe said no", extra={"intent": intent.pk, "words": no.words})
        follow_all(intent.reader_id, now=now)
        raise
    follow_all(intent.reader_id, now=now, intent=intent, address=SUBSCRIPTION)
    return SUBSCRIPTION


def _refuse_what_is_overtaken(intent: Intent) -> None:
    """A wish that was cut off is not carried out over one that was made and done after it."""
    kinds = next((kinds for kinds in _SAME_WISH if intent.kind in kinds), set())
    later = Intent.objects.filter(
        gateway=NAME, reader_id=intent.reader_id, kind__in=kinds, pk__gt=intent.pk, state=IntentState.DONE
    )
    if later.exists():
        raise Refused("Something else was asked for after this.")


def _update(intent: Intent, ref: str, **fields: Any) -> None:
    ask(door().subscriptions.update, ref, fields, key=intent.key)


def _cancel(intent: Intent, subscription: membership.Subscription, now: datetime) -> None:
    membership.note_why_cancelled(
        subscription_id=subscription.pk, why=intent.facts["why"], words=intent.facts["words"]
    )
    if (
        subscription.state == membership.State.PAST_DUE
    ):  # nothing is paid for, so there is nothing to wait for
        _end(subscription.gateway_ref, key=intent.key)
    else:
        _update(intent, subscription.gateway_ref, cancel_at_period_end=True)


def _keep(intent: Intent, subscription: membership.Subscription, now: datetime) -> None:
    _update(intent, subscription.gateway_ref, cancel_at_period_end=False)


def _pause(intent: Intent, subscription: membership.Subscription, now: datetime) -> None:
    until = datetime.fromisoformat(intent.facts["until"])
    if not now < until <= now + LONGEST_PAUSE:
        raise Refused("A pause lasts at most half a year.")
    if subscription.price.interval != "month":
        raise Refused("Only a monthly subscription that is paid by card can be paused.")
    pause = {"behavior": "void", "resumes_at": int(until.timestamp())}
    _update(intent, subscription.gateway_ref, pause_collection=pause)


def _resume(intent: Intent, subscription: membership.Subscription, now: datetime) -> None:
    _update(intent, subscription.gateway_ref, pause_collection="")


def _change_price(intent: Intent, subscription: membership.Subscription, now: datetime) -> None:
    price = membership.find_price(price_id=intent.price_id or 0)
    if price is None or price.currency != subscription.price.currency:
        raise Refused("This price is not on sale.")
    if "fields" not in intent.facts:  # kept before it is sent, so that it stays the same under its key
        intent.facts["fields"] = _fields_of_price(subscription, price)
        Intent.objects.filter(pk=intent.pk).update(facts=intent.facts)
    _update(intent, subscription.gateway_ref, **intent.facts["fields"])


def _fields_of_price(subscription: membership.Subscription, price: membership.Price) -> dict[str, Any]:
    item = ask(door().subscriptions.retrieve, subscription.gateway_ref, {})["items"]["data"][0]
    fields: dict[str, Any] = {
        "items": [{"id": item["id"], "price": stripe_ordering.price_at_stripe(price)}],
        "proration_behavior": "none",
    }
    if price.interval != item["price"]["recurring"]["interval"]:
        # Otherwise Stripe would begin, and charge, the new length at once: what is paid for lasts as if it were free.
        fields["trial_end"] = item["current_period_end"]
    return fields


def _refund(intent: Intent) -> None:
    payment = Payment.objects.get(pk=intent.payment_id or 0)
    amount = Decimal(intent.facts["amount"])
    stripe = door()
    earlier = ask_all(stripe.refunds.list, {"payment_intent": payment.ref})
    if not any((one.get("metadata") or {}).get("intent") == intent.key for one in earlier):
        if not 0 < amount <= payment.left:
            raise Refused(f"At most {payment.left} can go back.")
        tags = {"intent": intent.key, "because": str(intent.facts["because"])[:200]}
        body = {"payment_intent": payment.ref, "amount": minor(amount, payment.currency), "metadata": tags}
        ask(stripe.refunds.create, body, key=intent.key)
    if intent.facts["closes"] and intent.subscription_id is not None:
        found = membership.get_subscription(subscription_id=intent.subscription_id)
        _end(found.gateway_ref, key=f"{intent.key}-end")


def _end_at_once(intent: Intent) -> None:
    """The house does not end what was paid for anew since it looked: that is open again."""
    ref = intent.ref or membership.get_subscription(subscription_id=intent.subscription_id or 0).gateway_ref
    newest = intent.facts.get("newest")
    if newest is not None and newest_payment(ref) != newest:
        raise Refused("A later period has been paid.")
    _end(ref, key=intent.key)


def _end(ref: str, *, key: str) -> None:
    """At once; one that has ended is no fault."""
    stripe = door()
    found = ask(stripe.subscriptions.retrieve, ref, {})
    if found["status"] not in GONE:
        ask(stripe.subscriptions.cancel, ref, {}, key=key)
