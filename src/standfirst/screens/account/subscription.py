"""The reader's subscription: where it stands, what comes next, what was paid, and how to change or stop it."""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from standfirst.apps.billing import api as billing
from standfirst.apps.membership import api as membership
from standfirst.core.clock import now
from standfirst.screens.account.screen import ReaderRequest, account_screen, asked_next

PAUSES = (1, 2, 3)  # months
_DONE = {
    "cancel": "Your subscription is cancelled. You can change your mind until it ends.",
    "keep": "Your subscription goes on as before.",
    "pause": "Your subscription is paused.",
    "resume": "Your subscription goes on.",
    "price": "Agreed. The new price begins with the next period.",
    "gift": "The gift is redeemed. Everything is open to you.",
    "gift-added": "The gift is redeemed, and its time was added to your subscription.",
    "gift-kept": "The gift is redeemed. It is kept for you and begins when your subscription ends.",
    "later": "The payment provider does not answer. Please try again in a moment.",
}
_MAY = {
    "keep": membership.Event.KEEP,
    "cancel": membership.Event.CANCEL,
    "pause": membership.Event.PAUSE,
    "resume": membership.Event.RESUME,
    "price": membership.Event.CHANGE_PRICE,
}


class CancelForm(forms.Form):
    """Why, for those who like to say."""

    why = forms.ChoiceField(
        label="Why do you leave?",
        choices=membership.CancelReason.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label="In your own words", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class PauseForm(forms.Form):
    """For how long."""

    months = forms.TypedChoiceField(
        choices=[(str(count), f"{count} month{'s' * (count > 1)}") for count in PAUSES], coerce=int
    )


class PriceForm(forms.Form):
    """To which price."""

    price = forms.IntegerField(min_value=1, max_value=2_000_000_000)


@login_required
@require_GET
def subscription(request: ReaderRequest) -> HttpResponse:
    """Everything about it."""
    return _screen(request, done=_DONE.get(request.GET.get("done", ""), ""))


@login_required
@require_http_methods(["GET", "POST"])
def cancel(request: ReaderRequest) -> HttpResponse:
    """Offer a pause, ask why, and stop it: two presses from the account."""
    found = membership.find_running(reader_id=request.user.pk)
    if found is None or not _may(found)["cancel"]:
        return redirect("account:subscription")
    form = CancelForm(request.POST if request.method == "POST" else None, initial={"why": ""})
    if form.is_bound and form.is_valid():
        return _do(request, "cancel", lambda wish: billing.cancel(**wish, **form.cleaned_data))
    return account_screen(
        request,
        "account/cancel.html",
        form=form,
        subscription=found,
        may=_may(found),
        pauses=PauseForm(),
        key=_key(),
    )


@login_required
@require_POST
def keep(request: ReaderRequest) -> HttpResponse:
    """Take the cancellation back."""
    return _do(request, "keep", lambda wish: billing.keep(**wish))


@login_required
@require_POST
def pause(request: ReaderRequest) -> HttpResponse:
    """For some months."""
    form = PauseForm(request.POST)
    if not form.is_valid():
        return _screen(request, refusal="Choose how long the pause is to be.")
    moment = now()
    until = _months_later(moment, form.cleaned_data["months"])
    return _do(request, "pause", lambda wish: billing.pause(**wish, until=until))


@login_required
@require_POST
def resume(request: ReaderRequest) -> HttpResponse:
    """Go on before the pause is over."""
    return _do(request, "resume", lambda wish: billing.resume(**wish))


@login_required
@require_POST
def change_price(request: ReaderRequest) -> HttpResponse:
    """Monthly or yearly, or another plan, from the next period on."""
    form = PriceForm(request.POST)
    if not form.is_valid():
        return _screen(request, refusal="Choose a price.")
    price_id = form.cleaned_data["price"]
    return _do(request, "price", lambda wish: billing.change_price(**wish, price_id=price_id))


def _do(request: ReaderRequest, name: str, ask: Callable[[dict[str, Any]], str]) -> HttpResponse:
    """The reader's own subscription, whatever the form says."""
    reader_id = request.user.pk
    key = request.POST.get("key", "")
    wish = {"reader_id": reader_id, "by": membership.actors.reader(reader_id), "key": key, "now": now()}
    try:
        address = ask(wish)
    except billing.Refused as refused:
        return _screen(request, refusal=refused.sentence)
    except billing.Unreachable:
        return _screen(request, refusal="The payment provider does not answer. Please try again in a moment.")
    return redirect(f"{address}?done={name}" if address.startswith("/") else address)


def _screen(request: ReaderRequest, *, refusal: str = "", done: str = "") -> HttpResponse:
    reader_id = request.user.pk
    found = membership.find_subscription(reader_id=reader_id)
    return account_screen(
        request,
        "account/subscription.html",
        status=422 if refusal else 200,
        subscription=found,
        running=found is not None and found.ended_at is None,
        period=membership.standing_period(reader_id=reader_id, now=now()),
        kept=membership.list_waiting_gifts(reader_id=reader_id),
        order=billing.open_order(reader_id=reader_id),
        prices=membership.list_prices_beside(found.price) if found else [],
        may=_may(found),
        invoices=billing.list_invoices(reader_id=reader_id),
        payments=billing.list_payments(reader_id=reader_id),
        card=billing.has_portal(reader_id=reader_id),
        pauses=PauseForm(),
        key=_key(),
        refusal=refusal,
        done=done,
        next=asked_next(request),
    )


def _may(found: membership.Subscription | None) -> dict[str, bool]:
    """Which buttons there are."""
    if found is None:
        return dict.fromkeys(_MAY, False)
    return {name: membership.can_happen(event, membership.State(found.state)) for name, event in _MAY.items()}


def _months_later(moment: datetime, months: int) -> datetime:
    zone = timezone.get_default_timezone()
    return membership.months_later(moment, months, day=moment.astimezone(zone).day, zone=zone)


def _key() -> str:
    return secrets.token_hex(16)
