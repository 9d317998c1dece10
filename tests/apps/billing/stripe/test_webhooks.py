"""Webhooks: only what Stripe has signed, once, for us, and as a hint that something has changed."""

import gzip
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from standfirst.apps.accounts.api import User
from standfirst.apps.audit import api as audit
from standfirst.apps.billing import api as billing
from standfirst.apps.billing.models import WebhookEvent
from standfirst.apps.billing.rules.signatures import is_signed
from standfirst.apps.membership.models import Subscription
from tests.apps.billing.ordering import standing
from tests.apps.billing.stripe.conftest import OLD_SECRET
from tests.apps.billing.stripe.paying import House, agree
from tests.apps.membership.subscribing import a_plan, a_reader, price
from tests.fake_stripe import happenings

pytestmark = pytest.mark.django_db
Sent = tuple[bytes, dict[str, str]]


@pytest.fixture
def event(cards: House, reader: User, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """That somebody has paid; the clock of the door is the fake's."""
    monkeypatch.setattr("standfirst.screens.webhooks.stripe.now", lambda: cards.now)
    cards.pay(cards.order(reader, price(a_plan(), "year")))
    return cards.fake.books.events[-1]


def send(body: bytes, headers: dict[str, str]) -> int:
    kind = headers.pop("Content-Type", "application/json")
    return Client().post("/webhooks/stripe/", body, content_type=kind, headers=headers).status_code


def test_a_signed_event_is_kept_once_and_rings_the_job(
    cards: House, event: dict[str, Any], reader: User
) -> None:
    assert [send(*cards.fake.signed(event)) for _ in range(3)] == [200, 200, 200]
    row = WebhookEvent.objects.get()
    assert (row.event_id, row.customer_ref, bells()) == (event["id"], cards.customer(reader), 1)
    assert standing(reader, cards.now) == "registered"
    billing.heed_webhook(number=row.pk, now=cards.now)
    assert standing(reader, cards.now) == "subscriber"
    agree(cards, reader)


def bells() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'billing.heed_webhook'")
        return int(cursor.fetchone()[0])


def test_the_secret_before_is_good_while_it_is_changed(cards: House, event: dict[str, Any]) -> None:
    assert send(*cards.fake.signed(event, secret=OLD_SECRET)) == 200


def reheaded(change: Callable[[str], str]) -> Callable[[House, dict[str, Any]], Sent]:
    def tamper(house: House, event: dict[str, Any]) -> Sent:
        body, headers = house.fake.signed(event)
        return body, {**headers, "Stripe-Signature": change(headers["Stripe-Signature"])}

    return tamper


def rebodied(change: Callable[[bytes], bytes]) -> Callable[[House, dict[str, Any]], Sent]:
    def tamper(house: House, event: dict[str, Any]) -> Sent:
        body, headers = house.fake.signed(event)
        return change(body), headers

    return tamper


def signed(**how: Any) -> Callable[[House, dict[str, Any]], Sent]:
    return lambda house, event: house.fake.signed(event, **how)


def later(seconds: int) -> Callable[[House, dict[str, Any]], Sent]:
    return lambda house, event: house.fake.signed(event, at=house.fake.books.now + seconds)


def said(**fields: Any) -> Callable[[House, dict[str, Any]], Sent]:
    return lambda house, event: house.fake.signed({**event, **fields})


def without(name: str) -> Callable[[House, dict[str, Any]], Sent]:
    return lambda house, event: house.fake.signed({key: value for key, value in event.items() if key != name})


def part(header: str, name: str) -> str:
    return next(piece.partition("=")[2] for piece in header.split(",") if piece.startswith(name))


TAMPERED: dict[str, Callable[[House, dict[str, Any]], Sent]] = {
    "no signature": reheaded(lambda _: ""),
    "rubbish": reheaded(lambda _: "x" * 50),
    "very long": reheaded(lambda head: head + ",v1=" + "a" * 9000),
    "no moment": reheaded(lambda head: "v1=" + part(head, "v1")),
    "no seal": reheaded(lambda head: "t=" + part(head, "t")),
    "old scheme": reheaded(lambda head: head.replace("v1=", "v0=")),
    "upper case": reheaded(lambda head: f"t={part(head, 't')},v1={part(head, 'v1').upper()}"),
    "short seal": reheaded(lambda head: head[:-1]),
    "longer seal": reheaded(lambda head: head + "0"),
    "other seal": reheaded(lambda head: head[:-1] + ("0" if head[-1] != "0" else "1")),
    "moved moment": reheaded(lambda head: head.replace(part(head, "t"), str(int(part(head, "t")) + 1))),
    "two moments": reheaded(lambda head: head + f",t={part(head, 't')}"),
    "two headers": reheaded(lambda head: f"{head},{head}"),
    "moment with a sign": reheaded(lambda head: head.replace("t=", "t=+")),
    "moment in other digits": reheaded(lambda head: head.replace("t=1", "t=x1")),
    "other secret": signed(secret="whsec_of_somebody_else_entirely"),
    "empty secret": signed(secret=""),
    "too old": later(-301),
    "of tomorrow": later(301),
    "a year old": later(-31_536_000),
    "another sum": rebodied(lambda body: body.replace(b"9000", b"1")),
    "a space more": rebodied(lambda body: body + b" "),
    "a line more": rebodied(lambda body: body + b"\n"),
    "packed": rebodied(gzip.compress),
    "other charset": rebodied(lambda body: body.decode().encode("utf-16")),
    "with a mark": rebodied(lambda body: b"\xef\xbb\xbf" + body),
    "empty": rebodied(lambda _: b""),
    "half": rebodied(lambda body: body[: len(body) // 2]),
    "twice": rebodied(lambda body: body + body),
    "spaced": rebodied(lambda body: json.dumps(json.loads(body)).encode()),
    "real money": said(livemode=True),
    "other account": said(account="acct_of_somebody"),
    "no number": without("id"),
    "no object": without("data"),
    "a list": lambda house, _: house.fake.signed([]),  # type: ignore[arg-type]
    "number is an object": said(id={"$ne": 1}),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_a_tampered_event_leaves_nothing(cards: House, event: dict[str, Any], name: str) -> None:
    body, headers = TAMPERED[name](cards, event)
    assert send(body, headers) == 400
    assert (WebhookEvent.objects.count(), bells()) == (0, 0)


def test_a_huge_body_is_not_read(cards: House, event: dict[str, Any]) -> None:
    assert send(b"x" * 300_000, {"Stripe-Signature": "t=1,v1=x"}) == 413


def test_other_methods_are_refused(cards: House, event: dict[str, Any]) -> None:
    assert Client().get("/webhooks/stripe/").status_code == 405


def test_without_a_key_there_is_no_door(house: None, now: datetime) -> None:
    assert send(b"{}", {"Stripe-Signature": "t=1,v1=x"}) == 404


def test_the_twin_without_the_check_believes_anybody(
    cards: House, event: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("standfirst.apps.billing.actions.heed_webhook.is_signed", lambda *_, **__: True)
    assert send(*TAMPERED["other secret"](cards, event)) == 200
    assert WebhookEvent.objects.count() == 1


def test_a_wrong_seal_costs_as_much_as_a_right_one(monkeypatch: pytest.MonkeyPatch) -> None:
    sealed: list[str] = []
    from standfirst.apps.billing.rules import signatures

    true_seal = signatures._seal

    def counted(secret: str, moment: str, body: bytes) -> bytes:
        sealed.append(secret)
        return true_seal(secret, moment, body)

    monkeypatch.setattr(signatures, "_seal", counted)
    for header in ("", "t=1", "t=1,v1=x", "t=1,v1=" + "a" * 64):
        sealed.clear()
        assert not is_signed(b"x", header, secrets=["one", "two"], now=1.0)
        assert sealed == ["one", "two"]


def test_a_strangers_event_is_noted_and_changes_nothing(cards: House, event: dict[str, Any]) -> None:
    books = cards.fake.books
    stranger = books.make("cus", "customer", email="x@review.example")
    found = books.make("sub", "subscription", customer=stranger["id"], status="active")
    cards.hear(books.tell("customer.subscription.updated", found))
    assert Subscription.objects.count() == 0
    entries = audit.list_entries(about=f"stripe:{stranger['id']}")
    assert [entry.action for entry in entries] == ["billing.ignore_webhook"]


def test_an_order_put_into_another_customers_name_opens_nothing(
    cards: House, event: dict[str, Any], reader: User
) -> None:
    """The customer is the other's, what was ordered is the first one's."""
    other = a_reader("benedikt")
    cards.order(other, price(a_plan(), "year"))
    for session in cards.fake.books.all("checkout.session", customer=cards.customer(other)):
        first = cards.fake.books.all("checkout.session", customer=cards.customer(reader))[0]
        session["subscription_data"]["metadata"] = dict(first["metadata"])
        happenings.complete(cards.fake.books, session["id"])
    cards.look(other)
    assert standing(other, cards.now) == "registered"


def test_an_event_that_comes_late_does_not_bring_the_past_back(
    cards: House, event: dict[str, Any], reader: User
) -> None:
    cards.look(reader)
    ref = Subscription.objects.get().gateway_ref
    happenings.change(cards.fake.books, ref, cancel_at_period_end=True)
    happenings.cancel(cards.fake.books, ref)
    for told in reversed(cards.fake.books.events):
        cards.hear(told)
    assert (Subscription.objects.get().state, standing(reader, cards.now)) == ("ended", "registered")


def test_what_was_seen_before_something_newer_is_not_written(
    cards: House, event: dict[str, Any], reader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The slow look began first and ends last."""
    from standfirst.apps.billing.gateways import stripe_following

    cards.look(reader)
    true_look = stripe_following.look
    ref = Subscription.objects.get().gateway_ref

    def slow_look(customer_ref: str, *, sales: bool) -> object:
        seen = true_look(customer_ref, sales=sales)
        monkeypatch.setattr(stripe_following, "look", true_look)
        happenings.cancel(cards.fake.books, ref)
        cards.look(reader)
        return seen

    monkeypatch.setattr(stripe_following, "look", slow_look)
    cards.look(reader)
    assert Subscription.objects.get().state == "ended"


def test_a_lost_webhook_is_made_good_at_night(cards: House, event: dict[str, Any], reader: User) -> None:
    assert billing.reconcile_all(now=cards.now + timedelta(days=4)) == 1
    assert standing(reader, cards.now + timedelta(days=4)) == "subscriber"
