"""An order that is paid on Stripe's page."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from standfirst.apps.accounts.api import User
from standfirst.apps.billing.gateways.contracts import Refused
from standfirst.apps.billing.gateways.stripe_door import SaidNo, ask, ask_all, door
from standfirst.apps.billing.gateways.stripe_following import (
    customer_of,
    customers_of_reader,
    finish,
    follow_all,
    greet,
)
from standfirst.apps.billing.gateways.stripe_giving import body_of_gift
from standfirst.apps.billing.models import Customer, Intent
from standfirst.apps.billing.models.intents import IntentState
from standfirst.apps.billing.rules.stripe_books import GONE, lookup_key, minor
from standfirst.apps.membership import api as membership
from standfirst.core.db import transaction

_HAS_ONE = "You have a subscription already."


def begin(intent: Intent, *, now: datetime) -> str:
    """The address of Stripe's page. Raises Refused and Unreachable."""
    price = membership.find_price(price_id=intent.price_id or 0)
    if price is None:
        raise Refused("This price is not on sale any more.")
    reader = User.objects.get(pk=intent.reader_id)
    customer = customer_of(reader, now=now)
    if intent.gift_id is None:
        _make_way(customer, intent, now=now)
    greet(customer, reader)
    body = _body(intent, price, customer, now=now)
    session = ask(door().checkout.sessions.create, body, key=intent.key)
    intent.ref = session["id"]
    with transaction():
        finish(intent, address=session["url"] or "/account/subscription/", now=now)
    return str(session["url"] or "/account/subscription/")


def _make_way(customer: Customer, intent: Intent, *, now: datetime) -> None:
    """Nobody pays twice: what runs is heeded, what has failed is ended, and other pages to pay on are closed."""
    follow_all(customer.reader_id, now=now)
    if membership.find_running(reader_id=customer.reader_id):
        raise Refused(_HAS_ONE)
    for each in customers_of_reader(customer.reader_id):
        close_pages(each, besides=intent.key, now=now)
        _end_others(each, intent)


def _end_others(customer: Customer, intent: Intent) -> None:
    stripe = door()
    for one in ask_all(stripe.subscriptions.list, {"customer": customer.ref, "status": "all"}):
        if one["status"] not in GONE and one["metadata"].get("intent") != intent.key:
            ask(stripe.subscriptions.cancel, one["id"], {}, key=f"{intent.key}-end-{one['id']}")


def close_pages(customer: Customer, *, besides: str = "", now: datetime) -> None:
    """Where a subscription could be paid. Raises Refused when that has just been done, and Unreachable."""
    for one in ask_all(door().checkout.sessions.list, {"customer": customer.ref, "status": "open"}):
        key = one["metadata"].get("intent", "")
        if one["mode"] == "subscription" and key != besides:
            _close(one["id"], key, customer, now=now)


def _close(session_ref: str, intent_key: str, customer: Customer, *, now: datetime) -> None:
    try:
        ask(door().checkout.sessions.expire, session_ref, {})
    except SaidNo:
        raise Refused("You have just paid. Please look at your subscription in a moment.") from None
    release(intent_key, reader_id=customer.reader_id, now=now)


def release(intent_key: str, *, reader_id: int, now: datetime) -> None:
    """The promotion code, or the gift, of an order that nobody can pay any more."""
    with transaction():
        found = (
            Intent.objects.select_for_update(of=("self",)).filter(key=intent_key, reader_id=reader_id).first()
        )
        promotion_id = found.facts.pop("promotion", None) if found else None
        if found and promotion_id:
            membership.release_promotion(promotion_id=promotion_id, reader_id=reader_id)
            found.save(update_fields=["facts"])
        if found and found.gift_id is not None:
            _give_up_gift(found.gift_id, now=now)


def _give_up_gift(gift_id: int, *, now: datetime) -> None:
    gift = membership.lock_gift(gift_id)
    if gift.paid_at is None:
        membership.void_gift(gift_id, because="nobody paid it", by=membership.CLOCK, now=now)


