"""Voting for a question: by PUT and DELETE for scripts, and by a page with the button for everybody."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from standfirst.apps.live import api as live
from standfirst.apps.live.views.screen import (
    Around,
    around_question,
    personal,
    question_of,
    reader_of,
    refusal,
    refusal_as_json,
    rights_in,
)
from standfirst.core.clock import now


@require_http_methods(["GET", "POST", "PUT", "DELETE"])
def vote(request: HttpRequest, key: str) -> HttpResponse:
    """One vote a reader; however often it is sent, it is one. Of a question that is not open nothing is told."""
    if request.method in {"PUT", "DELETE"}:
        return _by_script(request, key)
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    return _by_form(request, key) if request.method == "POST" else _page(request, key)


def _by_script(request: HttpRequest, key: str) -> HttpResponse:
    wanted = request.method == "PUT"
    try:
        reader = reader_of(request)
        _cast(question_of(key), reader.pk, wanted=wanted)
    except live.Refused as refused:
        return refusal_as_json(refused)
    return JsonResponse({"voted": wanted})


def _by_form(request: HttpRequest, key: str) -> HttpResponse:
    scene, question = around_question(request, key)
    try:
        _cast(question, reader_of(request).pk, wanted=request.POST.get("wanted", "yes") == "yes")
    except live.Refused as refused:
        if refused.code is live.Code.GONE:
            raise Http404 from refused
        return refusal(request, "live/vote.html", scene, refused)
    return _back(scene, key)


def _page(request: HttpRequest, key: str) -> HttpResponse:
    scene, question = around_question(request, key)
    card = live.cards_of(question.room, [question.pk]).get(question.pk)
    if card is None:
        raise Http404
    voted = key in live.votes_of(reader_id=request.user.pk or 0, room_id=question.room_id)
    rights = rights_in(request, scene, question.room)
    return personal(request, "live/vote.html", scene, card=card, voted=voted, no_voting=rights.no_voting)


def _cast(question: live.Question, reader_id: int, *, wanted: bool) -> None:
    """Raises Refused."""
    cast = live.vote if wanted else live.unvote
    cast(room_id=question.room_id, key=question.key, reader_id=reader_id, now=now())


def _back(scene: Around, key: str) -> HttpResponseRedirect:
    return redirect(f"{scene.interview.url}#q-{key}")
