"""What moderators do with comments: as plain forms, which lead back to the queue, or asked for by its script."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from standfirst.apps.accounts import api as accounts
from standfirst.apps.accounts.api import User
from standfirst.apps.comments import api as comments
from standfirst.apps.moderation import api as moderation
from standfirst.core.clock import now
from standfirst.screens.desk.comment_cards import shown
from standfirst.screens.desk.comment_forms import DecisionForm, ManyForm, PlaceForm, ReasonForm
from standfirst.screens.desk.comments import FIRST, NAMES, find, may_decide, queue_screen, screen

DONE = {comments.Verdict.APPROVE: "Approved.", comments.Verdict.REJECT: "Removed."}
OVERTAKEN = "Somebody was faster: it was decided or changed meanwhile. This is how it stands now."
NO_REASON = "Choose the rule that it breaks."


@may_decide
@require_POST
def decide(request: HttpRequest, comment_id: int) -> HttpResponse:
    """One press; what was overtaken is shown as it stands now."""
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _not_done(request, comment_id, NO_REASON if "rule" in form.errors else "This cannot be read.")
    said = form.cleaned_data
    try:
        made = comments.decide(
            moderator=moderator_of(request),
            comment_id=comment_id,
            revision=said["revision"],
            decisions=said["decisions"],
            choice=form.choice(),
            now=now(),
        )
    except comments.Overtaken:
        return _not_done(request, comment_id, OVERTAKEN, status=409)
    except comments.Refusal as refusal:
        return _not_done(request, comment_id, refusal.sentence)
    return _done(request, DONE[comments.Verdict(made.verdict)], undo=made)


@may_decide
@require_POST
def feature(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Among the editors' choice, or no longer."""
    wanted = request.POST.get("wanted", "yes") == "yes"
    try:
        comments.feature(comment_id=comment_id, wanted=wanted, now=now())
    except comments.Refusal:
        return _not_done(request, comment_id, "Only what is out can be featured.", status=409)
    return _done(request, "Featured." if wanted else "No longer featured.", card_of=comment_id)


@may_decide
@require_POST
def send(request: HttpRequest, comment_id: int) -> HttpResponse:
    """To who wrote the article, once."""
    try:
        number = comments.send_to_author(moderator=moderator_of(request), comment_id=comment_id, now=now())
    except comments.Refusal as refusal:
        return _not_done(request, comment_id, refusal.sentence, status=409)
    done = "Sent to the author." if number == 1 else f"Sent to {number} authors."
    return _done(request, done, card_of=comment_id)


@may_decide
@require_POST
def undo(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Within ten seconds, by who decided."""
    try:
        comment = comments.undo_decision(moderator=moderator_of(request), decision_id=decision_id, now=now())
    except comments.Refusal as refusal:
        if refusal.reason is comments.Reason.GONE:
            raise Http404 from None
        return _refused(request, refusal.sentence, status=409)
    return _done(request, "Taken back.", card_of=comment.pk)


@may_decide
@require_POST
def many(request: HttpRequest) -> HttpResponse:
    """All that are ticked, each by itself; those overtaken are listed."""
    form = ManyForm(request.POST)
    if not form.is_valid():
        return _refused(request, NO_REASON if "rule" in form.errors else "Tick the comments first.")
    decided = comments.decide_many(
        moderator=moderator_of(request), seen=form.all_seen(), choice=form.choice(), now=now()
    )
    done = DONE[form.choice().verdict]
    messages.success(request, f"{len(decided.made)}: {done}")
    if not decided.overtaken:
        return redirect(_place(request))
    return _in_queue(request, overtaken=shown(decided.overtaken, now=now()), status=409)


@may_decide
@require_GET
def author(request: HttpRequest, reader_id: int) -> HttpResponse:
    """What somebody said lately, and how it fared."""
    return _author_screen(request, reader_id)


@may_decide
@require_POST
def hide_author(request: HttpRequest, reader_id: int) -> HttpResponse:
    """Everything of theirs that is out goes, under one rule."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _author_screen(request, reader_id, sentence=NO_REASON, status=422)
    try:
        gone = comments.hide_author(
            moderator=moderator_of(request), author_id=reader_id, now=now(), **form.cleaned_data
        )
    except comments.Refusal as refusal:
        return _author_screen(request, reader_id, sentence=refusal.sentence, status=422)
    messages.success(request, f"{gone} comment{'' if gone == 1 else 's'} removed.")
    return redirect("desk:comments-author", reader_id)


def moderator_of(request: HttpRequest) -> User:
    """Who decides; the right has been asked for."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def _author_screen(request: HttpRequest, reader_id: int, *, status: int = 200, **given: Any) -> HttpResponse:
    reader = accounts.find_reader(reader_id=reader_id)
    if reader is None:
        raise Http404
    context = {
        "reader": reader,
        "rows": shown(comments.list_by_author(reader_id=reader_id), now=now()),
        "record": comments.record_of(reader_id=reader_id),
        "can_be_hidden": moderation.may_be_moderated(reader_id=reader_id, by=request.user.pk or 0),
        **given,
    }
    return screen(request, "desk/comments_by.html", here="", status=status, **context)


def wants_data(request: HttpRequest) -> bool:
    """Whether the queue's script asks."""
    return "application/json" in request.headers.get("Accept", "")


def _card(request: HttpRequest, comment_id: int, sentence: str = "") -> str:
    given = {
        "row": shown([find(comment_id)], now=now())[0],
        "sentence": sentence,
        "guidelines": moderation.guidelines(),
    }
    return render_to_string("desk/_comment.html", given, request)


def _done(
    request: HttpRequest,
    sentence: str,
    *,
    undo: comments.Decision | None = None,
    card_of: int | None = None,
) -> HttpResponse:
    if wants_data(request):
        told: dict[str, Any] = {"sentence": sentence}
        if undo:
            told["undo"] = reverse("desk:comment-undo", args=[undo.pk])
        if card_of:
            told["card"] = _card(request, card_of)
        return JsonResponse(told)
    messages.success(request, sentence)
    return redirect(_place(request))


def _not_done(request: HttpRequest, comment_id: int, sentence: str, *, status: int = 422) -> HttpResponse:
    found = find(comment_id)
    if wants_data(request):
        told = {"sentence": sentence}
        if status == 409:
            told["card"] = _card(request, comment_id, sentence)
        return JsonResponse(told, status=status)
    rows = shown([found], now=now())
    return screen(request, "desk/comment.html", here="", rows=rows, sentence=sentence, status=status)


def _refused(request: HttpRequest, sentence: str, *, status: int = 422) -> HttpResponse:
    if wants_data(request):
        return JsonResponse({"sentence": sentence}, status=status)
    return _in_queue(request, sentence=sentence, status=status)


def _in_queue(request: HttpRequest, *, status: int, **given: Any) -> HttpResponse:
    name, after, _ = _where(request)
    return queue_screen(request, name or FIRST, after, status=status, **given)


def _place(request: HttpRequest) -> str:
    """Back to the queue, at the comment that came next; without a queue to the comments of the day."""
    name, after, following = _where(request)
    asked: dict[str, str | int] = {"queue": name or FIRST, **({"after": after} if after else {})}
    return f"{reverse('desk:comments')}?{urlencode(asked)}" + (f"#c{following}" if following else "")


def _where(request: HttpRequest) -> tuple[str, int | None, int | None]:
    form = PlaceForm(request.POST)
    form.is_valid()
    said = form.cleaned_data
    name = said.get("queue", "")
    return name if name in NAMES else "", said.get("after"), said.get("following")
