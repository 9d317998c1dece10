"""The part of Stripe's API that Standfirst uses: method and path to what happens in the books."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

from tests.fake_stripe import happenings
from tests.fake_stripe.books import Books, Object, Refused

Given = dict[str, Any]
Answer = Callable[[Books, Given, str], Object]
# As long as the real ones: names of sessions have 66 letters, and their addresses may have 5,000.
LONG_NAME, LONG_WAY = f"cs_test_{'b1' * 26}", "c" * 1_200


def nested(body: str) -> Given:
    """Stripe's forms: a[b][0][c]=d."""
    found: Given = {}
    for name, value in parse_qsl(body, keep_blank_values=True):
        path = re.findall(r"[^\[\]]+", name)
        place = found
        for step in path[:-1]:
            place = place.setdefault(step, {})
        place[path[-1]] = value
    return found


def listed(rows: list[Object]) -> Object:
    return {"object": "list", "data": rows, "has_more": False, "url": "/v1/list"}


def make_customer(books: Books, given: Given, _: str) -> Object:
    return books.make(
        "cus",
        "customer",
        email=given.get("email"),
        name=given.get("name"),
        metadata=given.get("metadata", {}),
    )


def change_customer(books: Books, given: Given, number: str) -> Object:
    customer = books.get(number, "customer")
    customer.update({name: value or None for name, value in given.items() if name in {"email", "name"}})
    customer["metadata"].update(given.get("metadata", {}))
    return customer


def delete_customer(books: Books, _: Given, number: str) -> Object:
    """As Stripe does: its subscriptions end at once, and what is personal goes."""
    customer = books.get(number, "customer")
    for subscription in books.all("subscription", customer=number):
        if subscription["status"] not in happenings.GONE:
            happenings.cancel(books, subscription["id"])
    customer.update(email=None, name=None, metadata={}, deleted=True)
    return {"id": number, "object": "customer", "deleted": True}


def make_product(books: Books, given: Given, _: str) -> Object:
    return books.make("prod", "product", name=given["name"], metadata=given.get("metadata", {}), active=True)


def make_price(books: Books, given: Given, _: str) -> Object:
    return books.make(
        "price", "price", product=given["product"], currency=given["currency"], unit_amount=int(given["unit_amount"]),
        recurring=given.get("recurring"), active=True, metadata=given.get("metadata", {}), lookup_key=given.get("lookup_key"),
    )  # fmt: skip


def list_prices(books: Books, given: Given, _: str) -> Object:
    keys = set((given.get("lookup_keys") or {}).values())
    return listed([one for one in books.all("price") if not keys or one["lookup_key"] in keys])


def make_session(books: Books, given: Given, _: str) -> Object:
    item = given["line_items"]["0"]
    quantity = int(item.get("quantity", 1))
    price = (
        books.get(item["price"], "price") if "price" in item else _price_in_place(books, item["price_data"])
    )
    off = sum(
        _off(books, one, price["unit_amount"] * quantity) for one in (given.get("discounts") or {}).values()
    )
    total = price["unit_amount"] * quantity - off
    session = books.make(
        LONG_NAME, "checkout.session", mode=given["mode"], customer=given["customer"], status="open", payment_status="unpaid",
        currency=price["currency"], amount_total=total, success_url=given["success_url"], cancel_url=given.get("cancel_url"),
        client_reference_id=given.get("client_reference_id"), metadata=given.get("metadata", {}), quantity=quantity,
        line_items=listed([{"price": price, "quantity": quantity}]), subscription_data=given.get("subscription_data", {}),
        subscription=None, payment_intent=None, expires_at=books.now + 86_400,
    )  # fmt: skip
    session["url"] = f"{{base}}/pay/{LONG_WAY}/{session['id']}"
    return session


def _price_in_place(books: Books, data: Given) -> Object:
    return make_price(books, {"product": "prod_in_place", **data}, "")


def _off(books: Books, discount: Given, amount: int) -> int:
    coupon = books.get(discount["coupon"], "coupon")
    return coupon["amount_off"] or round(amount * float(coupon["percent_off"]) / 100)


def make_coupon(books: Books, given: Given, _: str) -> Object:
    return books.make(
        "coupon", "coupon", amount_off=int(given.get("amount_off", 0)), percent_off=given.get("percent_off"),
        currency=given.get("currency"), duration=given.get("duration", "once"),
    )  # fmt: skip


def expire_session(books: Books, _: Given, number: str) -> Object:
    session = books.get(number, "checkout.session")
    if session["status"] != "open":
        raise Refused(400, "Only Checkout Sessions with a status in [open] can be expired.")
    session.update(status="expired", url=None)
    books.tell("checkout.session.expired", session)
    return session


