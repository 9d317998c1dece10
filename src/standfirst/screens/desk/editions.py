"""Editions at the desk: what is coming, what each would be frozen with, a trial letter, and the approval."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from standfirst.apps.editorial import api as editorial
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.api import (
    EditionPage,
    EditionState,
    NotConfirmed,
    NotReady,
    Refused,
    Variant,
)
from standfirst.core.clock import now
from standfirst.core.db import transaction
from standfirst.screens.desk.staff import by_of, user_of

MOST_LISTED = 100
View = Callable[..., HttpResponse]


class PeopleForm(forms.Form):
    """To how many an edition goes, typed by whoever approves it."""

    people = forms.CharField(
        max_length=40, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    )


def for_edition(right: str) -> Callable[[View], View]:
    """The edition of the address in place of its number, for those who have this right to its page: `can_edit` or
    `can_publish`. What else is in the address follows by name."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, edition_id: int, **more: str) -> HttpResponse:
            page = newsletters.find_edition(edition_id)
            if page is None:
                raise Http404
            if not getattr(page.permissions_for_user(request.user), right)():
                raise PermissionDenied
            return view(request, page, **more)

        return guarded

    return decorate


@require_GET
def editions(request: HttpRequest) -> HttpResponse:
    """What is to go out, and what waits for somebody; those that one may change."""
    if not editorial.works_on_pages(user_of(request)):
        raise PermissionDenied
    coming = newsletters.list_coming(now=now(), limit=MOST_LISTED)
    shown = [page for page in coming if page.permissions_for_user(request.user).can_edit()]
    context = {
        "editions": shown,
        "switch": newsletters.switch(),
        "alarms": newsletters.open_alarms(),
        "is_elsewhere": True,
    }
    return render(request, "desk/editions.html", context)


@require_GET
@for_edition("can_edit")
def edition(request: HttpRequest, page: EditionPage) -> HttpResponse:
    """Everything that is decided by approving it."""
    return _screen(request, page)


@require_POST
@for_edition("can_publish")
def approve(request: HttpRequest, page: EditionPage) -> HttpResponse:
    """Freeze it; where it has faults, say which."""
    try:
        with transaction():
            typed = request.POST.get("people", "")
            newsletters.approve_edition(edition_id=page.pk, by=by_of(request), now=now(), typed=typed)
    except NotReady:
        return _screen(request, page, status=422)
    except NotConfirmed as refusal:
        return _screen(request, page, refusal=refusal, status=422)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Approved. It goes out at its time, with the list as it stands here.")
    return redirect("desk:edition", page.pk)


@require_POST
@for_edition("can_publish")
def skip(request: HttpRequest, page: EditionPage) -> HttpResponse:
    """Leave it out."""
    try:
        with transaction():
            newsletters.skip_edition(edition_id=page.pk, by=by_of(request), now=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "It is left out. Approve it, and it comes after all.")
    return redirect("desk:edition", page.pk)


@require_POST
@for_edition("can_edit")
def trial(request: HttpRequest, page: EditionPage) -> HttpResponse:
    """To one's own address, and no other."""
    chosen = request.POST.get("variant", "")
    if chosen not in set(Variant):
        raise Http404
    try:
        with transaction():
            newsletters.send_trial(page=page, variant=Variant(chosen), to=user_of(request), now=now())
    except (Refused, ValueError) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"It is on its way to {user_of(request).email}.")
    return redirect("desk:edition", page.pk)


def _screen(
    request: HttpRequest, page: EditionPage, *, refusal: NotConfirmed | None = None, status: int = 200
) -> HttpResponse:
    moment = now()
    draft = newsletters.draft_of(page, now=moment)
    frozen = newsletters.frozen_list(page)
    context: dict[str, Any] = {
        "edition": page,
        "draft": draft,
        "is_sent": page.state == EditionState.GIVEN,
        "is_approved": page.state == EditionState.APPROVED,
        "list": _named(draft.chosen, moment),
        "frozen": _named(frozen, moment),
        "is_same_list": bool(frozen) and _items(frozen) == _items(draft.chosen),
        "has_others": len(newsletters.variants_for(page.newsletter.audience)) > 1,
        "people_form": _people_form(draft, refusal, request) if draft.must_type else None,
        "may_approve": page.permissions_for_user(request.user).can_publish(),
    }
    return render(request, "desk/edition.html", context, status=status)


def _people_form(draft: newsletters.Draft, refusal: NotConfirmed | None, request: HttpRequest) -> PeopleForm:
    form = PeopleForm(request.POST if refusal else None)
    form.fields[
        "people"
    ].label = f"It goes to {draft.people:,} {'person' if draft.people == 1 else 'people'}. Type that number"
    if refusal:
        form.add_error("people", str(refusal))
    return form


def _items(chosen: tuple[newsletters.Chosen, ...]) -> list[tuple[str, str, int]]:
    return [(each.block, each.kind, each.number) for each in chosen]


def _named(chosen: tuple[newsletters.Chosen, ...], moment: Any) -> list[tuple[newsletters.Chosen, str]]:
    names = newsletters.names_of(chosen, now=moment)
    return [(each, names.get((each.kind, each.number), "")) for each in chosen]
