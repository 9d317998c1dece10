"""The publication's own words: looked over on what went out before, and then published."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from standfirst.apps.moderation import api as moderation
from standfirst.core.clock import now
from standfirst.screens.desk.replaying import Replayed, replay

may_change = permission_required("moderation.add_wordsversion", raise_exception=True)
MOST_SHOWN = 20
MOST_VERSIONS = 20
_USES = tuple(moderation.Use)


def _words(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=40_000,
        widget=forms.Textarea(
            attrs={"rows": 6, "spellcheck": "false", "autocapitalize": "none", "dir": "auto"}
        ),
    )


class WordsForm(forms.Form):
    """A word a line with its endings after it."""

    suspect = _words("Suspect", "A comment with one of these goes out, and the desk sees it.")
    banned = _words("Banned", "A comment with one of these waits for the desk.")
    allowed = _words(
        "Innocent", "Names, places and words of your trade that our own lists take for something else."
    )
    because = forms.CharField(label="Reason", required=False, max_length=200, help_text="Kept on record.")
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def draft(self) -> list[moderation.OwnWord]:
        """All words of all three."""
        return [word for use in _USES for word in moderation.read_words(self.cleaned_data[use.value], use)]

    def clean(self) -> dict[str, Any]:
        """Every word that cannot stand in a list is told, by the list in which it stands."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            of_word = {word.word: word.use.value for word in self.draft()}
            for fault in moderation.check_words(self.draft())[:MOST_SHOWN]:
                told = f"“{fault.word}”: {fault.sentence}" if fault.word else fault.sentence
                self.add_error(of_word.get(fault.word), told)
        return said


@may_change
@require_http_methods(["GET", "POST"])
def words(request: HttpRequest) -> HttpResponse:
    """Nothing is published before it was looked over, and nothing else than what was."""
    if request.method != "POST":
        return _screen(request, _empty())
    form = WordsForm(request.POST, auto_id="words_%s")
    if not form.is_valid():
        return _screen(request, form, status=422)
    if request.POST.get("do") != "publish":
        return _screen(request, form, looked_over=replay(form.draft()))
    try:
        number = moderation.publish_words(
            words=form.draft(),
            after=form.cleaned_data["after"],
            because=form.cleaned_data["because"],
            by=request.user.pk or 0,
            now=now(),
        )
    except moderation.Refused as refused:
        form.add_error(None, refused.sentence)
        return _screen(request, form, status=422)
    messages.success(request, f"List {number} holds from now on.")
    return redirect("desk:words")


def _empty() -> WordsForm:
    own = moderation.own_words()
    newest = moderation.list_words_versions(limit=1)
    written = {use.value: moderation.written(own, use) for use in _USES}
    after = newest[0].number if newest else 0
    return WordsForm(initial={**written, "after": after}, auto_id="words_%s")


def _screen(
    request: HttpRequest, form: WordsForm, *, looked_over: list[Replayed] | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "looked_over": looked_over,
        "is_looked_over": looked_over is not None,
        "most": MOST_SHOWN,
        "versions": moderation.list_words_versions(limit=MOST_VERSIONS),
    }
    return render(request, "desk/words.html", context, status=status)
