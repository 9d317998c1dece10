"""Paying by card: on to the provider's page, back from it, and what signing in makes good."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from standfirst.apps.accounts.api import User
from standfirst.apps.billing import api as billing
from standfirst.apps.billing import tasks
from standfirst.apps.billing.gateways import stripe_ordering
from standfirst.apps.billing.models import Payment
from standfirst.apps.membership import api as membership
from standfirst.core import clock
from standfirst.screens.account import adapter
from tests.apps.billing.stripe.paying import House
from tests.fake_stripe import running
from tests.fake_stripe.server import KEY, WEBHOOK_SECRET
from tests.publication import PASSWORD, Publication
from tests.screens.account.test_checkout import BACK, CHECKOUT, fields, order, price
from tests.screens.conftest import SignedIn

PAID = f"/join/paid/?next={quote(BACK, safe='')}"
CARD = "/account/subscription/card/"


@pytest.fixture
def cards(publication: Publication, settings: Any) -> Iterator[House]:
    with running() as fake:
        settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRETS = KEY, [WEBHOOK_SECRET]
        settings.STRIPE_API_BASE, settings.FORM_HOSTS = fake.url, [fake.url]
        fake.books.now = int(clock.now().timestamp())
        yield House(fake)


@pytest.fixture
def reader(publication: Publication) -> User:
    return publication.reader("registered")


def standing(reader: User) -> str:
    return str(membership.standing_of(reader, now=clock.now()))


def ordered(client: Client) -> str:
    """The address of the page to pay on."""
    return str(order(client, gateway="stripe")["Location"])


def bells(reader: User) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'billing.reconcile_reader' AND args = %s",
            [f'{{"reader_id": {reader.pk}}}'],
        )
        return int(cursor.fetchone()[0])


def enter(reader: User) -> Client:
    client = Client()
    client.post("/sign-in/password/", {"email": reader.email, "password": PASSWORD})
    return client


def test_the_card_is_offered_and_its_page_is_the_only_other_place_a_form_may_lead(
    cards: House, signed_in: SignedIn
) -> None:
    client = signed_in("registered")
    page = client.get(CHECKOUT, {"price": price().pk, "next": BACK})
    assert "By card" in page.content.decode()
    assert f"form-action 'self' {cards.fake.url}" in page["Content-Security-Policy"]
    assert ordered(client).startswith(f"{cards.fake.url}/pay/")


def test_who_has_paid_comes_back_with_a_new_pass_to_where_they_were(
    cards: House, signed_in: SignedIn, reader: User, settings: Any
) -> None:
    client = signed_in("registered")
    address = ordered(client)
    session = cards.fake.books.get(address.rpartition("/")[2])
    cards.pay(address)
    back = client.get(session["success_url"].removeprefix("https://localhost"))
    assert (back.status_code, back["Location"]) == (302, BACK)
    assert settings.PASS_COOKIE in back.cookies  # the front need not have heard of it
    assert (standing(reader), Payment.objects.count()) == ("subscriber", 1)
    assert client.get(CHECKOUT, {"price": price().pk})["Location"] == "/account/subscription/"


def test_the_address_after_paying_proves_nothing(cards: House, signed_in: SignedIn, reader: User) -> None:
    client = signed_in("registered")
    ordered(client)
    page = client.get(PAID)
    assert (page.status_code, "on its way" in page.content.decode()) == (200, True)
    assert standing(reader) == "registered"
    assert signed_in("lapsed").get(PAID).status_code == 200
    assert urlsplit(str(Client().get(PAID)["Location"])).path == "/sign-in/"


def test_a_provider_that_does_not_answer_is_told_and_nothing_is_lost(
    cards: House, signed_in: SignedIn, reader: User
) -> None:
    client = signed_in("registered")
    cards.fake.cut_before = 1
    given = fields(client, price(), gateway="stripe")
    assert "does not answer" in client.post(CHECKOUT, given).content.decode()
    cards.fake.cut_before = 0
    cards.pay(str(client.post(CHECKOUT, given)["Location"]))
    cards.fake.cut_before = 1
    assert "on its way" in client.get(PAID).content.decode()
    cards.fake.cut_before = 0
    assert client.get(PAID)["Location"] == BACK
    assert len(cards.fake.books.charges(cards.customer(reader))) == 1


@pytest.mark.parametrize(
    "next_", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"]
)
def test_nobody_is_sent_elsewhere_after_paying(cards: House, signed_in: SignedIn, next_: str) -> None:
    client = signed_in("registered")
    cards.pay(ordered(client))
    assert client.get("/join/paid/", {"next": next_})["Location"] == "/"


def test_the_page_where_a_card_is_changed_is_ones_own(
    cards: House, signed_in: SignedIn, reader: User
) -> None:
    client = signed_in("registered")
    cards.pay(ordered(client))
    client.get(PAID)
    assert "Change your card" in client.get("/account/subscription/").content.decode()
    portal = str(client.post(CARD, {"customer": "cus_of_somebody"})["Location"])
    assert cards.fake.books.get(portal.rpartition("/")[2])["customer"] == cards.customer(reader)
    assert client.get(CARD).status_code == 405
    cards.fake.cut_before = 1
    assert client.post(CARD)["Location"] == "/account/subscription/?done=later"
    assert signed_in("lapsed").post(CARD)["Location"] == "/account/subscription/"


def test_a_missed_webhook_is_made_good_after_signing_in(
    cards: House, signed_in: SignedIn, reader: User
) -> None:
    cards.pay(ordered(signed_in("registered")))
    assert (standing(reader), bells(reader)) == ("registered", 0)
    enter(reader)
    assert bells(reader) == 1
    tasks.reconcile_reader(reader_id=reader.pk)
    assert standing(reader) == "subscriber"


def test_whom_no_provider_knows_rings_nothing(cards: House, reader: User) -> None:
    assert enter(reader).get("/account/").status_code == 200
    assert bells(reader) == 0


def test_the_twin_that_does_not_ask_misses_it(
    cards: House, signed_in: SignedIn, reader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter.billing, "reconcile_reader_soon", lambda **_: False)
    cards.pay(ordered(signed_in("registered")))
    enter(reader)
    assert (bells(reader), standing(reader)) == (0, "registered")


def test_a_wrong_password_rings_nothing(cards: House, signed_in: SignedIn, reader: User) -> None:
    cards.pay(ordered(signed_in("registered")))
    Client().post("/sign-in/password/", {"email": reader.email, "password": "not this one at all"})
    assert bells(reader) == 0
    assert billing.has_portal(reader_id=reader.pk)


GIFT = "/join/gift/"


def gift(client: Client, **more: str) -> HttpResponse:
    """One order of a gift, as from the page that was read before."""
    page = client.get(GIFT).content.decode() if "key" not in more else ""
    key = re.search(r'name="key" value="(\w{32})"', page)
    said = {
        "price": str(price().pk), "way": "hand", "from_name": "Amal", "billed_to": "Amal Karim", "gateway": "stripe",
        "order": "1", "key": key[1] if key else "", **more,
    }  # fmt: skip
    answer: HttpResponse = client.post(GIFT, said)  # type: ignore[assignment]
    return answer


def test_a_gift_that_the_provider_refused_is_ordered_the_other_way(
    cards: House, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in("registered")

    def says_no(*_: object, **__: object) -> None:
        raise billing.Refused("The payment provider does not do this. Please write to us.")

    with monkeypatch.context() as patched:
        patched.setattr(stripe_ordering, "greet", says_no)
        refused = gift(client)
    assert refused.status_code == 422
    key = re.search(r'name="key" value="(\w{32})"', refused.content.decode())
    assert key
    answer = gift(client, key=key[1], gateway="invoice")
    assert answer["Location"].startswith("/account/invoices/")


def test_the_same_form_with_another_way_to_pay_is_another_order(cards: House, signed_in: SignedIn) -> None:
    client, key = signed_in("registered"), "c" * 32
    assert gift(client, key=key)["Location"].startswith(cards.fake.url)
    again = gift(client, key=key, gateway="invoice")
    assert (again.status_code, b"look at your order once more" in again.content) == (422, True)
    assert order(client, key=key, gateway="stripe").status_code == 302
    assert order(client, key=key, gateway="invoice").status_code == 422
