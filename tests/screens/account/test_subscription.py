"""The reader's own subscription: what it says, and every button."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from standfirst.apps.billing import api as billing
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import Price, Subscription
from standfirst.core import clock
from standfirst.core.db import transaction
from tests.publication import Publication
from tests.screens.account.test_checkout import order
from tests.screens.conftest import SignedIn

HERE = "/account/subscription/"
DESK = membership.By(1, "the desk")


@pytest.fixture
def reader(publication: Publication, signed_in: SignedIn) -> Client:
    """With a paid month."""
    client = signed_in("registered")
    order(client)
    now = clock.now()
    number = billing.list_open()[0].number
    billing.confirm_payment(number=number, by=DESK, received_at=now, now=now)
    return client


def press(client: Client, act: str, **fields: str) -> str:
    """Where it led, or the refusal."""
    page = client.get(HERE).content.decode()
    key = re.search(r'name="key" value="(\w{32})"', page)
    answer = client.post(f"{HERE}{act}/", {"key": key[1] if key else "0" * 32, **fields})
    if answer.status_code == 302:
        return str(answer["Location"])
    found = re.search(r'role="alert">([^<]+)<', answer.content.decode())
    return found[1] if found else ""


def state() -> str:
    return Subscription.objects.get().state


def test_it_says_what_stands_and_when_it_renews(reader: Client) -> None:
    page = reader.get(HERE).content.decode()
    ends = Subscription.objects.get().ends_at
    for words in ("Renews", f"{ends:%-d %B %Y}", "€9 a month", "receipt", "Pause or cancel"):
        assert words in page
    assert "a subscriber" in reader.get("/account/").content.decode()


def test_cancelling_is_two_presses_and_keeps_the_words(reader: Client) -> None:
    page = reader.get(f"{HERE}cancel/").content.decode()
    assert "Or pause it" in page
    assert press(reader, "cancel", why="price", words="Too dear.") == f"{HERE}?done=cancel"
    found = Subscription.objects.get()
    assert (found.state, found.cancel_reason, found.cancel_words) == ("cancelling", "price", "Too dear.")
    assert "Keep the subscription" in reader.get(HERE).content.decode()
    assert press(reader, "keep") == f"{HERE}?done=keep"
    assert state() == "active"


def test_a_reason_is_not_asked_of_anybody(reader: Client) -> None:
    assert press(reader, "cancel") == f"{HERE}?done=cancel"


def test_a_pause_and_its_end(reader: Client, publication: Publication) -> None:
    assert press(reader, "pause", months="2") == f"{HERE}?done=pause"
    assert membership.standing_of(publication.reader("registered"), now=clock.now()) == "registered"
    assert "Nothing is open" in reader.get(HERE).content.decode()
    assert press(reader, "resume") == f"{HERE}?done=resume"
    assert state() == "active"


def test_from_monthly_to_yearly(reader: Client) -> None:
    year = Price.objects.get(interval="year")
    assert press(reader, "price", price=str(year.pk)) == f"{HERE}?done=price"
    assert "€90 a year, as you have agreed" in reader.get(HERE).content.decode()


@pytest.mark.parametrize(
    ("act", "fields", "sentence"),
    [
        ("pause", {"months": "400"}, "Choose how long"),
        ("pause", {}, "Choose how long"),
        ("price", {"price": "x"}, "Choose a price"),
        ("price", {"price": "999999"}, "not on sale"),
        ("keep", {}, "goes on"),
        ("resume", {}, "goes on"),
        ("cancel", {"why": "because"}, ""),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    reader: Client, act: str, fields: dict[str, str], sentence: str
) -> None:
    before = Subscription.objects.values().get()
    assert sentence in press(reader, act, **fields)
    assert Subscription.objects.values().get() == before


@pytest.mark.parametrize("act", ["keep", "pause", "resume", "price"])
def test_acts_need_a_post_and_a_reader(reader: Client, act: str) -> None:
    assert reader.get(f"{HERE}{act}/").status_code == 405
    assert Client().post(f"{HERE}{act}/").status_code == 302


@pytest.mark.parametrize(
    "field", ["subscription", "subscription_id", "reader", "reader_id", "owner_id", "pk"]
)
def test_nobody_acts_on_anothers_subscription(
    reader: Client, publication: Publication, signed_in: SignedIn, field: str
) -> None:
    number = str(Subscription.objects.get().pk)
    for act, more in (("cancel", {}), ("pause", {"months": "1"})):
        press(signed_in("lapsed"), act, **{field: number, **more})
    assert state() == "active"


@pytest.mark.parametrize(("days", "words"), [(0, "Renews"), (33, "we have not seen the next payment")])
def test_every_state_has_its_words(reader: Client, days: int, words: str) -> None:
    billing.turn_the_clock(now=clock.now() + timedelta(days=days))
    assert words in reader.get(HERE).content.decode()


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (membership.end_now, "Your subscription ended on"),
        (membership.open_dispute, "Your bank has taken a payment back"),
        (membership.refund_subscription, "was paid back and has ended"),
    ],
)
def test_money_that_went_back_is_told(reader: Client, act: Callable[..., object], words: str) -> None:
    with transaction():
        act(subscription_id=Subscription.objects.get().pk, because="x", by=DESK, now=clock.now())
    assert words in reader.get(HERE).content.decode()


def test_without_a_subscription_there_is_the_way_to_one(
    publication: Publication, signed_in: SignedIn
) -> None:
    assert "See the plans" in signed_in("lapsed").get(HERE).content.decode()
    assert "for nothing" in signed_in("subscriber").get(HERE).content.decode()
