"""The one door: an address and then a code by mail; or a passkey; or a password for those who have set one."""

import json
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from allauth.account.utils import perform_login
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from standfirst.apps.accounts import api as accounts
from standfirst.core.clock import now
from standfirst.screens.account import codes, entering, letters, limits
from standfirst.screens.account.factors import SecondFactorForm
from standfirst.screens.account.forms import AddressForm, PasswordForm
from standfirst.screens.account.screen import PersonalScreen, account_screen, asked_next

PURPOSE = "sign-in"
WRONG_PASSWORD = "This address and this password do not belong together."  # noqa: S105 - a sentence
NO_PASSKEY = "This passkey does not open an account here."


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for a code. The answer is the same whether or not the address has an account."""
    if request.user.is_authenticated:  # never to `next`: that may be where they were refused
        return redirect("account:hub")
    form = AddressForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return _door(request, form)
    moment, address = now(), form.cleaned_data["email"]
    if refusal := limits.refuse_if_too_many(request, limits.MAIL, account=address, now=moment):
        return refusal
    _begin(request, address, now=moment)
    return redirect("account:sign-in-code")


def one_door(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Wagtail's own way in, and its letters for a forgotten password, give way to ours."""
    onward = asked_next(request)
    return redirect(
        f"{reverse('account:sign-in')}?{urlencode({'next': onward})}" if onward else "account:sign-in"
    )


def _begin(request: HttpRequest, address: str, *, now: datetime) -> None:
    stamp = accounts.stamp_of(accounts.find_by_address(address))
    more = {"next": asked_next(request)}
    waiting, code = codes.begin(request, purpose=PURPOSE, address=address, stamp=stamp, more=more, now=now)
    _send(request, waiting, code, now)


def _send(request: HttpRequest, waiting: codes.Challenge, code: str, now: datetime) -> None:
    """One letter either way: with the code, or saying that nobody has an account with this address."""
    letter = "sign_in_code" if waiting.stamp else "no_account"
    letters.send(letter, to=waiting.address, request=request, now=now, code=code)


def _accept(request: HttpRequest, challenge: codes.Challenge) -> HttpResponse:
    reader = accounts.find_by_address(challenge.address)
    if reader is None:  # nobody was sent this code, so somebody has guessed it
        return _start_over(request, challenge, entering.GONE)
    return let_in(request, reader, onward=challenge.more["next"])


def let_in(request: HttpRequest, reader: accounts.User, *, onward: str) -> HttpResponse:
    """Through allauth's pipeline: a second factor where there is one, then a new session."""
    response: HttpResponse = perform_login(request, reader, redirect_url=onward or None, email=reader.email)
    return response


def _start_over(request: HttpRequest, waiting: codes.Challenge, refusal: str) -> HttpResponse:
    form = AddressForm(initial={"email": waiting.address})
    return _door(request, form, onward=waiting.more["next"], refusal=refusal)


ENTRY = entering.Entry(
    purpose=PURPOSE, start="account:sign-in", send=_send, accept=_accept, start_over=_start_over
)


@require_http_methods(["GET", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """Enter the code."""
    if request.user.is_authenticated:
        return redirect("account:hub")
    return entering.code_page(request, ENTRY)


def _door(request: HttpRequest, form: AddressForm, *, onward: str = "", refusal: str = "") -> HttpResponse:
    return account_screen(
        request, "account/sign_in.html", form=form, next=onward or asked_next(request), refusal=refusal
    )


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def with_password(request: HttpRequest) -> HttpResponse:
    """The same work and the same answer for a wrong password, an unknown address and an account without password."""
    if request.user.is_authenticated:
        return redirect("account:hub")
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        address, password = form.cleaned_data["email"], form.cleaned_data["password"]
        if refusal := limits.refuse_if_too_many(request, limits.PASSWORD, account=address, now=now()):
            return refusal
        reader = authenticate(request, email=address, password=password)
        if isinstance(reader, accounts.User):
            return let_in(request, reader, onward=asked_next(request))
        form.add_error(None, WRONG_PASSWORD)
    return account_screen(request, "account/password_door.html", form=form, next=asked_next(request))


class WithPasskey(LoginWebAuthnView):
    """A passkey is both factors at once. It needs JavaScript; GET gives a script what to ask the browser for."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return redirect("account:hub")
        refusal = limits.refuse_if_too_many(request, limits.PASSKEY, account="", now=now())
        answer: HttpResponseBase = refusal or super().dispatch(request, *args, **kwargs)
        return answer

    def form_invalid(self, form: Any) -> HttpResponse:
        return _door(self.request, AddressForm(), refusal=NO_PASSKEY)


class SecondFactor(PersonalScreen, AuthenticateView):
    """After the first factor, for those who have a second: a code of the app, a recovery code or a passkey."""

    form_class = SecondFactorForm
    template_name = "account/second_factor.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found = super().get_context_data(**context)
        return found | {"options": json.dumps(found["js_data"]["request_options"])}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        account = f"reader:{self.stage.login.user.pk}"
        refusal = limits.refuse_if_too_many(request, limits.SECOND_FACTOR, account=account, now=now())
        answer: HttpResponse = refusal or super().post(request, *args, **kwargs)
        return answer
