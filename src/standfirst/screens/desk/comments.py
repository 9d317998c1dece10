"""The moderators' queues: what waits, what was decided, and one comment by itself."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from standfirst.apps.comments import api as comments
from standfirst.apps.moderation import api as moderation
from standfirst.core.clock import now
from standfirst.core.numbers import number_in
from standfirst.screens.desk.comment_cards import shown

may_decide = permission_required("comments.change_comment", raise_exception=True)
NAMES = {queue.name.lower(): queue for queue in comments.QUEUES}
LABELS = {
    "reported": "Reported", "pending": "Pending", "held": "Held", "new": "New", "approved": "Approved",
    "rejected": "Removed",
}  # fmt: skip
NEWEST_FIRST = {comments.Queue.APPROVED, comments.Queue.REJECTED}
FIRST, PAGE = "reported", 50


@may_decide
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """One queue, from a place in it."""
    name = request.GET.get("queue", FIRST)
    return queue_screen(request, name if name in NAMES else FIRST, number_in(request.GET.get("after", "")))


@may_decide
@require_GET
def counts(request: HttpRequest) -> JsonResponse:
    """How much lies where now, for a page that stays open."""
    return JsonResponse(numbers())


@may_decide
@require_GET
def one(request: HttpRequest, comment_id: int) -> HttpResponse:
    """One comment, in any state."""
    found = find(comment_id)
    return screen(request, "desk/comment.html", rows=shown([found], now=now()), here="")


@may_decide
@require_GET
def decisions(request: HttpRequest) -> HttpResponse:
    """What this moderator decided, the newest first."""
    mine = comments.list_decisions_by(moderator_id=request.user.pk or 0)
    return screen(request, "desk/comment_decisions.html", mine=mine, here="mine")


def queue_screen(
    request: HttpRequest, name: str, after: int | None, *, status: int = 200, **given: Any
) -> HttpResponse:
    """The page of a queue."""
    queue = NAMES[name]
    found = comments.list_queue(queue, after=after, newest_first=queue in NEWEST_FIRST)
    given = {"rows": shown(found, now=now()), "after": after or "", "label": LABELS[name], **given}
    more = found[-1].pk if len(found) == PAGE else None
    return screen(request, "desk/comments.html", status=status, here=name, more=more, **given)


def screen(
    request: HttpRequest, template: str, *, here: str, status: int = 200, **given: Any
) -> HttpResponse:
    """Any page of the moderators, below the list of queues."""
    counted = numbers()
    context = {
        "here": here,
        "queues": [(name, words, counted[name]) for name, words in LABELS.items()],
        "appeals_waiting": counted["appeals"],
        "guidelines": moderation.guidelines(),
        "just_now": just_decided(request),
        "may_settle": request.user.has_perm("comments.change_conversation"),
        **given,
    }
    return render(request, template, context, status=status)


def numbers() -> dict[str, int]:
    """By the names of the queues."""
    counted = comments.counts_of_queues()
    return {
        **{name: counted[queue] for name, queue in NAMES.items()},
        "appeals": comments.count_open_appeals(),
    }


def just_decided(request: HttpRequest) -> comments.Decision | None:
    """The moderator's last decision, as long as it can be taken back."""
    mine = comments.list_decisions_by(moderator_id=request.user.pk or 0)[:1]
    if not mine or mine[0].undone_at or now() > mine[0].made_at + comments.UNDO_WITHIN:
        return None
    return mine[0]


def find(comment_id: int) -> comments.Comment:
    """Raises Http404."""
    found = comments.find_comment(comment_id=comment_id)
    if found is None:
        raise Http404
    return found
