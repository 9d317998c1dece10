"""What happens at Stripe: a customer pays, a card fails, time passes, a bank takes money back."""

from typing import Any

from tests.fake_stripe.books import GONE, Books, Object, Refused, length_of


def price_of(subscription: Object) -> Object:
    price: Object = subscription["items"]["data"][0]["price"]
    return price


def period_end(subscription: Object) -> int:
    end: int = subscription["items"]["data"][0]["current_period_end"]
    return end


def complete(books: Books, session_id: str) -> Object:
    """The customer pays on the hosted page; the same page twice changes nothing."""
    session = books.get(session_id, "checkout.session")
    if session["status"] == "complete":
        return session
    if session["status"] != "open":
        raise Refused(400, "This Checkout Session has expired.")
    if session["mode"] == "subscription":
        _start(books, session)
    else:
        session["payment_intent"] = _take(books, _invoice(books, session, session["amount_total"], None))
    session.update(status="complete", payment_status="paid", url=None)
    books.tell("checkout.session.completed", session)
    return session


def _start(books: Books, session: Object) -> None:
    price = books.get(session["line_items"]["data"][0]["price"]["id"], "price")
    asked = session["subscription_data"]
    trial_days = int(asked.get("trial_period_days") or 0)
    ends = books.now + (trial_days * 86_400 if trial_days else length_of(price))
    subscription = books.make(
        "sub", "subscription", customer=session["customer"], status="trialing" if trial_days else "active",
        cancel_at_period_end=False, cancel_at=None, canceled_at=None, ended_at=None, pause_collection=None,
        currency=price["currency"], metadata=dict(asked.get("metadata") or {}),
        trial_end=ends if trial_days else None, latest_invoice=None, start_date=books.now, items={"object": "list", "data": []},
    )  # fmt: skip
    item = books.make(
        "si", "subscription_item", subscription=subscription["id"], price=price, quantity=session["quantity"],
        current_period_start=books.now, current_period_end=ends,
    )  # fmt: skip
    subscription["items"]["data"].append(item)
    session["subscription"] = subscription["id"]
    books.tell("customer.subscription.created", subscription)
    amount = 0 if trial_days else session["amount_total"]
    _settle(books, _invoice(books, session, amount, subscription))


def _invoice(books: Books, payer: Object, amount: int, subscription: Object | None) -> Object:
    parent = subscription and {
        "type": "subscription_details",
        "subscription_details": {"subscription": subscription["id"], "metadata": subscription["metadata"]},
    }
    invoice = books.make(
        "in", "invoice", customer=payer["customer"], currency=payer["currency"], status="open", amount_due=amount,
        amount_paid=0, total=amount, parent=parent, payments={"object": "list", "data": []},
        billing_reason="subscription_cycle", attempt_count=0,
    )  # fmt: skip
    if subscription:
        subscription["latest_invoice"] = invoice["id"]
    return invoice


def _settle(books: Books, invoice: Object) -> None:
    _take(books, invoice)
    books.tell("invoice.paid", invoice)


def _take(books: Books, invoice: Object) -> str | None:
    """Take the money and note it; nothing is taken for nothing."""
    invoice.update(
        status="paid", amount_paid=invoice["amount_due"], attempt_count=invoice["attempt_count"] + 1
    )
    if not invoice["amount_due"]:
        return None
    charge = books.make(
        "ch",
        "charge",
        customer=invoice["customer"],
        amount=invoice["amount_due"],
        amount_refunded=0,
        refunded=False,
        disputed=False,
        currency=invoice["currency"],
    )
    intent = books.make(
        "pi", "payment_intent", customer=invoice["customer"], amount=invoice["amount_due"],
        currency=invoice["currency"], status="succeeded", latest_charge=charge["id"],
    )  # fmt: skip
    charge["payment_intent"] = intent["id"]
    paid = {"id": f"inpay_{intent['id']}", "object": "invoice_payment", "status": "paid", "invoice": invoice["id"],
            "payment": {"type": "payment_intent", "payment_intent": intent["id"]}}  # fmt: skip
    invoice["payments"]["data"].append(paid)
    books.move_money("charge", invoice=invoice, amount=invoice["amount_due"])
    number: str = intent["id"]
    return number


def pass_time(books: Books, seconds: int, *, cards_work: bool = True) -> None:
    """Move the clock and let every subscription that comes to its end renew, fail or end."""
    books.now += seconds
    for subscription in reversed(books.all("subscription")):
        while subscription["status"] not in GONE and period_end(subscription) <= books.now:
            if not _turn_over(books, subscription, cards_work=cards_work):
                break
        if subscription["pause_collection"] and not is_paused(subscription, at=books.now):
            subscription["pause_collection"] = None
            books.tell("customer.subscription.updated", subscription)


def _turn_over(books: Books, subscription: Object, *, cards_work: bool) -> bool:
    """One period's end; False where nothing more can happen now."""
    if subscription["cancel_at_period_end"]:
        cancel(books, subscription["id"])
        return False
    if is_paused(subscription, at=period_end(subscription)):
        _next_period(subscription)
        return True
    if subscription["status"] == "past_due":
        return False
    _next_period(subscription)
    subscription["trial_end"] = None
    price = price_of(subscription)
    amount = price["unit_amount"] * subscription["items"]["data"][0]["quantity"]
    invoice = _invoice(books, subscription, amount, subscription)
    if cards_work:
        subscription["status"] = "active"
        _settle(books, invoice)
    else:
        _fail(books, subscription, invoice)
    books.tell("customer.subscription.updated", subscription)
    return cards_work


def is_paused(subscription: Object, *, at: int) -> bool:
    pause = subscription["pause_collection"]
    return bool(pause) and (not pause.get("resumes_at") or at < pause["resumes_at"])


