"""Erasing somebody who pays by card: the payment provider is told to forget them, and is told nothing of them again."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from standfirst.apps.accounts.models import User
from standfirst.apps.billing import api as billing
from standfirst.screens.account import erasing
from tests.apps.billing.ordering import ordered
from tests.apps.billing.stripe.paying import House
from tests.apps.membership.subscribing import a_plan, price
from tests.fake_stripe import running
from tests.fake_stripe.server import KEY, WEBHOOK_SECRET
from tests.faults.test_erasing import CANARY, house, lines_with

__all__ = ["house"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cards(house: None, settings: Any, now: datetime) -> Iterator[House]:
    with running() as fake:
        settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRETS = KEY, [WEBHOOK_SECRET]
        settings.STRIPE_API_BASE = fake.url
        fake.books.now = int(now.timestamp())
        yield House(fake)


@pytest.fixture
def payer(cards: House) -> User:
    """Subscribed by card, under a name that stands nowhere else."""
    reader = User.objects.create_user(f"{CANARY}@reader.example", first_name=CANARY, last_name=CANARY)
    cards.subscribe(reader, price(a_plan(), "year"))
    return reader


def held(cards: House) -> str:
    return json.dumps(cards.fake.books.objects, default=str)


def test_the_provider_holds_no_word_and_hears_none(cards: House, payer: User, now: datetime) -> None:
    said, told = len(cards.fake.requests), len(cards.fake.books.events)
    assert CANARY in held(cards)
    assert CANARY in json.dumps(cards.fake.requests)
    assert erasing.erase(reader_id=payer.pk, now=now)
    assert CANARY not in held(cards)
    assert CANARY not in json.dumps(cards.fake.requests[said:])
    assert CANARY not in json.dumps(cards.fake.books.events[told:], default=str)
    assert lines_with(CANARY) == []
    assert all(one["status"] == "canceled" for one in cards.fake.books.all("subscription"))


def test_what_the_provider_says_later_brings_nobody_back(cards: House, payer: User, now: datetime) -> None:
    """Events from before the erasure come in after it."""
    events = list(cards.fake.books.events)
    assert events
    assert erasing.erase(reader_id=payer.pk, now=now)
    for event in events:
        cards.hear(event)
    billing.reconcile_reader(reader_id=payer.pk, now=now)
    assert lines_with(CANARY) == []


def test_while_the_provider_does_not_answer_nobody_is_half_erased(
    cards: House, payer: User, now: datetime
) -> None:
    cards.fake.cut_before = 20
    with pytest.raises(billing.Unreachable):
        erasing.erase(reader_id=payer.pk, now=now)
    payer.refresh_from_db()
    assert payer.erased_at is None
    cards.fake.cut_before = 0
    assert erasing.erase(reader_id=payer.pk, now=now)
    assert CANARY not in held(cards)
    assert lines_with(CANARY) == []


def test_twin_an_erasure_that_leaves_the_provider_out_is_seen(
    cards: House, payer: User, now: datetime, monkeypatch: Any
) -> None:
    monkeypatch.setattr(billing, "forget_reader", lambda **_: None)
    erasing.erase(reader_id=payer.pk, now=now)
    assert CANARY in held(cards)


def test_who_never_paid_by_card_is_not_named_to_the_provider(cards: House, now: datetime) -> None:
    reader = User.objects.create_user(f"{CANARY}@reader.example", first_name=CANARY)
    ordered(reader, now=now)
    erasing.erase(reader_id=reader.pk, now=now)
    assert CANARY not in json.dumps(cards.fake.requests)
