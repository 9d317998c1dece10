"""One person of the staff: their address is changed and their second factor is taken away, each as an act on record."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from standfirst.apps.accounts import api as accounts
from standfirst.apps.audit import api as audit
from standfirst.core.clock import now
from standfirst.core.db import transaction
from standfirst.core.http.proof import has_fresh_proof, step_up_required
from standfirst.screens.desk import letters
from standfirst.screens.desk.proving import prove_first, written_before

may_change = permission_required("accounts.change_user", raise_exception=True)
TAKEN = "Somebody has this address already, or may still take it back."


class AddressForm(forms.Form):
    """The new address, and why."""

    new = forms.EmailField(label="New address", max_length=254)
    because = forms.CharField(label="Reason", max_length=200, help_text="Kept on record.")


class ReasonForm(forms.Form):
    """Why."""

    because = forms.CharField(
        label="Reason",
        max_length=200,
        help_text="Such as how you made sure that it is really them. Kept on record.",
    )


@may_change
@step_up_required
@require_GET
def person(request: HttpRequest, reader_id: int) -> HttpResponse:
    """Both acts."""
    return _screen(request, _person(request, reader_id))


@may_change
@require_POST
def address(request: HttpRequest, reader_id: int) -> HttpResponse:
    """At once; the old address hears of it and can take it back for three days."""
    somebody, form = _person(request, reader_id), AddressForm(request.POST, auto_id="address_%s")
    if not has_fresh_proof(request, now=now()):
        return _prove(request, somebody, "address")
    if form.is_valid():
        said, moment = form.cleaned_data, now()
        try:
            with transaction():
                accounts.change_address(
                    reader_id=somebody.pk,
                    new=said["new"],
                    undo_link=_undo_link,
                    context={**letters.about(), "by_desk": True, "asked_at": moment},
                    now=moment,
                )
                audit.record(
                    action="accounts.change_address",
                    actor_id=request.user.pk,
                    actor="the desk",
                    about=f"reader:{somebody.pk}",
                    reason=said["because"],
                    now=moment,
                )
        except accounts.ChangeRefused:
            form.add_error("new", TAKEN)
        else:
            messages.success(request, f"The address is {said['new'].lower()} now. The old one is told.")
            return redirect("desk:person", somebody.pk)
    return _screen(request, somebody, address_form=form, status=422)


@may_change
@require_POST
def second_factor(request: HttpRequest, reader_id: int) -> HttpResponse:
    """Who does it is on record, and the person is told."""
    somebody, form = _person(request, reader_id), ReasonForm(request.POST, auto_id="reason_%s")
    if not has_fresh_proof(request, now=now()):
        return _prove(request, somebody, "second_factor")
    if not form.is_valid():
        return _screen(request, somebody, reason_form=form, status=422)
    with transaction():
        accounts.reset_second_factor(
            reader_id=somebody.pk,
            by_id=request.user.pk or 0,
            because=form.cleaned_data["because"],
            context=letters.about(),
            now=now(),
        )
    messages.success(request, f"{somebody.email} has no second factor any more, and is signed out and told.")
    return redirect("desk:person", somebody.pk)


def _person(request: HttpRequest, reader_id: int) -> accounts.User:
    """Somebody else of the staff, who may do no more than who asks."""
    found, by = accounts.find_reader(reader_id=reader_id), request.user
    if found is None or not accounts.works_here(found):
        raise Http404
    if not isinstance(by, accounts.User) or by.pk == found.pk or not accounts.may_handle(by=by, person=found):
        raise PermissionDenied
    return found


def _screen(request: HttpRequest, person: accounts.User, *, status: int = 200, **forms: Any) -> HttpResponse:
    name, written = written_before(request, about=f"person:{person.pk}")
    address, reason = (dict(written) if name == act else {} for act in ("address", "second_factor"))
    context = {
        "person": person,
        "resumed": bool(written),
        "address_form": AddressForm(initial=address, auto_id="address_%s"),
        "reason_form": ReasonForm(initial=reason, auto_id="reason_%s"),
        **forms,
    }
    context["entries"] = audit.list_entries(about=f"reader:{person.pk}", limit=20)
    return render(request, "desk/person.html", context, status=status)


def _prove(request: HttpRequest, person: accounts.User, act: str) -> HttpResponse:
    back = reverse("desk:person", args=[person.pk])
    return prove_first(request, place=f"person:{person.pk}:{act}", back=back)


def _undo_link(token: str) -> str:
    return settings.ORIGIN + reverse("account:address-undo", args=[token])
