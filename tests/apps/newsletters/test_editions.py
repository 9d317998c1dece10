"""Editions from the calendar to the archive: made once, filled without repeating, frozen, held when late."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client

from standfirst.apps.editorial.models import ArticlePage
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.actions.plan_editions import plan_newsletter
from standfirst.apps.newsletters.api import NotReady, Refused
from standfirst.apps.newsletters.models import EditionItem, EditionPage, EditionState, Holiday, NewsletterPage
from standfirst.apps.newsletters.rules.filling import PINNED
from standfirst.core.models import FailedRow
from tests.apps.membership.subscribing import BY_DESK
from tests.apps.newsletters.editing import (
    Sender,
    editions_of,
    latest,
    make_newsletter,
    note,
    open_for_letters,
    stories,
    write,
)
from tests.publication import Publication
from tests.signing_in import enter

DAY = timedelta(days=1)
EDITOR = BY_DESK
pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    """Noon of a Friday after everything in the publication was published."""
    return datetime(2036, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def morning(publication: Publication, db: None, now: datetime) -> NewsletterPage:
    """A newsletter with a week of drafts."""
    open_for_letters()
    newsletter = make_newsletter(begun=now - 30 * DAY)
    plan_newsletter(newsletter_id=newsletter.pk, now=now)
    return newsletter


def next_of(newsletter: NewsletterPage) -> EditionPage:
    found = editions_of(newsletter).first()
    assert found
    return found


def settle(at: datetime) -> Sender:
    sender = Sender()
    newsletters.settle_editions(begin=sender, now=at)
    assert list(FailedRow.objects.filter(job__startswith="newsletters").values_list("fault", flat=True)) == []
    return sender


def state_of(page: EditionPage) -> str:
    return EditionPage.objects.get(pk=page.pk).state


# The calendar


def test_a_week_of_drafts_is_there_each_at_its_promised_moment(
    morning: NewsletterPage, now: datetime
) -> None:
    slots = [page.slot for page in editions_of(morning)]
    assert slots == [datetime(2036, 11, day, 7, tzinfo=UTC) for day in range(22, 29)]
    assert {page.state for page in editions_of(morning)} == {EditionState.DRAFT}
    assert not editions_of(morning).filter(live=True).exists()


def test_ringing_again_makes_no_second_edition(morning: NewsletterPage, now: datetime) -> None:
    before = set(editions_of(morning).values_list("pk", flat=True))
    newsletters.plan_editions(now=now)  # those of the other newsletters
    assert newsletters.plan_editions(now=now) == 0
    assert set(editions_of(morning).values_list("pk", flat=True)) == before
    newsletters.plan_editions(now=now + DAY)
    assert len(before) + 1 == editions_of(morning).count()


def test_the_database_refuses_a_second_edition_of_a_slot(morning: NewsletterPage) -> None:
    page = next_of(morning)
    with pytest.raises(IntegrityError), transaction.atomic():
        EditionPage.objects.exclude(pk=page.pk).filter(newsletter=morning).update(slot=page.slot)


def test_nothing_comes_on_a_holiday_and_an_untouched_draft_of_it_goes(
    morning: NewsletterPage, now: datetime
) -> None:
    first, second = editions_of(morning)[:2]
    write(first, note("Somebody has begun to write."))
    for page in (first, second):
        Holiday.objects.create(newsletter=morning, day=page.slot.date())
    newsletters.plan_editions(now=now)
    left = set(editions_of(morning).values_list("pk", flat=True))
    assert first.pk in left
    assert second.pk not in left


def test_what_was_promised_before_there_was_the_newsletter_is_not_made(
    publication: Publication, now: datetime
) -> None:
    young = make_newsletter("the-young", begun=now - timedelta(minutes=1), weekdays="5")
    newsletters.plan_editions(now=now)
    assert [page.slot.day for page in editions_of(young)] == [28]


def test_the_next_draft_is_laid_out_as_the_last_without_its_pins(
    morning: NewsletterPage, publication: Publication, now: datetime
) -> None:
    number = publication.texts["open"].id
    write(
        next_of(morning),
        note("Hello."),
        ("picks", {"title": "Ours", "pinned": [number], "most": 2, "section": None}),
    )
    newsletters.plan_editions(now=now + DAY)
    newest = editions_of(morning).last()
    assert newest
    assert [(b.block_type, b.value["title"], list(b.value["pinned"])) for b in newest.body] == [
        ("picks", "Ours", [])
    ]


# Filling and freezing


def test_an_edition_is_frozen_with_the_reason_for_each_item(
    morning: NewsletterPage, publication: Publication, now: datetime
) -> None:
    pinned = publication.texts["subscribers"].id
    page = write(next_of(morning), stories(pinned), latest(2))
    chosen = newsletters.approve_edition(edition_id=page.pk, by=EDITOR, now=now)
    items = list(EditionItem.objects.filter(edition=page))
    assert [(each.kind, each.number) for each in items] == [(each.kind, each.number) for each in chosen]
    assert (items[0].number, items[0].reason) == (pinned, PINNED)
    assert all(each.reason.startswith("Among the newest") for each in items[1:])
    assert pinned not in [each.number for each in items[1:]]
    assert state_of(page) == EditionState.APPROVED


def test_what_an_earlier_edition_carried_does_not_come_again(
    morning: NewsletterPage, publication: Publication, now: datetime
) -> None:
    first, second = (write(page, latest(2)) for page in editions_of(morning)[:2])
    had = {each.number for each in newsletters.approve_edition(edition_id=first.pk, by=EDITOR, now=now)}
    has = {each.number for each in newsletters.approve_edition(edition_id=second.pk, by=EDITOR, now=now)}
    assert len(had) == len(has) == 2
    assert not had & has


def test_without_the_memory_it_would_come_again(
    morning: NewsletterPage, publication: Publication, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin of the test above."""
    monkeypatch.setattr(
        "standfirst.apps.newsletters.queries.parts.carried_before", lambda page: frozenset[Any]()
    )
    first, second = (write(page, latest(2)) for page in editions_of(morning)[:2])
    had = {each.number for each in newsletters.approve_edition(edition_id=first.pk, by=EDITOR, now=now)}
    has = {each.number for each in newsletters.approve_edition(edition_id=second.pk, by=EDITOR, now=now)}
    assert had == has


