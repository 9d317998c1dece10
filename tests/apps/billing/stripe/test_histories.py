"""Generated histories at Stripe, their webhooks permuted, doubled, dropped and late: in the end our books are Stripe's."""

import itertools
import os
import random
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
from django.db import transaction

from standfirst.apps.accounts.api import User
from standfirst.apps.billing import api as billing
from standfirst.apps.billing.gateways import stripe as stripe_gateway
from standfirst.apps.billing.gateways import stripe_door, stripe_following, stripe_looking, stripe_ordering
from standfirst.apps.billing.models import Payment
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import Period, Subscription, SubscriptionChange
from standfirst.apps.membership.rules.terms import replay
from tests.apps.billing.stripe.paying import House, agree, nobody_pays_for_nothing
from tests.apps.membership.subscribing import a_plan, a_reader, price
from tests.fake_stripe import Refused, happenings, near
from tests.fake_stripe.books import GONE, Object

pytestmark = pytest.mark.django_db
HISTORIES = int(os.environ.get("STRIPE_HISTORIES", "60"))
AT_ONCE = 100  # in one test, which must not take too long on a busy machine
SEED = int(os.environ.get("STRIPE_SEED", "0")) or secrets.randbelow(2**32)
Act = Callable[[House, User, random.Random], object]
numbers = itertools.count()
MANY = [("month", "EUR"), ("year", "EUR"), ("month", "GBP")]


def newest(house: House, reader: User) -> Object:
    found = house.theirs(reader)
    if not found:
        raise billing.Refused("nothing there")
    return found[0]


def newest_payment(house: House, reader: User) -> str:
    found = happenings.intents_of(house.fake.books, newest(house, reader)["id"])
    if not found:
        raise billing.Refused("nothing paid")
    return found[0]


def order(house: House, reader: User, dice: random.Random) -> None:
    house.pay(house.order(reader, price(membership.Plan.objects.get(), *dice.choice(MANY))))


def settle_dispute(house: House, reader: User, dice: random.Random) -> None:
    open_ones = [one for one in house.fake.books.all("dispute") if one["status"] == "needs_response"]
    for one in open_ones[:1]:
        happenings.close_dispute(house.fake.books, one["id"], won=dice.random() < 0.5)


def dispute(house: House, reader: User, dice: random.Random) -> None:
    intent = newest_payment(house, reader)
    charge = house.fake.books.get(house.fake.books.get(intent)["latest_charge"])
    if not charge["disputed"] and not charge["amount_refunded"]:
        happenings.dispute(house.fake.books, intent)


def refund(house: House, reader: User, dice: random.Random) -> None:
    intent = newest_payment(house, reader)
    if not house.fake.books.get(house.fake.books.get(intent)["latest_charge"])["disputed"]:
        happenings.refund(house.fake.books, intent, dice.choice([None, 100]))


def wish(name: str) -> Act:
    """Asked for here, not at Stripe."""

    def act(house: House, reader: User, dice: random.Random) -> None:
        more = {"until": house.now + timedelta(days=dice.choice([20, 50]))} if name == "pause" else {}
        key = f"{dice.getrandbits(128):032x}"
        getattr(billing, name)(
            reader_id=reader.pk, by=membership.actors.reader(reader.pk), key=key, now=house.now, **more
        )

    return act


def change(**fields: object) -> Act:
    return lambda house, reader, dice: happenings.change(
        house.fake.books, newest(house, reader)["id"], **fields
    )


ACTS: dict[str, Act] = {
    "order": order,
    "wait": lambda house, reader, dice: house.wait(
        dice.choice([1, 6, 15, 31, 370]), cards_work=dice.random() < 0.8
    ),
    "pay late": lambda house, reader, dice: happenings.pay_late(
        house.fake.books, newest(house, reader)["id"]
    ),
    "give up": lambda house, reader, dice: happenings.give_up(house.fake.books, newest(house, reader)["id"]),
    "cancel there": lambda house, reader, dice: happenings.cancel(
        house.fake.books, newest(house, reader)["id"]
    ),
    "stop there": change(cancel_at_period_end=True),
    "go on there": change(cancel_at_period_end=False),
    "refund": refund,
    "dispute": dispute,
    "settle": settle_dispute,
    **{name: wish(name) for name in ("cancel", "keep", "pause", "resume")},
}
WEIGHTS = {"order": 4, "wait": 6}


