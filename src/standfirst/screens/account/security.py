"""Passkeys, the app for codes, recovery codes: allauth's views in our frame, each behind a fresh proof."""

import json
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.mfa.webauthn.internal.auth import begin_registration
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_GET

from standfirst.core.clock import now
from standfirst.core.http.proof import note_proof, step_up_required
from standfirst.screens.account import limits
from standfirst.screens.account.factors import code_field, factors_of
from standfirst.screens.account.screen import PersonalScreen, ReaderRequest, account_screen, asked_next

guarded: Any = method_decorator([login_required, step_up_required], name="dispatch")  # type: ignore[list-item,arg-type]


@login_required
@require_GET
def security(request: ReaderRequest) -> HttpResponse:
    """What stands between the account and everybody else."""
    factors = factors_of(request.user.pk)
    return account_screen(
        request,
        "account/security.html",
        factors=factors,
        unused=len(factors.recovery_codes.wrap().get_unused_codes()) if factors.recovery_codes else 0,
        has_password=request.user.has_usable_password(),
        next=asked_next(request),
    )


class Changed(PersonalScreen):
    """After a change: on to new recovery codes if there are any, else back to where the reader came from."""

    request: ReaderRequest
    did_generate_recovery_codes = False

    def get_success_url(self) -> str:
        onward = asked_next(self.request)
        if self.did_generate_recovery_codes:
            return f"{reverse('account:recovery-codes')}?{urlencode({'next': onward})}"
        return onward or reverse("account:security")


class AppForm(ActivateTOTPForm):
    """One code, to see that the app and we count alike."""

    code = code_field("The code that the app shows now")


@guarded
class AddApp(Changed, ActivateTOTPView):
    """Set up an app for codes; who has just typed one of its codes has passed it."""

    template_name = "account/app_add.html"
    form_class = AppForm

    def dispatch(self, request: ReaderRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if factors_of(request.user.pk).app:
            return redirect("account:security")
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def post(self, request: ReaderRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        account = f"reader:{request.user.pk}"
        refusal = limits.refuse_if_too_many(request, limits.SECOND_FACTOR, account=account, now=now())
        answer: HttpResponse = refusal or super().post(request, *args, **kwargs)
        return answer

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        note_proof(self.request, now=now(), second_factor=True)
        return answer


@guarded
class RemoveApp(Changed, DeactivateTOTPView):
    """Remove the app."""

    template_name = "account/factor_remove.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(what="the app for codes", **context)


class PasskeyForm(AddWebAuthnForm):
    """A name for the passkey; every one of ours can sign in by itself, so there is no box for that."""

    name = forms.CharField(label="What you call it", max_length=60, required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields.pop("passwordless", None)


@guarded
class AddPasskey(Changed, AddWebAuthnView):
    """Add a passkey. It needs JavaScript, and says so."""

    template_name = "account/passkey_add.html"
    form_class = PasskeyForm

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found = super().get_context_data(**context)
        return found | {"options": json.dumps(begin_registration(self.request.user, True))}

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        note_proof(self.request, now=now(), second_factor=True)
        return answer


@guarded
class RemovePasskey(Changed, RemoveWebAuthnView):
    """Remove one of the reader's own passkeys."""

    template_name = "account/factor_remove.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(what=f"the passkey “{self.object.wrap().name}”", **context)


@guarded
class RecoveryCodes(PersonalScreen, ViewRecoveryCodesView):
    """The codes that are left, each good for once."""

    template_name = "account/recovery_codes.html"


@guarded
class NewRecoveryCodes(Changed, GenerateRecoveryCodesView):
    """New codes; the old ones are dead."""

    template_name = "account/recovery_codes_new.html"

    def get_success_url(self) -> str:
        return reverse("account:recovery-codes")

    def get(self, request: ReaderRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not factors_of(request.user.pk).any:
            raise Http404
        answer: HttpResponse = super().get(request, *args, **kwargs)
        return answer
