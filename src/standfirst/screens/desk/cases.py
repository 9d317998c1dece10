"""Reports of something unlawful: the list, and the file of each."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from standfirst.apps.moderation import api as moderation
from standfirst.core.clock import now

MOST_SHOWN = 100
may_see = permission_required("moderation.change_casefile", raise_exception=True)
Do = Callable[[int, dict[str, Any], int], None]


class NothingForm(forms.Form):
    """One press."""


class NoteForm(forms.Form):
    """For the desk."""

    text = forms.CharField(label="Note", max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))


class DecideForm(forms.Form):
    """What was found, and why."""

    decision = forms.ChoiceField(
        label="Decision",
        choices=[("removed", "It is taken out"), ("stays", "It stays")],
        widget=forms.RadioSelect,
    )
    grounds = forms.CharField(
        label="Grounds",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Who reported it is sent this, word for word.",
    )


class BecauseForm(forms.Form):
    """Why."""

    because = forms.CharField(label="Reason", max_length=500)


def _take_up(number: int, said: dict[str, Any], by: int) -> None:
    moderation.take_up_case(number=number, by=by, now=now())


def _note(number: int, said: dict[str, Any], by: int) -> None:
    moderation.note_on_case(number=number, by=by, now=now(), **said)


def _decide(number: int, said: dict[str, Any], by: int) -> None:
    moderation.decide_case(number=number, by=by, now=now(), **said)


def _void(number: int, said: dict[str, Any], by: int) -> None:
    moderation.void_case(number=number, by=by, now=now(), **said)


def _reopen(number: int, said: dict[str, Any], by: int) -> None:
    moderation.reopen_case(number=number, by=by, now=now(), **said)


ACTS: dict[str, tuple[moderation.Event, str, type[forms.Form], Do]] = {
    "take-up": (moderation.Event.TAKEN_UP, "Take it up", NothingForm, _take_up),
    "decide": (moderation.Event.DECIDED, "Decide", DecideForm, _decide),
    "note": (moderation.Event.NOTED, "Write a note", NoteForm, _note),
    "void": (moderation.Event.VOIDED, "It is no case", BecauseForm, _void),
    "reopen": (moderation.Event.REOPENED, "Look at it once more", BecauseForm, _reopen),
}


@may_see
@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """Those that are open, the oldest first; or all of them."""
    every = request.GET.get("all") == "1"
    found = moderation.list_cases(only_open=not every, limit=MOST_SHOWN)
    return render(request, "desk/cases.html", {"cases": found, "every": every, "most": MOST_SHOWN})


@may_see
@require_GET
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    """One file."""
    return _screen(request, _find(case_id))


@may_see
@require_POST
def act(request: HttpRequest, case_id: int, name: str) -> HttpResponse:
    """What the table of states allows now."""
    found = _find(case_id)
    _, label, form_class, do = ACTS[name]
    form = form_class(request.POST, auto_id=f"{name}_%s")
    if form.is_valid():
        try:
            do(found.number, form.cleaned_data, request.user.pk or 0)
        except moderation.Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, f"{label}: done.")
            return redirect("desk:case", found.number)
    return _screen(request, found, refused=(name, form))


def _find(number: int) -> moderation.CaseFile:
    found = moderation.find_case(number=number)
    if found is None:
        raise Http404
    return found


def _screen(
    request: HttpRequest, found: moderation.CaseFile, *, refused: tuple[str, forms.Form] | None = None
) -> HttpResponse:
    possible = moderation.events_from(moderation.State(found.state))
    shown = [
        (name, label, refused[1] if refused and refused[0] == name else form_class(auto_id=f"{name}_%s"))
        for name, (event, label, form_class, _) in ACTS.items()
        if event in possible
    ]
    context = {
        "case": found,
        "entries": found.entries.all(),
        "acts": shown,
        "refused": refused[0] if refused else "",
        "refusals": refused[1].non_field_errors() if refused else [],
    }
    return render(request, "desk/case.html", context, status=422 if refused else 200)
