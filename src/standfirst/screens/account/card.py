"""Back from the payment provider, and on to its page where a card is changed."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from standfirst.apps.billing import api as billing
from standfirst.apps.membership import api as membership
from standfirst.core.clock import now
from standfirst.core.http.marks import with_new_pass
from standfirst.core.numbers import number_in
from standfirst.screens.account.screen import ReaderRequest, account_screen, asked_next


@login_required
@require_GET
def paid(request: ReaderRequest) -> HttpResponse:
    """The address itself proves nothing: the provider is asked about this reader, and about nobody else."""
    back = asked_next(request)
    try:
        billing.reconcile_reader(reader_id=request.user.pk, now=now())
    except (billing.Refused, billing.Unreachable):
        return account_screen(request, "account/paid.html", next=back)
    if gift_id := request.GET.get("gift", ""):
        return _gift_paid(request, gift_id)
    if membership.find_running(reader_id=request.user.pk) is None:
        return account_screen(request, "account/paid.html", next=back)
    return with_new_pass(redirect(back or "account:subscription"))


def _gift_paid(request: ReaderRequest, asked: str) -> HttpResponse:
    number = number_in(asked) or 0
    found = membership.find_bought_gift(gift_id=number, buyer_id=request.user.pk)
    if found is not None and found.paid_at is None:
        return account_screen(request, "account/paid.html", gift=found)
    return redirect(f"{reverse('account:gifts')}?done=paid")


@login_required
@require_POST
def portal(request: ReaderRequest) -> HttpResponse:
    """Of the reader who is signed in, whatever the form says."""
    try:
        return redirect(billing.open_portal(reader_id=request.user.pk))
    except billing.Refused:
        return redirect("account:subscription")
    except billing.Unreachable:
        return redirect(f"{reverse('account:subscription')}?{urlencode({'done': 'later'})}")
