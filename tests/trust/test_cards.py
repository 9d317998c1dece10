"""Stripe's word on two fronts: what it says is seen at once, and a front that starts later knows it too."""

import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.conf import settings as configured

from standfirst.apps.accounts.api import User
from standfirst.apps.billing import api as billing
from standfirst.apps.billing.models import Payment, WebhookEvent
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import Subscription
from standfirst.core import clock
from standfirst.screens.account import erasing
from tests.apps.billing.stripe.paying import House
from tests.fake_stripe import FakeStripe, happenings, running
from tests.fake_stripe.books import Object
from tests.fake_stripe.server import KEY, WEBHOOK_SECRET
from tests.publication import PASSWORD, Publication
from tests.real import SEEN_WITHIN, until
from tests.trust.site import Front, RealSite, environment
from tests.trust.test_money import AT_ONCE, everybody, seen_after

WORKER = [sys.executable, "-c", "import django; django.setup(); from standfirst.core import jobs; jobs.work_until_stopped(name='tests')"]  # fmt: skip


def words(fake: FakeStripe) -> dict[str, str]:
    """The environment of a house that takes cards."""
    return {"STRIPE_SECRET_KEY": KEY, "STRIPE_WEBHOOK_SECRETS": WEBHOOK_SECRET, "STRIPE_API_BASE": fake.url}


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeStripe]:
    with running() as found:
        yield found


@pytest.fixture(scope="module")
def counters(site: RealSite, fake: FakeStripe) -> Iterator[tuple[Front, Front]]:
    """Two fronts and a worker that know Stripe."""
    with site.front(**words(fake)) as one, site.front(**words(fake)) as other:
        worker = subprocess.Popen(WORKER, env={**environment(site.database_url), **words(fake)})
        yield one, other
        worker.terminate()
        worker.wait(30)


@pytest.fixture
def cards(acting: Publication, fake: FakeStripe, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr(configured, "STRIPE_SECRET_KEY", KEY)
    monkeypatch.setattr(configured, "STRIPE_WEBHOOK_SECRETS", [WEBHOOK_SECRET])
    monkeypatch.setattr(configured, "STRIPE_API_BASE", fake.url)
    fake.books.now = int(clock.now().timestamp())
    return House(fake)


def somebody() -> tuple[User, str]:
    """A reader who can sign in, and their name."""
    name = f"card-{secrets.token_hex(4)}"
    return User.objects.create_user(f"{name}@reader.example", PASSWORD), name


def paid_order(cards: House, reader: User) -> None:
    price = next(one for one in membership.list_plans()[0].on_sale_prices if one.interval == "year")
    cards.pay(cards.order(reader, price))


def say(cards: House, event: Object, front: Front) -> None:
    """The webhook comes to a front, and the worker has written what follows from it."""
    event["created"] = cards.fake.books.now = int(clock.now().timestamp())
    answer = cards.fake.deliver(event, f"http://127.0.0.1:{front.port}/webhooks/stripe/")
    assert answer.status_code == 200
    until(lambda: WebhookEvent.objects.filter(event_id=event["id"]).exclude(done_at=None).exists())


def latest(cards: House, kind: str) -> Object:
    return next(event for event in reversed(cards.fake.books.events) if event["type"] == kind)


def newest(reader: User) -> Payment:
    return Payment.objects.filter(reader=reader).latest("pk")


def lapse(cards: House, reader: User) -> Object:
    happenings.cancel(cards.fake.books, Subscription.objects.filter(owner=reader).latest("pk").gateway_ref)
    return latest(cards, "customer.subscription.deleted")


def refund(cards: House, reader: User) -> Object:
    happenings.refund(cards.fake.books, newest(reader).ref)
    return latest(cards, "charge.refunded")


def dispute(cards: House, reader: User) -> Object:
    happenings.dispute(cards.fake.books, newest(reader).ref)
    return latest(cards, "charge.dispute.created")


ENDS: list[Callable[[House, User], Object]] = [lapse, refund, dispute]


def test_what_stripe_says_is_seen_on_both_fronts_at_once(
    acting: Publication, cards: House, counters: tuple[Front, Front], site: RealSite
) -> None:
    text, (reader, name) = acting.texts["subscribers"], somebody()
    for front in counters:
        front.sign_in(acting, name)

    def whole(front: Front) -> bool:
        return text.canary.encode() in front.ask(text.path, reader=name).body

    def gated(front: Front) -> bool:
        return not whole(front)

    for end in ENDS:
        assert all(gated(front) for front in counters)
        paid_order(cards, reader)
        joined = latest(cards, "checkout.session.completed")
        seen_after(lambda told=joined: say(cards, told, counters[0]), whole, counters)  # type: ignore[misc]
        over = end(cards, reader)
        seen_after(lambda told=over: say(cards, told, counters[1]), gated, counters)  # type: ignore[misc]
    with site.front(**words(cards.fake)) as later:
        later.cookies.update(counters[0].cookies)
        assert gated(later)


def test_an_erased_reader_is_refused_on_both_fronts_and_by_one_that_starts_later(
    acting: Publication, cards: House, counters: tuple[Front, Front], site: RealSite
) -> None:
    text, (reader, name) = acting.texts["subscribers"], somebody()
    for front in counters:
        front.sign_in(acting, name)
    paid_order(cards, reader)
    cards.look(reader)
    ref = cards.customer(reader)

    def whole(front: Front) -> bool:
        return text.canary.encode() in front.ask(text.path, reader=name).body

    until(lambda: all(whole(front) for front in counters), within=SEEN_WITHIN)
    seen_after(
        lambda: erasing.erase(reader_id=reader.pk, now=clock.now()), lambda front: not whole(front), counters
    )
    assert cards.fake.books.get(ref)["deleted"] is True
    with site.front(**words(cards.fake)) as later:
        later.cookies.update(counters[0].cookies)
        assert not whole(later)


def test_the_same_event_from_twenty_sides_is_one_row_and_one_payment(
    acting: Publication, cards: House
) -> None:
    reader, _ = somebody()
    paid_order(cards, reader)
    told = latest(cards, "checkout.session.completed")
    body, headers = cards.fake.signed(told)
    new = everybody(lambda now: knock(body, headers["Stripe-Signature"], now), [cards.now] * AT_ONCE)
    assert (len(new), WebhookEvent.objects.filter(event_id=told["id"]).count()) == (AT_ONCE, 1)
    found = Subscription.objects.get(owner=reader)
    assert (Payment.objects.filter(reader=reader).count(), found.changes.count()) == (1, 1)


def knock(body: bytes, signature: str, now: datetime) -> None:
    billing.receive_stripe_webhook(body=body, signature=signature, now=now)
    event_id = body.partition(b'"id":"')[2].partition(b'"')[0].decode()
    billing.heed_webhook(number=WebhookEvent.objects.get(event_id=event_id).pk, now=now)
