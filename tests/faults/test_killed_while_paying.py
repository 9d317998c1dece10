"""A process is killed at every step of paying: what was begun is finished within a minute, and charged once."""

import itertools
import json
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from standfirst.apps.accounts.api import User
from standfirst.apps.billing import api as billing
from standfirst.apps.billing.actions import carry_out
from standfirst.apps.billing.models import Intent, Invoice, Payment, Refund, WebhookEvent
from standfirst.apps.billing.queries.intents import PATIENCE
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import GiftSubscription, Subscription
from standfirst.core import jobs
from tests.apps.billing.conftest import open_house
from tests.apps.billing.giving import order_gift
from tests.apps.billing.ordering import key, ordered, pay, subscribed
from tests.apps.billing.stripe.paying import House, agree
from tests.apps.mailing.test_killed import address_of_the_tests_database
from tests.apps.membership.subscribing import BY_DESK, a_plan, a_reader, price
from tests.fake_stripe import Books, FakeStripe, happenings, running
from tests.fake_stripe.server import KEY, WEBHOOK_SECRET
from tests.real import ROOT

pytestmark = pytest.mark.django_db(transaction=True)
EVERYWHERE = bool(os.environ.get("KILL_EVERYWHERE"))
MOST = 400  # steps; no act here has so many
MINUTE = timedelta(seconds=60)
Given = dict[str, Any]


@dataclass
class Mortal:
    """Does things in a process that is killed; `name` is the way to pay."""

    process: "subprocess.Popen[str]"
    cards: House
    name: str

    def does(self, name: str, given: Given, *, after: int) -> bool:
        """Whether it was killed before it had done."""
        ask = {"name": name, "given": given, "after": after, "now": self.cards.now.isoformat(), "everywhere": EVERYWHERE}  # fmt: skip
        print(json.dumps(ask), file=self.process.stdin, flush=True)
        ended = int(self.process.stdout.readline())  # type: ignore[union-attr]
        assert ended in {0, -signal.SIGKILL}, f"{name} fell over after {after} steps"
        return ended != 0


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeStripe]:
    with running() as found:
        yield found


@pytest.fixture
def cards(transactional_db: None, settings: Any, now: datetime, fake: FakeStripe) -> House:
    open_house()
    settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRETS = KEY, [WEBHOOK_SECRET]
    settings.STRIPE_API_BASE = fake.url
    fake.books = Books(now=int(now.timestamp()))
    fake._kept.clear()
    return House(fake)


@pytest.fixture(scope="module")
def process(fake: FakeStripe, django_db_setup: None) -> "Iterator[subprocess.Popen[str]]":
    """One that only forks: each child has connections of its own."""
    environment = {
        **os.environ,
        "DATABASE_URL": address_of_the_tests_database(),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "STRIPE_SECRET_KEY": KEY,
        "STRIPE_WEBHOOK_SECRETS": WEBHOOK_SECRET,
        "STRIPE_API_BASE": fake.url,
    }
    command = [sys.executable, "-m", "tests.faults.dying"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, env=environment, cwd=ROOT, text=True, **pipes) as found:  # type: ignore[call-overload]
        assert found.stdout.readline() == "ready\n"
        yield found
        found.terminate()


@pytest.fixture(params=["invoice", "stripe"])
def mortal(request: pytest.FixtureRequest, cards: House, process: "subprocess.Popen[str]") -> Mortal:
    return Mortal(process, cards, request.param)


def at_every_step(mortal: Mortal, once: Callable[[int], bool]) -> None:
    """`once` tries with another reader each time and says whether the process was killed; then it was not any more."""
    for step in range(1, MOST):
        if not once(step):
            assert step > 1, "nothing was cut off"
            return
    pytest.fail("it never came to an end")


def repair(mortal: Mortal) -> None:
    """What the worker's calendar does, by then at the latest."""
    billing.carry_out_what_is_left(now=mortal.cards.now + MINUTE)


def begun(mortal: Mortal) -> User:
    """A reader with a year that is paid for."""
    reader = a_reader(f"reader-{secrets.token_hex(4)}")
    if mortal.name == "invoice":
        subscribed(reader, now=mortal.cards.now)
    else:
        mortal.cards.subscribe(reader, price(a_plan(), "year"))
    return reader


def is_charged_once(mortal: Mortal, reader: User) -> None:
    """By the provider's own log, and by our books."""
    assert Payment.objects.filter(reader=reader).count() == 1
    if mortal.name == "stripe":
        assert len(mortal.cards.fake.books.charges(mortal.cards.customer(reader))) == 1
        agree(mortal.cards, reader)


