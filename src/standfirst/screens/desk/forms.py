"""What is asked of the desk before it does something to a reader's subscription."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import cast

from django import forms
from django.utils import timezone

from standfirst.apps.membership import api as membership
from standfirst.core.clock import now
from standfirst.core.days import YEARS


class _Day(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"})

    def clean(self, value: object) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and day.year not in YEARS:
            raise forms.ValidationError(f"Choose a day of the years {YEARS[0]} to {YEARS[-1]}.")
        return day


def _because(help_text: str = "Kept on record; the reader may ask for it.") -> forms.CharField:
    return forms.CharField(label="Reason", max_length=200, help_text=help_text)


class GrantForm(forms.Form):
    """Which plan, until when, and why."""

    plan = forms.ChoiceField(label="Plan")
    until = _Day(label="Until", required=False, help_text="The last day. Empty: until it is ended.")
    because = _because()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = cast("forms.ChoiceField", self.fields["plan"])
        field.choices = [(str(plan.pk), plan.name) for plan in membership.list_plans()]

    @property
    def plans(self) -> bool:
        """Whether there is a plan to grant."""
        return bool(cast("forms.ChoiceField", self.fields["plan"]).choices)

    def ends_at(self) -> datetime | None:
        """The end of the last day."""
        return _end_of(self.cleaned_data["until"])


class ExtendForm(forms.Form):
    """How many days, and why."""

    days = forms.IntegerField(label="Days", min_value=1, max_value=400)
    because = _because()


class CancelForm(forms.Form):
    """At the end of the paid time."""

    because = _because("As the reader said it.")


class EndForm(forms.Form):
    """Why it ends."""

    because = _because()


class ConfirmForm(forms.Form):
    """That the money for an invoice has arrived."""

    number = forms.CharField(widget=forms.HiddenInput, max_length=20)
    received_on = _Day(label="Arrived on")
    ref = forms.CharField(
        label="The bank’s reference", required=False, max_length=120, help_text="Empty: the invoice’s number."
    )

    def clean_received_on(self) -> date:
        day: date = self.cleaned_data["received_on"]
        if day > timezone.localdate(now()):
            raise forms.ValidationError("Choose the day on which it arrived: today, or one before.")
        return day

    def received_at(self) -> datetime:
        """Noon of that day."""
        noon = datetime.combine(self.cleaned_data["received_on"], time(12))
        return timezone.make_aware(noon)


class WithdrawForm(forms.Form):
    """That an invoice need not be paid."""

    number = forms.CharField(widget=forms.HiddenInput, max_length=20)
    because = _because()


class GiftForm(forms.Form):
    """Which gift is sent once more."""

    gift = forms.IntegerField(widget=forms.HiddenInput, max_value=2_000_000_000)


class VoidGiftForm(GiftForm):
    """Which gift is withdrawn, and why."""

    because = _because()


class RefundForm(forms.Form):
    """How much goes back, why, and whether the subscription ends with it."""

    payment = forms.IntegerField(widget=forms.HiddenInput, max_value=2_000_000_000)
    key = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)
    amount = forms.DecimalField(label="Sum", min_value=Decimal("0.01"), max_digits=10, decimal_places=2)
    because = _because()
    closes = forms.BooleanField(label="End the subscription at once", required=False, initial=True)


def _end_of(day: object) -> datetime | None:
    return datetime.combine(day, time.max, tzinfo=timezone.get_current_timezone()) if day else None  # type: ignore[arg-type]