def _next_period(subscription: Object) -> None:
    item = subscription["items"]["data"][0]
    item["current_period_start"] = item["current_period_end"]
    item["current_period_end"] += length_of(item["price"])


def _fail(books: Books, subscription: Object, invoice: Object) -> None:
    subscription["status"] = "past_due"
    invoice["attempt_count"] += 1
    books.tell("invoice.payment_failed", invoice)


def pay_late(books: Books, subscription_id: str) -> None:
    """A card that failed works after all, and pays for what has begun since."""
    subscription = books.get(subscription_id, "subscription")
    invoice = books.get(subscription["latest_invoice"], "invoice")
    if subscription["status"] != "past_due" or invoice["status"] != "open":
        return
    subscription["status"] = "active"
    _settle(books, invoice)
    books.tell("customer.subscription.updated", subscription)
    pass_time(books, 0)


def give_up(books: Books, subscription_id: str) -> None:
    """All retries have failed."""
    subscription = books.get(subscription_id, "subscription")
    if subscription["status"] == "past_due":
        books.get(subscription["latest_invoice"])["status"] = "uncollectible"
        cancel(books, subscription_id)


def cancel(books: Books, subscription_id: str) -> Object:
    """At once."""
    subscription = books.get(subscription_id, "subscription")
    if subscription["status"] in GONE:
        raise Refused(404, f"No such subscription: '{subscription_id}'")
    subscription.update(
        status="canceled", canceled_at=books.now, ended_at=books.now, cancel_at_period_end=False
    )
    books.tell("customer.subscription.deleted", subscription)
    return subscription


def change(books: Books, subscription_id: str, **fields: Any) -> Object:
    """What an update of a subscription does; refused once it has ended."""
    subscription = books.get(subscription_id, "subscription")
    if subscription["status"] in GONE:
        raise Refused(400, "A canceled subscription can only update its cancellation_details.")
    subscription.update(fields)
    books.tell("customer.subscription.updated", subscription)
    return subscription


def change_item(books: Books, subscription_id: str, asked: Object, *, until: int | None) -> None:
    """Another length begins, and is charged, at once, unless free time is given until what was paid for is over."""
    subscription = books.get(subscription_id, "subscription")
    row = subscription["items"]["data"][0]
    before = row["price"]["recurring"]["interval"]
    row["price"] = books.get(asked["price"], "price") if "price" in asked else row["price"]
    row["quantity"] = int(asked.get("quantity", row["quantity"]))
    if until is not None:
        subscription.update(status="trialing", trial_end=until)
        row.update(current_period_start=books.now, current_period_end=until)
    elif row["price"]["recurring"]["interval"] != before:
        row["current_period_end"] = books.now
        pass_time(books, 0)


def refund(
    books: Books, intent_id: str, amount: int | None = None, *, metadata: Object | None = None
) -> Object:
    """Money goes back, at most what is left of the payment."""
    intent = books.get(intent_id, "payment_intent")
    charge = books.get(intent["latest_charge"])
    left = charge["amount"] - charge["amount_refunded"]
    wanted = left if amount is None else amount
    if wanted <= 0 or wanted > left:
        raise Refused(400, "Charge has already been refunded.", kind="invalid_request_error")
    charge["amount_refunded"] += wanted
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    made = books.make(
        "re", "refund", payment_intent=intent_id, charge=charge["id"], amount=wanted,
        currency=intent["currency"], status="succeeded", metadata=metadata or {},
    )  # fmt: skip
    books.move_money("refund", invoice=invoice_of(books, intent_id), amount=wanted)
    books.tell("charge.refunded", charge)
    return made


def dispute(books: Books, intent_id: str) -> Object:
    """The bank takes the money back for now."""
    intent = books.get(intent_id, "payment_intent")
    books.get(intent["latest_charge"])["disputed"] = True
    made = books.make(
        "dp", "dispute", payment_intent=intent_id, charge=intent["latest_charge"], amount=intent["amount"],
        currency=intent["currency"], status="needs_response", reason="fraudulent",
    )  # fmt: skip
    books.move_money("chargeback", invoice=invoice_of(books, intent_id), amount=intent["amount"])
    books.tell("charge.dispute.created", made)
    return made


def close_dispute(books: Books, dispute_id: str, *, won: bool) -> Object:
    """The bank decides."""
    made = books.get(dispute_id, "dispute")
    made["status"] = "won" if won else "lost"
    if won:
        books.move_money(
            "reinstated", invoice=invoice_of(books, made["payment_intent"]), amount=made["amount"]
        )
    books.tell("charge.dispute.closed", made)
    return made


def invoice_of(books: Books, intent_id: str) -> Object:
    """The invoice that a payment paid."""
    for invoice in books.all("invoice"):
        if any(one["payment"]["payment_intent"] == intent_id for one in invoice["payments"]["data"]):
            return invoice
    raise Refused(404, "No invoice for this payment.")


def intents_of(books: Books, subscription_id: str) -> list[str]:
    """The payments of a subscription, newest first."""
    return [
        one["payment"]["payment_intent"]
        for invoice in books.all("invoice")
        if (invoice["parent"] or {}).get("subscription_details", {}).get("subscription") == subscription_id
        for one in invoice["payments"]["data"]
    ]


def is_taken_back(books: Books, subscription_id: str) -> bool:
    """Whether the newest payment of a subscription went back whole, by refund or to a bank for good."""
    for intent in intents_of(books, subscription_id)[:1]:
        charge = books.get(books.get(intent, "payment_intent")["latest_charge"], "charge")
        lost = any(one["status"] == "lost" for one in books.all("dispute", charge=charge["id"]))
        return lost or charge["refunded"]
    return False
