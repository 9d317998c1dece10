"""Look into Stripe's books and follow them: what was seen later always wins, in whatever order it is written."""

from datetime import datetime

from django.conf import settings
from django.db.models import F

from standfirst.apps.accounts.api import User
from standfirst.apps.billing.gateways.contracts import Refused
from standfirst.apps.billing.gateways.stripe_door import NAME, ask, door
from standfirst.apps.billing.gateways.stripe_giving import gives, take_sales
from standfirst.apps.billing.gateways.stripe_looking import look
from standfirst.apps.billing.gateways.stripe_taking import take_over
from standfirst.apps.billing.gateways.stripe_wishing import Taking
from standfirst.apps.billing.models import Customer, Intent
from standfirst.apps.billing.models.intents import IntentState
from standfirst.apps.membership import api as membership
from standfirst.core.db import transaction

GATEWAY = membership.actors.gateway(NAME)


def follow(customer: Customer, *, now: datetime, intent: Intent | None = None, address: str = "") -> int:
    """How many subscriptions changed. An intent is done with it. Raises Refused and Unreachable; opens transactions."""
    number = _next_number(customer)
    books = look(customer.ref, sales=gives(customer.reader_id))
    by = membership.By(intent.actor_id or None, intent.actor) if intent else GATEWAY
    with transaction():
        locked = Customer.objects.select_for_update().get(pk=customer.pk)
        changed = 0
        if number > locked.applied:
            locked.applied = number
            locked.save(update_fields=["applied"])
            taking = Taking(locked.reader_id, by, now, is_former=locked.is_former)
            changed = take_over(books, taking) + take_sales(books, taking)
        if intent is not None:
            finish(intent, address=address, now=now)
    return changed


def finish(intent: Intent, *, address: str, now: datetime) -> None:
    """Part of the caller's transaction. Raises Refused when it was refused meanwhile."""
    done = Intent.objects.filter(pk=intent.pk).exclude(state=IntentState.REFUSED)
    if not done.update(
        state=IntentState.DONE, address=address, done_at=now, facts=intent.facts, ref=intent.ref
    ):
        raise Refused(Intent.objects.get(pk=intent.pk).sentence)


def find_customer(reader_id: int) -> Customer | None:
    """Under whom this reader pays."""
    return next((found for found in customers_of_reader(reader_id) if not found.is_former), None)


def customers_of_reader(reader_id: int) -> list[Customer]:
    """All that Stripe knows, those of merged accounts first."""
    known = Customer.objects.filter(gateway=NAME, reader_id=reader_id).exclude(ref="")
    return list(known.order_by("-is_former", "pk"))


def follow_all(reader_id: int, *, now: datetime, intent: Intent | None = None, address: str = "") -> int:
    """As `follow`, of all under whom a reader has paid; the intent is done with the last. Raises Refused for nobody there."""
    customers = customers_of_reader(reader_id)
    if not customers:
        raise Refused("There is no subscription.")
    changed = sum(follow(customer, now=now) for customer in customers[:-1])
    return changed + follow(customers[-1], now=now, intent=intent, address=address)


def customer_of(reader: User, *, now: datetime) -> Customer:
    """The reader's, made if need be; the same however often it is asked for. Raises Refused and Unreachable."""
    with transaction():
        found, _ = Customer.objects.get_or_create(
            gateway=NAME, reader_id=reader.pk, is_former=False, defaults={"key": f"customer-{reader.pk}-{now:%Y%m%d%H%M%S%f}", "made_at": now}
        )  # fmt: skip
    stripe = door()
    if not found.ref:
        # Nothing that may change is in this request, so that it stays the same under its key.
        made = ask(
            stripe.customers.create,
            {"metadata": {"reader": str(reader.pk), "at": settings.ORIGIN}},
            key=found.key,
        )
        Customer.objects.filter(pk=found.pk).update(ref=made["id"])
        found.ref = made["id"]
    return found


def greet(customer: Customer, reader: User) -> None:
    """Stripe shows the reader their address on its page, and writes to it."""
    ask(door().customers.update, customer.ref, {"email": reader.email, "name": reader.get_full_name()})


def _next_number(customer: Customer) -> int:
    with transaction():
        Customer.objects.filter(pk=customer.pk).update(asked=F("asked") + 1)
        return int(Customer.objects.values_list("asked", flat=True).get(pk=customer.pk))
