"""Choosing, ordering and paying: what the reader sees, and what nobody can bend."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client

from standfirst.apps.billing import api as billing
from standfirst.apps.billing.models import Invoice
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import Price, PromotionCode
from standfirst.core import clock
from standfirst.screens.account import checkout
from tests.publication import Publication
from tests.screens.conftest import SignedIn

CHECKOUT = "/join/checkout/"
BACK = "/world/subscribers/#gate"


def price(interval: str = "month") -> Price:
    return Price.objects.get(interval=interval, on_sale=True)


def fields(client: Client, taken: Price, **more: str) -> dict[str, str]:
    """As the form gives them."""
    page = client.get(CHECKOUT, {"price": taken.pk, "next": BACK}).content.decode()
    key = re.search(r'name="key" value="(\w{32})"', page)
    assert key
    return {
        "price": str(taken.pk),
        "key": key[1],
        "gateway": "invoice",
        "billed_to": "Amal",
        "next": BACK,
        **more,
    }


def order(client: Client, **more: str) -> HttpResponse:
    answer: HttpResponse = client.post(CHECKOUT, fields(client, price(), **more))  # type: ignore[assignment]
    return answer


def test_the_way_from_the_gate_to_the_invoice_and_back(publication: Publication, signed_in: SignedIn) -> None:
    client = signed_in("registered")
    join = client.get("/join/", {"next": BACK}).content.decode()
    found = re.search(r'href="(/join/checkout/[^"]+)"', join)
    assert found
    way = found[1].replace("&amp;", "&")
    assert parse_qs(urlsplit(way).query)["next"] == [BACK]
    answer = order(client)
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    invoice = Invoice.objects.get()
    assert invoice.reference in page
    assert f'href="{BACK}"' in page
    billing.confirm_payment(
        number=invoice.number, by=membership.By(1, "the desk"), received_at=clock.now(), now=clock.now()
    )
    assert publication.texts["subscribers"].canary in client.get("/world/subscribers/").content.decode()


def test_a_visitor_makes_an_account_first_and_comes_back(client: Client, publication: Publication) -> None:
    answer = client.get(CHECKOUT, {"price": price().pk, "next": BACK})
    assert answer["Location"].startswith("/sign-up/?next=")
    here = parse_qs(urlsplit(answer["Location"]).query)["next"][0]
    assert parse_qs(urlsplit(here).query) == {"price": [str(price().pk)], "next": [BACK]}
    assert client.post(CHECKOUT, {"price": price().pk}).status_code == 302


@pytest.mark.parametrize(
    "bent",
    [
        {"amount": "0.01"}, {"amount": "-5", "currency": "JPY"}, {"total": "0"}, {"lines": "[]"}, {"tax": "0"}, {"quantity": "0"},
        {"promotion": "1"}, {"promotion_id": "1"}, {"trial_days": "400"}, {"reader_id": "1"}, {"owner": "1"}, {"state": "paid"},
        {"interval": "year"}, {"plan": "2"}, {"subscription": "1"}, {"payments": "9"}, {"gateway_ref": "x"}, {"ends_at": "2099-01-01"},
    ],
)  # fmt: skip
def test_nothing_that_is_posted_besides_changes_the_sum(
    publication: Publication, signed_in: SignedIn, bent: dict[str, str]
) -> None:
    assert order(signed_in("registered"), **bent).status_code == 302
    invoice = Invoice.objects.get()
    assert (invoice.amount, invoice.currency, invoice.state, invoice.reader_id) == (
        price().amount, "EUR", "open", publication.people["registered"],
    )  # fmt: skip


@pytest.mark.parametrize("asked", ["0", "999999", "", "x", "-1", "²", "9" * 30, "1 OR 1"])
def test_a_price_that_there_is_not_leads_to_the_plans(
    publication: Publication, signed_in: SignedIn, asked: str
) -> None:
    client = signed_in("registered")
    given = fields(client, price())
    assert client.post(CHECKOUT, {**given, "price": asked})["Location"].startswith("/join/")
    assert Invoice.objects.count() == 0


def test_a_price_that_went_off_sale_meanwhile_is_not_taken(
    publication: Publication, signed_in: SignedIn
) -> None:
    client = signed_in("registered")
    given = fields(client, price())
    Price.objects.update(on_sale=False)
    assert client.post(CHECKOUT, given).status_code == 302
    assert Invoice.objects.count() == 0


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"billed_to": ""}, "This field is required"),
        ({"code": "NONE"}, "There is no such code"),
        ({"gateway": "gold"}, "no such way to pay"),
        ({"key": "short"}, ""),
    ],
)
def test_a_refused_order_says_why_and_keeps_what_was_written(
    publication: Publication, signed_in: SignedIn, more: dict[str, str], sentence: str
) -> None:
    answer = order(signed_in("registered"), **{"billed_to": "Amal Karim, 1 Quay", **more})
    assert (answer.status_code, Invoice.objects.count()) == (422, 0)
    page = answer.content.decode()
    assert sentence in page
    assert more.get("billed_to", "Amal Karim, 1 Quay") in page


def test_a_code_is_looked_at_before_anything_is_ordered(
    publication: Publication, signed_in: SignedIn
) -> None:
    PromotionCode.objects.create(code="HALF", percent_off=50)
    client = signed_in("registered")
    answer = client.post(CHECKOUT, fields(client, price(), code="half", look="1"))
    assert (answer.status_code, Invoice.objects.count()) == (200, 0)
    assert "€4.50" in answer.content.decode()


def test_pressing_twice_orders_once(publication: Publication, signed_in: SignedIn) -> None:
    client = signed_in("registered")
    given = fields(client, price())
    places = {client.post(CHECKOUT, given)["Location"] for _ in range(3)}
    assert (len(places), Invoice.objects.count()) == (1, 1)


def test_a_flood_of_orders_is_held_back(publication: Publication, signed_in: SignedIn) -> None:
    client = signed_in("registered")
    seen = [order(client).status_code for _ in range(14)]
    assert (seen.count(302), seen[-1]) == (12, 429)


@pytest.mark.parametrize("path", ["", "pdf/"])
def test_papers_are_their_readers_own(publication: Publication, signed_in: SignedIn, path: str) -> None:
    owner = signed_in("registered")
    order(owner)
    invoice = Invoice.objects.get()
    now = clock.now()
    payment = billing.confirm_payment(
        number=invoice.number, by=membership.By(1, "the desk"), received_at=now, now=now
    )
    for address in (f"/account/invoices/{invoice.number}/{path}", f"/account/receipts/{payment.pk}/{path}"):
        answer = owner.get(address)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, no-store"
        assert answer.content.startswith(b"%PDF") is bool(path)
        assert signed_in("subscriber").get(address).status_code == 404
        assert Client().get(address).status_code == 302


@pytest.mark.parametrize("number", ["2026-1", "x", "2026-000001x", "..", "2026-999999", "٢٠٢٦-١"])
def test_a_number_is_written_in_one_way(publication: Publication, signed_in: SignedIn, number: str) -> None:
    client = signed_in("registered")
    order(client)
    assert client.get(f"/account/invoices/{number}/").status_code == 404


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({}, "€9 <small>a month"),
        ({"interval": "year"}, "€90 <small>a year"),
        ({"interval": "week", "currency": "XYZ"}, "€9 <small>a month"),
        ({"interval": "<script>", "currency": "<script>"}, "€9 <small>a month"),
    ],
)
def test_the_page_of_plans_shows_what_its_address_asks_for(
    client: Client, publication: Publication, query: dict[str, str], shown: str
) -> None:
    page = client.get("/join/", query).content.decode()
    assert shown in page
    assert "<script>" not in page.partition("</head>")[2]


@pytest.mark.parametrize("by", ["GET", "POST"])
def test_nobody_tries_out_one_promotion_code_after_the_other(signed_in: SignedIn, by: str) -> None:
    client = signed_in("registered")
    ask = client.get if by == "GET" else client.post
    codes = [
        {**fields(client, price()), "look": "1", "code": f"WORD{number}"}
        for number in range(checkout.CODES.count + 1)
    ]
    statuses = [ask(CHECKOUT, said).status_code for said in codes]
    assert (429 in statuses[:-1], statuses[-1]) == (False, 429)
    assert client.get(CHECKOUT, {"price": price().pk}).status_code == 200, "without a code it goes on"
