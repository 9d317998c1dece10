"""The demo publication as it is loaded: whole, once, and honest about being invented."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker

from standfirst.apps.accounts.api import User
from standfirst.apps.editorial import api as editorial
from standfirst.apps.editorial.models import ArticlePage
from standfirst.apps.membership import api as membership
from standfirst.conf.settings import base
from standfirst.core import clock
from standfirst.screens.demo import load
from standfirst.screens.demo.art import gallery
from standfirst.screens.demo.cast import CAST, Part
from tests.lasting import undone_at_the_end

# As the demo's own settings, without setting Django up again.
DEMO = {
    "TEMPLATES": [{**base.TEMPLATES[0], "DIRS": [Path(load.__file__).parent / "templates"]}],
    "ROOT_URLCONF": "standfirst.conf.urls_demo",
    "MIDDLEWARE": ["standfirst.screens.demo.looks.LetterLooks", *base.MIDDLEWARE],
}
LETTER = b"""X-Envelope-To: amal@demo.example
Subject: Good evening
Content-Type: text/html

<p style="color: red">Good evening, Amal.</p>
"""
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo, in a transaction that is undone at the end."""
    with undone_at_the_end(django_db_blocker), pytest.MonkeyPatch.context() as smaller:
        # Drawn in full, the pictures take half of the time.
        smaller.setattr(gallery, "png", lambda key, width, drawn=gallery.png: drawn(key, width // 10))
        load.load_demo(now=clock.now())
        yield


def test_there_are_fifty_articles_in_six_sections_by_ten_authors(loaded: None) -> None:
    assert ArticlePage.objects.live().count() == 50
    assert len(editorial.get_publication().sections) == 6


def test_loading_again_changes_nothing(loaded: None) -> None:
    before = (ArticlePage.objects.count(), User.objects.count())
    load.load_demo(now=clock.now())
    assert (ArticlePage.objects.count(), User.objects.count()) == before


@pytest.mark.parametrize("part", CAST, ids=lambda part: part.key)
def test_each_of_the_cast_has_their_standing(loaded: None, part: Part) -> None:
    person = User.objects.get(email=part.email)
    expected = "subscriber" if part.subscribed else "registered"
    assert membership.standing_of(person, now=clock.now()) == expected
    assert not person.has_usable_password()


@override_settings(**DEMO)
def test_one_click_makes_anybody_one_of_the_cast(loaded: None, client: Client) -> None:
    assert "is invented" in client.get("/demo/").content.decode()
    assert client.get("/demo/enter/subscriber/").status_code == 405
    assert client.post("/demo/enter/subscriber/", {"next": "/world/"})["Location"] == "/world/"
    assert b"Amal" in client.get("/account/bar/").content


@override_settings(**DEMO)
def test_nobody_else_can_be_entered(loaded: None, client: Client) -> None:
    assert client.post("/demo/enter/nobody/").status_code == 404


@override_settings(**DEMO)
def test_the_mail_screen_says_when_nothing_came(loaded: None, client: Client) -> None:
    assert "No letter has arrived yet" in client.get("/demo/mail/").content.decode()
    assert client.get("/demo/mail.json?to=amal@demo.example").json() == []


@override_settings(**DEMO)
def test_a_letter_is_shown_with_its_own_styles_and_without_scripts(
    loaded: None, client: Client, tmp_path: Path
) -> None:
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "one.eml").write_bytes(LETTER)
    with override_settings(DATA=tmp_path):
        letter, looks = client.get("/demo/mail/one/"), client.get("/demo/mail/one/looks/")
        assert client.get("/demo/mail/two/looks/").status_code == 404
    assert "/demo/mail/one/looks/" in letter.content.decode()
    assert b'<p style="color: red">' in looks.content
    assert "style-src 'unsafe-inline'" in looks["Content-Security-Policy"]
    assert "script-src 'none'" in looks["Content-Security-Policy"]
    assert "unsafe-inline" not in letter["Content-Security-Policy"]


def test_elsewhere_the_demos_addresses_do_not_exist(loaded: None, client: Client) -> None:
    assert [client.get(path).status_code for path in ("/demo/", "/demo/mail/", "/demo/mail.json")] == [
        404
    ] * 3
