"""Say where the recording of an interview is, when it begins and what was cut out of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from standfirst.apps.audit import api as audit
from standfirst.apps.live.models import InterviewPage, Recording, Room
from standfirst.apps.live.rules.recorded_time import LONGEST_MS, Span, Unusable, written_time
from standfirst.apps.live.rules.tags import interview_tag
from standfirst.apps.membership.api import By
from standfirst.core import bus
from standfirst.core.db import savepoint


@dataclass(frozen=True, slots=True)
class Told:
    """What an editor says of a recording. `interview_at` is where in it the interview begins, in milliseconds."""

    video: str
    interview_at: int
    length_ms: int | None
    cuts: Sequence[Span]
    was_read: bool


def save_recording(*, interview_id: int, told: Told, by: By, now: datetime) -> Recording:
    """Made where there is none yet. Raises Unusable for what cannot be, and before the interview was held."""
    _check(told)
    with savepoint():
        page = InterviewPage.objects.select_for_update(of=("self",)).get(pk=interview_id)
        recording, _ = Recording.objects.update_or_create(
            interview=page,
            defaults={
                "video": told.video,
                "began_at": _held_from(page) - timedelta(milliseconds=told.interview_at),
                "length_ms": told.length_ms,
                "cuts": [[cut.begins, cut.ends] for cut in told.cuts],
                "was_read": told.was_read,
            },
        )
        bus.purge(interview_tag(page.pk))
        audit.record(
            action="live.save_recording",
            actor_id=by.id,
            actor=by.name,
            about=f"interview:{page.pk}",
            details={"video": told.video[:200], "cuts": len(told.cuts)},
            now=now,
        )
    return recording


def interview_at(recording: Recording) -> int:
    """Where in the recording the interview begins, in milliseconds."""
    return max((_held_from(recording.interview) - recording.began_at) // timedelta(milliseconds=1), 0)


def _held_from(page: InterviewPage) -> datetime:
    began = Room.objects.filter(interview=page, is_rehearsal=False).values_list("began_at", flat=True).first()
    if began is None:
        raise Unusable("The interview was not held yet.")
    return began


def _check(told: Told) -> None:
    if told.length_ms is not None and not 0 < told.length_ms <= LONGEST_MS:
        raise Unusable("A recording lasts between a second and a day.")
    if told.length_ms and told.interview_at >= told.length_ms:
        raise Unusable("The interview begins after the recording has ended.")
    last = max((cut.ends for cut in told.cuts), default=0)
    if told.length_ms and last > told.length_ms:
        raise Unusable(f"The cut until {written_time(last)} is longer than the recording.")
