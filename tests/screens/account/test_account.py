"""Signing in and the reader's hub."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.publication import PASSWORD, Publication
from tests.screens.conftest import SignedIn


def sign_in(client: Client, *, password: str = PASSWORD, **fields: str) -> HttpResponse:
    answer: HttpResponse = client.post(
        "/sign-in/password/", {"email": "subscriber@reader.example", "password": password, **fields}
    )  # type: ignore[assignment]
    return answer


def test_a_reader_signs_in_and_lands_in_the_account(client: Client, publication: Publication) -> None:
    response = sign_in(client)
    assert (response.status_code, response["Location"]) == (302, "/account/")
    assert b"a subscriber" in client.get("/account/").content


def test_a_reader_comes_back_to_where_they_were(client: Client, publication: Publication) -> None:
    assert sign_in(client, next="/world/")["Location"] == "/world/"


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"]
)
def test_signing_in_never_leads_elsewhere(client: Client, publication: Publication, address: str) -> None:
    assert sign_in(client, next=address)["Location"] == "/"


def test_a_wrong_password_is_refused_with_a_sentence(client: Client, publication: Publication) -> None:
    response = sign_in(client, password="not this one")
    assert response.status_code == 200
    assert b'role="alert"' in response.content
    assert client.get("/account/").status_code == 302


def test_signing_out_needs_a_post(publication: Publication, signed_in: SignedIn) -> None:
    client = signed_in("registered")
    assert client.get("/sign-out/").status_code == 405
    assert client.get("/account/").status_code == 200
    assert client.post("/sign-out/").status_code == 302
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("subscriber", "a subscriber"),
        ("registered", "no subscription that stands"),
        ("lapsed", "no subscription that stands"),
    ],
)
def test_the_hub_says_what_stands(
    publication: Publication, signed_in: SignedIn, name: str, sentence: str
) -> None:
    assert sentence in signed_in(name).get("/account/").content.decode()


def test_the_bar_holds_the_name_of_the_reader_alone(publication: Publication, signed_in: SignedIn) -> None:
    answer = signed_in("subscriber").get("/account/bar/")
    assert publication.names["subscriber"] in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert Client().get("/account/bar/").status_code == 204


def test_a_feed_address_is_shown_once_opens_and_stops(publication: Publication, signed_in: SignedIn) -> None:
    client = signed_in("subscriber")
    shown = client.post("/account/feed/").content.decode()
    found = re.search(r'value="https?://[^/]+(/feed/private/[^"]+)"', shown)
    assert found
    assert found[1] not in client.get("/account/").content.decode()
    assert publication.texts["subscribers"].canary in Client().get(found[1]).content.decode()
    client.post("/account/feed/", {"stop": "1"})
    assert Client().get(found[1]).status_code == 404


@pytest.mark.parametrize("path", ["/desk/", "/desk/pages/", "/sign-in/?next=/desk/"])
def test_a_reader_who_may_not_enter_the_desk_is_not_sent_in_circles(
    publication: Publication, signed_in: SignedIn, path: str
) -> None:
    answer = signed_in("subscriber").get(path, follow=True)
    assert (answer.status_code, answer.redirect_chain[-1][0]) == (200, "/account/")