def test_a_checkout(mortal: Mortal) -> None:
    year = price(a_plan(), "year")

    def once(step: int) -> bool:
        reader = a_reader(f"reader-{secrets.token_hex(4)}")
        given = {"reader_id": reader.pk, "price_id": year.pk, "key": key(), "gateway": mortal.name, "billed_to": "Amal"}  # fmt: skip
        killed = mortal.does("begin_checkout", given, after=step)
        repair(mortal)
        kept = Intent.objects.filter(reader=reader)
        assert all(intent.state == "done" for intent in kept)
        address = billing.begin_checkout(now=mortal.cards.now, **given)  # the reader presses once more
        assert kept.all().count() == 1  # asked anew: the first press may have been cut off before it was kept
        if mortal.name == "invoice":
            pay(Invoice.objects.get(reader=reader), now=mortal.cards.now)
        else:
            mortal.cards.pay(address)
            mortal.cards.look(reader)
        assert str(membership.standing_of(reader, now=mortal.cards.now)) == "subscriber"
        is_charged_once(mortal, reader)
        return killed

    at_every_step(mortal, once)


def test_the_money_comes(mortal: Mortal) -> None:
    """The desk confirms a transfer, or the worker heeds a webhook; its job is rung again when its worker has died."""

    def once(step: int) -> bool:
        reader = a_reader(f"reader-{secrets.token_hex(4)}")
        name, given = told_of_money(mortal, reader)
        killed = mortal.does(name, given, after=step)
        with suppress(billing.Refused):  # it had been done
            if name == "heed_webhook":
                billing.heed_webhook(now=mortal.cards.now + MINUTE, **given)
            else:
                now = mortal.cards.now + MINUTE
                billing.confirm_payment(by=BY_DESK, received_at=now, now=now, **given)
        assert str(membership.standing_of(reader, now=mortal.cards.now + MINUTE)) == "subscriber"
        assert Subscription.objects.get(owner=reader).changes.count() == 1
        is_charged_once(mortal, reader)
        return killed

    at_every_step(mortal, once)


def told_of_money(mortal: Mortal, reader: User) -> tuple[str, Given]:
    cards = mortal.cards
    if mortal.name == "invoice":
        return "confirm_payment", {"number": ordered(reader, now=cards.now).number}
    cards.pay(cards.order(reader, price(a_plan(), "year")))
    return "heed_webhook", {"number": kept_event(cards)}


def kept_event(cards: House) -> int:
    """The newest webhook has come in and waits to be heeded."""
    event = cards.fake.books.events[-1]
    body, headers = cards.fake.signed(event)
    billing.receive_stripe_webhook(body=body, signature=headers["Stripe-Signature"], now=cards.now)
    return WebhookEvent.objects.get(event_id=event["id"]).pk


@pytest.mark.parametrize(("name", "state"), [("cancel", "cancelling"), ("change_price", "active")])
def test_a_change(mortal: Mortal, name: str, state: str) -> None:
    def once(step: int) -> bool:
        reader = begun(mortal)
        more = {"price_id": price(a_plan(), "month").pk} if name == "change_price" else {}
        given: Given = {"reader_id": reader.pk, "key": key(), **more}
        killed = mortal.does(name, given, after=step)
        repair(mortal)
        getattr(billing, name)(by=BY_DESK, now=mortal.cards.now, **given)  # pressed once more
        found = Subscription.objects.get(owner=reader)
        assert (found.state, found.next_price_id is not None) == (state, name == "change_price")
        assert Intent.objects.filter(reader=reader, kind=name, state="done").count() == 1
        is_charged_once(mortal, reader)
        return killed

    at_every_step(mortal, once)


def test_a_refund(mortal: Mortal) -> None:
    def once(step: int) -> bool:
        reader = begun(mortal)
        given = {"payment_id": Payment.objects.get(reader=reader).pk, "amount": "90", "because": "asked", "closes": True, "key": key()}  # fmt: skip
        killed = mortal.does("refund_payment", given, after=step)
        repair(mortal)
        was_kept = Intent.objects.filter(reader=reader, kind="refund").exists()
        assert was_kept or killed
        if was_kept:
            assert (went_back(mortal, reader), Subscription.objects.get(owner=reader).state) == (
                1,
                "refunded",
            )
        else:
            assert went_back(mortal, reader) == 0
        return killed

    at_every_step(mortal, once)


