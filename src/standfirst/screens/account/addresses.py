"""A new e-mail address: proved by a code sent there, told to the old one, which can take it back for three days."""

from datetime import datetime
from typing import cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from standfirst.apps.accounts import api as accounts
from standfirst.apps.membership import api as membership
from standfirst.core.clock import now
from standfirst.core.db import transaction
from standfirst.core.http.proof import step_up_required
from standfirst.screens.account import codes, entering, letters, limits
from standfirst.screens.account.forms import AddressForm
from standfirst.screens.account.screen import ReaderRequest, account_screen
from standfirst.screens.account.sessions import stay

PURPOSE = "address"
SAME = "This is your address already."
TAKEN = "This address cannot be used."


@login_required
@step_up_required
@require_http_methods(["GET", "POST"])
def address(request: ReaderRequest) -> HttpResponse:
    """Ask for a code at the new address. Whether somebody else has it is told to that address alone."""
    form = AddressForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return _form(request, form)
    moment, new = now(), form.cleaned_data["email"]
    if new == request.user.email:
        return _form(request, form, refusal=SAME)
    if refusal := limits.refuse_if_too_many(request, limits.MAIL, account=new, now=moment):
        return refusal
    stamp = accounts.stamp_of(request.user)
    waiting, code = codes.begin(request, purpose=PURPOSE, address=new, stamp=stamp, now=moment)
    _send(request, waiting, code, moment)
    return redirect("account:address-code")


def _send(request: HttpRequest, waiting: codes.Challenge, code: str, now: datetime) -> None:
    is_free = accounts.is_address_free(waiting.address, now=now, besides=request.user.pk)
    letter = "address_code" if is_free else "address_taken"
    letters.send(letter, to=waiting.address, request=request, now=now, code=code)


def _accept(request: HttpRequest, challenge: codes.Challenge) -> HttpResponse:
    moment, reader_id = now(), cast("ReaderRequest", request).user.pk
    try:
        with transaction():
            accounts.change_address(
                reader_id=reader_id,
                new=challenge.address,
                undo_link=undo_link,
                context=letters.about(request, now=moment),
                now=moment,
            )
            membership.announce_standing(reader_id=reader_id)
    except (accounts.ChangeRefused, IntegrityError):
        return _start_over(request, challenge, TAKEN)
    stay(request)
    return redirect(f"{reverse('account:hub')}?{urlencode({'done': 'address'})}")


def _start_over(request: HttpRequest, waiting: codes.Challenge, refusal: str) -> HttpResponse:
    return _form(request, AddressForm(initial={"email": waiting.address}), refusal=refusal)


ENTRY = entering.Entry(
    purpose=PURPOSE, start="account:address", send=_send, accept=_accept, start_over=_start_over
)


@login_required
@step_up_required
@require_http_methods(["GET", "POST"])
def enter_code(request: ReaderRequest) -> HttpResponse:
    """The code proves the new address, and the change is made."""
    return entering.code_page(request, ENTRY)


def undo_link(token: str) -> str:
    """Leads to a page; only its button acts."""
    return settings.ORIGIN + reverse("account:address-undo", args=[token])


@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, token: str) -> HttpResponse:
    """What the link at the old address opens: a page that asks, and acts on its button alone."""
    change = accounts.find_address_change(token, now=now())
    if change is None:
        return account_screen(request, "account/address_undo.html", status=410)
    if request.method == "GET":
        return account_screen(request, "account/address_undo.html", change=change)
    if refusal := limits.refuse_if_too_many(request, limits.CODE, account=f"undo:{token}", now=now()):
        return refusal
    try:
        with transaction():
            reader = accounts.undo_address_change(token=token, now=now())
            membership.announce_standing(reader_id=reader.pk)
    except accounts.NothingToUndo:
        return account_screen(request, "account/address_undo.html", status=410)
    return account_screen(request, "account/address_undo.html", restored=reader.email)


def _form(request: HttpRequest, form: AddressForm, *, refusal: str = "") -> HttpResponse:
    return account_screen(request, "account/address.html", form=form, refusal=refusal)
