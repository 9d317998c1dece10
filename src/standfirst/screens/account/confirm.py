"""Before something dangerous: prove once more who you are, in the strongest way that the account has."""

import json
from typing import Any

from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from standfirst.apps.accounts import api as accounts
from standfirst.core.clock import now
from standfirst.core.http.proof import note_proof
from standfirst.screens.account import codes, letters, limits
from standfirst.screens.account.factors import AppCodeForm, Factors, factors_of
from standfirst.screens.account.screen import ReaderRequest, account_screen, asked_next, next_or_hub

PURPOSE = "confirm"
WRONG = "That was not right."
GONE = "This code can no longer be used here. Ask for a new one."


@sensitive_post_parameters("password")
@login_required
@require_http_methods(["GET", "POST"])
def confirm(request: ReaderRequest) -> HttpResponse:
    """Who has a second factor uses it; a password or a letter are for those who have none."""
    factors = factors_of(request.user.pk)
    if request.method == "GET":
        return _screen(request, factors)
    if "send" in request.POST and not factors.any:
        return _send(request, factors)
    account = f"reader:{request.user.pk}"
    if refusal := limits.refuse_if_too_many(request, limits.SECOND_FACTOR, account=account, now=now()):
        return refusal
    fault = _fault_of_second_factor(request) if factors.any else _fault_of_first_factor(request)
    if fault:
        return _screen(request, factors, fault=fault)
    note_proof(request, now=now(), second_factor=factors.any)
    return redirect(next_or_hub(asked_next(request)))


def _fault_of_second_factor(request: ReaderRequest) -> str:
    form: Any
    if "credential" in request.POST:
        form = ReauthenticateWebAuthnForm(user=request.user, data=request.POST)
    else:
        form = AppCodeForm(user=request.user, data=request.POST)
    if not form.is_valid():
        return WRONG
    form.save()
    return ""


def _fault_of_first_factor(request: ReaderRequest) -> str:
    if "password" in request.POST:
        return "" if request.user.check_password(request.POST["password"]) else WRONG
    try:
        challenge = codes.enter(request, purpose=PURPOSE, typed=request.POST.get("code", ""), now=now())
    except codes.WrongCode:
        return WRONG
    except codes.CodeGone:
        return GONE
    return "" if challenge.stamp == accounts.stamp_of(request.user) else GONE


def _send(request: ReaderRequest, factors: Factors) -> HttpResponse:
    moment, address = now(), request.user.email
    if refusal := limits.refuse_if_too_many(request, limits.MAIL, account=address, now=moment):
        return refusal
    stamp = accounts.stamp_of(request.user)
    _, code = codes.begin(request, purpose=PURPOSE, address=address, stamp=stamp, now=moment)
    letters.send("confirm_code", to=address, request=request, now=moment, code=code)
    return _screen(request, factors)


def _screen(request: ReaderRequest, factors: Factors, *, fault: str = "") -> HttpResponse:
    waiting = codes.waiting_for(request, purpose=PURPOSE, now=now())
    return account_screen(
        request,
        "account/confirm.html",
        factors=factors,
        passkey_options=json.dumps(begin_authentication(request.user)) if factors.passkeys else "",
        has_password=request.user.has_usable_password(),
        waiting=waiting,
        fault=fault,
        next=asked_next(request),
    )
