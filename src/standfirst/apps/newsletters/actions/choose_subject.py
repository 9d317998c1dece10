"""Choose between two subjects, once: by clicks when the time has come, or by somebody before that."""

from datetime import datetime, timedelta

from standfirst.apps.audit import api as audit
from standfirst.apps.membership.api import By
from standfirst.apps.newsletters.models import Delivery, SubjectTest
from standfirst.apps.newsletters.queries.subjects import tallies_of
from standfirst.apps.newsletters.rules.refusals import Refused
from standfirst.apps.newsletters.rules.states import DeliveryState, SendingState
from standfirst.apps.newsletters.rules.subjects import Arm, Because, Tally, Verdict, verdict
from standfirst.core.db import savepoint

_ON_THEIR_WAY = (DeliveryState.PENDING, DeliveryState.CLAIMED)


def choose_subjects(*, now: datetime) -> int:
    """For every test whose time has come; how many were chosen. Safe to repeat, also at the same time."""
    open_ = SubjectTest.objects.filter(chosen="").exclude(sending__state=SendingState.CANCELLED)
    return sum(_choose(test, now) for test in open_)


def choose_by_hand(*, sending_id: int, arm: Arm, by: By, now: datetime) -> None:
    """Raises Refused where there is nothing to choose any more, and for what is no subject."""
    with savepoint():
        test = SubjectTest.objects.select_related("sending").filter(sending_id=sending_id).first()
        if test is None or arm not in (Arm.FIRST, Arm.SECOND):
            raise Refused("There is no such subject.")
        if not _keep(test, Verdict(arm, Because.BY_HAND), tallies_of(test), now):
            raise Refused("The subject was chosen already.")
        audit.record(
            action="newsletters.choose_subject",
            actor_id=by.id,
            actor=by.name,
            about=f"edition:{test.sending.edition_number}",
            details={"subject": arm.value},
            now=now,
        )


def _choose(test: SubjectTest, now: datetime) -> bool:
    out_at = test.out_at or _all_are_out(test, now)
    if out_at is None or now < out_at + timedelta(minutes=test.minutes):
        return False
    tallies = tallies_of(test)
    return _keep(test, verdict(*tallies), tallies, now)


def _all_are_out(test: SubjectTest, now: datetime) -> datetime | None:
    """From now on, once, where no letter of the test is still to be handed over for the first time."""
    rows = Delivery.objects.filter(sending_id=test.sending_id, arm__in=[Arm.FIRST, Arm.SECOND])
    if any(rows.filter(state=state, not_before__lt=test.rest_at).exists() for state in _ON_THEIR_WAY):
        return None
    SubjectTest.objects.filter(pk=test.pk, out_at=None).update(out_at=now)
    return now


def _keep(test: SubjectTest, found: Verdict, tallies: tuple[Tally, Tally], now: datetime) -> bool:
    """Whoever comes first has chosen, with the figures by which they did."""
    first, second = tallies
    row = SubjectTest.objects.filter(pk=test.pk, chosen="")
    return bool(
        row.update(
            chosen=found.arm.value,
            because=found.because.value,
            chosen_at=now,
            first_delivered=first.delivered,
            first_clicked=first.clicked,
            second_delivered=second.delivered,
            second_clicked=second.clicked,
        )
    )