def release_expired(session_ref: str, customer: Customer, *, now: datetime) -> None:
    """As `release`, if the page to pay on is over by Stripe's word. Raises SaidNo and Unreachable."""
    found = ask(door().checkout.sessions.retrieve, session_ref, {})
    if found["status"] == "expired" and found["customer"] == customer.ref:
        release(found["metadata"].get("intent", ""), reader_id=customer.reader_id, now=now)


def _body(intent: Intent, price: membership.Price, customer: Customer, *, now: datetime) -> dict[str, Any]:
    """The request as it was first made, so that its key stays good."""
    if intent.gift_id is not None:
        return body_of_gift(intent, price, customer)
    _fix_terms(intent, price, now=now)
    facts, tags = intent.facts, {"intent": intent.key, "reader": str(intent.reader_id)}
    back = urlencode({"next": facts.get("back") or "/"})
    data: dict[str, Any] = {"metadata": tags}
    if facts["trial_days"]:
        data["trial_period_days"] = facts["trial_days"]
    body: dict[str, Any] = {
        "mode": "subscription",
        "customer": customer.ref,
        "client_reference_id": str(intent.pk),
        "line_items": [{"price": price_at_stripe(price), "quantity": 1}],
        "metadata": tags,
        "subscription_data": data,
        "success_url": f"{settings.ORIGIN}/join/paid/?{back}",
        "cancel_url": f"{settings.ORIGIN}/join/checkout/?{urlencode({'price': price.pk})}&{back}",
    }
    if facts.get("promotion"):
        body["discounts"] = [{"coupon": _coupon(intent, price)}]
    return body


def _fix_terms(intent: Intent, price: membership.Price, *, now: datetime) -> None:
    """Trial, code and sum are decided once, with the code claimed."""
    if "expected" in intent.facts:
        return
    with transaction():
        locked = Intent.objects.select_for_update(of=("self",)).get(pk=intent.pk)
        if locked.state == IntentState.MADE and "expected" not in locked.facts:
            code = str(locked.facts.get("code", ""))
            off = _claim(code, price, locked, now=now) if code else None
            less = membership.reduction(price.amount, price.currency, off.promotion()) if off else 0
            tried = membership.has_tried(reader_id=locked.reader_id)
            locked.facts |= {
                "trial_days": 0 if tried else price.trial_days,
                "promotion": off.pk if off else None,
                "expected": minor(price.amount - less, price.currency),
            }
            locked.save(update_fields=["facts"])
    intent.facts = locked.facts


def _claim(code: str, price: membership.Price, intent: Intent, *, now: datetime) -> membership.PromotionCode:
    try:
        return membership.claim_promotion(code=code, reader_id=intent.reader_id, price=price, now=now)
    except membership.CodeRefused as refused:
        raise Refused(refused.sentence) from None


def _coupon(intent: Intent, price: membership.Price) -> str:
    """One for this order alone; the house has counted the code."""
    code = membership.PromotionCode.objects.get(pk=intent.facts["promotion"])
    body: dict[str, Any] = {
        "duration": "forever" if code.lasts == "forever" else "once",
        "name": code.code,
        "max_redemptions": 1,
    }
    if code.amount_off is not None:
        body |= {"amount_off": minor(code.amount_off, price.currency), "currency": price.currency.lower()}
    else:
        body |= {"percent_off": str(code.percent_off)}
    return str(ask(door().coupons.create, body, key=f"{intent.key}-coupon")["id"])


def price_at_stripe(price: membership.Price) -> str:
    """Stripe's name of a price of ours; it is made there when it is first needed. Raises SaidNo and Unreachable."""
    stripe = door()
    count = minor(price.amount, price.currency)
    key = lookup_key(price.pk, currency=price.currency, count=count, interval=price.interval)
    for found in ask_all(stripe.prices.list, {"lookup_keys": [key]}):
        return str(found["id"])
    product = ask(
        stripe.products.create,
        {"name": price.plan.name, "metadata": {"price": str(price.pk)}},
        key=f"{key}-product",
    )
    body = {
        "product": product["id"],
        "currency": price.currency.lower(),
        "unit_amount": count,
        "recurring": {"interval": price.interval},
        "lookup_key": key,
    }
    return str(ask(stripe.prices.create, body, key=f"{key}-price")["id"])
