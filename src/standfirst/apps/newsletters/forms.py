"""What is posted about newsletters; each form names its fields one by one."""

from typing import Any

from django import forms

from standfirst.apps.newsletters.models import Frequency
from standfirst.apps.newsletters.rules.mornings import standard_zones
from standfirst.core.numbers import number_in


class AskForm(forms.Form):
    """A visitor's address, and what it is for. `website` is seen by no person: whoever fills it in is a program."""

    email = forms.EmailField(
        max_length=254, label="E-mail address", widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    website = forms.CharField(required=False)
    zone = forms.CharField(required=False, max_length=40)

    def clean_zone(self) -> str:
        """A zone that there is, or none."""
        zone: str = self.cleaned_data["zone"]
        return zone if zone in standard_zones() else ""

    @property
    def is_by_a_program(self) -> bool:
        return bool(self.data.get("website"))


class PauseForm(forms.Form):
    """The first day on which newsletters come again."""

    until = forms.DateField(label="Until", widget=forms.DateInput(attrs={"type": "date"}))


class FrequencyForm(forms.Form):
    """How much of one newsletter."""

    newsletter = forms.IntegerField(min_value=1)
    frequency = forms.ChoiceField(choices=Frequency.choices)


def chosen(data: Any) -> list[int]:
    """The numbers of the newsletters that were ticked."""
    found = map(number_in, data.getlist("newsletter"))
    return [number for number in found if number is not None][:100]
