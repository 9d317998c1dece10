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
    visitor = Client()
    looked, page = visitor.get(link).content.decode(), visitor.post(link, follow=True).content.decode()
    assert "has given you this article" in looked
    assert text.canary not in looked
    assert text.canary in page
    assert "/join/?next=" in page
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


def test_pressing_counts_once_a_browser_and_looking_does_not(publication: Publication) -> None:
    client, link = Client(), f"/gift/{publication.gift}/"
    before, canary = GiftLink.objects.get().opens, publication.texts["subscribers"].canary.encode()
    assert client.head(link).status_code == 405
    looked = [client.get(link).content for _ in range(60)]  # more often than it may be opened
    assert GiftLink.objects.get().opens == before
    assert not any(canary in page for page in looked)
    assert canary in client.post(link, follow=True).content
    assert [canary in client.get(link).content for _ in range(3)] == [True] * 3
    client.post(link)
    assert GiftLink.objects.get().opens == before + 1


def test_a_press_without_our_page_opens_nothing(publication: Publication) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(f"/gift/{publication.gift}/").status_code == 403
    assert GiftLink.objects.get().opens == 0


def test_who_has_opened_the_last_one_reads_on_and_others_do_not(publication: Publication) -> None:
    client, link = Client(), f"/gift/{publication.gift}/"
    GiftLink.objects.update(opens=49)
    client.post(link)
    assert [client.get(link).status_code, Client().get(link).status_code] == [200, 404]
    assert Client().post(link).status_code == 404
    GiftLink.objects.update(revoked_at=GiftLink.objects.get().given_at)
    assert client.get(link).status_code == 404


def test_the_word_of_one_link_opens_no_other_and_cannot_be_made_up(publication: Publication) -> None:
    client, link = Client(), f"/gift/{publication.gift}/"
    canary = publication.texts["subscribers"].canary.encode()
    client.post(link)
    word = client.cookies["opened"].value
    forger = Client()
    for forged in (word[:-1] + ("A" if word[-1] != "A" else "B"), str(GiftLink.objects.get().pk), ""):
        forger.cookies["opened"] = forged
        assert canary not in forger.get(link).content
    GiftLink.objects.update(id=GiftLink.objects.get().pk + 1)
    assert canary not in client.get(link).content


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
