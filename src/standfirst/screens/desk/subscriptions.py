"""The subscriptions desk: find readers, read one reader's whole story, and act on it."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from standfirst.apps.accounts import api as accounts
from standfirst.apps.audit import api as audit
from standfirst.apps.billing import api as billing
from standfirst.apps.membership import api as membership
from standfirst.apps.moderation import api as moderation
from standfirst.core.clock import now
from standfirst.core.db import transaction
from standfirst.core.http.proof import has_fresh_proof, step_up_required
from standfirst.core.spreadsheet import csv_lines
from standfirst.screens.desk.acts import ACTS
from standfirst.screens.desk.gifts import rows_of
from standfirst.screens.desk.proving import prove_first, written_before
from standfirst.screens.desk.staff import by_of
from standfirst.screens.desk.two_accounts import RIGHTS as MAY_MERGE

MOST_SHOWN = 50
SILENT = (
    "The payment provider does not answer. It is asked again every few seconds; look here again in a minute."
)
may_see = permission_required("membership.add_period", raise_exception=True)
may_bill = permission_required("billing.view_invoice", raise_exception=True)
_HEAD = (
    "Address",
    "Given name",
    "Family name",
    "Since",
    "Stands",
    "Plan",
    "Price",
    "State",
    "Until",
    "Paid by",
)


@may_see
@require_GET
def readers(request: HttpRequest) -> HttpResponse:
    """Readers by address or name, or by the state of their subscription."""
    words = request.GET.get("q", "").replace("\x00", "").strip()
    state = request.GET.get("state", "")
    found: list[Any] = accounts.find_readers(words=words, limit=MOST_SHOWN) if words else []
    known = {choice.value for choice in membership.State}
    rows = membership.list_by_state(state=state, limit=MOST_SHOWN) if state in known and not words else []
    context = {
        "words": words,
        "state": state,
        "states": [(str(state), words) for state, words in membership.STATES.items()],
        "readers": found,
        "rows": rows,
        "most": MOST_SHOWN,
    }
    return render(request, "desk/readers.html", context)


@may_bill
@require_GET
def invoices(request: HttpRequest) -> HttpResponse:
    """All invoices that wait for a payment, the oldest first; or the one of a number or reference."""
    number = request.GET.get("number", "").strip()
    if number and (found := billing.find_invoice(number=number)):
        return redirect("desk:reader", found.reader_id)
    return render(
        request, "desk/invoices.html", {"invoices": billing.list_open(), "number": number, "now": now()}
    )


@may_see
@require_GET
def reader(request: HttpRequest, reader_id: int) -> HttpResponse:
    """One reader's story."""
    return _story(request, _reader(reader_id))


@require_POST
def act(request: HttpRequest, reader_id: int, name: str) -> HttpResponse:
    """Do one of the acts, if this person may."""
    chosen = ACTS[name]
    if not request.user.has_perm(chosen.right):
        raise PermissionDenied
    person, form = _reader(reader_id), chosen.form(request.POST, auto_id=f"{name}_%s")
    if chosen.needs_proof and not has_fresh_proof(request, now=now()):
        back = f"{reverse('desk:reader', args=[person.pk])}#do"
        return prove_first(request, place=f"reader:{person.pk}:{name}", back=back)
    if form.is_valid():
        try:
            said = chosen.do(person, form, by_of(request))
        except billing.Refused as refused:
            form.add_error(None, refused.sentence)
        except billing.Unreachable:
            form.add_error(None, SILENT)
        else:
            messages.success(request, said)
            return redirect("desk:reader", person.pk)
    return _story(request, person, refused=(name, form))


@may_see
@step_up_required(back="desk:readers")  # type: ignore[untyped-decorator]
@require_GET
def export(request: HttpRequest) -> StreamingHttpResponse:
    """All readers and their subscriptions as a table; that it was taken is on record."""
    moment = now()
    with transaction():
        audit.record(
            action="desk.export_readers",
            actor_id=request.user.pk,
            actor="the desk",
            about="export:readers",
            now=moment,
        )
    lines = csv_lines(_HEAD, (_cells(row) for row in membership.every_reader(now=moment)))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="readers-{moment:%Y-%m-%d}.csv"'
    return response


def _cells(row: membership.ReaderRow) -> tuple[object, ...]:
    person, found = row.reader, row.subscription
    about = (
        person.email,
        person.first_name,
        person.last_name,
        _day(person.joined_at),
        "yes" if row.stands else "no",
    )
    if found is None:
        return (*about, "", "", "", "", "")
    return (
        *about,
        found.plan.name,
        found.price.text,
        found.get_state_display(),
        _day(found.ends_at),
        found.gateway,
    )


def _day(moment: datetime) -> str:
    return timezone.localtime(moment).date().isoformat()


def _reader(reader_id: int) -> accounts.User:
    found = accounts.find_reader(reader_id=reader_id)
    if found is None:
        raise Http404
    return found


def _story(
    request: HttpRequest, person: accounts.User, *, refused: tuple[str, forms.Form] | None = None
) -> HttpResponse:
    resumed, written = written_before(request, about=f"reader:{person.pk}")
    shown = {name: _empty(name, written if name == resumed else {}) for name in ACTS}
    shown |= dict([refused]) if refused else {}
    subscriptions = membership.list_subscriptions(reader_id=person.pk)
    bought = membership.list_bought_gifts(buyer_id=person.pk)
    payments = billing.list_payments(reader_id=person.pk)
    context = {
        "reader": person,
        "standing": membership.standing_of(person, now=now()),
        "subscriptions": subscriptions,
        "running": membership.find_running(reader_id=person.pk),
        "changes": membership.list_changes(reader_id=person.pk),
        "periods": [line for line in membership.list_periods(reader_id=person.pk) if not line.is_void],
        "invoices": billing.list_invoices(reader_id=person.pk),
        "payments": payments,
        "bought": rows_of(bought, moment=now()),
        "given": membership.list_redeemed_gifts(reader_id=person.pk),
        "may_moderate": request.user.has_perm("moderation.add_sanction"),
        "sanctions": moderation.list_sanctions(reader_id=person.pk),
        "names": accounts.list_name_changes(person.pk),
        "entries": _entries(person, [*subscriptions, *bought, *payments]),
        "forms": shown,
        "may": _may(request),
        "may_gifts": request.user.has_perm(ACTS["void-gift"].right),
        "refused": refused[0] if refused else "",
        "resumed": resumed,
        "written": written,
        "refused_form": refused[1] if refused else None,
        "today": timezone.localdate(now()),
    }
    return render(request, "desk/reader.html", context, status=422 if refused else 200)


def _empty(name: str, written: Mapping[str, str]) -> forms.Form:
    """With what had been written, if anything; each form has labels of its own."""
    return ACTS[name].form(initial={"key": secrets.token_hex(16), **written}, auto_id=f"{name}_%s")


def _may(request: HttpRequest) -> dict[str, bool]:
    rights = {name: request.user.has_perm(each.right) for name, each in ACTS.items()}
    return {**rights, "merge": request.user.has_perms(MAY_MERGE)}


def _entries(
    person: accounts.User,
    owned: list[membership.Subscription | membership.GiftSubscription | billing.Payment],
) -> list[audit.Entry]:
    """What is on record about the reader, their subscriptions, gifts and payments, newest first."""
    about = [f"reader:{person.pk}", *(each.about for each in owned)]
    found = [entry for name in about for entry in audit.list_entries(about=name, limit=MOST_SHOWN)]
    return sorted(found, key=lambda entry: entry.number, reverse=True)[:MOST_SHOWN]
