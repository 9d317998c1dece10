"""The replay of an interview: its page, what is said as text and captions, and its chapters; all behind one gate."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from standfirst.apps.editorial import api as editorial
from standfirst.apps.live.models import InterviewPage, Recording, Room
from standfirst.apps.live.queries.interviews import InterviewCard, card_of
from standfirst.apps.live.queries.recordings import find_held, shown_cues, timeline_of
from standfirst.apps.live.queries.replay import Replay, find_replay, may_see, replay_for
from standfirst.apps.live.queries.room_state import tally_of
from standfirst.apps.live.rules import webvtt
from standfirst.apps.live.rules.chapters import chapter_at
from standfirst.apps.live.rules.recorded_time import shown_at
from standfirst.apps.live.rules.replay_data import Replayed, video_object
from standfirst.apps.live.rules.script import found_in, plain
from standfirst.apps.live.rules.starting import file_at, frame_at, seconds_in
from standfirst.apps.live.rules.states import Stage
from standfirst.apps.live.rules.tags import interview_tag
from standfirst.apps.live.rules.videos import Film
from standfirst.core.http.screens import personal_screen, shared_screen, tag, viewer_of
from standfirst.core.http.shared import shared_page

VTT, TEXT = "text/vtt; charset=utf-8", "text/plain; charset=utf-8"
LONGEST_SEARCH = 100


def replay(request: HttpRequest, recording: Recording, card: InterviewCard) -> HttpResponse:
    """The page of an interview whose recording is published; `?t=754` begins there, in seconds of the whole recording."""
    found = replay_for(recording, standing=viewer_of(request).standing)
    start = shown_at(seconds_in(request.GET.get("t")) * 1000, found.timeline.cuts) // 1000
    room = find_held(card.id)
    tag(request, interview_tag(card.id))
    return shared_screen(
        request,
        "live/replay.html",
        structured=_structured(found, card, room),
        counts=tally_of(room_id=room.pk) if room else None,
        current=chapter_at(found.timeline.chapters, start * 1000) if start else None,
        source=_source(found, start),
        **_common(found, card),
    )


@require_GET
def transcript(request: HttpRequest, interview_id: int) -> HttpResponse:
    """What was said, to be searched: the lines with the words of `?find=`, or all of them."""
    found, page = _gated(request, interview_id)
    words = request.GET.get("find", "")[:LONGEST_SEARCH]
    lines = found_in(found.lines, words) if words.strip() else found.lines
    card = card_of(page, Stage.REPLAY)
    common = {**_common(found, card), "lines": lines}
    return personal_screen(request, "live/transcript.html", words=words, **common)


@shared_page(ttl=60)
def transcript_text(request: HttpRequest, interview_id: int) -> HttpResponseBase:
    """The same as a plain text to take away."""
    found, page = _gated(request, interview_id)
    head = f"{page.title}\n{settings.ORIGIN}{editorial.path_of(page.url_path)}\n\n"
    return HttpResponse(head + plain(found.lines) + "\n", content_type=TEXT)


@shared_page(ttl=60)
def captions(request: HttpRequest, interview_id: int, language: str) -> HttpResponseBase:
    """What is said as captions in one language."""
    recording = _open_to(request, interview_id)
    track = recording.tracks.filter(language=language).first()
    if track is None:
        raise Http404
    return HttpResponse(webvtt.captions(shown_cues(track, recording.spans_cut())), content_type=VTT)


@shared_page(ttl=60)
def chapters(request: HttpRequest, interview_id: int) -> HttpResponseBase:
    """The questions as chapters."""
    recording = _open_to(request, interview_id)
    found = timeline_of(recording).chapters
    return HttpResponse(webvtt.chapters((each.span, each.mark.title) for each in found), content_type=VTT)


def _open_to(request: HttpRequest, interview_id: int) -> Recording:
    """The recording, for those who may see it; for others there is none. Raises Http404."""
    recording = find_replay(interview_id=interview_id)
    tag(request, interview_tag(interview_id))
    if recording is None or not may_see(recording.interview, viewer_of(request).standing):
        raise Http404
    return recording


def _gated(request: HttpRequest, interview_id: int) -> tuple[Replay, InterviewPage]:
    recording = _open_to(request, interview_id)
    found = replay_for(recording, standing=viewer_of(request).standing)
    if not found.lines:
        raise Http404
    return found, recording.interview


def _common(found: Replay, card: InterviewCard) -> dict[str, Any]:
    back = urlencode({"next": card.url})
    return {
        "publication": editorial.get_publication(),
        "interview": card,
        "replay": found,
        "chapters": found.timeline.chapters,
        "lines": found.lines,
        "canonical": settings.ORIGIN + card.url,
        "join": f"{reverse('site:join')}?{back}",
        "sign_in": f"{reverse('account:sign-in')}?{back}",
        "sign_up": f"{reverse('account:sign-up')}?{back}",
    }


def _source(found: Replay, start: int) -> str:
    """Where the video begins at that second; empty where there is none for whoever looks."""
    if found.video is None:
        return ""
    if isinstance(found.video, Film):
        return file_at(found.video.address, start)
    return frame_at(found.video.frame, start)


def _structured(found: Replay, card: InterviewCard, room: Room | None) -> dict[str, Any]:
    recording = found.recording
    where = {}
    if isinstance(found.video, Film):
        where = {"contentUrl": found.video.address}
    elif found.video:
        where = {"embedUrl": found.video.frame}
    replayed = Replayed(
        title=card.title,
        about=card.standfirst,
        canonical=settings.ORIGIN + card.url,
        published_at=recording.published_at or card.starts_at,
        length_ms=found.timeline.length,
        is_free=card.replay_access == "open",
        poster=settings.ORIGIN + editorial.address(card.poster, width=1440, form="jpeg")
        if card.poster
        else None,
        aired=(room.began_at, room.ended_at) if room and room.began_at and room.ended_at else None,
        where=where,
    )
    return video_object(replayed, found.timeline.chapters)
