"""Show a recording to its readers, or take it back."""

from datetime import datetime

from standfirst.apps.audit import api as audit
from standfirst.apps.live.models import Recording
from standfirst.apps.live.rules.recorded_time import Unusable
from standfirst.apps.live.rules.tags import interview_tag
from standfirst.apps.membership.api import By
from standfirst.core import bus
from standfirst.core.db import savepoint


def publish_recording(*, interview_id: int, by: By, now: datetime) -> None:
    """Raises Unusable where there is nothing to be seen or read yet."""
    with savepoint():
        recording = _locked(interview_id)
        if not recording.video and not recording.tracks.filter(is_spoken=True).exists():
            raise Unusable("It has neither a video nor a transcript yet.")
        if recording.published_at is None:
            _set(recording, now, by=by, act="live.publish_recording", now=now)


def withdraw_recording(*, interview_id: int, by: By, now: datetime) -> None:
    """Nobody sees it any more; everything of it is kept."""
    with savepoint():
        recording = _locked(interview_id)
        if recording.published_at is not None:
            _set(recording, None, by=by, act="live.withdraw_recording", now=now)


def _locked(interview_id: int) -> Recording:
    return Recording.objects.select_for_update().get(interview_id=interview_id)


def _set(recording: Recording, moment: datetime | None, *, by: By, act: str, now: datetime) -> None:
    recording.published_at = moment
    recording.save(update_fields=["published_at"])
    bus.purge(interview_tag(recording.interview_id))
    audit.record(
        action=act, actor_id=by.id, actor=by.name, about=f"interview:{recording.interview_id}", now=now
    )