def _pause(asked: Any) -> Object | None:
    return {"behavior": asked["behavior"], "resumes_at": int(asked["resumes_at"])} if asked else None


def change_subscription(books: Books, given: Given, number: str) -> Object:
    fields: Given = {}
    if "cancel_at_period_end" in given:
        fields["cancel_at_period_end"] = given["cancel_at_period_end"] == "true"
    if "pause_collection" in given:
        fields["pause_collection"] = _pause(given["pause_collection"])
    if "trial_end" in given:
        fields["trial_end"] = books.now if given["trial_end"] == "now" else int(given["trial_end"])
    item = (given.get("items") or {}).get("0")
    if item and books.get(number, "subscription")["status"] not in happenings.GONE:
        happenings.change_item(books, number, item, until=fields.get("trial_end"))
    return happenings.change(books, number, **fields)


def list_of(kind: str, *names: str) -> Answer:
    def answer(books: Books, given: Given, _: str) -> Object:
        return listed(books.all(kind, **{name: given[name] for name in names if name in given}))

    return answer


def list_invoices(books: Books, given: Given, _: str) -> Object:
    rows = books.all("invoice", **{name: given[name] for name in ("customer",) if name in given})
    wanted = given.get("subscription")
    return listed([one for one in rows if not wanted or _subscription_of(one) == wanted])


def _subscription_of(invoice: Object) -> str | None:
    found: str | None = (invoice["parent"] or {}).get("subscription_details", {}).get("subscription")
    return found


def list_invoice_payments(books: Books, given: Given, _: str) -> Object:
    intent = (given.get("payment") or {}).get("payment_intent")
    rows = [one for invoice in books.all("invoice") for one in invoice["payments"]["data"]]
    return listed([
        one for one in rows
        if (not intent or one["payment"]["payment_intent"] == intent) and given.get("invoice") in {None, one["invoice"]}
    ])  # fmt: skip


def make_refund(books: Books, given: Given, _: str) -> Object:
    amount = int(given["amount"]) if "amount" in given else None
    return happenings.refund(books, given["payment_intent"], amount, metadata=given.get("metadata"))


def open_portal(books: Books, given: Given, _: str) -> Object:
    books.get(given["customer"], "customer")
    portal = books.make(
        "bps", "billing_portal.session", customer=given["customer"], return_url=given.get("return_url")
    )
    portal["url"] = f"{{base}}/portal/{portal['id']}"
    return portal


def getter(kind: str) -> Answer:
    return lambda books, _, number: books.get(number, kind)


KINDS = {
    "customers": "customer", "products": "product", "prices": "price", "checkout/sessions": "checkout.session",
    "subscriptions": "subscription", "invoices": "invoice", "refunds": "refund", "disputes": "dispute",
    "payment_intents": "payment_intent", "charges": "charge", "events": "event",
}  # fmt: skip
ROUTES: dict[tuple[str, str], Answer] = {
    ("POST", "customers"): make_customer,
    ("POST", "customers/ID"): change_customer,
    ("DELETE", "customers/ID"): delete_customer,
    ("POST", "products"): make_product,
    ("POST", "prices"): make_price,
    ("GET", "prices"): list_prices,
    ("POST", "coupons"): make_coupon,
    ("POST", "checkout/sessions"): make_session,
    ("GET", "checkout/sessions"): list_of("checkout.session", "customer", "subscription", "status"),
    ("POST", "checkout/sessions/ID/expire"): expire_session,
    ("GET", "subscriptions"): list_of("subscription", "customer"),
    ("POST", "subscriptions/ID"): change_subscription,
    ("DELETE", "subscriptions/ID"): lambda books, _, number: happenings.cancel(books, number),
    ("GET", "invoices"): list_invoices,
    ("GET", "charges"): list_of("charge", "customer"),
    ("GET", "invoice_payments"): list_invoice_payments,
    ("POST", "refunds"): make_refund,
    ("GET", "refunds"): list_of("refund", "payment_intent", "charge"),
    ("GET", "disputes"): list_of("dispute", "payment_intent", "charge"),
    ("POST", "billing_portal/sessions"): open_portal,
    **{("GET", f"{path}/ID"): getter(kind) for path, kind in KINDS.items()},
}


def route(method: str, path: str) -> tuple[Answer, str]:
    """What answers `/v1/…`, and the number in the path."""
    steps = path.removeprefix("/v1/").strip("/").split("/")
    for place in range(len(steps)):
        pattern = "/".join([*steps[:place], "ID", *steps[place + 1 :]])
        if (method, pattern) in ROUTES:
            return ROUTES[method, pattern], steps[place]
    if (method, "/".join(steps)) in ROUTES:
        return ROUTES[method, "/".join(steps)], ""
    raise Refused(404, f"Unrecognized request URL ({method}: {path}).")
