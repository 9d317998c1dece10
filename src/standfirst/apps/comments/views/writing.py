"""Saying something: the composer, its preview, changing and deleting; a refusal gives everything back as it was typed."""

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from standfirst.apps.accounts import api as accounts
from standfirst.apps.comments.actions.delete_comment import delete_comment
from standfirst.apps.comments.actions.edit_comment import edit_comment
from standfirst.apps.comments.actions.note import mail_replies
from standfirst.apps.comments.actions.post_comment import Draft, post_comment
from standfirst.apps.comments.forms import EditForm, PreviewForm, SayForm
from standfirst.apps.comments.models import Comment, Correspondence
from standfirst.apps.comments.queries.entitlement import takes_part
from standfirst.apps.comments.queries.mine import find_answered, find_own, find_posted
from standfirst.apps.comments.rules.passages import LONGEST, folded
from standfirst.apps.comments.rules.refusals import Reason, Refusal
from standfirst.apps.comments.rules.states import Status
from standfirst.apps.comments.views.screen import (
    Around,
    around,
    around_comment,
    check_pace,
    check_writing_pace,
    personal,
    reader_of,
    refused,
    signed_in,
)
from standfirst.apps.moderation import api as moderation
from standfirst.core.clock import now
from standfirst.core.numbers import number_in
from standfirst.core.text.markup import TooLong, render

_TRUE = "on"


@signed_in
@require_http_methods(["GET", "POST"])
def say(request: HttpRequest, article_id: int) -> HttpResponse:
    """The composer on a page of its own; scripts take its form and put it where somebody answers."""
    scene = around(request, article_id)
    if request.method == "POST":
        return _said(request, scene)
    first = {
        "client_id": uuid4(),
        "to": number_in(request.GET.get("to")),
        "quote": folded(request.GET.get("quote", ""))[:LONGEST],
    }
    return personal(request, "comments/say.html", scene, **_composer(request, SayForm(initial=first)))


def _said(request: HttpRequest, scene: Around) -> HttpResponse:
    form = SayForm({**request.POST.dict(), "to": number_in(request.POST.get("to"))})
    if not form.is_valid():
        return personal(request, "comments/say.html", scene, status=422, **_composer(request, form))
    try:
        posted = _post(request, scene, form)
    except Refusal as refusal:
        composer = _composer(request, form)
        return refused(request, "comments/say.html", scene, refusal, **composer)
    return _shown(posted)


def _post(request: HttpRequest, scene: Around, form: SayForm) -> Comment:
    """Raises Refusal."""
    reader, typed, moment = reader_of(request), form.cleaned_data, now()
    again = find_posted(author_id=reader.pk, client_id=typed["client_id"])
    if again is not None:
        return again
    check_writing_pace(reader.pk)
    _accept(request, reader)
    draft = Draft(
        article=scene.article,
        source=typed["source"],
        client_id=typed["client_id"],
        answers_id=typed["to"],
        quote=typed["quote"],
        language=reader.language,
        nudged=typed["nudged"],
    )
    comment = post_comment(author=reader, draft=draft, ground=scene.ground, now=moment)
    if "by_mail" in request.POST:
        mail_replies(reader_id=reader.pk, wanted=request.POST["by_mail"] == _TRUE, now=moment)
    return comment


def _accept(request: HttpRequest, reader: accounts.User) -> None:
    """What was ticked with the comment: the guidelines that were shown, and the name that was."""
    version = number_in(request.POST.get("guidelines"))
    if version is not None and version == moderation.guidelines().number:
        moderation.accept_guidelines(reader_id=reader.pk, version=version, now=now())
    if request.POST.get("seen_name") == reader.username and reader.username_seen_at is None:
        accounts.note_name_seen(reader_id=reader.pk, now=now())
        reader.refresh_from_db(fields=["username_seen_at"])


def _composer(request: HttpRequest, form: SayForm) -> dict[str, Any]:
    """The form, what it still asks for before a first comment, and what is answered."""
    shown = {"form": form, "answered": find_answered(number_in(form["to"].value())), "may_talk": False}
    if not request.user.is_authenticated:
        return shown
    reader: accounts.User = request.user
    accepted = moderation.accepted_version(reader_id=reader.pk)
    told = Correspondence.objects.filter(reader_id=reader.pk, replies_by_mail=True)
    return shown | {
        "username": reader.username,
        "asks_guidelines": accepted != moderation.guidelines().number,
        "asks_name": reader.username_seen_at is None,
        "is_by_mail": told.exists(),
        "may_talk": takes_part(reader, now=now()),
    }


def _shown(comment: Comment) -> HttpResponse:
    """To where it stands; what waits is shown to its author below their account."""
    if comment.status == Status.PUBLISHED:
        return redirect(f"{reverse('comments:comment', args=[comment.pk])}#c{comment.pk}")
    return redirect(f"{reverse('account:comments')}?waits={comment.pk}#c{comment.pk}")


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Change one's own comment, as long as it may be changed."""
    scene = around_comment(request, comment_id)
    try:
        reader = reader_of(request)
        comment, source = find_own(author_id=reader.pk, comment_id=comment_id)
        if request.method == "POST":
            return _changed(request, scene, reader, comment)
        _check_open_for_edits(comment)
    except Refusal as refusal:
        form = EditForm(request.POST or None)
        return refused(request, "comments/edit.html", scene, refusal, form=form, comment_id=comment_id)
    first = {"source": source, "revision": comment.revision}
    return personal(request, "comments/edit.html", scene, form=EditForm(initial=first), comment_id=comment_id)


def _changed(request: HttpRequest, scene: Around, reader: accounts.User, comment: Comment) -> HttpResponse:
    """Raises Refusal."""
    form = EditForm(request.POST)
    if not form.is_valid():
        return personal(request, "comments/edit.html", scene, status=422, form=form, comment_id=comment.pk)
    check_writing_pace(reader.pk)
    changed = edit_comment(
        author=reader,
        comment_id=comment.pk,
        revision=form.cleaned_data["revision"],
        source=form.cleaned_data["source"],
        article=scene.article,
        nudged=form.cleaned_data["nudged"],
        now=now(),
    )
    return _shown(changed)


def _check_open_for_edits(comment: Comment) -> None:
    if not comment.editing.is_open(now()):
        raise Refusal(Reason.ANSWERED if comment.reply_count else Reason.TOO_LATE)


@signed_in
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Delete one's own comment, after a word about what stays."""
    scene = around_comment(request, comment_id)
    try:
        reader = reader_of(request)
        if request.method == "POST":
            delete_comment(author=reader, comment_id=comment_id, now=now())
            return redirect("account:comments")
        comment, _ = find_own(author_id=reader.pk, comment_id=comment_id)
    except Refusal as refusal:
        return refused(request, "comments/refused.html", scene, refusal)
    return personal(request, "comments/delete.html", scene, comment=comment)


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """A text as it would be shown, by the same renderer."""
    try:
        check_pace(reader_of(request).pk)
        form = PreviewForm(request.POST)
        html = render(form.cleaned_data["source"]).html if form.is_valid() else ""
    except (Refusal, TooLong):
        return HttpResponse(status=403)
    return HttpResponse(render_to_string("comments/_preview.html", {"html": html}))
