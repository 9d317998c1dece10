"""What authors say against a removal; somebody else than who removed it decides."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from standfirst.apps.comments import api as comments
from standfirst.core.clock import now
from standfirst.screens.desk.comment_acts import moderator_of, wants_data
from standfirst.screens.desk.comment_cards import shown
from standfirst.screens.desk.comment_forms import AppealForm
from standfirst.screens.desk.comments import may_decide, screen

NOT_WHOLE = "Say whether it comes back, and why, in a sentence for the author."
OVERTAKEN = "Somebody else has decided on it meanwhile."
DONE = {True: "It stays removed. Its author is told.", False: "It is out again. Its author is told."}


@may_decide
@require_GET
def appeals(request: HttpRequest) -> HttpResponse:
    """The oldest first."""
    return _screen(request)


@may_decide
@require_POST
def decide(request: HttpRequest, appeal_id: int) -> HttpResponse:
    """Once, and for good."""
    form = AppealForm(request.POST)
    if not form.is_valid():
        return _refused(request, NOT_WHOLE, appeal_id=appeal_id, status=422)
    try:
        made = comments.decide_appeal(
            moderator=moderator_of(request), appeal_id=appeal_id, now=now(), **form.cleaned_data
        )
    except comments.Overtaken:
        return _refused(request, OVERTAKEN, status=409)
    except comments.Refusal as refusal:
        gone = refusal.reason is comments.Reason.GONE
        return _refused(request, refusal.sentence, appeal_id=appeal_id, status=404 if gone else 403)
    done = DONE[bool(made.upheld)]
    if wants_data(request):
        return JsonResponse({"sentence": done})
    messages.success(request, done)
    return redirect("desk:comments-appeals")


def _refused(request: HttpRequest, sentence: str, *, appeal_id: int = 0, status: int) -> HttpResponse:
    if wants_data(request):
        return JsonResponse({"sentence": sentence}, status=status)
    return _screen(request, appeal_id=appeal_id, sentence=sentence, status=status)


def _screen(
    request: HttpRequest, *, appeal_id: int = 0, sentence: str = "", status: int = 200
) -> HttpResponse:
    waiting = comments.list_open_appeals()
    rows = shown([each.decision.comment for each in waiting], now=now())
    given = {
        "waiting": list(zip(waiting, rows, strict=True)),
        "refused": appeal_id,
        "sentence": sentence,
        "me": request.user.pk,
    }
    return screen(request, "desk/appeals.html", here="appeals", status=status, **given)
