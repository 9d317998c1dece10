"""The recording of an interview at the desk: its video and cuts, its chapters, what was said, and its publishing."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from standfirst.apps.editorial import api as editorial
from standfirst.apps.live import api as live
from standfirst.core.clock import now
from standfirst.core.db import transaction
from standfirst.core.numbers import number_in
from standfirst.screens.desk.recording_forms import (
    ChapterForm,
    FileForm,
    LinesForm,
    RecordingForm,
    TypedForm,
)
from standfirst.screens.desk.staff import by_of

RIGHT = "live.change_recording"
View = Callable[..., HttpResponse]
NUDGES = ((-10_000, "10 s earlier"), (-1000, "1 s earlier"), (1000, "1 s later"), (10_000, "10 s later"))
FURTHEST = 60_000  # milliseconds at one press


def of_interview(view: View) -> View:
    """The interview of the address in place of its number, once it was held, for those who work on recordings."""

    @permission_required(RIGHT, raise_exception=True)
    @wraps(view)
    def guarded(request: HttpRequest, interview_id: int, **more: int) -> HttpResponse:
        page = live.find_interview(interview_id)
        if page is None or live.find_held(interview_id) is None:
            raise Http404
        return view(request, page, **more)

    return guarded


@of_interview
@require_http_methods(["GET", "POST"])
def recording(request: HttpRequest, page: live.InterviewPage) -> HttpResponse:
    """All that there is of it; by POST where it is and what was cut out."""
    if request.method != "POST":
        return _screen(request, page)
    form = RecordingForm(request.POST)

    def save() -> str:
        live.save_recording(interview_id=page.pk, told=form.told(), by=by_of(request), now=now())
        return "Saved."

    return _try(request, page, Given("form", form), save)


@of_interview
@require_POST
def bring(request: HttpRequest, page: live.InterviewPage) -> HttpResponse:
    """A file of what was said."""
    form = FileForm(request.POST, request.FILES, auto_id="file_%s")
    return _bring(request, page, Given("file_form", form))


@of_interview
@require_POST
def type_in(request: HttpRequest, page: live.InterviewPage) -> HttpResponse:
    """The same, typed."""
    return _bring(request, page, Given("typed_form", TypedForm(request.POST, auto_id="typed_%s")))


@of_interview
@require_http_methods(["GET", "POST"])
def track(request: HttpRequest, page: live.InterviewPage, track_id: int) -> HttpResponse:
    """What is said in one language, to be corrected."""
    found = _track_of(page, track_id)
    form = LinesForm(request.POST or None, initial={"lines": live.typed(live.cues_of(found))})
    if request.method == "POST" and form.is_valid():
        try:
            with transaction():
                live.correct_transcript(
                    track_id=found.pk, typed=form.cleaned_data["lines"], by=by_of(request), now=now()
                )
        except live.Unusable as fault:
            form.add_error("lines", str(fault))
        else:
            messages.success(request, "Saved. The captions are changed too.")
            return redirect("desk:recording", page.pk)
    context = {"page": page, "track": found, "form": form}
    return render(request, "desk/recording_track.html", context, status=422 if form.errors else 200)


@of_interview
@require_POST
def drop(request: HttpRequest, page: live.InterviewPage, track_id: int) -> HttpResponse:
    """Take captions away."""
    with transaction():
        live.drop_track(track_id=_track_of(page, track_id).pk, by=by_of(request), now=now())
    messages.success(request, "They are gone, and what was said in them.")
    return redirect("desk:recording", page.pk)


@of_interview
@require_POST
def nudge(request: HttpRequest, page: live.InterviewPage) -> HttpResponse:
    """The chapter of a question, or one of the editor's own, a little earlier or later."""
    airing, chapter = number_in(request.POST.get("airing", "")), number_in(request.POST.get("chapter", ""))
    by_ms = _milliseconds(request.POST.get("by", ""))
    try:
        with transaction():
            if airing:
                live.nudge_question(interview_id=page.pk, airing_id=airing, by_ms=by_ms)
            elif chapter:
                live.nudge_chapter(interview_id=page.pk, chapter_id=chapter, by_ms=by_ms)
    except live.Unusable as fault:
        messages.error(request, str(fault))
    except (live.Airing.DoesNotExist, live.Chapter.DoesNotExist) as gone:
        raise Http404 from gone
    return redirect(f"{request.path.removesuffix('nudge/')}#chapters")


