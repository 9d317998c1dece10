"""What readers do with the comments of others: recommend, report, ignore; and against a decision: appeal."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from standfirst.apps.comments.actions.appeal import appeal as make_appeal
from standfirst.apps.comments.actions.letters import reader_of_token
from standfirst.apps.comments.actions.note import ignore as note_ignored
from standfirst.apps.comments.actions.note import mail_replies, note_visit
from standfirst.apps.comments.actions.recommend import recommend as make_recommendation
from standfirst.apps.comments.actions.report import report as make_report
from standfirst.apps.comments.forms import AppealForm, ReportForm
from standfirst.apps.comments.models import Report
from standfirst.apps.comments.queries.mine import find_own, mine_of
from standfirst.apps.comments.queries.threads import find_card
from standfirst.apps.comments.rules.refusals import Refusal
from standfirst.apps.comments.views.screen import (
    STATUS,
    around,
    around_comment,
    check_pace,
    personal,
    reader_of,
    refused,
    signed_in,
)
from standfirst.apps.editorial.api import get_publication
from standfirst.core.clock import now
from standfirst.core.http.screens import personal_screen
from standfirst.core.numbers import number_in


@signed_in
@require_http_methods(["GET", "POST"])
def recommend(request: HttpRequest, comment_id: int) -> HttpResponse:
    """A page with the button; scripts press it and are told the number."""
    scene = around_comment(request, comment_id)
    wants_json = "application/json" in request.headers.get("Accept", "")
    try:
        reader = reader_of(request)
        if request.method == "GET":
            return personal(request, "comments/recommend.html", scene, comment_id=comment_id)
        check_pace(reader.pk)
        wanted = request.POST.get("wanted", "yes") == "yes"
        score = make_recommendation(reader=reader, comment_id=comment_id, wanted=wanted, now=now())
    except Refusal as refusal:
        if wants_json:
            return JsonResponse({"sentence": refusal.sentence}, status=STATUS.get(refusal.reason, 403))
        return refused(request, "comments/refused.html", scene, refusal)
    return JsonResponse({"score": score}) if wants_json else _back(comment_id)


@signed_in
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Say what is wrong with a comment."""
    scene = around_comment(request, comment_id)
    form = ReportForm(request.POST or None)
    try:
        reader = reader_of(request)
        if request.method == "POST" and form.is_valid():
            check_pace(reader.pk)
            make_report(
                reader=reader,
                comment_id=comment_id,
                reason=Report.Reason(form.cleaned_data["reason"]),
                words=form.cleaned_data["words"],
                now=now(),
            )
            return personal(request, "comments/reported.html", scene)
    except Refusal as refusal:
        return refused(request, "comments/report.html", scene, refusal, form=form, comment_id=comment_id)
    status = 422 if request.method == "POST" else 200
    return personal(request, "comments/report.html", scene, status=status, form=form, comment_id=comment_id)


@signed_in
@require_http_methods(["GET", "POST"])
def appeal(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Ask somebody else to look at a removal."""
    scene = around_comment(request, comment_id)
    form = AppealForm(request.POST or None)
    shown: dict[str, Any] = {"form": form, "comment_id": comment_id}
    try:
        reader = reader_of(request)
        shown["comment"], _ = find_own(author_id=reader.pk, comment_id=comment_id)
        if request.method == "POST" and form.is_valid():
            make_appeal(author=reader, comment_id=comment_id, text=form.cleaned_data["text"], now=now())
            return redirect("account:comments")
    except Refusal as refusal:
        return refused(request, "comments/appeal.html", scene, refusal, **shown)
    return personal(request, "comments/appeal.html", scene, status=422 if form.errors else 200, **shown)


@signed_in
@require_http_methods(["GET", "POST"])
def ignore(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Not to read the author of this comment any more, or again: a page with the buttons, which scripts press."""
    scene = around_comment(request, comment_id)
    subject = scene.subject()
    card = find_card(subject, comment_id=comment_id) if subject else None
    if card is None or card.author_id is None:
        raise Http404
    try:
        reader = reader_of(request)
        if request.method == "GET":
            return personal(request, "comments/ignore.html", scene, comment_id=comment_id, name=card.name)
        check_pace(reader.pk)
    except Refusal as refusal:
        return refused(request, "comments/refused.html", scene, refusal)
    wanted = request.POST.get("wanted", "yes") == "yes"
    note_ignored(reader_id=reader.pk, ignored_id=card.author_id, wanted=wanted, now=now())
    return _back(comment_id)


@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest, article_id: int) -> HttpResponse:
    """What one reader adds to a page, as data for scripts; by POST until when they have seen it."""
    if not request.user.is_authenticated:
        return HttpResponse(status=204)
    scene = around(request, article_id)
    thread_id, reader_id = scene.ground.thread_id, request.user.pk
    if thread_id is None or not scene.may_read:
        return HttpResponse(status=204)
    if request.method == "POST":
        return _seen(request, reader_id, thread_id)
    asked = map(number_in, request.GET.get("shown", "").split(","))
    shown = [number for number in asked if number is not None]
    found = mine_of(reader_id=reader_id, thread_id=thread_id, shown=shown, now=now())
    return JsonResponse(
        {
            "own": sorted(found.own),
            "changeable": sorted(found.changeable),
            "recommended": sorted(found.recommended),
            "ignored": sorted(found.ignored),
            "token": get_token(request),
            "seen_until": found.seen_until.isoformat() if found.seen_until else None,
        }
    )


def _seen(request: HttpRequest, reader_id: int, thread_id: int) -> HttpResponse:
    """Never later than now."""
    try:
        until = parse_datetime(request.POST.get("until", ""))
    except ValueError:
        until = None
    if until is None or until.tzinfo is None:
        return HttpResponse(status=400)
    note_visit(reader_id=reader_id, thread_id=thread_id, seen_until=min(until, now()))
    return HttpResponse(status=204)


@csrf_exempt
@require_http_methods(["GET", "POST"])
def no_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the letters about replies, by the link that is in each (RFC 8058): by POST only, without signing in."""
    reader_id = reader_of_token(token)
    if request.method == "POST" and reader_id is not None:
        mail_replies(reader_id=reader_id, wanted=False, now=now())
    return personal_screen(
        request,
        "comments/no_mail.html",
        status=200 if reader_id is not None else 404,
        publication=get_publication(),
        is_known=reader_id is not None,
        is_done=request.method == "POST",
    )


def _back(comment_id: int) -> HttpResponse:
    return redirect(f"{reverse('comments:comment', args=[comment_id])}#c{comment_id}")