def test_what_is_written_after_the_approval_is_not_sent(
    morning: NewsletterPage, publication: Publication, now: datetime
) -> None:
    page = write(next_of(morning), note("As it was approved."), stories(publication.texts["open"].id))
    newsletters.approve_edition(edition_id=page.pk, by=EDITOR, now=now)
    write(EditionPage.objects.get(pk=page.pk).get_latest_revision_as_object(), note("As an afterthought."))
    [(_, _, letters)] = settle(page.slot).given
    assert all("As it was approved." in each.html and "afterthought" not in each.html for each in letters)


def test_a_form_that_was_opened_before_does_not_undo_an_approval(
    morning: NewsletterPage, publication: Publication, now: datetime
) -> None:
    page = write(next_of(morning), stories(publication.texts["open"].id))
    opened = EditionPage.objects.get(pk=page.pk)
    newsletters.approve_edition(edition_id=page.pk, by=EDITOR, now=now)
    opened.title = "Another name"
    opened.save()
    found = EditionPage.objects.get(pk=page.pk)
    assert (found.title, found.state) == ("Another name", EditionState.APPROVED)


def test_one_that_was_sent_is_not_approved_again(
    morning: NewsletterPage, publication: Publication, now: datetime
) -> None:
    page = write(next_of(morning), stories(publication.texts["open"].id))
    newsletters.approve_edition(edition_id=page.pk, by=EDITOR, now=now)
    settle(page.slot)
    before = list(EditionItem.objects.values())
    with pytest.raises(Refused):
        newsletters.approve_edition(edition_id=page.pk, by=EDITOR, now=now)
    assert (state_of(page), list(EditionItem.objects.values())) == (EditionState.GIVEN, before)


# As time passes


@pytest.mark.parametrize(
    ("policy", "state"),
    [("fill", EditionState.APPROVED), ("hold", EditionState.HELD), ("skip", EditionState.SKIPPED)],
)
def test_what_nobody_has_approved_in_time_is_as_its_newsletter_wants(
    morning: NewsletterPage, policy: str, state: EditionState
) -> None:
    NewsletterPage.objects.filter(pk=morning.pk).update(when_not_ready=policy)
    page = next_of(morning)
    settle(page.slot - timedelta(minutes=61))
    assert state_of(page) == EditionState.DRAFT
    settle(page.slot - timedelta(minutes=60))
    assert state_of(page) == state


@pytest.mark.parametrize(("skips", "state"), [(True, EditionState.SKIPPED), (False, EditionState.HELD)])
def test_one_with_nothing_new_is_left_out_or_held(
    morning: NewsletterPage, skips: bool, state: EditionState
) -> None:
    NewsletterPage.objects.filter(pk=morning.pk).update(skip_when_empty=skips)
    ArticlePage.objects.update(live=False)
    page = next_of(morning)
    settle(page.slot - timedelta(minutes=30))
    assert state_of(page) == state


