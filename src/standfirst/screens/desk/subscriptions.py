"""The subscriptions desk: find a reader, read their ledger, grant or end a subscription by hand."""

from datetime import datetime, time
from typing import cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from standfirst.apps.accounts import api as accounts
from standfirst.apps.membership import api as membership
from standfirst.core.clock import now

MOST_SHOWN = 50
may_grant = permission_required("membership.add_period", raise_exception=True)


class GrantForm(forms.Form):
    """Which plan, and until when."""

    plan = forms.ChoiceField(label="Plan")
    until = forms.DateField(
        label="Until",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="The last day. Empty: until it is ended.",
    )

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
        day = self.cleaned_data["until"]
        return datetime.combine(day, time.max, tzinfo=timezone.get_current_timezone()) if day else None


class EndForm(forms.Form):
    """Why it ends."""

    because = forms.CharField(
        label="Reason", max_length=200, help_text="Kept in the ledger; the reader may ask for it."
    )


@may_grant
@require_GET
def readers(request: HttpRequest) -> HttpResponse:
    """Readers by address or name."""
    words = request.GET.get("q", "").replace("\x00", "").strip()
    found = accounts.find_readers(words=words, limit=MOST_SHOWN) if words else []
    return render(request, "desk/readers.html", {"words": words, "readers": found, "most": MOST_SHOWN})


@may_grant
@require_GET
def reader(request: HttpRequest, reader_id: int) -> HttpResponse:
    """One reader's ledger."""
    return _ledger(request, _reader(reader_id), grant=GrantForm(), end=EndForm())


@may_grant
@require_http_methods(["POST"])
def grant(request: HttpRequest, reader_id: int) -> HttpResponse:
    """Give the reader a subscription from now on."""
    person, form = _reader(reader_id), GrantForm(request.POST)
    if form.is_valid():
        try:
            membership.grant_subscription(
                reader_id=person.pk,
                plan_id=int(form.cleaned_data["plan"]),
                starts_at=now(),
                ends_at=form.ends_at(),
                source="desk",
                now=now(),
            )
        except membership.EndsBeforeItBegins:
            form.add_error("until", "This day is over.")
        else:
            messages.success(request, f"{person.email} is a subscriber now.")
            return redirect("desk:reader", person.pk)
    return _ledger(request, person, grant=form, end=EndForm(), status=422)


@may_grant
@require_http_methods(["POST"])
def end(request: HttpRequest, reader_id: int) -> HttpResponse:
    """End what stands, at once."""
    person, form = _reader(reader_id), EndForm(request.POST)
    if not form.is_valid():
        return _ledger(request, person, grant=GrantForm(), end=form, status=422)
    closed = membership.end_subscription(reader_id=person.pk, because=form.cleaned_data["because"], now=now())
    if closed:
        messages.success(request, f"The subscription of {person.email} has ended.")
    else:
        messages.warning(request, "There was no subscription to end.")
    return redirect("desk:reader", person.pk)


def _reader(reader_id: int) -> accounts.User:
    found = accounts.find_reader(reader_id=reader_id)
    if found is None:
        raise Http404
    return found


def _ledger(
    request: HttpRequest, person: accounts.User, *, grant: GrantForm, end: EndForm, status: int = 200
) -> HttpResponse:
    context = {
        "reader": person,
        "periods": membership.list_periods(reader_id=person.pk),
        "standing": membership.standing_of(person, now=now()),
        "grant": grant,
        "end": end,
    }
    return render(request, "desk/reader.html", context, status=status)
