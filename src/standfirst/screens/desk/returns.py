"""What came back of newsletters and letters: what followed from it, what stands still, and how it is undone."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from standfirst.apps.audit import api as audit
from standfirst.apps.newsletters import api as newsletters
from standfirst.core.clock import now
from standfirst.core.db import transaction
from standfirst.core.http.proof import step_up_required
from standfirst.core.numbers import number_in
from standfirst.core.spreadsheet import csv_lines
from standfirst.screens.desk.staff import by_of

MOST_SHOWN = 50
RIGHT_TO_ADDRESSES = "accounts.change_user"
may_see = permission_required("newsletters.view_return", raise_exception=True)
may_lift = permission_required("newsletters.delete_suppression", raise_exception=True)
may_take = permission_required(RIGHT_TO_ADDRESSES, raise_exception=True)

KINDS = {
    "bounce": "Undeliverable",
    "complaint": "Called spam",
    "delay": "Delayed",
    "auto-reply": "Answered by itself",
    "sign-off": "Signed off at the provider",
    "other": "Something else",
    "unread": "Unread",
}
FAULTS = {
    "address": "no such mailbox",
    "mailbox": "full, or out of reach",
    "content": "what it says",
    "policy": "who sends",
    "configuration": "our own set-up",
}
EFFECTS = {
    "nothing": "Nothing",
    "counted": "Counted against the newsletter",
    "counted as full": "Counted against the mailbox",
    "given up": "No newsletter goes there",
    "stopped": "This newsletter does not go there",
    "signed off": "Signed off from this newsletter",
}
SUPPRESSING = ("given up", "stopped")
_HEAD = (
    "When",
    "What",
    "Because of",
    "For good",
    "Code",
    "Newsletter",
    "Edition",
    "Address",
    "What followed",
    "Words",
)


@may_see
@require_GET
def returns(request: HttpRequest) -> HttpResponse:
    """The newest first, narrowed down; addresses only for those who may see them."""
    chosen = _chosen(request)
    rows = newsletters.list_returns(**chosen)
    if before := number_in(request.GET.get("before")):
        rows = rows.filter(pk__lt=before)
    shown = list(rows[: MOST_SHOWN + 1])
    return render(
        request,
        "desk/returns.html",
        {
            "rows": [_row(each) for each in shown[:MOST_SHOWN]],
            "more": shown[MOST_SHOWN - 1].pk if len(shown) > MOST_SHOWN else None,
            "alarms": newsletters.open_alarms(),
            "kinds": KINDS,
            "faults": FAULTS,
            "newsletters": newsletters.list_names(),
            "is_narrowed": any(chosen.values()),
            "shows_addresses": request.user.has_perm(RIGHT_TO_ADDRESSES),
            **chosen,
        },
    )


@may_lift
@require_POST
def lift(request: HttpRequest, suppression_id: int) -> HttpResponse:
    """Newsletters go there again."""
    try:
        with transaction():
            newsletters.lift_suppression(suppression_id=suppression_id, by=by_of(request), now=now())
    except newsletters.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Newsletters go there again. It is on record.")
    return redirect("desk:returns")


@may_lift
@require_POST
def go_on(request: HttpRequest, alarm_id: int) -> HttpResponse:
    """Somebody has looked: the newsletter goes on."""
    try:
        with transaction():
            newsletters.close_alarm(alarm_id=alarm_id, by=by_of(request), now=now())
    except newsletters.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The newsletter goes on. It is on record.")
    return redirect("desk:returns")


@may_take
@step_up_required(back="desk:returns")  # type: ignore[untyped-decorator]
@require_GET
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The list as a table; that it was taken is on record."""
    moment = now()
    by = by_of(request)
    with transaction():
        audit.record(
            action="desk.export_returns", actor_id=by.id, actor=by.name, about="export:returns", now=moment
        )
    lines = csv_lines(_HEAD, _cells(newsletters.list_returns(**_chosen(request))))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="came-back-{moment:%Y-%m-%d}.csv"'
    return response


def _chosen(request: HttpRequest) -> dict[str, Any]:
    """What was asked for, where there is such a thing."""
    kind, fault = request.GET.get("kind", ""), request.GET.get("fault", "")
    return {
        "kind": kind if kind in KINDS else "",
        "fault": fault if fault in FAULTS else "",
        "newsletter_id": number_in(request.GET.get("newsletter_id")),
    }


def _row(found: Any) -> dict[str, Any]:
    return {
        "found": found,
        "kind": KINDS.get(found.kind, found.kind),
        "fault": FAULTS.get(found.fault, ""),
        "effect": EFFECTS.get(found.effect, found.effect),
        "about": found.sending.name if found.sending else "A letter to one reader" if found.letter_number else "",
        "holds": found.effect in SUPPRESSING and found.suppressed is not None,
        "is_lifted": found.effect in SUPPRESSING and found.suppressed is None,
    }  # fmt: skip


def _cells(rows: Any) -> Iterator[tuple[object, ...]]:
    for each in rows.iterator(chunk_size=500):
        row = _row(each)
        yield (
            timezone.localtime(each.arrived_at).isoformat(timespec="minutes"),
            row["kind"],
            row["fault"],
            "yes" if each.is_permanent else "no",
            each.status,
            each.sending.newsletter.title if each.sending else "",
            row["about"],
            each.address,
            row["effect"],
            each.diagnostic,
        )
