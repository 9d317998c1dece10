"""Show a recording to its readers, or take it back: the interview is a replay then, or one that has ended."""

from datetime import datetime

from standfirst.apps.audit import api as audit
from standfirst.apps.live.actions.move_stage import move
from standfirst.apps.live.actions.stepping import lock_room
from standfirst.apps.live.models import Recording
from standfirst.apps.live.queries.recordings import find_held
from standfirst.apps.live.rules.recorded_time import Unusable
from standfirst.apps.live.rules.states import Stage
from standfirst.apps.live.rules.tags import interview_tag
from standfirst.apps.membership.api import By
from standfirst.core import bus
from standfirst.core.db import savepoint


def publish_recording(*, interview_id: int, by: By, now: datetime) -> None:
    """Raises Unusable where there is nothing to be seen or read yet, and Refused while the interview is on."""
    with savepoint():
        recording = _locked(interview_id)
        if not recording.video and not recording.tracks.filter(is_spoken=True).exists():
            raise Unusable("It has neither a video nor a transcript yet.")
        if recording.published_at is None:
            _set(recording, now, stage=Stage.REPLAY, by=by, now=now)


def withdraw_recording(*, interview_id: int, by: By, now: datetime) -> None:
    """Nobody sees it any more; everything of it is kept."""
    with savepoint():
        recording = _locked(interview_id)
        if recording.published_at is not None:
            _set(recording, None, stage=Stage.ENDED, by=by, now=now)


def _locked(interview_id: int) -> Recording:
    return Recording.objects.select_for_update().get(interview_id=interview_id)


def _set(recording: Recording, moment: datetime | None, *, stage: Stage, by: By, now: datetime) -> None:
    recording.published_at = moment
    recording.save(update_fields=["published_at"])
    held = find_held(recording.interview_id)
    if held is not None and held.stage != stage:
        move(lock_room(held.pk), stage, by=by.id, now=now)
    bus.purge(interview_tag(recording.interview_id))
    audit.record(
        action="live.publish_recording" if moment else "live.withdraw_recording",
        actor_id=by.id,
        actor=by.name,
        about=f"interview:{recording.interview_id}",
        now=now,
    )
