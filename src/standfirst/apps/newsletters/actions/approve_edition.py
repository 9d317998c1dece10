"""Approve an edition: its text and its list are frozen, with the reason for each item, and it goes out when its time has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from standfirst.apps.audit import api as audit
from standfirst.apps.membership.api import By
from standfirst.apps.newsletters.actions.compose import with_second_subject
from standfirst.apps.newsletters.actions.lint_edition import faults_of_edition
from standfirst.apps.newsletters.models import EditionItem, EditionPage, EditionState
from standfirst.apps.newsletters.queries.editions import as_written
from standfirst.apps.newsletters.queries.newsletters import count_sign_ups
from standfirst.apps.newsletters.queries.parts import filled
from standfirst.apps.newsletters.rules.confirming import is_confirmed, must_type
from standfirst.apps.newsletters.rules.filling import Chosen
from standfirst.apps.newsletters.rules.refusals import NotConfirmed, NothingNew, NotReady, Refused
from standfirst.apps.newsletters.rules.steps import SETTLING, State, may_approve
from standfirst.apps.newsletters.rules.subjects import faults_of_test
from standfirst.core import jobs
from standfirst.core.db import savepoint

CALENDAR = By(None, "the calendar")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An edition as it would be frozen now, and what keeps it from that."""

    page: EditionPage
    chosen: tuple[Chosen, ...]
    faults: tuple[str, ...]
    is_empty: bool
    people: int  # who have signed up for its newsletter

    @property
    def must_type(self) -> bool:
        """Whether whoever approves it types how many they are."""
        return must_type(count=self.people, over=settings.COUNT_TYPED_OVER)


def draft_of(page: EditionPage, *, now: datetime) -> Draft:
    """As its editors have left it."""
    written = as_written(page)
    chosen = filled(written, now=now)
    empty = not chosen and not written.word_count
    faults = () if empty else _faults(written, chosen, now)
    people = count_sign_ups(newsletter_id=page.newsletter_id)
    return Draft(page=written, chosen=chosen, faults=faults, is_empty=empty, people=people)


def _faults(page: EditionPage, chosen: Sequence[Chosen], now: datetime) -> tuple[str, ...]:
    """Each once, also those of a second subject."""
    found = faults_of_edition(page, chosen, now=now)
    if test := page.subject_test:
        of_the_test = faults_of_test(
            first=page.subject,
            second=page.second_subject,
            test=test,
            by_zone=page.newsletter.by_zone,
            counts_clicks=page.newsletter.counts_clicks,
        )
        found = [*of_the_test, *found]
        found += faults_of_edition(with_second_subject(page), chosen, now=now)
    return tuple(dict.fromkeys(found))


def approve_edition(*, edition_id: int, by: By, now: datetime, typed: str = "") -> tuple[Chosen, ...]:
    """The frozen list. What is approved again is frozen anew; what is late goes out at once.

    `typed` is to how many people it goes, as whoever approves it has typed it; only for more than COUNT_TYPED_OVER it is
    needed. Raises NothingNew, NotReady with all its faults, NotConfirmed, and Refused for one that was sent; then nothing is changed.
    """
    with savepoint():
        page = EditionPage.objects.select_for_update(of=("self",)).get(pk=edition_id)
        if not may_approve(State(page.state)):
            raise Refused("This edition was sent already.")
        draft = draft_of(page, now=now)
        if draft.is_empty:
            raise NothingNew("There is nothing in this edition.")
        if draft.faults:
            raise NotReady(draft.faults)
        if not is_confirmed(typed, count=draft.people, over=settings.COUNT_TYPED_OVER):
            raise NotConfirmed("That is not the number of people to whom it goes.")
        freeze(draft.page, draft.chosen, state=EditionState.APPROVED, now=now)
        if page.opens_at <= now:
            jobs.enqueue_once(SETTLING, lock=SETTLING)
        audit.record(
            action="newsletters.approve_edition",
            actor_id=by.id,
            actor=by.name,
            about=f"edition:{page.pk}",
            details={"newsletter": page.newsletter_id, "items": len(draft.chosen)},
            now=now,
        )
        return draft.chosen


def freeze(page: EditionPage, chosen: Sequence[Chosen], *, state: EditionState, now: datetime) -> None:
    """Keep what was written, as a revision, and what fills it; part of the caller's transaction."""
    revision = page.save_revision()
    EditionPage.objects.filter(pk=page.pk).update(
        state=state,
        held_because="",
        approved_at=now,
        approved_revision=revision.pk,
        goes_at=max(page.opens_at, now),
    )
    EditionItem.objects.filter(edition_id=page.pk).delete()
    EditionItem.objects.bulk_create(
        EditionItem(
            edition_id=page.pk,
            block=each.block,
            kind=each.kind,
            number=each.number,
            place=place,
            reason=each.reason,
        )
        for place, each in enumerate(chosen)
    )
