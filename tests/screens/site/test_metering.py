"""Articles by the meter: on a page of their own, by a button, and the shared page stays as it was."""

import pytest
from django.core import signing
from django.http import HttpResponse
from django.test import Client

from standfirst.apps.editorial import api as editorial
from standfirst.apps.editorial.models import ArticlePage
from standfirst.apps.editorial.queries import article as query
from standfirst.apps.membership.models import MonthlyUse
from tests.publication import Publication
from tests.screens.conftest import SignedIn

BOTS = ("Googlebot/2.1 (+http://www.google.com/bot.html)", "Mozilla/5.0 (compatible; bingbot/2.0)")


@pytest.fixture(autouse=True)
def metered(publication: Publication, undone: None) -> None:
    editorial.set_publication(meter_for_readers=2, meter_for_visitors=1)


def path(publication: Publication, text: str) -> str:
    return f"/read/{publication.texts[text].id}/"


def shows(answer: HttpResponse, publication: Publication, text: str) -> bool:
    return publication.texts[text].canary.encode() in answer.content


def opened(client: Client, publication: Publication, text: str) -> HttpResponse:
    """After the button and where it leads."""
    answer: HttpResponse = client.post(path(publication, text), follow=True)  # type: ignore[assignment]
    return answer


def test_a_reader_opens_one_and_comes_back_to_it(publication: Publication, signed_in: SignedIn) -> None:
    reader, where = signed_in("registered"), path(publication, "subscribers")
    assert where + "offer/" in reader.get(publication.texts["subscribers"].path).content.decode()
    assert b"2 of 2 left" in reader.get(where + "offer/").content
    assert not shows(reader.get(where), publication, "subscribers")  # type: ignore[arg-type]
    page = opened(reader, publication, "subscribers")
    assert shows(page, publication, "subscribers")
    assert (page["Cache-Control"], page["X-Robots-Tag"]) == ("private, no-store", "noindex")
    assert shows(reader.get(where), publication, "subscribers")  # type: ignore[arg-type]
    assert b"You have opened this one" in reader.get(where + "offer/").content
    assert MonthlyUse.objects.get(kind="meter").used == 1


def test_the_articles_own_page_stays_closed(publication: Publication, signed_in: SignedIn) -> None:
    reader = signed_in("registered")
    opened(reader, publication, "subscribers")
    page = reader.get(publication.texts["subscribers"].path)
    assert not shows(page, publication, "subscribers")  # type: ignore[arg-type]


def test_after_the_last_the_others_stay_closed(publication: Publication, signed_in: SignedIn) -> None:
    reader = signed_in("registered")
    assert shows(opened(reader, publication, "subscribers"), publication, "subscribers")
    assert shows(opened(reader, publication, "corrected"), publication, "corrected")
    third = opened(reader, publication, "blocks")
    assert not shows(third, publication, "blocks")
    assert b"You have read 2 articles this month" in third.content
    assert shows(opened(reader, publication, "corrected"), publication, "corrected")


def test_what_is_never_metered_is_for_subscribers_alone(
    publication: Publication, signed_in: SignedIn
) -> None:
    text = publication.texts["subscribers"]
    ArticlePage.objects.filter(pk=text.id).update(never_metered=True)
    reader = signed_in("registered")
    answer = reader.post(path(publication, "subscribers"))
    assert (answer.status_code, answer["Location"]) == (302, f"{text.path}#gate")
    assert reader.get(path(publication, "subscribers") + "offer/").status_code == 204
    assert b"/read/" not in reader.get(text.path).content
    assert not MonthlyUse.objects.filter(kind="meter").exists()


@pytest.mark.parametrize("text", ["draft", "withdrawn", "scheduled"])
def test_what_is_not_published_is_not_there(text: str, publication: Publication, signed_in: SignedIn) -> None:
    assert signed_in("registered").post(path(publication, text)).status_code == 404


def test_a_subscriber_is_led_to_the_article(publication: Publication, signed_in: SignedIn) -> None:
    answer = signed_in("subscriber").get(path(publication, "subscribers"))
    assert answer["Location"] == f"{publication.texts['subscribers'].path}#gate"


def test_a_meter_that_is_off_is_not_seen(publication: Publication, signed_in: SignedIn) -> None:
    editorial.set_publication(meter_for_readers=0)
    reader = signed_in("registered")
    assert b"/read/" not in reader.get(publication.texts["subscribers"].path).content
    assert not shows(opened(reader, publication, "subscribers"), publication, "subscribers")


def test_a_visitor_samples_what_is_for_readers_and_nothing_that_is_paid_for(publication: Publication) -> None:
    visitor = Client()
    assert not shows(opened(visitor, publication, "subscribers"), publication, "subscribers")
    page = opened(visitor, publication, "registered")
    assert shows(page, publication, "registered")
    assert visitor.cookies["read"]["path"] == "/read/"
    assert visitor.cookies["read"]["httponly"]


def test_a_visitors_month_has_an_end(publication: Publication) -> None:
    visitor = Client()
    opened(visitor, publication, "registered")
    ArticlePage.objects.filter(pk=publication.texts["corrected"].id).update(access="registered")
    assert not shows(opened(visitor, publication, "corrected"), publication, "corrected")


@pytest.mark.parametrize("salt", ["standfirst.tally", "another"])
def test_a_tally_counts_only_with_our_word_for_it(salt: str, publication: Publication) -> None:
    visitor, number = Client(), publication.texts["registered"].id
    opened(visitor, publication, "registered")
    held = signing.loads(visitor.cookies["read"].value, salt="standfirst.tally")
    ArticlePage.objects.filter(pk=publication.texts["corrected"].id).update(access="registered")
    other = {**held, "numbers": [publication.texts["corrected"].id]}
    visitor.cookies["read"] = signing.dumps(other, key=None if salt == "another" else "k" * 50, salt=salt)
    for text in ("corrected", "registered"):
        assert not shows(visitor.get(path(publication, text)), publication, text)  # type: ignore[arg-type]
    assert held["numbers"] == [number]


@pytest.mark.parametrize("agent", BOTS)
def test_who_says_to_be_a_robot_gets_the_preview(agent: str, publication: Publication) -> None:
    robot = Client(headers={"User-Agent": agent, "From": "googlebot(at)googlebot.com"})
    for text in ("registered", "subscribers"):
        for address in (publication.texts[text].path, path(publication, text)):
            assert not shows(robot.get(address), publication, text)  # type: ignore[arg-type]


def test_counting_needs_a_token(publication: Publication, signed_in: SignedIn) -> None:
    reader = signed_in("registered")
    reader.handler.enforce_csrf_checks = True
    assert reader.post(path(publication, "subscribers")).status_code == 403


def test_if_the_meter_did_not_ask_for_the_access_visitors_would_read_what_is_paid_for(
    publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query, "a_month_of", lambda *_, **__: 1)
    assert shows(opened(Client(), publication, "subscribers"), publication, "subscribers")
