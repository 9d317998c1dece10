"""Who a reader is, and who they appear as."""

import pytest

from standfirst.apps.accounts.models import NameReview
from tests.publication import Publication
from tests.screens.account.doors import Browser, code_sent_to

NEW = "nia.okafor@reader.example"


@pytest.fixture
def reader(publication: Publication) -> Browser:
    """Somebody who has just made an account."""
    browser = Browser()
    browser.sign_up(NEW)
    browser.post("/sign-up/code/", code=code_sent_to(NEW))
    return browser


def appears_as(browser: Browser) -> str:
    return str(browser.get("/account/profile/").context["request"].user.username)


def test_a_reader_is_told_how_they_will_appear(reader: Browser) -> None:
    page = reader.get("/account/profile/").content.decode()
    assert '<b dir="auto">Nia O</b>' in page


def test_a_username_is_changed_and_its_history_kept(reader: Browser) -> None:
    assert (
        reader.post("/account/profile/username/", username="Nia of the Lagoon")["Location"]
        == "/account/profile/"
    )
    assert appears_as(reader) == "Nia of the Lagoon"
    assert "given at sign-up" in reader.get("/account/profile/").content.decode()


def test_a_refusal_says_why_and_offers_a_second_look(reader: Browser) -> None:
    page = reader.post("/account/profile/username/", username="Moderator").content.decode()
    assert 'role="alert"' in page
    assert "let a person look" in page
    assert appears_as(reader) == "Nia O"
    answer = reader.post("/account/profile/username/", username="Moderator", again="1").content.decode()
    assert "A person will look at “<bdi>Moderator</bdi>”" in answer
    assert [review.name for review in NameReview.objects.filter(reader__email=NEW)] == ["Moderator"]


@pytest.mark.parametrize("name", ["", "x", "a\u202eb", "https://x.example", "n" * 400, "<b>Nia</b>"])
def test_what_no_person_could_let_pass_is_refused_without_a_second_look(reader: Browser, name: str) -> None:
    page = reader.post("/account/profile/username/", username=name).content.decode()
    assert 'role="alert"' in page
    assert "<b>Nia</b>" not in page
    assert appears_as(reader) == "Nia O"


def test_names_are_changed_and_the_username_stays(reader: Browser) -> None:
    reader.post("/account/profile/", given_name="Adaeze", family_name="")
    user = reader.get("/account/profile/").context["request"].user
    assert (user.first_name, user.last_name, user.username) == ("Adaeze", "", "Nia O")
