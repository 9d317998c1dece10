"""Two accounts of one person become one: both side by side, what will happen, and the act itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from standfirst.apps.accounts import api as accounts
from standfirst.apps.billing import api as billing
from standfirst.apps.membership import api as membership
from standfirst.core.clock import now
from standfirst.core.http.proof import step_up_required
from standfirst.screens.desk.staff import by_of

RIGHTS = ("membership.change_period", "accounts.change_user")
NOBODY = "Nobody has an account with this address."


class MergeForm(forms.Form):
    """Why, and that it is meant."""

    because = forms.CharField(
        label="Reason",
        max_length=200,
        help_text="Such as how it was seen that both are one person. Kept on record.",
    )
    sure = forms.BooleanField(label="Both accounts belong to one person. This cannot be undone.")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two, as the desk compares them."""

    reader: accounts.User
    standing: str
    until: datetime | None
    running: membership.Subscription | None
    subscriptions: int
    invoices: int
    payments: int


@permission_required(RIGHTS, raise_exception=True)
@step_up_required
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, reader_id: int) -> HttpResponse:
    """`other` names the account that goes; without it, the page asks for it."""
    kept, address = _reader(reader_id), request.GET.get("other", "").replace("\x00", "").strip()
    gone = accounts.find_by_address(address) if address else None
    if gone is None:
        return _screen(request, kept, address=address, fault=NOBODY if address else "")
    form = MergeForm(request.POST or None)
    fault = billing.why_not_merge(kept=kept, gone=gone)
    if request.method == "POST" and not fault and form.is_valid():
        try:
            by = by_of(request)
            billing.merge_accounts(
                kept=kept, gone=gone, because=form.cleaned_data["because"], by=by, now=now()
            )
        except billing.CannotMerge as refused:
            fault = refused.sentence
        else:
            messages.success(request, f"{gone.email} is merged into this account. Both addresses are told.")
            return redirect("desk:reader", kept.pk)
    return _screen(request, kept, gone=gone, address=address, fault=fault, form=form)


def _screen(
    request: HttpRequest,
    kept: accounts.User,
    *,
    gone: accounts.User | None = None,
    address: str = "",
    fault: str = "",
    form: MergeForm | None = None,
) -> HttpResponse:
    sides = [_side(kept), _side(gone)] if gone else []
    context: dict[str, Any] = {
        "reader": kept,
        "gone": gone,
        "sides": sides,
        "address": address,
        "fault": fault,
        "form": form,
    }
    refused = bool(fault) or bool(form and form.errors)
    return render(
        request, "desk/merge.html", context, status=422 if refused and request.method == "POST" else 200
    )


def _side(reader: accounts.User) -> Side:
    moment = now()
    period = membership.standing_period(reader_id=reader.pk, now=moment)
    return Side(
        reader,
        membership.standing_of(reader, now=moment),
        period.last_moment() if period else None,
        membership.find_running(reader_id=reader.pk),
        len(membership.list_subscriptions(reader_id=reader.pk)),
        len(billing.list_invoices(reader_id=reader.pk)),
        len(billing.list_payments(reader_id=reader.pk)),
    )


def _reader(reader_id: int) -> accounts.User:
    found = accounts.find_reader(reader_id=reader_id)
    if found is None:
        raise Http404
    return found
