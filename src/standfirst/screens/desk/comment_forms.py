"""What is asked of a moderator before something happens to a comment."""

from typing import Any, cast

from django import forms

from standfirst.apps.comments import api as comments
from standfirst.apps.moderation import api as moderation
from standfirst.core.numbers import number_in

MOST_AT_ONCE = 50
LARGEST = 2**31 - 1
_SENTENCE = 500


class PlaceForm(forms.Form):
    """Where in which queue the moderator was, so that they come back there."""

    queue = forms.CharField(required=False, max_length=12)
    after = forms.IntegerField(required=False, min_value=1)
    following = forms.IntegerField(required=False, min_value=1)


class ReasonForm(forms.Form):
    """Which rule was broken, and why, in a sentence; without one the rule's own words are said.

    `guidelines` is the version that the moderator saw: its numbers may mean something else by now.
    """

    rule = forms.TypedChoiceField(label="Rule", coerce=int, empty_value=None)
    sentence = forms.CharField(label="Sentence for the author", required=False, max_length=_SENTENCE)
    guidelines = forms.IntegerField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._guidelines = moderation.guidelines()
        choices = [(str(rule.number), f"{rule.number}. {rule.title}") for rule in self._guidelines.rules]
        cast("forms.TypedChoiceField", self.fields["rule"]).choices = [("", "Choose a rule"), *choices]

    def clean(self) -> dict[str, Any]:
        """The sentence is never empty where there is a rule."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.pop("guidelines", None) not in {None, self._guidelines.number} and said.get("rule"):
            self.add_error("rule", "The guidelines have changed meanwhile. Choose the rule anew.")
        rule = self._guidelines.rule(said.get("rule"))
        if rule and not said.get("sentence", "").strip():
            said["sentence"] = rule.title
        return said


class DecisionForm(ReasonForm):
    """Approve, or remove with a reason; `revision` and `decisions` are what the moderator saw."""

    verdict = forms.ChoiceField(choices=comments.Verdict.choices)
    revision = forms.IntegerField(min_value=1, max_value=LARGEST)
    decisions = forms.IntegerField(min_value=0, max_value=LARGEST)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].required = self.data.get("verdict") == comments.Verdict.REJECT

    def choice(self) -> comments.Choice:
        """As the actions want it; an approval says nothing."""
        return _choice(self.cleaned_data)


class ManyForm(ReasonForm):
    """Several comments at once, each as `number-revision-decisions`."""

    verdict = forms.ChoiceField(choices=comments.Verdict.choices)
    seen = forms.MultipleChoiceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].required = self.data.get("verdict") == comments.Verdict.REJECT
        ticked = self.data.getlist("seen") if hasattr(self.data, "getlist") else []
        cast("forms.MultipleChoiceField", self.fields["seen"]).choices = [
            (each, each) for each in ticked[:MOST_AT_ONCE] if _read(each)
        ]

    def choice(self) -> comments.Choice:
        """As the actions want it."""
        return _choice(self.cleaned_data)

    def all_seen(self) -> list[comments.Seen]:
        """What was ticked, as it was seen."""
        return [seen for each in self.cleaned_data["seen"] if (seen := _read(each))]


class AppealForm(forms.Form):
    """Whether the removal stands, and what the author is told."""

    upheld = forms.TypedChoiceField(
        choices=[("yes", "It stays removed"), ("no", "It comes back")], coerce=lambda said: said == "yes"
    )
    reply = forms.CharField(label="To the author", max_length=1_000, widget=forms.Textarea(attrs={"rows": 2}))


def _choice(said: dict[str, Any]) -> comments.Choice:
    verdict = comments.Verdict(said["verdict"])
    if verdict is comments.Verdict.APPROVE:
        return comments.Choice(verdict)
    return comments.Choice(verdict, rule=said["rule"], sentence=said["sentence"])


_PARTS = 3  # comment, revision, decisions


def _read(ticked: str) -> comments.Seen | None:
    numbers = [number for number in map(number_in, ticked.split("-")) if number is not None]
    return comments.Seen(*numbers) if len(numbers) == _PARTS == ticked.count("-") + 1 else None
