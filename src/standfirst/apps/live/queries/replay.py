"""What somebody gets of a replay: the questions and their minutes are everybody's, the rest is behind the gate."""

from dataclasses import dataclass

from django.conf import settings

from standfirst.apps.live.models import CaptionTrack, InterviewPage, Recording
from standfirst.apps.live.queries.recordings import (
    Timeline,
    find_recording,
    shown_cues,
    timeline_of,
    tracks_of,
)
from standfirst.apps.live.rules.script import Line, script
from standfirst.apps.live.rules.videos import Video, video_of
from standfirst.apps.membership.api import Standing, may_read_whole


@dataclass(frozen=True, slots=True)
class Replay:
    """`whole` is whether this standing gets all of it; for others there is no video, no line and no track in it."""

    timeline: Timeline
    whole: bool
    video: Video | None
    lines: list[Line]
    tracks: list[CaptionTrack]

    @property
    def recording(self) -> Recording:
        return self.timeline.recording

    @property
    def language(self) -> str:
        """That is spoken; empty where there is no transcript."""
        return next((track.language for track in self.tracks if track.is_spoken), "")


def find_replay(*, interview_id: int) -> Recording | None:
    """The recording of an interview, once it is published; and only while its page is."""
    recording = find_recording(interview_id=interview_id)
    if recording is None or recording.published_at is None or not recording.interview.live:
        return None
    return recording


def replay_for(recording: Recording, *, standing: Standing) -> Replay:
    """What this standing gets."""
    timeline = timeline_of(recording)
    if not may_see(recording.interview, standing):
        return Replay(timeline, False, None, [], [])
    tracks = tracks_of(recording)
    spoken = next((track for track in tracks if track.is_spoken), None)
    lines = script(timeline.chapters, shown_cues(spoken, timeline.cuts), timeline.cuts) if spoken else []
    return Replay(timeline, True, video_in(recording.video), lines, tracks)


def may_see(interview: InterviewPage, standing: Standing) -> bool:
    """The gate's word on the replay."""
    return may_read_whole(access=interview.replay_access, standing=standing)


def video_in(address: str) -> Video | None:
    """What plays it; None where there is none, or none that pages may hold."""
    return video_of(address, own=[settings.ORIGIN, *settings.VIDEO_HOSTS])