@pytest.mark.parametrize("mortal", ["stripe"], indirect=True)
@pytest.mark.parametrize("dies", ["heed_webhook", "carry_out_intent"])
def test_a_refund_at_the_provider_ends_the_subscription_there(mortal: Mortal, dies: str) -> None:
    """Killed while the webhook is heeded, or while the house asks for the end that follows."""
    cards = mortal.cards

    def once(step: int) -> bool:
        reader = begun(mortal)
        happenings.refund(
            cards.fake.books, happenings.intents_of(cards.fake.books, cards.theirs(reader)[0]["id"])[0]
        )
        given = {"number": kept_event(cards)}
        if dies == "carry_out_intent":
            billing.heed_webhook(now=cards.now, **given)
            given = {"number": Intent.objects.get(reader=reader, kind="end").pk}
        killed = mortal.does(dies, given, after=step)
        if dies == "heed_webhook":
            billing.heed_webhook(now=cards.now + MINUTE - PATIENCE, **given)  # its job is rung again
        repair(mortal)
        assert [one["status"] for one in cards.theirs(reader)] == ["canceled"]
        assert Intent.objects.filter(reader=reader, kind="end", state="done").count() == 1
        ends = [one for one in cards.fake.books.events if one["type"] == "customer.subscription.deleted"]
        assert sum(one["data"]["object"]["customer"] == cards.customer(reader) for one in ends) == 1
        is_charged_once(mortal, reader)
        assert went_back(mortal, reader) == 1
        return killed

    at_every_step(mortal, once)


@pytest.mark.parametrize("mortal", ["stripe"], indirect=True)
def test_a_gift_that_was_withdrawn_is_paid_back_once(mortal: Mortal) -> None:
    cards = mortal.cards

    def once(step: int) -> bool:
        reader = a_reader(f"reader-{secrets.token_hex(4)}")
        page = order_gift(reader, now=cards.now, gateway="stripe")
        gift = GiftSubscription.objects.get(buyer=reader)
        billing.void_gift(gift_id=gift.pk, because="asked", by=BY_DESK, now=cards.now)
        cards.pay(page)
        cards.look(reader)
        killed = mortal.does(
            "carry_out_intent", {"number": Intent.objects.get(reader=reader, kind="refund").pk}, after=step
        )
        repair(mortal)
        cards.look(reader)
        assert went_back(mortal, reader) == 1
        assert cards.fake.books.charged(cards.customer(reader)) == 0
        return killed

    at_every_step(mortal, once)


def went_back(mortal: Mortal, reader: User) -> int:
    """How often."""
    ours = Refund.objects.filter(payment__reader=reader).count()
    if mortal.name == "stripe":
        ref = mortal.cards.customer(reader)
        lines = [line for line in mortal.cards.fake.books.money if line["customer"] == ref]
        assert sum(line["kind"] == "refund" for line in lines) == ours
    return ours


@pytest.mark.parametrize("mortal", ["stripe"], indirect=True)
def test_the_twin_without_the_kept_key_pays_back_twice(
    mortal: Mortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = begun(mortal)
    payment = Payment.objects.get(reader=reader)
    given = {"payment_id": payment.pk, "amount": "10", "because": "asked", "closes": False, "key": key()}
    for step in range(1, MOST):
        if mortal.cards.fake.books.all("refund"):
            break
        mortal.does("refund_payment", {**given, "key": key()}, after=step)
        Intent.objects.filter(reader=reader, kind="refund", state="made").exclude(
            pk=Intent.objects.latest("pk").pk
        ).delete()
    for intent in Intent.objects.filter(reader=reader, kind="refund", state="made"):
        intent.key = f"refund-{reader.pk}-{key()}"  # as if it had not been written down
        carry_out.carry_out(intent, now=mortal.cards.now + MINUTE)
    ref = mortal.cards.customer(reader)
    lines = [line for line in mortal.cards.fake.books.money if line["customer"] == ref]
    assert [line["amount"] for line in lines if line["kind"] == "refund"] == [1000, 1000]


def test_what_is_left_is_carried_out_within_a_minute_of_a_restart() -> None:
    """The calendar rings often enough, and no lock of a worker that died is in its way."""
    assert rings_every("billing.carry_out") + PATIENCE < MINUTE
    assert jobs.registered()["billing.carry_out"].lock is None
    stalled_after = timedelta(seconds=30)  # without a heartbeat, by procrastinate
    assert rings_every("core.retry_stalled") + stalled_after < MINUTE


def rings_every(name: str) -> timedelta:
    """The longest pause between two rings."""
    tasks = {task.task.name: task for task in jobs.app.periodic_registry.periodic_tasks.values()}
    moments = [0.0]
    while len(moments) < 10:
        moments.append(tasks[name].croniter.get_next(float, start_time=moments[-1]))
    return timedelta(seconds=max(later - first for first, later in itertools.pairwise(moments)))
