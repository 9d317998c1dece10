"""The manager's screen, the letter, and taking a seat: whole requests."""

import re

import pytest
from django.conf import settings
from django.test import Client

from standfirst.apps.mailing.api import Letter
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import Plan, Price, Seat
from standfirst.core import clock
from standfirst.core.db import transaction
from tests.publication import Publication
from tests.screens.conftest import SignedIn

HERE = "/account/group/"
LINK = re.compile(r"https?://[^/\s]+(/account/group/join/\S+/)")


@pytest.fixture
def manager(publication: Publication, signed_in: SignedIn) -> Client:
    """With two seats, one of them to give."""
    client = signed_in("lapsed")
    Plan.objects.update(seats=2)
    order = membership.Order(
        owner_id=publication.people["lapsed"], price_id=Price.objects.all()[0].pk, gateway="invoice"
    )
    with transaction():
        membership.open_subscription(order, by=membership.By(1, "the desk"), now=clock.now())
    return client


def invite(client: Client, email: str = "registered@reader.example") -> str:
    """The path of the link in the letter."""
    answer = client.post(HERE, {"email": email})
    assert answer.status_code == 302, answer.content.decode()
    found = LINK.search(Letter.objects.latest("pk").text)
    assert found is not None
    return found[1]


def test_a_letter_leads_to_a_seat_and_the_text_opens(
    manager: Client, publication: Publication, signed_in: SignedIn
) -> None:
    link, reader, text = invite(manager), signed_in("registered"), publication.texts["subscribers"]
    page = reader.get(link)
    assert b"Take the seat" in page.content
    assert b'name="referrer" content="same-origin"' in page.content, "the address is the key to the seat"
    assert not Seat.objects.exists(), "looking takes nothing"
    assert text.canary not in reader.get(text.path).content.decode()
    taken = reader.post(link)
    assert taken["Location"] == "/account/"
    assert settings.PASS_COOKIE in taken.cookies  # the front need not have heard of it
    assert text.canary in reader.get(text.path).content.decode()
    assert "by a seat since" in reader.get("/account/").content.decode()
    assert reader.get(link).status_code == 410


def test_the_manager_sees_and_takes_back(
    manager: Client, publication: Publication, signed_in: SignedIn
) -> None:
    reader = signed_in("registered")
    reader.post(invite(manager))
    page = manager.get(HERE).content.decode()
    assert "registered@reader.example" in page
    assert "All seats are taken" in page
    assert reader.post(f"{HERE}seats/{Seat.objects.get().pk}/remove/")["Location"] == HERE
    assert manager.post(f"{HERE}seats/{Seat.objects.get().pk}/remove/").status_code == 302
    text = publication.texts["subscribers"]
    assert text.canary not in reader.get(text.path).content.decode()


def test_others_may_not_take_it(manager: Client, publication: Publication, signed_in: SignedIn) -> None:
    link = invite(manager)
    assert b"Sign in" in Client().get(link).content
    assert Client().post(link).status_code == 200
    stranger = signed_in("revoked")
    assert b"another address" in stranger.get(link).content
    assert stranger.post(link).status_code == 422
    assert not Seat.objects.exists()


def test_an_address_that_is_no_address_or_too_many_seats_are_refused(
    manager: Client, publication: Publication
) -> None:
    before = Letter.objects.count()
    for bad in ("", "nobody", "a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example"):
        assert manager.post(HERE, {"email": bad}).status_code == 422
    invite(manager)
    assert manager.post(HERE, {"email": "second@reader.example"}).status_code == 422
    assert Letter.objects.count() == before + 1


def test_who_has_no_group_is_told_so(publication: Publication, signed_in: SignedIn) -> None:
    client = signed_in("registered")
    assert b"You manage no group" in client.get(HERE).content
    assert client.post(HERE, {"email": "x@reader.example"})["Location"] == HERE


def test_a_seat_is_given_up_by_the_reader(
    manager: Client, publication: Publication, signed_in: SignedIn
) -> None:
    reader = signed_in("registered")
    reader.post(invite(manager))
    assert reader.get(f"{HERE}leave/").status_code == 405
    reader.post(f"{HERE}leave/")
    assert Seat.objects.get().left_at is not None
