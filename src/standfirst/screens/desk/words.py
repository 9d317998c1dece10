"""The publication's own words: looked over on what went out before, by a job, and then published."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from standfirst.apps.moderation import api as moderation
from standfirst.core import jobs
from standfirst.core.clock import now
from standfirst.core.db import transaction
from standfirst.core.numbers import number_in
from standfirst.screens.desk.replaying import JOB

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
    """The list that holds, or a draft with what it would have held; the button to publish comes with that."""
    if request.method != "POST":
        return _drafted(request)
    form = WordsForm(request.POST, auto_id="words_%s")
    if not form.is_valid():
        return _screen(request, form, status=422)
    if request.POST.get("do") != "publish":
        return _look_over(request, form)
    try:
        number = moderation.publish_words(
            words=form.draft(),
            after=form.cleaned_data["after"],
            because=form.cleaned_data["because"],
            trial_id=number_in(request.POST.get("trial")),
            by=request.user.pk or 0,
            now=now(),
        )
    except moderation.Refused as refused:
        form.add_error(None, refused.sentence)
        return _screen(request, form, status=422)
    messages.success(request, f"List {number} holds from now on.")
    return redirect("desk:words")


@may_change
@require_GET
def trial(request: HttpRequest, trial_id: int) -> HttpResponse:
    """How far it is, for the page that waits for it."""
    found = moderation.find_trial(trial_id=trial_id)
    if found is None:
        raise Http404
    return render(request, "desk/_trial.html", {"trial": found})


def _look_over(request: HttpRequest, form: WordsForm) -> HttpResponse:
    said = form.cleaned_data
    with transaction():
        begun = moderation.begin_trial(
            words=form.draft(),
            written={use.value: said[use.value] for use in _USES},
            after=said["after"],
            because=said["because"],
            by=request.user.pk or 0,
            now=now(),
        )
        jobs.enqueue_after_commit(JOB, trial_id=begun.pk)
    return redirect(f"{reverse('desk:words')}?trial={begun.pk}")


def _drafted(request: HttpRequest) -> HttpResponse:
    """What holds; else the draft that was tried, as it was written."""
    number = number_in(request.GET.get("trial"))
    found = moderation.find_trial(trial_id=number) if number else None
    if found is None:
        return _screen(request, _empty())
    initial = {**found.words, "after": found.after, "because": found.because}
    return _screen(request, WordsForm(initial=initial, auto_id="words_%s"), trial=found)


def _empty() -> WordsForm:
    own = moderation.own_words()
    newest = moderation.list_words_versions(limit=1)
    written = {use.value: moderation.written(own, use) for use in _USES}
    after = newest[0].number if newest else 0
    return WordsForm(initial={**written, "after": after}, auto_id="words_%s")


def _screen(
    request: HttpRequest, form: WordsForm, *, trial: moderation.WordsTrial | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "trial": trial,
        "is_running": trial is not None and trial.done_at is None,
        "versions": moderation.list_words_versions(limit=MOST_VERSIONS),
    }
    return render(request, "desk/words.html", context, status=status)
