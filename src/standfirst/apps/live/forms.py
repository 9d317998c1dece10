"""What is posted about questions, field by field."""

from django import forms

from standfirst.apps.live.rules.sizes import LONGEST, SHORTEST


class _QuestionField(forms.CharField):
    """As it is typed; how long it may be is said by the browser, and decided where it is asked."""

    def __init__(self) -> None:
        limits = {"rows": 4, "minlength": SHORTEST, "maxlength": LONGEST, "dir": "auto"}
        super().__init__(
            label="Your question", max_length=20_000, strip=True, widget=forms.Textarea(attrs=limits)
        )


class AskForm(forms.Form):
    """A question as it is asked. `client_id` is made with the page, so that sending it twice asks it once; `anyway` says that
    those like it were seen."""

    text = _QuestionField()
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    anyway = forms.BooleanField(required=False, widget=forms.HiddenInput)


class EditForm(forms.Form):
    """The changed text of a question."""

    text = _QuestionField()
