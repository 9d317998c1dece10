"""One reader as moderators see them: what was laid down, what is noted, and what may be done."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from standfirst.apps.accounts import api as accounts
from standfirst.apps.membership import api as membership
from standfirst.apps.moderation import api as moderation
from standfirst.core.clock import now

MOST_SHOWN = 100
may_moderate = permission_required("moderation.add_sanction", raise_exception=True)
KINDS = (
    ("warned", "Warn: they go on once they have read it"),
    ("hold_all", "Read everything of theirs first"),
    ("suspended", "Suspend for some days"),
    ("banned", "Ban"),
)


class SanctionForm(forms.Form):
    """What, for how long, under which rule, and what the reader is told."""

    kind = forms.ChoiceField(label="What", choices=KINDS, widget=forms.RadioSelect)
    days = forms.IntegerField(label="Days of a suspension", required=False, min_value=1, max_value=366)
    rule = forms.TypedChoiceField(label="Rule", required=False, coerce=int, empty_value=None)
    sentence = forms.CharField(
        label="Sentence for the reader", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    note = forms.CharField(label="Note for the desk", required=False, max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = [(str(rule.number), f"{rule.number}. {rule.title}") for rule in moderation.guidelines().rules]
        cast("forms.TypedChoiceField", self.fields["rule"]).choices = [("", "none of them"), *rules]

    def clean(self) -> dict[str, Any]:
        """A suspension has days, and nothing else has."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("kind") == "suspended" and not said.get("days"):
            self.add_error("days", "Say for how many days.")
        return said

    def until(self, moment: datetime) -> datetime | None:
        """The end of a suspension."""
        return (
            moment + timedelta(days=self.cleaned_data["days"])
            if self.cleaned_data["kind"] == "suspended"
            else None
        )


class NoteForm(forms.Form):
    """For other moderators."""

    text = forms.CharField(label="Note", max_length=1_000, widget=forms.Textarea(attrs={"rows": 2}))


class LiftForm(forms.Form):
    """Why it is lifted."""

    because = forms.CharField(required=False, max_length=500)


@may_moderate
@require_GET
def restricted(request: HttpRequest) -> HttpResponse:
    """Everybody for whom something holds now, the newest first."""
    found = moderation.list_holding(limit=MOST_SHOWN, now=now())
    return render(request, "desk/restricted.html", {"sanctions": found, "most": MOST_SHOWN})


@may_moderate
@require_GET
def conduct(request: HttpRequest, reader_id: int) -> HttpResponse:
    """Their page."""
    return _screen(request, _reader(reader_id))


@may_moderate
@require_POST
def sanction(request: HttpRequest, reader_id: int) -> HttpResponse:
    """The reader is told by letter at once."""
    person, form, moment = _reader(reader_id), SanctionForm(request.POST, auto_id="sanction_%s"), now()
    if form.is_valid():
        said = form.cleaned_data
        try:
            moderation.sanction(
                reader_id=person.pk,
                kind=said["kind"],
                until=form.until(moment),
                rule=said["rule"],
                sentence=said["sentence"],
                note=said["note"],
                by=request.user.pk or 0,
                now=moment,
            )
        except moderation.Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, "It holds from now on, and the reader is told.")
            return redirect("desk:conduct", person.pk)
    return _screen(request, person, status=422, sanction_form=form)


@may_moderate
@require_POST
def lift(request: HttpRequest, reader_id: int, sanction_id: int) -> HttpResponse:
    """It holds no more from now on."""
    person, form = _reader(reader_id), LiftForm(request.POST)
    if not form.is_valid() or moderation.find_sanction(sanction_id=sanction_id, reader_id=person.pk) is None:
        raise Http404
    try:
        moderation.lift_sanction(
            sanction_id=sanction_id, by=request.user.pk or 0, now=now(), **form.cleaned_data
        )
    except moderation.Refused as refused:
        return _screen(request, person, status=422, refusal=refused.sentence)
    messages.success(request, "It is lifted.")
    return redirect("desk:conduct", person.pk)


@may_moderate
@require_POST
def note(request: HttpRequest, reader_id: int) -> HttpResponse:
    """The reader does not see it."""
    person, form = _reader(reader_id), NoteForm(request.POST, auto_id="note_%s")
    if not form.is_valid():
        return _screen(request, person, status=422, note_form=form)
    moderation.write_note(reader_id=person.pk, by=request.user.pk or 0, now=now(), **form.cleaned_data)
    messages.success(request, "The note is written.")
    return redirect("desk:conduct", person.pk)


def _reader(reader_id: int) -> accounts.User:
    found = accounts.find_reader(reader_id=reader_id)
    if found is None:
        raise Http404
    return found


def _screen(request: HttpRequest, person: accounts.User, *, status: int = 200, **given: Any) -> HttpResponse:
    return render(request, "desk/conduct.html", {**_about(request, person), **given}, status=status)


def _about(request: HttpRequest, person: accounts.User) -> Mapping[str, Any]:
    moment = now()
    return {
        "reader": person,
        "standing": membership.standing_of(person, now=moment),
        "restriction": moderation.restriction_of(reader_id=person.pk, now=moment),
        "sanctions": moderation.list_sanctions(reader_id=person.pk),
        "notes": moderation.list_notes(reader_id=person.pk),
        "names": accounts.list_name_changes(person.pk),
        "may_act": moderation.may_be_moderated(reader_id=person.pk, by=request.user.pk or 0),
        "may_see_subscriptions": request.user.has_perm("membership.add_period"),
        "sanction_form": SanctionForm(auto_id="sanction_%s"),
        "note_form": NoteForm(auto_id="note_%s"),
        "now": moment,
    }
