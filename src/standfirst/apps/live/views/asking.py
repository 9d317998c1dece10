"""Asking: the composer with what one has asked already, what is like it, changing and withdrawing."""

from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from standfirst.apps.accounts import api as accounts
from standfirst.apps.live import api as live
from standfirst.apps.live.forms import AskForm, EditForm
from standfirst.apps.live.queries.asked import count_waiting
from standfirst.apps.live.queries.reminders import is_reminded
from standfirst.apps.live.rules.sizes import MOST_OPEN
from standfirst.apps.live.views.pace import check_looking
from standfirst.apps.live.views.screen import (
    Around,
    around,
    around_question,
    personal,
    reader_of,
    refusal,
    rights_in,
    room_in,
)
from standfirst.apps.moderation import api as moderation
from standfirst.core.clock import now
from standfirst.core.numbers import number_in

ALIKE = 3


@login_required
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, interview_id: int) -> HttpResponse:
    """The composer and one's own questions, on a page of its own; scripts take them into the page of the interview."""
    scene = around(request, interview_id)
    room = room_in(scene)
    if request.method == "POST":
        return _asked(request, scene, room)
    form = AskForm(initial={"client_id": uuid4()})
    return personal(request, "live/ask.html", scene, **_part(request, scene, room, form))


def _asked(request: HttpRequest, scene: Around, room: live.Room) -> HttpResponse:
    form, reader = AskForm(request.POST), reader_of(request)
    if not form.is_valid():
        return personal(request, "live/ask.html", scene, status=422, **_part(request, scene, room, form))
    _accept(request, reader)
    typed = form.cleaned_data
    alike = () if typed["anyway"] else _alike(room, typed["text"])
    if alike and rights_in(request, scene, room).may_ask:
        return personal(request, "live/ask.html", scene, alike=alike, **_part(request, scene, room, form))
    try:
        question = live.ask_question(
            room_id=room.pk, asker_id=reader.pk, text=typed["text"], client_id=typed["client_id"],
            language=reader.language, now=now(),
        )  # fmt: skip
    except live.Refused as refused:
        return refusal(request, "live/ask.html", scene, refused, **_part(request, scene, room, form))
    return redirect(
        f"{reverse('live:ask', args=[scene.interview.id])}?asked={question.key}#own-{question.key}"
    )


def _alike(room: live.Room, text: str) -> tuple[live.Card, ...]:
    return live.similar_questions(room_id=room.pk, text=text, limit=ALIKE)


def _accept(request: HttpRequest, reader: accounts.User) -> None:
    """What was ticked with the question: the guidelines that were shown, and the name that was."""
    version = number_in(request.POST.get("guidelines"))
    if version is not None and version == moderation.guidelines().number:
        moderation.accept_guidelines(reader_id=reader.pk, version=version, now=now())
    if request.POST.get("seen_name") == reader.username and reader.username_seen_at is None:
        accounts.note_name_seen(reader_id=reader.pk, now=now())
        reader.refresh_from_db(fields=["username_seen_at"])


def _part(request: HttpRequest, scene: Around, room: live.Room, form: AskForm) -> dict[str, Any]:
    """What one reader has to do with this interview."""
    reader: Any = request.user
    rights = rights_in(request, scene, room)
    mine = live.questions_of(asker_id=reader.pk, room_id=room.pk)
    return {
        "form": form,
        "mine": mine,
        "left": max(MOST_OPEN - count_waiting(mine), 0),
        "no_asking": rights.no_asking,
        "may_cast": rights.may_vote,
        "votes": sorted(live.votes_of(reader_id=reader.pk, room_id=room.pk)) if rights.may_vote else [],
        "username": reader.username,
        "guidelines": moderation.guidelines(),
        "asks_guidelines": moderation.accepted_version(reader_id=reader.pk) != moderation.guidelines().number,
        "asks_name": reader.username_seen_at is None,
        "is_reminded": is_reminded(reader_id=reader.pk, interview_id=scene.interview.id),
        "asked": request.GET.get("asked", ""),
    }


@login_required
@require_POST
def alike(request: HttpRequest, interview_id: int) -> HttpResponse:
    """Open questions like a text that is being typed, as a fragment; nothing where there are none."""
    scene = around(request, interview_id)
    room = room_in(scene)
    try:
        check_looking(request.user.pk or 0)
    except live.Refused:
        return HttpResponse(status=429)
    found = (
        _alike(room, request.POST.get("text", "")[:2000]) if rights_in(request, scene, room).may_ask else ()
    )
    if not found:
        return HttpResponse(status=204)
    return HttpResponse(render_to_string("live/_alike.html", {"alike": found}))


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Change one's own question, until the desk has looked at it."""
    scene, question = _own(request, key)
    form = EditForm(request.POST or None, initial={"text": question.text})
    shown = {"form": form, "question": question}
    if request.method == "GET" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return personal(request, "live/edit.html", scene, status=status, **shown)
    try:
        live.edit_question(key=key, asker_id=request.user.pk or 0, text=form.cleaned_data["text"], now=now())
    except live.Refused as refused:
        return refusal(request, "live/edit.html", scene, refused, **shown)
    return _back(scene, key)


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Take back one's own question, after a word about what that means."""
    scene, question = _own(request, key)
    if request.method == "GET":
        return personal(request, "live/withdraw.html", scene, question=question)
    try:
        live.withdraw_question(key=key, asker_id=request.user.pk or 0, now=now())
    except live.Refused as refused:
        return refusal(request, "live/withdraw.html", scene, refused, question=question)
    return _back(scene, key)


def _own(request: HttpRequest, key: str) -> tuple[Around, live.Question]:
    """Raises Http404 for what somebody else has asked."""
    scene, question = around_question(request, key)
    if question.asker_id != request.user.pk:
        raise Http404
    return scene, question


def _back(scene: Around, key: str) -> HttpResponse:
    return redirect(f"{reverse('live:ask', args=[scene.interview.id])}#own-{key}")
