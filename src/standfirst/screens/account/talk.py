"""A reader's own comments with how they stand, the replies to them, and what moderators wrote."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET, require_POST

from standfirst.apps.comments import api as comments
from standfirst.apps.moderation import api as moderation
from standfirst.core.clock import now
from standfirst.core.numbers import number_in
from standfirst.screens.account.panels import add_panel
from standfirst.screens.account.screen import ReaderRequest, account_screen


@add_panel("comments", name="Your comments", order=40, template="account/_comments.html")
def panel(request: ReaderRequest) -> dict[str, Any]:
    """How many replies are unread, and whether a moderator wrote."""
    reader_id = request.user.pk
    return {
        "unread": comments.count_unread(reader_id=reader_id),
        "restriction": moderation.restriction_of(reader_id=reader_id, now=now()),
    }


@login_required
@require_GET
def own(request: ReaderRequest) -> HttpResponse:
    """The reader's own, newest first."""
    rows = comments.list_own(
        author_id=request.user.pk, now=now(), before=number_in(request.GET.get("before"))
    )
    return account_screen(
        request,
        "account/comments.html",
        rows=rows,
        more=rows[-1].comment.pk if len(rows) == comments.OWN_PAGE else None,
        guidelines=moderation.guidelines(),
        restriction=moderation.restriction_of(reader_id=request.user.pk, now=now()),
        by_mail=comments.hears_of_replies(reader_id=request.user.pk),
        unread=comments.count_unread(reader_id=request.user.pk),
        ignored=comments.list_ignored(reader_id=request.user.pk),
        waits=request.GET.get("waits", ""),
    )


@login_required
@require_GET
def replies(request: ReaderRequest) -> HttpResponse:
    """What others answered, newest first."""
    rows = comments.list_replies_to(reader_id=request.user.pk, before=_moment(request.GET.get("before", "")))
    return account_screen(
        request,
        "account/replies.html",
        rows=rows,
        more=rows[-1].comment.published_at if len(rows) == comments.OWN_PAGE else None,
        unread=any(row.is_unread for row in rows),
    )


@login_required
@require_POST
def replies_seen(request: ReaderRequest) -> HttpResponse:
    """All that was answered until now is read."""
    comments.note_replies_seen(reader_id=request.user.pk, now=now())
    return redirect("account:replies")


@login_required
@require_POST
def letters(request: ReaderRequest) -> HttpResponse:
    """Whether replies are told by mail."""
    wanted = request.POST.get("by_mail") == "on"
    comments.mail_replies(reader_id=request.user.pk, wanted=wanted, now=now())
    return redirect("account:comments")


@login_required
@require_POST
def read_again(request: ReaderRequest) -> HttpResponse:
    """No longer to ignore somebody."""
    entry = number_in(request.POST.get("entry"))
    if entry is not None:
        comments.read_again(reader_id=request.user.pk, entry=entry)
    return redirect("account:comments")


@login_required
@require_POST
def warning_read(request: ReaderRequest) -> HttpResponse:
    """The reader has read what a moderator wrote, and may go on."""
    number = number_in(request.POST.get("warning"))
    if number is not None:
        moderation.acknowledge_warning(reader_id=request.user.pk, sanction_id=number, now=now())
    return redirect("account:comments")


def _moment(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None