@of_interview
@require_POST
def add_chapter(request: HttpRequest, page: live.InterviewPage) -> HttpResponse:
    """One of the editor's own."""
    form = ChapterForm(request.POST, auto_id="chapter_%s")

    def add() -> str:
        given = form.cleaned_data
        live.add_chapter(interview_id=page.pk, begins_ms=given["begins"], title=given["title"])
        return "The chapter is there."

    return _try(request, page, Given("chapter_form", form), add)


@of_interview
@require_POST
def remove_chapter(request: HttpRequest, page: live.InterviewPage, chapter_id: int) -> HttpResponse:
    """Away with it."""
    with transaction():
        live.remove_chapter(interview_id=page.pk, chapter_id=chapter_id)
    return redirect("desk:recording", page.pk)


@of_interview
@require_POST
def publish(request: HttpRequest, page: live.InterviewPage) -> HttpResponse:
    """Readers see it from now on, or no longer."""
    shown = request.POST.get("shown") == "yes"
    act = live.publish_recording if shown else live.withdraw_recording
    try:
        with transaction():
            act(interview_id=page.pk, by=by_of(request), now=now())
    except (live.Unusable, live.Refused) as fault:
        messages.error(request, getattr(fault, "words", str(fault)))
    else:
        messages.success(request, "Readers see it." if shown else "Readers no longer see it.")
    return redirect("desk:recording", page.pk)


@dataclass(frozen=True, slots=True)
class Given:
    """A form that was sent, and what the screen calls it."""

    name: str
    form: Any


def _bring(request: HttpRequest, page: live.InterviewPage, given: Given) -> HttpResponse:
    def save() -> str:
        made = live.bring_transcript(
            interview_id=page.pk, brought=given.form.brought(), by=by_of(request), now=now()
        )
        return f"There are {made.cues.count():,} lines in {made.name}."

    return _try(request, page, given, save)


def _try(
    request: HttpRequest, page: live.InterviewPage, given: Given, act: Callable[[], str]
) -> HttpResponse:
    """Do it, and say so; where it cannot be done, the form says why and keeps what was written."""
    if given.form.is_valid():
        try:
            with transaction():
                done = act()
        except live.Unusable as fault:
            given.form.add_error(None, str(fault))
        else:
            messages.success(request, done)
            return redirect("desk:recording", page.pk)
    return _screen(request, page, status=422, **{given.name: given.form})


def _screen(
    request: HttpRequest, page: live.InterviewPage, *, status: int = 200, **given: forms.Form
) -> HttpResponse:
    found = live.find_recording(interview_id=page.pk)
    language = {"language": editorial.get_publication().language, "is_spoken": True}
    context = {
        "page": page,
        "recording": found,
        "timeline": live.timeline_of(found) if found else None,
        "tracks": live.tracks_of(found) if found else [],
        "nudges": NUDGES,
        "address": editorial.path_of(page.url_path),
        "form": RecordingForm(initial=_initial(found, page)),
        "file_form": FileForm(initial=language, auto_id="file_%s"),
        "typed_form": TypedForm(initial=language, auto_id="typed_%s"),
        "chapter_form": ChapterForm(auto_id="chapter_%s"),
        **given,
    }
    return render(request, "desk/recording.html", context, status=status)


def _initial(found: live.Recording | None, page: live.InterviewPage) -> dict[str, Any]:
    if found is None:
        return {"video": page.video, "interview_at": "0:00"}
    return {
        "video": found.video,
        "interview_at": live.written_time(live.interview_at(found)),
        "length": live.written_time(found.length_ms) if found.length_ms else "",
        "cuts": live.written_cuts(found.spans_cut()),
        "was_read": found.was_read,
    }


def _track_of(page: live.InterviewPage, track_id: int) -> live.CaptionTrack:
    found = live.find_track(track_id)
    if found is None or found.recording.interview_id != page.pk:
        raise Http404
    return found


def _milliseconds(text: str) -> int:
    sign = -1 if text.startswith("-") else 1
    number = number_in(text.removeprefix("-")) or 0
    return sign * min(number, FURTHEST)
