"""An edition at the desk: its approval, trial letters, previews, and leaving it out."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from standfirst.apps.mailing.models import Letter
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.models import EditionPage, EditionState, SignUp
from standfirst.core import clock
from tests.apps.newsletters.editing import draft, note, stories, write
from tests.publication import Publication
from tests.signing_in import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    """Noon of a Friday after everything in the publication was published."""
    return datetime(2036, 11, 21, 12, tzinfo=UTC)


# The desk


def at(page: EditionPage, end: str = "") -> str:
    return f"/desk/editions/{page.pk}/{end}"


@pytest.fixture
def page(publication: Publication, now: datetime) -> EditionPage:
    return draft(now, note("Hello."), stories(publication.texts["open"].id))


def desk(publication: Publication, name: str) -> Client:
    return enter(Client(), publication.reader(name))


REFUSED = "/desk/"  # Wagtail leads whoever may not do something to the desk's first page


@pytest.mark.parametrize(
    ("who", "sees", "approves"),
    [
        ("publisher", True, True),
        ("editor", True, False),
        ("author", False, False),
        ("moderator", False, False),
    ],
)
def test_whoever_may_publish_pages_approves_editions(
    publication: Publication, page: EditionPage, who: str, sees: bool, approves: bool
) -> None:
    client = desk(publication, who)
    shown, approved = client.get(at(page)), client.post(at(page, "approve/"))
    assert (shown.status_code == 200) is sees
    assert sees or shown["Location"] == REFUSED
    assert approved["Location"] == (at(page) if approves else REFUSED)
    assert (EditionPage.objects.get(pk=page.pk).state == EditionState.APPROVED) is approves


def test_an_approved_list_is_shown_once_until_it_would_be_another(
    publication: Publication, page: EditionPage
) -> None:
    client = desk(publication, "publisher")
    client.post(at(page, "approve/"))
    assert client.get(at(page)).content.decode().count("The open piece") == 1
    write(newsletters.as_written(page), note("Hello."), stories(publication.texts["registered"].id))
    shown = client.get(at(page)).content.decode()
    assert shown.count("The open piece") == 1
    assert "What it would be if you approved it again" in shown
    assert "The same items." not in shown


def test_the_screen_shows_the_list_with_its_reasons_and_what_keeps_it_back(
    publication: Publication, page: EditionPage
) -> None:
    write(
        newsletters.as_written(page),
        note('<a href="http://x.example/">x</a>'),
        stories(publication.texts["open"].id),
    )
    client = desk(publication, "publisher")
    shown = client.get(at(page)).content.decode()
    assert "Chosen by an editor" in shown
    assert "The open piece" in shown
    assert "leads nowhere: http://x.example/" in shown
    assert client.post(at(page, "approve/")).status_code == 422
    assert EditionPage.objects.get(pk=page.pk).state == EditionState.DRAFT


def test_an_edition_for_many_is_approved_by_typing_to_how_many(
    publication: Publication, page: EditionPage, settings: Any
) -> None:
    settings.COUNT_TYPED_OVER = 0
    newsletters.sign_up(
        reader=publication.reader("subscriber"),
        newsletter_ids=[page.newsletter_id],
        manner=newsletters.Manner(form="x", language="en"),
        now=clock.now(),
    )
    count = SignUp.objects.standing().filter(newsletter_id=page.newsletter_id).count()
    client = desk(publication, "publisher")
    assert f"It goes to {count} " in client.get(at(page)).content.decode()
    for typed in ("", str(count + 1)):
        answer = client.post(at(page, "approve/"), {"people": typed})
        assert (answer.status_code, EditionPage.objects.get(pk=page.pk).state) == (422, EditionState.DRAFT)
        assert "not the number of people" in answer.content.decode()
    client.post(at(page, "approve/"), {"people": str(count)})
    assert EditionPage.objects.get(pk=page.pk).state == EditionState.APPROVED


def test_twin_for_few_one_press_is_enough(publication: Publication, page: EditionPage, settings: Any) -> None:
    settings.COUNT_TYPED_OVER = 10
    client = desk(publication, "publisher")
    assert "Type that number" not in client.get(at(page)).content.decode()
    client.post(at(page, "approve/"))
    assert EditionPage.objects.get(pk=page.pk).state == EditionState.APPROVED


def test_publishing_leads_to_the_approval(publication: Publication, page: EditionPage) -> None:
    fields = {
        "title": "As it was typed", "slug": page.slug, "subject": "", "preheader": "", "body": streamfield([]),
        "test_percent": "20", "test_minutes": "120", "comments": inline_formset([]), "action-publish": "1",
    }  # fmt: skip
    answer = desk(publication, "publisher").post(f"/desk/pages/{page.pk}/edit/", nested_form_data(fields))
    assert answer["Location"] == at(page)
    found = EditionPage.objects.get(pk=page.pk)
    assert (found.title, found.live, found.slot) == ("As it was typed", False, page.slot)


def test_a_trial_goes_to_ones_own_address_alone(publication: Publication, page: EditionPage) -> None:
    before = Letter.objects.count()
    desk(publication, "editor").post(at(page, "trial/"), {"variant": "reader", "to": "somebody@else.example"})
    [letter] = Letter.objects.order_by("pk")[before:]
    assert (letter.to, letter.subject) == ("editor@reader.example", "Test: The open piece")
    assert "[[" not in letter.html + letter.text
    assert "without a subscription" in letter.text


def test_what_is_left_out_can_be_taken_back(publication: Publication, page: EditionPage) -> None:
    client = desk(publication, "publisher")
    client.post(at(page, "skip/"))
    assert EditionPage.objects.get(pk=page.pk).state == EditionState.SKIPPED
    client.post(at(page, "approve/"))
    assert EditionPage.objects.get(pk=page.pk).state == EditionState.APPROVED


@pytest.mark.parametrize(("mode", "closed"), [("subscriber", False), ("visitor", True)])
def test_the_desk_previews_each_letter(
    publication: Publication, now: datetime, mode: str, closed: bool
) -> None:
    page = draft(now, note("Hello."), stories(publication.texts["subscribers"].id))
    answer: HttpResponse = desk(publication, "editor").get(f"/desk/pages/{page.pk}/view_draft/?mode={mode}")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert ("For subscribers" in html) is closed
    assert "[[" not in html