def test_one_that_fills_itself_with_a_fault_is_held_with_the_reason(morning: NewsletterPage) -> None:
    page = write(next_of(morning), note('<a href="http://plain.example/">A link</a>'), latest(2))
    settle(page.slot - timedelta(minutes=30))
    found = EditionPage.objects.get(pk=page.pk)
    assert found.state == EditionState.HELD
    assert "leads nowhere: http://plain.example/" in found.held_because


def test_when_its_time_has_come_it_is_given_once_and_stands_in_the_archive(
    morning: NewsletterPage, publication: Publication, now: datetime
) -> None:
    page = write(
        next_of(morning), note("Good morning."), stories(publication.texts["open"].id), subject="Tides"
    )
    newsletters.approve_edition(edition_id=page.pk, by=EDITOR, now=now)
    assert settle(page.slot - timedelta(seconds=1)).given == []
    [(number, online, letters)] = settle(page.slot).given
    assert (number, [each.variant for each in letters]) == (page.pk, ["subscriber", "reader"])
    assert settle(page.slot + timedelta(minutes=1)).given == []
    assert online == f"{settings.ORIGIN}/newsletters/the-morning/{page.slug}/"
    answer = Client().get(f"/newsletters/the-morning/{page.slug}/")
    assert answer.status_code == 200
    assert "Good morning." in answer.content.decode()
    assert "Tides" in Client().get("/newsletters/the-morning/").content.decode()
    assert f"/newsletters/the-morning/{page.slug}/" in Client().get("/sitemap.xml").content.decode()


@pytest.mark.parametrize("approved", [True, False])
def test_what_is_more_than_two_hours_late_is_held_for_a_person(
    morning: NewsletterPage, publication: Publication, now: datetime, approved: bool
) -> None:
    page = write(next_of(morning), stories(publication.texts["open"].id))
    if approved:
        newsletters.approve_edition(edition_id=page.pk, by=EDITOR, now=now)
    late = page.slot + timedelta(hours=2, seconds=1)
    assert settle(late).given == []
    assert state_of(page) == EditionState.HELD
    assert "late" in EditionPage.objects.get(pk=page.pk).held_because
    newsletters.approve_edition(edition_id=page.pk, by=EDITOR, now=late)
    assert [number for number, _, _ in settle(late).given] == [page.pk]


def test_what_cannot_be_begun_is_neither_sent_nor_in_the_archive(
    morning: NewsletterPage, publication: Publication, now: datetime
) -> None:
    page = write(next_of(morning), stories(publication.texts["open"].id))
    newsletters.approve_edition(edition_id=page.pk, by=EDITOR, now=now)

    def broken(**_: object) -> None:
        raise OSError("no disk")

    newsletters.settle_editions(begin=broken, now=page.slot)
    found = EditionPage.objects.get(pk=page.pk)
    assert (found.state, found.live) == (EditionState.APPROVED, False)
    assert [number for number, _, _ in settle(page.slot).given] == [page.pk]


def test_before_it_was_sent_nobody_finds_it(
    morning: NewsletterPage, publication: Publication, now: datetime
) -> None:
    page = write(next_of(morning), stories(publication.texts["open"].id))
    assert Client().get(f"/newsletters/the-morning/{page.slug}/").status_code == 404
    page.get_latest_revision().publish()
    assert not EditionPage.objects.get(pk=page.pk).live
    newsletters.approve_edition(edition_id=page.pk, by=EDITOR, now=now)
    assert Client().get(f"/newsletters/the-morning/{page.slug}/").status_code == 404


def test_a_refused_approval_leaves_nothing(
    morning: NewsletterPage, publication: Publication, now: datetime
) -> None:
    page = write(next_of(morning), note('<a href="http://plain.example/">x</a>'))
    before = EditionPage.objects.filter(pk=page.pk).values().get()
    with pytest.raises(NotReady):
        newsletters.approve_edition(edition_id=page.pk, by=EDITOR, now=now)
    assert EditionPage.objects.filter(pk=page.pk).values().get() == before
    assert not EditionItem.objects.filter(edition=page).exists()


def test_an_editor_makes_an_edition_that_the_calendar_did_not(
    publication: Publication, now: datetime
) -> None:
    newsletter = make_newsletter(begun=now)
    client = enter(Client(), publication.reader("editor"))
    fields = {
        "title": "An extra", "slug": "an-extra", "slot": f"{now:%Y-%m-%d %H:%M}", "subject": "An extra", "preheader": "",
        "test_percent": "20", "test_minutes": "120", "body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
    }  # fmt: skip
    answer = client.post(f"/desk/pages/add/newsletters/editionpage/{newsletter.pk}/", fields)
    assert answer.status_code == 302
    [made] = editions_of(newsletter)
    assert (made.title, made.newsletter_id, made.state, made.live) == ("An extra", newsletter.pk, EditionState.DRAFT, False)  # fmt: skip
