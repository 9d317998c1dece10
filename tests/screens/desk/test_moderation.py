"""What moderators do at the desk: restrictions, notes, words, guidelines and cases; who may, and what a press does."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from standfirst.apps.accounts.models import User
from standfirst.apps.mailing.models import Letter
from standfirst.apps.moderation import api as moderation
from standfirst.apps.moderation.models import (
    CaseEntry,
    GuidelinesVersion,
    Note,
    Sanction,
    WordsTrial,
    WordsVersion,
)
from standfirst.core import clock
from standfirst.screens.desk import replaying
from standfirst.screens.desk.tasks import try_words
from tests.publication import Publication
from tests.signing_in import enter

MANAGEMENT = {"rules-TOTAL_FORMS": "2", "rules-INITIAL_FORMS": "0"}
RULES = {
    **MANAGEMENT, "introduction": "Read this.", "after": "1", "rules-0-title": "Be kind.", "rules-0-place": "2", "rules-1-title": "Be brief.",
    "rules-1-place": "1", "rules-1-guard": "words",
}  # fmt: skip
SUSPENDED = {"kind": "suspended", "days": "7", "rule": "2", "sentence": "Insults.", "note": "The third time."}
PAGES = {
    "/desk/conduct/": {"Moderators", "Administrators"},
    "/desk/words/": {"Moderators", "Administrators"},
    "/desk/cases/": {"Moderators", "Administrators"},
    "/desk/guidelines/": {"Publishers", "Administrators"},
}
ROLES = ("Authors", "Editors", "Publishers", "Moderators", "Hosts", "Administrators")


def desk(role: str) -> Client:
    person = User.objects.create_user(f"{role.lower()}@review.example", is_staff=True)
    person.groups.set(Group.objects.filter(name=role))
    return enter(Client(), person)


@pytest.fixture
def case(publication: Publication) -> int:
    told: dict[str, Any] = {
        "subject_kind": "comment", "subject_id": 5, "url": "/comments/5/", "snapshot": "<img src=x onerror=alert(1)>", "law": "<b>§ 130</b>",
        "explanation": "It calls for violence.", "in_good_faith": True, "reporter_email": "rana@x.example",
    }  # fmt: skip
    return moderation.open_case(report=moderation.Report(**told), now=clock.now())


@pytest.fixture
def went_out() -> Iterator[None]:
    texts = [(1, "a grault"), (2, "nothing"), (3, "a plugh")]
    source = replaying.Source("Comments", lambda limit: texts[:limit], lambda number: f"/comments/{number}/")
    replaying.add_source(source)
    yield
    replaying._sources.remove(source)


@pytest.mark.parametrize("role", ROLES)
def test_who_may_see_what(publication: Publication, role: str) -> None:
    client = desk(role)
    first = client.get("/desk/").content.decode()
    for page, roles in PAGES.items():
        assert (client.get(page).status_code == 200) == (role in roles), page
        assert (page in first) == (role in roles), page


def test_a_reader_sees_nothing_of_it(publication: Publication, case: int) -> None:
    client = enter(Client(), publication.reader("subscriber"))
    theirs = f"/desk/conduct/{publication.people['registered']}/"
    for page in (*PAGES, f"/desk/cases/{case}/", theirs):
        assert client.get(page).status_code in {302, 403}
    assert client.post(f"{theirs}sanction/", SUSPENDED).status_code in {302, 403}
    assert not Sanction.objects.exists()


def test_a_suspension_holds_at_once_and_can_be_lifted(publication: Publication) -> None:
    client, reader = desk("Moderators"), publication.reader("registered")
    page = f"/desk/conduct/{reader.pk}/"
    assert client.post(f"{page}sanction/", SUSPENDED).status_code == 302
    shown = client.get(page).content.decode()
    assert "Now: suspended until" in shown
    assert "The third time." in shown
    assert f'href="{page}"' in client.get("/desk/conduct/").content.decode()
    assert moderation.restriction_of(reader_id=reader.pk, now=clock.now()).kind == "suspended"
    assert "Insults." in Letter.objects.get(to=reader.email).text
    laid = Sanction.objects.get()
    assert client.post(f"{page}lift/{laid.pk}/", {"because": "A mistake."}).status_code == 302
    assert "Nothing is laid down" in client.get(page).content.decode()
    other = publication.people["subscriber"]
    assert client.post(f"/desk/conduct/{other}/lift/{laid.pk}/").status_code == 404


@pytest.mark.parametrize(
    "wrong", [{"days": ""}, {"sentence": ""}, {"kind": "tarred"}, {"rule": "99"}, {"days": "0"}]
)
def test_half_a_sanction_is_asked_for_again(publication: Publication, wrong: dict[str, str]) -> None:
    page = f"/desk/conduct/{publication.people['registered']}/sanction/"
    answer = desk("Moderators").post(page, {**SUSPENDED, **wrong})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Sanction.objects.exists()


def test_a_moderator_does_not_reach_an_administrator(publication: Publication) -> None:
    client = desk("Moderators")
    desk("Administrators")
    above = User.objects.get(email="administrators@review.example")
    assert "You cannot lay anything down" in client.get(f"/desk/conduct/{above.pk}/").content.decode()
    assert client.post(f"/desk/conduct/{above.pk}/sanction/", SUSPENDED).status_code == 422
    assert not Sanction.objects.exists()


def test_notes_and_names_are_shown_as_text(publication: Publication) -> None:
    client, reader_id = desk("Moderators"), publication.people["registered"]
    page = f"/desk/conduct/{reader_id}/"
    assert client.post(f"{page}note/", {"text": "<script>alert(1)</script>"}).status_code == 302
    assert "<script>alert(1)" not in client.get(page).content.decode()
    assert client.post(f"{page}note/", {"text": ""}).status_code == 422
    assert Note.objects.count() == 1


def test_the_readers_story_tells_what_was_laid_down(publication: Publication) -> None:
    reader_id = publication.people["registered"]
    desk("Moderators").post(f"/desk/conduct/{reader_id}/sanction/", SUSPENDED)
    page = desk("Administrators").get(f"/desk/subscriptions/{reader_id}/").content.decode()
    assert "Laid down by moderators" in page
    assert "Insults." in page


DRAFT = {"banned": "grault s", "suspect": "plugh", "allowed": "", "after": "0", "because": "Last week."}


def looked_over(client: Client, draft: dict[str, str]) -> str:
    """The address of the page with what a draft would have held, once the job has run."""
    answer = client.post("/desk/words/", {**draft, "do": "look"})
    assert answer.status_code == 302
    try_words(WordsTrial.objects.latest("pk").pk)
    return answer["Location"]


@pytest.mark.usefixtures("went_out")
def test_words_are_looked_over_and_then_published(publication: Publication) -> None:
    client = desk("Moderators")
    page = looked_over(client, DRAFT)
    shown = client.get(page).content.decode()
    assert "Comments: would have held 1</b> of the last 3 that went out, and shown 1" in shown
    assert '<a href="/comments/1/">grault</a>' in shown
    assert "grault s</textarea>" in shown
    assert not WordsVersion.objects.exists()
    trial = str(WordsTrial.objects.get().pk)
    assert client.post("/desk/words/", {**DRAFT, "trial": trial, "do": "publish"}).status_code == 302
    assert [word.word for word in moderation.own_words()] == ["grault", "plugh"]
    page = client.get("/desk/words/").content.decode()
    assert "grault s" in page
    assert "Comments: 1 of 3" in page
    assert client.post("/desk/words/", {**DRAFT, "banned": "x", "do": "publish"}).status_code == 422


@pytest.mark.usefixtures("went_out")
def test_the_page_tells_how_far_a_trial_is(publication: Publication) -> None:
    client = desk("Moderators")
    page = client.post("/desk/words/", {**DRAFT, "do": "look"})["Location"]
    number = WordsTrial.objects.get().pk
    assert "is about to be tried" in client.get(page).content.decode()
    moderation.note_trial(trial_id=number, looked_at=2, total=3)
    told = client.get(f"/desk/words/trials/{number}/").content.decode()
    assert "2 of 3 texts are looked at." in told
    assert 'data-state="running"' in told
    shown = client.get(page).content.decode()
    assert "Look again" in shown
    assert "Publish this list" not in shown
    for _ in range(2):
        try_words(number)
    assert 'data-state="done"' in client.get(f"/desk/words/trials/{number}/").content.decode()
    assert client.get("/desk/words/trials/999999/").status_code == 404
    assert desk("Authors").get(f"/desk/words/trials/{number}/").status_code in {302, 403}


@pytest.mark.usefixtures("went_out")
def test_what_was_found_stands_only_with_the_words_that_were_tried(publication: Publication) -> None:
    client = desk("Moderators")
    looked_over(client, DRAFT)
    other = {**DRAFT, "banned": "corge", "trial": str(WordsTrial.objects.get().pk), "do": "publish"}
    assert client.post("/desk/words/", other).status_code == 302
    assert WordsVersion.objects.get().trial is None
    assert "not looked over" in client.get("/desk/words/").content.decode()


@pytest.mark.usefixtures("went_out")
def test_a_trial_that_is_not_done_stands_with_nothing_and_goes_in_a_week(publication: Publication) -> None:
    client = desk("Moderators")
    client.post("/desk/words/", {**DRAFT, "do": "look"})
    trial = WordsTrial.objects.get()
    client.post("/desk/words/", {**DRAFT, "trial": str(trial.pk), "do": "publish"})
    assert WordsVersion.objects.get().trial is None
    WordsTrial.objects.update(made_at=clock.now() - timedelta(days=8))
    client.post("/desk/words/", {**DRAFT, "do": "look"})
    assert [each.pk for each in WordsTrial.objects.all()] != [trial.pk]
    assert WordsTrial.objects.count() == 1


def test_a_press_without_a_word_of_publishing_publishes_nothing(publication: Publication) -> None:
    client = desk("Moderators")
    page = looked_over(client, {"banned": "grault", "after": "0"})
    assert "Comments: would have held 0</b> of the last 1 that went out" in client.get(page).content.decode()
    assert not WordsVersion.objects.exists()


def test_a_word_that_is_none_is_told_and_shown_as_text(publication: Publication) -> None:
    answer = desk("Moderators").post(
        "/desk/words/", {"banned": "<img/onerror=alert(1)>", "after": "0", "do": "publish"}
    )
    assert answer.status_code == 422
    assert "<img/onerror" not in answer.content.decode()
    assert not WordsVersion.objects.exists()


def test_guidelines_are_published_in_the_order_of_their_numbers(publication: Publication) -> None:
    client = desk("Publishers")
    assert client.post("/desk/guidelines/", RULES).status_code == 302
    assert [rule.title for rule in moderation.guidelines().rules] == ["Be brief.", "Be kind."]
    page = client.get("/desk/guidelines/").content.decode()
    assert "Version 2 holds" in page
    assert "Write as you would speak" in client.get("/desk/guidelines/1/").content.decode()
    assert client.get("/desk/guidelines/9/").status_code == 404
    assert client.post("/desk/guidelines/", {**RULES, "rules-0-title": "Other."}).status_code == 422
    assert GuidelinesVersion.objects.count() == 2


def test_readers_see_the_version_that_holds(publication: Publication) -> None:
    assert "Argue with the point" in Client().get("/comments/guidelines/").content.decode()
    desk("Publishers").post("/desk/guidelines/", {**RULES, "rules-0-title": "<script>Be kind."})
    page = Client().get("/comments/guidelines/").content.decode()
    assert 'id="rule-2"' in page
    assert "&lt;script&gt;Be kind." in page


def test_a_case_is_taken_up_and_decided(publication: Publication, case: int) -> None:
    client, page = desk("Moderators"), f"/desk/cases/{case}/"
    shown = client.get(page).content.decode()
    assert "<img src=x" not in shown
    assert "<b>§" not in shown
    assert client.post(f"{page}decide/", {"decision": "stays", "grounds": "It does not."}).status_code == 422
    assert client.post(f"{page}take-up/").status_code == 302
    assert client.post(f"{page}note/", {"text": "Asked counsel."}).status_code == 302
    assert client.post(f"{page}decide/", {"decision": "stays", "grounds": "It does not."}).status_code == 302
    assert "It does not." in Letter.objects.filter(to="rana@x.example").latest("pk").text
    assert f'href="{page}"' not in client.get("/desk/cases/").content.decode()
    assert f'href="{page}"' in client.get("/desk/cases/?all=1").content.decode()
    assert client.post(f"{page}reopen/", {"because": "They answered."}).status_code == 302
    assert client.post(f"{page}void/", {"because": "Sent twice."}).status_code == 302
    assert CaseEntry.objects.count() == 6
    assert client.get("/desk/cases/999/").status_code == 404