def live(house: House, dice: random.Random) -> User:
    """One reader's life; webhooks come in any order, some twice, some late, some never."""
    reader = a_reader(f"reader{next(numbers)}")
    order(house, reader, dice)
    told, waiting = 1, []
    for name in dice.choices(list(ACTS), [WEIGHTS.get(name, 1) for name in ACTS], k=dice.randint(1, 12)):
        with suppress(billing.Refused, Refused):
            ACTS[name](house, reader, dice)
        waiting += house.fake.books.events[told:]
        told = len(house.fake.books.events)
        deliver(house, waiting, dice)
        if dice.random() < 0.5:  # else the worker is late
            house.work()
    house.look(reader)
    house.work()
    return reader


def deliver(house: House, waiting: list[Object], dice: random.Random) -> None:
    dice.shuffle(waiting)
    kept = [event for event in waiting if dice.random() < 0.4]
    for event in waiting:
        for _ in range(dice.choice([0, 1, 1, 2]) if event not in kept else 0):
            house.hear(event)
    waiting[:] = kept


def books_are_whole(reader: User) -> None:
    """History replays to the state, lines of the ledger do not overlap, nothing was written twice."""
    for mine in Subscription.objects.filter(owner=reader):
        changes = SubscriptionChange.objects.filter(subscription=mine).order_by("number")
        assert replay(change.fact() for change in changes) == mine.terms()
        lines = sorted(
            (one.starts_at, one.last_moment())
            for one in Period.objects.filter(subscription=mine)
            if not one.is_void
        )
        assert all(first[1] and first[1] <= second[0] for first, second in itertools.pairwise(lines))
    refs = list(Payment.objects.filter(reader=reader).values_list("ref", flat=True))
    assert len(refs) == len(set(refs))


def what_was_taken_back_has_ended(house: House, reader: User) -> None:
    """By the fake's own log: no charge follows a refund of the whole that was followed by a look at the books."""
    for theirs in house.theirs(reader):
        if happenings.is_taken_back(house.fake.books, theirs["id"]):
            assert theirs["status"] in GONE, theirs


def pays_for_one_thing(house: House, reader: User) -> None:
    assert sum(one["status"] not in GONE for one in house.theirs(reader)) <= 1


@pytest.fixture
def near_cards(cards: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """Stripe's library talks to the fake without sockets, which the other tests use."""
    stripe = near.client(cards.fake, version=stripe_door.API_VERSION)
    monkeypatch.setattr(stripe_door, "door", lambda: stripe)
    for module in (stripe_following, stripe_looking, stripe_ordering, stripe_gateway):
        monkeypatch.setattr(module, "door", lambda: stripe)
    return cards


@pytest.mark.long
@pytest.mark.parametrize("first", range(0, HISTORIES, AT_ONCE))
def test_our_books_are_stripes_after_any_history(near_cards: House, first: int) -> None:
    a_plan()
    start = near_cards.fake.books.now
    for number in range(first, min(HISTORIES, first + AT_ONCE)):
        try:
            with undone():
                is_whole(near_cards, number, start)
        except Exception as fault:
            raise AssertionError(f"STRIPE_SEED={SEED}, history {number}") from fault


@contextmanager
def undone() -> Iterator[None]:
    """What one history has written does not make the next one slower."""
    mark = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(mark)


def is_whole(house: House, number: int, start: int) -> None:
    """One history from the same moment on, in books of its own; numbers are never given twice, as at Stripe."""
    house.fake.books = type(house.fake.books)(now=start)
    house.fake._kept.clear()
    house.fake.requests.clear()
    house.fake.books._numbers = itertools.count(number * 1000 + 1)
    reader = live(house, random.Random(f"{SEED}-{number}"))
    agree(house, reader)
    nobody_pays_for_nothing(house, reader)
    what_was_taken_back_has_ended(house, reader)
    books_are_whole(reader)
    pays_for_one_thing(house, reader)
