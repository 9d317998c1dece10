"""The producer's desk: the list of interviews, the board of one room, what is done there, and what the speaker sees."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from standfirst.apps.live import api as live
from standfirst.apps.moderation import api as moderation
from standfirst.core.clock import now
from standfirst.screens.desk.live_acts import ACTS, Press
from standfirst.screens.desk.live_board import LISTS, ORDERS, Row, board_of, column, stamp_of
from standfirst.screens.desk.staff import user_of

RIGHT = "live.change_room"
View = Callable[..., HttpResponse]
may_produce = permission_required(RIGHT, raise_exception=True)


def in_room(view: View) -> View:
    """The room of the address in place of its key, for those who produce."""

    @may_produce
    @wraps(view)
    def guarded(request: HttpRequest, room_key: str, **more: str) -> HttpResponse:
        room = live.find_room(key=room_key)
        if room is None:
            raise Http404
        return view(request, room, **more)

    return guarded


@may_produce
@require_GET
def interviews(request: HttpRequest) -> HttpResponse:
    """What comes, runs and was held."""
    context = {"entries": live.list_entries(), "may_record": request.user.has_perm("live.change_recording")}
    return render(request, "desk/live.html", context)


@in_room
@require_GET
def board(request: HttpRequest, room: live.Room) -> HttpResponse:
    """All of a room."""
    return _board(request, room)


@in_room
@require_GET
def lists(request: HttpRequest, room: live.Room) -> HttpResponse:
    """What changes on that screen, for the screen that stays open; nothing where it has it already."""
    order = _order(request)
    if request.GET.get("seen") == stamp_of(room, order):
        return HttpResponse(status=204)
    context = {"board": board_of(room, order=order), "room": room, "order": order}
    return render(request, "desk/_live_board.html", context)


@in_room
@require_GET
def more(request: HttpRequest, room: live.Room, name: str) -> HttpResponse:
    """One list, from a place in it."""
    if name not in LISTS:
        raise Http404
    try:
        found = column(
            room,
            name,
            counts=live.tally_of(room_id=room.pk),
            order=_order(request),
            after=request.GET.get("after", ""),
        )
    except live.BadMark as bad:
        raise Http404 from bad
    context = {"room": room, "column": found, "order": _order(request), "board": {"room": room}}
    return render(request, "desk/live_list.html", context)


@in_room
@require_GET
def question(request: HttpRequest, room: live.Room, key: str) -> HttpResponse:
    """One question with all that can be done with it; as a part for the board's script, or as a page."""
    context = _about(room, key, request.GET.get("like", "").replace("\0", "").strip()[:100])
    is_part = request.headers.get("X-Part") == "yes"
    template = "desk/_live_question.html" if is_part else "desk/live_question.html"
    return render(request, template, context)


@in_room
@require_POST
def act(request: HttpRequest, room: live.Room, name: str) -> HttpResponse:
    """One press. Where somebody else was quicker, 409 and how it stands now."""
    if name not in ACTS:
        raise Http404
    press = Press(room, request.POST, user_of(request).pk, now())
    try:
        sentence = ACTS[name](press)
    except live.Refused as refusal:
        status = 409 if isinstance(refusal, live.Conflict) else 422
        return _not_done(request, room, refusal.words, status=status)
    if _wants_data(request):
        return JsonResponse({"sentence": sentence})
    messages.success(request, sentence)
    return redirect("desk:live-room", room.key)


@may_produce
@require_POST
def rehearse(request: HttpRequest, interview_id: int) -> HttpResponse:
    """Into a room that is like the real one and that nobody else sees."""
    if live.find_interview(interview_id) is None:
        raise Http404
    room = live.begin_rehearsal(interview_id=interview_id, by=user_of(request).pk, now=now())
    return redirect("desk:live-room", room.key)


@in_room
@require_POST
def wipe(request: HttpRequest, room: live.Room) -> HttpResponse:
    """A rehearsal is over, and nothing is left of it."""
    try:
        live.wipe_rehearsal(room_id=room.pk, by=user_of(request).pk, now=now())
    except live.Refused as refusal:
        return _not_done(request, room, refusal.words, status=422)
    messages.success(request, "The rehearsal is wiped.")
    return redirect("desk:live")


@in_room
@require_GET
def speaker(request: HttpRequest, room: live.Room) -> HttpResponse:
    """For the eyes of whoever asks and answers: what is on air and what comes, and nothing else."""
    is_part = request.headers.get("X-Part") == "yes"
    template = "desk/_live_speaker.html" if is_part else "desk/live_speaker.html"
    return render(request, template, {"board": board_of(room), "room": room})


def _board(request: HttpRequest, room: live.Room, *, status: int = 200, refusal: str = "") -> HttpResponse:
    context = {
        "board": board_of(room, order=_order(request)),
        "room": room,
        "order": _order(request),
        "refusal": refusal,
        "may_record": request.user.has_perm("live.change_recording"),
    }
    return render(request, "desk/live_room.html", context, status=status)


def _about(room: live.Room, key: str, like: str) -> dict[str, Any]:
    """`like` are words of another one to merge it with. Raises Http404 for a question that is not of this room."""
    card = live.find_question(key=key)
    if card is None or not live.is_in_room(key=key, room_id=room.pk):
        raise Http404
    return {
        "row": Row(card),
        "room": room,
        "guidelines": moderation.guidelines(),
        "like": like,
        "alike": _others(room, card, like),
        "merged": live.merged_into(key=key),
        "steps": live.steps_of(key=key),
    }


def _others(room: live.Room, card: live.DeskCard, like: str) -> tuple[live.DeskCard, ...]:
    """With which it could be merged: those with these words, or those that are like it."""
    if card.state not in {live.State.OPEN, live.State.PENDING}:
        return ()
    return (
        live.with_words(room_id=room.pk, words=like, but=card.key) if like else live.similar_to(key=card.key)
    )


def _not_done(request: HttpRequest, room: live.Room, words: str, *, status: int) -> HttpResponse:
    if _wants_data(request):
        return JsonResponse({"sentence": words}, status=status)
    return _board(request, live.find_room(key=room.key) or room, status=status, refusal=words)


def _wants_data(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _order(request: HttpRequest) -> str:
    order = request.GET.get("order", "")
    return order if order in ORDERS else "votes"
