"""Look into Stripe's books."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from standfirst.apps.billing.gateways.stripe_door import ask, ask_all, door
from standfirst.apps.billing.rules.stripe_books import Books, Course, Paid, Sale

Object = Mapping[str, Any]


def look(customer_ref: str, *, sales: bool = False) -> Books:
    """All courses of a customer, and what they have paid once. Raises SaidNo and Unreachable."""
    stripe = door()
    subscriptions = ask_all(stripe.subscriptions.list, {"customer": customer_ref, "status": "all"})
    invoices = ask_all(stripe.invoices.list, {"customer": customer_ref, "expand": ["data.payments"]})
    charges = ask_all(stripe.charges.list, {"customer": customer_ref})
    by_intent = {charge["payment_intent"]: charge for charge in charges if charge.get("payment_intent")}
    courses = (_course(one, invoices, by_intent) for one in reversed(subscriptions))
    return Books(tuple(courses), _sales(customer_ref, by_intent) if sales else ())


def newest_payment(subscription_ref: str) -> str:
    """Of a course; empty before the first. Raises SaidNo and Unreachable."""
    stripe = door()
    subscription = ask(stripe.subscriptions.retrieve, subscription_ref, {})
    customer = subscription["customer"]
    invoices = ask_all(stripe.invoices.list, {"customer": customer, "expand": ["data.payments"]})
    return next((one.ref for one in _course(subscription, invoices, {}).payments), "")


def _sales(customer_ref: str, charges: Mapping[str, Object]) -> tuple[Sale, ...]:
    """The oldest first."""
    sessions = ask_all(door().checkout.sessions.list, {"customer": customer_ref, "status": "complete"})
    paid = [one for one in sessions if one["mode"] == "payment" and one["payment_status"] == "paid"]
    return tuple(sale for one in reversed(paid) if (sale := _sale(one, charges)) is not None)


def _sale(session: Object, charges: Mapping[str, Object]) -> Sale | None:
    ref, order = session.get("payment_intent"), (session.get("metadata") or {}).get("intent", "")
    if not ref:
        return None
    charge = charges.get(ref)
    moment = datetime.fromtimestamp((charge or session)["created"], UTC)
    currency = session["currency"].upper()
    paid = Paid(ref, session["amount_total"], currency, moment, *_what_went_back(charge))
    return Sale(session["id"], order, paid)


def customer_of_charge(charge_ref: str) -> str:
    """Whose payment a charge is; empty for nobody's."""
    return str(ask(door().charges.retrieve, charge_ref, {}).get("customer") or "")


def _course(subscription: Object, invoices: Iterable[Object], charges: Mapping[str, Object]) -> Course:
    own = [one for one in invoices if _subscription_of(one) == subscription["id"]]
    paid = [_paid(one, charges) for one in own if one["status"] == "paid" and one["amount_paid"]]
    total = own[-1]["total"] if own else None
    return Course(subscription, tuple(one for one in paid if one is not None), total)


def _paid(invoice: Object, charges: Mapping[str, Object]) -> Paid | None:
    for row in (invoice.get("payments") or {}).get("data", []):
        ref = row["payment"].get("payment_intent")
        if ref and row["status"] == "paid":
            moment = datetime.fromtimestamp(row.get("created") or invoice["created"], UTC)
            currency = invoice["currency"].upper()
            return Paid(ref, invoice["amount_paid"], currency, moment, *_what_went_back(charges.get(ref)))
    return None


def _what_went_back(charge: Object | None) -> tuple[tuple[Object, ...], tuple[Object, ...]]:
    """Refunds and disputes; asked for only where there are any."""
    if charge is None:
        return (), ()
    stripe, which = door(), {"charge": charge["id"]}
    refunds = ask_all(stripe.refunds.list, which) if charge.get("amount_refunded") else []
    disputes = ask_all(stripe.disputes.list, which) if charge.get("disputed") else []
    return tuple(refunds), tuple(disputes)


def _subscription_of(invoice: Object) -> str | None:
    details = (invoice.get("parent") or {}).get("subscription_details") or {}
    found: str | None = details.get("subscription")
    return found
