"""Sendings at the desk: what is on its way and how it stands, to pause, resume and cancel, and the switch for all of them."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_GET, require_POST

from standfirst.apps.editorial import api as editorial
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.api import Account, DeliveryState, EditionPage, Refused, Sending, Steering
from standfirst.core.clock import now
from standfirst.core.db import transaction
from standfirst.screens.desk.editions import View, for_edition
from standfirst.screens.desk.staff import by_of, user_of
from standfirst.screens.desk.subjects import subjects_of

MOST_OVER, MOST_DOUBTFUL = 20, 50
COUNTED = (
    (DeliveryState.SENT, "Sent"),
    (DeliveryState.REJECTED, "Rejected"),
    (DeliveryState.SKIPPED, "Skipped"),
    (DeliveryState.UNKNOWN, "Unknown"),
)
WAITING = (
    (DeliveryState.PENDING, "Waiting"),
    (DeliveryState.CLAIMED, "With a sender"),
    (DeliveryState.RETRY, "To be tried again"),
)
DONE = {
    Steering.PAUSE: "Paused. Nothing more of it goes out until somebody resumes it.",
    Steering.RESUME: "It goes on.",
    Steering.CANCEL: "Cancelled. Nobody else gets it.",
}
# What may be done to a sending in which state.
OFFERED = {
    "ready": (Steering.PAUSE, Steering.CANCEL),
    "running": (Steering.PAUSE, Steering.CANCEL),
    "paused": (Steering.RESUME, Steering.CANCEL),
}


class BecauseForm(forms.Form):
    """Why, for whoever comes after."""

    because = forms.CharField(label="Reason", max_length=200)


class SureForm(forms.Form):
    """What cannot be taken back is said twice."""

    sure = forms.BooleanField(label="Nobody else gets this edition, for good.")


FORMS: dict[Steering, type[forms.Form]] = {
    Steering.PAUSE: BecauseForm,
    Steering.RESUME: forms.Form,
    Steering.CANCEL: SureForm,
}


@require_GET
def sendings(request: HttpRequest) -> HttpResponse:
    """What is under way, and what was over last; those that one may change. And the switch."""
    return _all(request, BecauseForm(auto_id="all_%s"))


@require_POST
def pause_all(request: HttpRequest) -> HttpResponse:
    """No newsletter goes out any more; letters to single readers do."""
    _check_steers_all(request)
    form = BecauseForm(request.POST, auto_id="all_%s")
    if not form.is_valid():
        return _all(request, form, status=422)
    with transaction():
        newsletters.steer_everything(paused=True, by=by_of(request), now=now(), **form.cleaned_data)
    messages.success(request, "All newsletters are paused.")
    return redirect("desk:sendings")


@require_POST
def resume_all(request: HttpRequest) -> HttpResponse:
    """The switch is back."""
    _check_steers_all(request)
    with transaction():
        newsletters.steer_everything(paused=False, by=by_of(request), now=now())
    messages.success(request, "Newsletters go out again. What was paused by itself stays so.")
    return redirect("desk:sendings")


@require_GET
@for_edition("can_edit")
def sending(request: HttpRequest, page: EditionPage) -> HttpResponse:
    """How one edition stands."""
    return _one(request, page, _sending_of(page))


@require_GET
@for_edition("can_edit")
def progress(request: HttpRequest, page: EditionPage) -> HttpResponse:
    """What changes on that page, for the page that waits for it."""
    return render(request, "desk/_sending.html", _standing(_sending_of(page), now()))


def _act(act: Steering) -> View:
    @require_POST
    @for_edition("can_publish")
    def view(request: HttpRequest, page: EditionPage) -> HttpResponse:
        found = _sending_of(page)
        form = FORMS[act](request.POST, auto_id=f"{act}_%s")
        if not form.is_valid():
            return _one(request, page, found, refused=(act, form))
        because = form.cleaned_data.get("because", "")
        try:
            with transaction():
                newsletters.steer(sending_id=found.pk, act=act, by=by_of(request), because=because, now=now())
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, DONE[act])
        return redirect("desk:sending", page.pk)

    return view


pause, resume, cancel = (_act(each) for each in (Steering.PAUSE, Steering.RESUME, Steering.CANCEL))


def _sending_of(page: EditionPage) -> Sending:
    found = newsletters.find_sending(edition_number=page.pk)
    if found is None:
        raise Http404
    return found


def _one(
    request: HttpRequest,
    page: EditionPage,
    found: Sending,
    *,
    refused: tuple[Steering, forms.Form] | None = None,
) -> HttpResponse:
    forms_of = {act: FORMS[act](auto_id=f"{act}_%s") for act in OFFERED.get(found.state, ())}
    if refused and refused[0] in forms_of:
        forms_of[refused[0]] = refused[1]
    context = {
        **_standing(found, now()),
        "edition": page,
        "acts": [(act.value, form) for act, form in forms_of.items()],
        "refused": refused[0].value if refused else "",
        "may_steer": page.permissions_for_user(request.user).can_publish(),
        "doubtful": newsletters.doubtful_of(found, limit=MOST_DOUBTFUL),
        "resent": found.newsletter.get_on_unknown_display(),
        "switch": newsletters.switch(),
        "subjects": subjects_of(found),
    }
    return render(request, "desk/sending.html", context, status=422 if refused else 200)


def _standing(found: Sending, moment: datetime) -> dict[str, Any]:
    standing = newsletters.progress_of(found, now=moment)
    account = standing.account
    return {
        "progress": standing,
        "account": account,
        "counted": [(word, account.count(state)) for state, word in COUNTED],
        "waiting": [(word, account.count(state)) for state, word in WAITING],
        "looked_at": moment,
        "waves": waves_in_words(account, moment),
    }


def waves_in_words(account: Account, moment: datetime) -> str:
    """Which are out and when the next one is, in the desk's time; empty where all is sent at once, or over."""
    coming = newsletters.still_to_come(account.waves, now=moment)
    next_at = f"on {date_format(timezone.localtime(coming[0].at), 'j F, H:i T')}" if coming else ""
    told = newsletters.progress_in_words(account.waves, now=moment, moment=next_at)
    return told if account.is_open else ""


def _all(request: HttpRequest, form: forms.Form, *, status: int = 200) -> HttpResponse:
    user, moment = user_of(request), now()
    if not editorial.works_on_pages(user):
        raise PermissionDenied
    accounts = newsletters.list_accounts(finished=MOST_OVER)
    pages = newsletters.find_editions([each.edition_number for each in accounts])
    seen = {page.pk for page in pages if page.permissions_for_user(user).can_edit()}
    context = {
        "accounts": [
            (each, waves_in_words(each, moment)) for each in accounts if each.edition_number in seen
        ],
        "switch": newsletters.switch(),
        "may_steer": newsletters.may_steer_everything(user),
        "form": form,
    }
    return render(request, "desk/sendings.html", context, status=status)


def _check_steers_all(request: HttpRequest) -> None:
    if not newsletters.may_steer_everything(user_of(request)):
        raise PermissionDenied
