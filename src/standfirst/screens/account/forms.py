"""The forms of the doors: each names its fields one by one, so nothing else that is posted has a meaning."""

import unicodedata
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from standfirst.apps.mailing.api import fault_of_address
from standfirst.core.text import clean
from standfirst.screens.account import wordings

_LONGEST_NAME = 100
_UNSEEN = {"Cc", "Co", "Cs", "Zl", "Zp"}


def clean_address(typed: str) -> str:
    """In lower case. Raises ValidationError for what is not one plain address."""
    address = unicodedata.normalize("NFC", typed.strip()).lower()
    validate_email(address)
    if fault := fault_of_address(address):
        raise ValidationError(fault)
    return address


def clean_name(typed: str) -> str:
    """One line, single spaces, nothing that cannot be seen but joiners that a script needs."""
    spaced = "".join(" " if letter.isspace() else letter for letter in typed)
    kept = "".join(letter for letter in clean(spaced) if unicodedata.category(letter) not in _UNSEEN)
    return " ".join(kept.split())


class AddressField(forms.CharField):
    """An e-mail address that a letter can be sent to."""

    def __init__(self, *, autocomplete: str = "email") -> None:
        widget = forms.EmailInput(attrs={"autocomplete": autocomplete})
        super().__init__(max_length=254, label="E-mail address", widget=widget)

    def clean(self, value: Any) -> str:
        return clean_address(super().clean(value))


def _password(label: str, *, autocomplete: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, widget=widget, strip=False, max_length=4096)


def _line(label: str, **attributes: str) -> forms.CharField:
    return forms.CharField(label=label, max_length=_LONGEST_NAME, widget=forms.TextInput(attrs=attributes))


class AddressForm(forms.Form):
    """Who wants in."""

    email = AddressField(autocomplete="username webauthn")


class PasswordForm(forms.Form):
    """The way in for those who have set a password."""

    email = AddressField(autocomplete="username")
    password = _password("Password", autocomplete="current-password")


class CodeForm(forms.Form):
    """What was in the letter."""

    code = _line(
        "The code from the letter",
        autocomplete="one-time-code",
        autocapitalize="characters",
        spellcheck="false",
    )


class NewPasswordForm(forms.Form):
    """A password, typed twice."""

    password = _password("New password", autocomplete="new-password")
    again = _password("Once more", autocomplete="new-password")

    def clean_again(self) -> str:
        if self.cleaned_data.get("password") != self.cleaned_data["again"]:
            raise ValidationError("The two are not the same.")
        return str(self.cleaned_data["again"])


class NamesForm(forms.Form):
    """What a reader is called; private."""

    given_name = _line("Given name", autocomplete="given-name")
    family_name = _line("Family name", autocomplete="family-name")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["family_name"].required = False  # many people have one name

    def clean_given_name(self) -> str:
        name = clean_name(self.cleaned_data["given_name"])
        if not name:
            raise ValidationError("Please write a name that can be seen.")
        return name

    def clean_family_name(self) -> str:
        return clean_name(self.cleaned_data["family_name"])


class CorrespondenceForm(forms.Form):
    """One box for each kind of correspondence; none is ticked in advance."""

    def __init__(self, *arguments: Any, ticked: set[str] | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for kind, sentence in wordings.correspondence():
            chosen = ticked is not None and kind in ticked
            self.fields[kind] = forms.BooleanField(label=sentence, required=False, initial=chosen)

    def kinds(self) -> dict[str, bool]:
        """Whether each box was ticked."""
        return {kind: bool(self.cleaned_data[kind]) for kind, _ in wordings.correspondence()}


class AgreementForm(forms.Form):
    """A box for each legal text; the server refuses without them."""

    def __init__(self, *arguments: Any, shown: list[wordings.LegalBox], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.shown = shown
        for box in shown:
            self.fields[box.kind] = forms.BooleanField(
                label=box.statement,
                error_messages={"required": f"We cannot go on without your agreement to “{box.text.title}”."},
            )

    def agreements(self) -> list[tuple[wordings.LegalBox, Any]]:
        """Each text with its box, for the template."""
        return [(box, self[box.kind]) for box in self.shown]


class SignUpForm(NamesForm, CorrespondenceForm, AgreementForm):
    """Everything that makes an account."""

    email = AddressField()
    field_order = ("email", "given_name", "family_name")

    def letters(self) -> list[Any]:
        """The boxes for correspondence, for the template."""
        return [self[kind] for kind, _ in wordings.correspondence()]


def first_fault(form: forms.Form) -> str:
    """One sentence of what is wrong."""
    lists = cast("dict[str, list[str]]", form.errors)
    return next((str(sentence) for faults in lists.values() for sentence in faults), "")
