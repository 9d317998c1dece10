"""A subscription with several seats: who sits there, who is invited, and taking a seat."""

from collections.abc import Callable
from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from standfirst.apps.editorial import api as editorial
from standfirst.apps.mailing import api as mailing
from standfirst.apps.membership import api as membership
from standfirst.core.clock import now
from standfirst.core.db import transaction
from standfirst.core.http.marks import with_new_pass
from standfirst.core.limits import Limit, spend
from standfirst.screens.account.limits import too_many
from standfirst.screens.account.screen import ReaderRequest, account_screen

INVITATIONS = Limit("group: invitations", 60, timedelta(days=1))
_DONE = {
    "invited": "The invitation is on its way.",
    "revoked": "The invitation is withdrawn.",
    "removed": "The seat is free again.",
    "handed-over": "Somebody else manages the group now.",
}


class InviteForm(forms.Form):
    """Whom to offer a seat."""

    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )


@login_required
@require_http_methods(["GET", "POST"])
def group(request: ReaderRequest) -> HttpResponse:
    """The seats, and inviting."""
    form = InviteForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _screen(request, form)
    if wait := spend(INVITATIONS, key=str(request.user.pk), now=now()):
        return too_many(request, wait)
    return _do(
        request, "invited", lambda number, by: _invite(request, number, by, form.cleaned_data["email"])
    )


def _act(done: str, act: Callable[..., object]) -> Callable[..., HttpResponse]:
    """A view that does it to the invitation or seat in its address, by a press alone."""

    @login_required
    @require_POST
    def view(request: ReaderRequest, **which: int) -> HttpResponse:
        return _do(request, done, lambda number, by: act(subscription_id=number, by=by, now=now(), **which))

    return view


revoke = _act("revoked", membership.revoke_invitation)
remove = _act("removed", membership.remove_seat)
hand_over = _act("handed-over", membership.hand_over_group)


@login_required
@require_POST
def leave(request: ReaderRequest) -> HttpResponse:
    """Give one's own seat up."""
    reader_id = request.user.pk
    with transaction():
        membership.leave_groups(
            reader_id=reader_id, because="given up", by=membership.actors.reader(reader_id), now=now()
        )
    return redirect("account:hub")


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """What the link of an invitation shows; only the button takes the seat."""
    moment, refusal = now(), ""
    if request.method == "POST" and request.user.is_authenticated:
        try:
            membership.take_seat(token=token, reader_id=request.user.pk, email=request.user.email, now=moment)
        except membership.GroupRefused as refused:
            refusal = refused.sentence
        else:
            return with_new_pass(redirect("account:hub"))
    invitation = membership.find_invitation(token=token, now=moment)
    status = 410 if invitation is None else 422 if refusal else 200
    return account_screen(
        request,
        "account/group_join.html",
        status=status,
        invitation=invitation,
        fits=invitation is not None and getattr(request.user, "email", "") == invitation.email,
        refusal=refusal if invitation else "",
    )


def _do(request: ReaderRequest, name: str, act: Callable[[int, membership.By], object]) -> HttpResponse:
    """To the group that this reader manages, whatever the form says."""
    circle = membership.find_circle(manager_id=request.user.pk, now=now())
    if circle is None:
        return redirect("account:group")
    try:
        act(circle.subscription.pk, membership.actors.reader(request.user.pk))
    except membership.GroupRefused as refused:
        return _screen(request, InviteForm(), refusal=refused.sentence)
    return redirect(f"{reverse('account:group')}?done={name}")


def _invite(request: ReaderRequest, subscription_id: int, by: membership.By, email: str) -> None:
    moment = now()
    if mailing.fault_of_address(email):
        raise membership.GroupRefused("Letters cannot be sent to this address.")
    with transaction():
        token = membership.invite(subscription_id=subscription_id, email=email, by=by, now=moment)
        context = {
            "publication_name": editorial.get_publication().name,
            "origin": settings.ORIGIN,
            "by": request.user.username,
            "link": settings.ORIGIN + reverse("account:group-join", args=[token]),
            "until": moment + membership.OFFERED_FOR,
        }
        mailing.post(to=email, template="account/emails/group_invitation", context=context, now=moment)


def _screen(request: ReaderRequest, form: InviteForm, *, refusal: str = "") -> HttpResponse:
    return account_screen(
        request,
        "account/group.html",
        status=422 if refusal or form.errors else 200,
        circle=membership.find_circle(manager_id=request.user.pk, now=now()),
        form=form,
        refusal=refusal,
        done=_DONE.get(request.GET.get("done", ""), ""),
    )
