"""Second factors: which a reader has, and codes of an app that open only once, whichever process is asked."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from django import forms
from django.core.exceptions import ValidationError

from standfirst.core.clock import now
from standfirst.core.limits import Limit, spend

ONCE = Limit("code of an app", 1, timedelta(minutes=5))  # longer than any of them is good for
WRONG = "This is not the code, or it was used before. Wait for the next one."


def _once(form: Any) -> str:
    """Allauth remembers used codes by process; several processes share our limits."""
    code = str(form.cleaned_data["code"])
    if spend(ONCE, key=f"{form.user.pk} {code.replace(' ', '')}", now=now()):
        raise ValidationError(WRONG)
    return code


def code_field(label: str) -> forms.CharField:
    """Where a code is typed."""
    attributes = {"autocomplete": "one-time-code", "inputmode": "numeric"}
    return forms.CharField(label=label, max_length=20, widget=forms.TextInput(attrs=attributes))


class SecondFactorForm(AuthenticateForm):
    """A code of the app, or a recovery code, while signing in."""

    code = code_field("The code of your app, or a recovery code")

    def clean_code(self) -> str:
        super().clean_code()
        return _once(self)


class AppCodeForm(ReauthenticateForm):
    """The same, to confirm it is still the same person."""

    def clean_code(self) -> str:
        super().clean_code()
        return _once(self)


@dataclass(frozen=True, slots=True)
class Factors:
    """What a reader has set up."""

    passkeys: list[Authenticator]
    app: Authenticator | None
    recovery_codes: Authenticator | None

    @property
    def any(self) -> bool:
        """Whether there is a second factor; recovery codes alone are none."""
        return bool(self.passkeys or self.app)


def factors_of(reader_id: int) -> Factors:
    """In one query."""
    found = list(Authenticator.objects.filter(user_id=reader_id).order_by("created_at", "pk"))
    return Factors(
        passkeys=[each for each in found if each.type == Authenticator.Type.WEBAUTHN],
        app=next((each for each in found if each.type == Authenticator.Type.TOTP), None),
        recovery_codes=next((each for each in found if each.type == Authenticator.Type.RECOVERY_CODES), None),
    )


def has_second_factor(reader_id: int) -> bool:
    """Whether the account has one; recovery codes alone are none."""
    second = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user_id=reader_id, type__in=second).exists())
