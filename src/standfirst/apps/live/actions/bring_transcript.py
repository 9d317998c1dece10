"""Bring what was said: a file of subtitles or typed lines become a track of captions, which may be the transcript.

What the desk has corrected in a track is carried over to a newer file where the same words stand at the same time.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from standfirst.apps.audit import api as audit
from standfirst.apps.live.models import CaptionTrack, CueRow, Recording
from standfirst.apps.live.queries.recordings import cues_of
from standfirst.apps.live.rules.cues import Cue, carried_over, checked, read_typed
from standfirst.apps.live.rules.recorded_time import Span, Unusable, whole_of
from standfirst.apps.live.rules.tags import interview_tag
from standfirst.apps.membership.api import By
from standfirst.core import bus
from standfirst.core.db import savepoint


class CorrectionsLost(Unusable):
    """Nothing was done: so many corrections of the desk have no place in the new file."""

    def __init__(self, count: int) -> None:
        self.count = count
        which = "One correction" if count == 1 else f"{count} corrections"
        super().__init__(f"{which} of the desk would be lost with it. Nothing was changed yet.")


@dataclass(frozen=True, slots=True)
class Brought:
    """`cues` are timed by the video as it is shown now where `is_cut`, and else by the whole recording."""

    language: str
    is_spoken: bool
    cues: tuple[Cue, ...]
    is_cut: bool = False
    may_lose: bool = False


def bring_transcript(*, interview_id: int, brought: Brought, by: By, now: datetime) -> CaptionTrack:
    """In place of the one in that language. Raises Unusable, and CorrectionsLost unless `may_lose`."""
    with savepoint():
        recording = Recording.objects.select_for_update().get(interview_id=interview_id)
        cues = checked(brought.cues)
        track = _track_for(recording, brought)
        if brought.is_cut:
            cues = tuple(_in_whole_time(cues, recording.spans_cut()))
        cues, lost = carried_over(cues_of(track), cues)
        if lost and not brought.may_lose:
            raise CorrectionsLost(lost)
        _write(track, cues, by=by, now=now)
    return track


def correct_transcript(*, track_id: int, typed: str, by: By, now: datetime) -> CaptionTrack:
    """As an editor has typed it over. Raises Unusable."""
    with savepoint():
        track = CaptionTrack.objects.select_for_update().get(pk=track_id)
        _write(track, read_typed(typed, before=cues_of(track)), by=by, now=now)
    return track


def drop_track(*, track_id: int, by: By, now: datetime) -> None:
    """With all that is said in it."""
    with savepoint():
        track = CaptionTrack.objects.select_for_update().select_related("recording").get(pk=track_id)
        _tell(track, act="live.drop_transcript", by=by, now=now, lines=0)
        track.delete()


def _track_for(recording: Recording, brought: Brought) -> CaptionTrack:
    if brought.is_spoken:
        recording.tracks.filter(is_spoken=True).exclude(language=brought.language).update(is_spoken=False)
    track, _ = CaptionTrack.objects.update_or_create(
        recording=recording, language=brought.language, defaults={"is_spoken": brought.is_spoken}
    )
    return track


def _in_whole_time(cues: Iterable[Cue], cuts: tuple[Span, ...]) -> Iterable[Cue]:
    for cue in cues:
        begins = whole_of(cue.begins, cuts)
        yield replace(cue, begins=begins, ends=begins + cue.ends - cue.begins)


def _write(track: CaptionTrack, cues: tuple[Cue, ...], *, by: By, now: datetime) -> None:
    track.cues.all().delete()
    CueRow.objects.bulk_create(
        CueRow(
            track=track,
            begins_ms=cue.begins,
            ends_ms=cue.ends,
            speaker=cue.speaker,
            text=cue.text,
            heard=cue.heard,
        )
        for cue in cues
    )
    _tell(track, act="live.write_transcript", by=by, now=now, lines=len(cues))


def _tell(track: CaptionTrack, *, act: str, by: By, now: datetime, lines: int) -> None:
    bus.purge(interview_tag(track.recording.interview_id))
    audit.record(
        action=act,
        actor_id=by.id,
        actor=by.name,
        about=f"interview:{track.recording.interview_id}",
        details={"language": track.language, "lines": lines},
        now=now,
    )
