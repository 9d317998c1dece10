"""A subscriber gives an article away, and whoever has the link reads it."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from standfirst.apps.editorial import api as editorial
from standfirst.apps.membership.models import GiftLink
from standfirst.core.http import headers
from tests.publication import Publication
from tests.screens.conftest import SignedIn

LINK = re.compile(r"/gift/[\w-]{22}/")


def give(client: Client, article_id: int) -> str:
    page = client.post(f"/account/gifts/give/{article_id}/").content.decode()
    found = LINK.search(page)
    return found[0] if found else ""


def test_a_subscriber_gives_and_a_visitor_reads(publication: Publication, signed_in: SignedIn) -> None:
    text, reader = publication.texts["subscribers"], signed_in("subscriber")
    assert f"/account/gifts/give/{text.id}/" in reader.get(text.path).content.decode()
    link = give(reader, text.id)
    page = Client().get(link)
    assert page.status_code == 200
    assert text.canary in page.content.decode()
    assert "/join/?next=" in page.content.decode()
    assert "opened 1 time" in reader.get("/account/gifts/").content.decode()


def test_a_given_page_is_kept_by_nobody_and_told_to_nobody(publication: Publication) -> None:
    page = Client().get(f"/gift/{publication.gift}/")
    assert page["Cache-Control"] == "private, no-store"
    assert page["Referrer-Policy"] == "no-referrer"
    assert page["X-Robots-Tag"] == "noindex"
    assert b'<meta name="robots" content="noindex">' in page.content
    assert Client().get("/")["Referrer-Policy"] != "no-referrer"


def test_without_the_stricter_word_the_address_would_be_told(
    publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(headers, "STRICTER", {})
    assert Client().get(f"/gift/{publication.gift}/")["Referrer-Policy"] != "no-referrer"


def test_opening_counts_and_asking_about_it_does_not(publication: Publication) -> None:
    client, link = Client(), f"/gift/{publication.gift}/"
    before = GiftLink.objects.get().opens
    assert client.head(link).status_code == 405
    client.get(link)
    assert GiftLink.objects.get().opens == before + 1


def test_who_may_read_it_anyway_is_led_to_it_and_not_counted(
    publication: Publication, signed_in: SignedIn
) -> None:
    before = GiftLink.objects.get().opens
    answer = signed_in("subscriber").get(f"/gift/{publication.gift}/")
    assert (answer.status_code, answer["Location"]) == (302, publication.texts["subscribers"].path)
    assert GiftLink.objects.get().opens == before


def test_a_link_that_opens_nothing_says_so_without_saying_why(publication: Publication) -> None:
    unknown = Client().get("/gift/of-nobody/")
    GiftLink.objects.update(opens=50)
    spent = Client().get(f"/gift/{publication.gift}/")
    assert (unknown.status_code, spent.status_code) == (404, 404)
    assert unknown.content == spent.content


def test_an_article_that_was_withdrawn_is_not_given(publication: Publication) -> None:
    GiftLink.objects.update(article_id=publication.texts["withdrawn"].id)
    answer = Client().get(f"/gift/{publication.gift}/")
    assert answer.status_code == 404
    assert publication.texts["withdrawn"].canary.encode() not in answer.content


def test_one_stops_ones_own_links_only(publication: Publication, signed_in: SignedIn) -> None:
    gift = GiftLink.objects.get()
    signed_in("subscriber").post(f"/account/gifts/{gift.pk}/stop/")
    assert Client().get(f"/gift/{publication.gift}/").status_code == 200
    signed_in("revoked").post(f"/account/gifts/{gift.pk}/stop/")
    assert Client().get(f"/gift/{publication.gift}/").status_code == 404


def test_there_are_only_so_many_a_month(publication: Publication, signed_in: SignedIn) -> None:
    editorial.set_publication(gifts_a_month=1)
    reader, number = signed_in("subscriber"), publication.texts["subscribers"].id
    assert give(reader, number)
    assert not give(reader, number)


@pytest.mark.parametrize("who", ["registered", "lapsed"])
def test_others_give_nothing(who: str, publication: Publication, signed_in: SignedIn) -> None:
    client, number = signed_in(who), publication.texts["subscribers"].id
    assert not give(client, number)
    page: HttpResponse = client.get(f"/account/gifts/give/{number}/")  # type: ignore[assignment]
    assert b"See the plans" in page.content
    assert GiftLink.objects.count() == 1


@pytest.mark.parametrize("text", ["open", "draft", "withdrawn"])
def test_what_is_open_or_not_published_is_no_gift(
    text: str, publication: Publication, signed_in: SignedIn
) -> None:
    page = signed_in("subscriber").get(f"/account/gifts/give/{publication.texts[text].id}/")
    assert page.status_code == 404
