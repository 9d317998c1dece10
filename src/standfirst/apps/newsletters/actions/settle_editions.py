"""Do for each edition what its time asks for: fill it, hold it, leave it out, or give it to those who send."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from django.conf import settings

from standfirst.apps.editorial import api as editorial
from standfirst.apps.newsletters.actions.approve_edition import CALENDAR, approve_edition
from standfirst.apps.newsletters.actions.compose import both_letters_of
from standfirst.apps.newsletters.models import EditionPage, EditionState
from standfirst.apps.newsletters.queries.editions import approved_revision_of, due_editions
from standfirst.apps.newsletters.rules.letters import LetterGiven
from standfirst.apps.newsletters.rules.refusals import NothingNew, NotReady
from standfirst.apps.newsletters.rules.steps import LATE, Promise, State, Step, step_of
from standfirst.apps.newsletters.rules.subjects import WantedTest
from standfirst.core.batches import each
from standfirst.core.db import transaction

NOBODY_HAS_APPROVED_IT = "Nobody has approved it in time."
IT_IS_GONE = "What was approved was thrown away. Approve it again."
LONGEST_REASON = 400


class Begin(Protocol):
    """Begins the sending of an edition, in the caller's transaction. `online` is its address in the archive, `slot` what was
    promised, `test` that of two subjects."""

    def __call__(
        self,
        *,
        newsletter_id: int,
        edition_number: int,
        name: str,
        letters: list[LetterGiven],
        online: str,
        slot: datetime,
        test: WantedTest | None,
        now: datetime,
    ) -> object: ...


def settle_editions(*, begin: Begin, now: datetime) -> int:
    """How many were settled, each by itself. Safe to ring twice: whoever comes second finds nothing left to do."""
    return each(
        "newsletters.settle_editions",
        due_editions(now=now),
        lambda number: settle_edition(edition_id=number, begin=begin, now=now),
        now=now,
    )


def settle_edition(*, edition_id: int, begin: Begin, now: datetime) -> int:
    """1 where something was done. What is late, or cannot be made, is held for a person with the reason."""
    with transaction():
        page = (
            EditionPage.objects.select_for_update(of=("self",))
            .select_related("newsletter")
            .get(pk=edition_id)
        )
        step = step_of(State(page.state), _promise(page), now=now)
        act = _ACTS.get(step)
        if step is Step.GIVE:
            _give(page, begin, now)
        elif act is not None:
            act(page, now)
        return int(step is not Step.WAIT)


def _promise(page: EditionPage) -> Promise:
    goes_at = page.goes_at or page.opens_at
    return Promise(
        goes_at=goes_at,
        late_after=max(goes_at, page.slot),
        ready_by=page.opens_at - timedelta(minutes=page.newsletter.ready_minutes),
        when_not_ready=page.newsletter.when_not_ready,
    )


def _fill(page: EditionPage, now: datetime) -> None:
    try:
        approve_edition(edition_id=page.pk, by=CALENDAR, now=now)
    except NothingNew as refusal:
        if page.newsletter.skip_when_empty:
            _skip(page, now)
        else:
            _hold(page, str(refusal))
    except NotReady as refusal:
        _hold(page, str(refusal))


def _skip(page: EditionPage, now: datetime) -> None:
    EditionPage.objects.filter(pk=page.pk).update(state=EditionState.SKIPPED)


def _hold(page: EditionPage, because: str) -> None:
    EditionPage.objects.filter(pk=page.pk).update(
        state=EditionState.HELD, held_because=because[:LONGEST_REASON]
    )


_ACTS: dict[Step, Callable[[EditionPage, datetime], None]] = {
    Step.FILL: _fill,
    Step.SKIP: _skip,
    Step.HOLD: lambda page, now: _hold(page, NOBODY_HAS_APPROVED_IT),
    Step.HOLD_AS_LATE: lambda page, now: _hold(page, LATE),
}


def _give(page: EditionPage, begin: Begin, now: datetime) -> None:
    """It stands in the archive, and is on its way, or neither."""
    revision = approved_revision_of(page)
    if revision is None:
        _hold(page, IT_IS_GONE)
        return
    EditionPage.objects.filter(pk=page.pk).update(state=EditionState.GIVEN)
    frozen = revision.as_object()
    letters = both_letters_of(frozen, now=now)
    revision.publish()
    begin(
        newsletter_id=page.newsletter_id,
        edition_number=page.pk,
        name=frozen.title,
        letters=letters,
        online=settings.ORIGIN + editorial.path_of(frozen.url_path),
        slot=page.slot,
        test=frozen.subject_test,
        now=now,
    )
