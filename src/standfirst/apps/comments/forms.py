"""What is posted about comments, field by field."""

from django import forms

from standfirst.apps.comments.models import Report
from standfirst.apps.comments.rules import passages

_LONGEST = 20_000


class SayForm(forms.Form):
    """A comment as it is written. `client_id` is made with the page, so that sending it twice posts it once."""

    source = forms.CharField(
        label="Your comment", max_length=_LONGEST, strip=True, widget=forms.Textarea(attrs={"rows": 6})
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    to = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)
    quote = forms.CharField(
        label="Passage you refer to",
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": passages.LONGEST}),
    )
    nudged = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean_quote(self) -> str:
        """As it is kept. Raises ValidationError."""
        passage = passages.folded(self.cleaned_data["quote"])
        if len(passage) > passages.LONGEST:
            raise forms.ValidationError(f"A passage has {passages.LONGEST} characters at most.")
        return passage


class EditForm(forms.Form):
    """The changed text of a comment, and which revision its author saw."""

    source = forms.CharField(
        label="Your comment", max_length=_LONGEST, strip=True, widget=forms.Textarea(attrs={"rows": 6})
    )
    revision = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    nudged = forms.BooleanField(required=False, widget=forms.HiddenInput)


class ReportForm(forms.Form):
    """Why the desk should look."""

    reason = forms.ChoiceField(label="Why", choices=Report.Reason.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="Anything else", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class UnlawfulForm(forms.Form):
    """Which law a comment is said to break, and how; whoever reports it may stay unnamed."""

    law = forms.CharField(label="Which law it breaks", max_length=500)
    explanation = forms.CharField(
        label="How it does", max_length=4_000, widget=forms.Textarea(attrs={"rows": 5})
    )
    reporter_name = forms.CharField(
        label="Your name",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    reporter_email = forms.EmailField(
        label="Your e-mail address",
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    in_good_faith = forms.BooleanField(
        label="I report this in good faith, and what I say is true as far as I know."
    )


class AppealForm(forms.Form):
    """What an author says against a removal."""

    text = forms.CharField(
        label="Why it keeps to the rules", max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )


class PreviewForm(forms.Form):
    """A text that its author wants to see as it would be shown."""

    source = forms.CharField(max_length=_LONGEST, required=False, strip=True)
