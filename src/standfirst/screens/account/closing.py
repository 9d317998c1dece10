"""Close an account, or keep it after all while there is time."""

import re
import secrets

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from standfirst.apps.accounts import api as accounts
from standfirst.apps.billing import api as billing
from standfirst.apps.membership import api as membership
from standfirst.core.clock import now
from standfirst.core.db import transaction
from standfirst.core.http.proof import step_up_required
from standfirst.screens.account import letters, limits
from standfirst.screens.account.screen import ReaderRequest, account_screen, asked_next, next_or_hub
from standfirst.screens.account.sessions import end_all

KEY = re.compile(r"[0-9a-f]{32}")
WORKS_HERE = "You work at the desk. An administrator ends that first; then you can close your account."
UNREACHABLE = "Your subscription could not be cancelled, because the payment provider does not answer. Please try again."


@login_required
@step_up_required
@require_http_methods(["GET", "POST"])
def close(request: ReaderRequest) -> HttpResponse:
    """What happens and what stays, before; and the closing itself, after a press."""
    if request.user.closes_at is not None:
        return redirect("account:keep")
    if request.method == "GET":
        return _screen(request)
    if request.POST.get("sure") != "on":
        return _screen(request, refusal="Please tick the box, so that nobody closes an account by mistake.")
    return _close(request)


def _close(request: ReaderRequest) -> HttpResponse:
    moment, reader_id, key = now(), request.user.pk, request.POST.get("key", "")
    if accounts.works_here(request.user):
        return _screen(request, refusal=WORKS_HERE)
    by = membership.actors.reader(reader_id)
    try:
        billing.stop_billing(
            reader_id=reader_id, by=by, key=key if KEY.fullmatch(key) else secrets.token_hex(16), now=moment
        )
        with transaction():
            closes_at = accounts.close_account(
                reader_id=reader_id,
                keep_link=keep_link,
                context=letters.about(request, now=moment),
                now=moment,
            )
    except billing.Unreachable:
        return _screen(request, refusal=UNREACHABLE)
    except accounts.WorksHere:
        return _screen(request, refusal=WORKS_HERE)
    end_all(reader_id)
    logout(request)
    return account_screen(request, "account/closing.html", closes_at=closes_at)


@login_required
@require_http_methods(["GET", "POST"])
def keep(request: ReaderRequest) -> HttpResponse:
    """Asked of everybody who signs in while their account closes; whoever wants it closed goes on reading till then."""
    if request.user.closes_at is None:
        return redirect(next_or_hub(asked_next(request)))
    if request.method == "GET":
        return account_screen(request, "account/keep.html", closing=request.user, next=asked_next(request))
    with transaction():
        kept = accounts.reopen_account(reader_id=request.user.pk, now=now())
    if not kept:
        return account_screen(request, "account/keep.html", status=410)
    return redirect(next_or_hub(asked_next(request)))


@require_http_methods(["GET", "POST"])
def keep_by_letter(request: HttpRequest, token: str) -> HttpResponse:
    """What the link in the letter opens: a page that asks, and acts on its button alone."""
    moment = now()
    found = accounts.find_closing(token, now=moment)
    if found is None:
        return account_screen(request, "account/keep.html", status=410)
    if request.method == "GET":
        return account_screen(request, "account/keep.html", closing=found, by_letter=True)
    if refusal := limits.refuse_if_too_many(request, limits.CODE, account=f"keep:{found.pk}", now=moment):
        return refusal
    with transaction():
        kept = accounts.reopen_account(reader_id=found.pk, now=moment)
    return account_screen(request, "account/keep.html", kept=kept, status=200 if kept else 410)


def keep_link(token: str) -> str:
    """Leads to a page; only its button acts."""
    return settings.ORIGIN + reverse("account:keep-by-letter", args=[token])


def _screen(request: ReaderRequest, *, refusal: str = "") -> HttpResponse:
    reader_id = request.user.pk
    return account_screen(
        request,
        "account/close.html",
        status=422 if refusal else 200,
        refusal=refusal,
        subscription=membership.find_running(reader_id=reader_id),
        order=billing.open_order(reader_id=reader_id),
        invoices=billing.list_invoices(reader_id=reader_id),
        days=settings.CLOSING_DAYS,
        works_here=WORKS_HERE if accounts.works_here(request.user) else "",
        key=secrets.token_hex(16),
    )
