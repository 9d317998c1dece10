"""The last step to a subscription: what is ordered, what it costs, and one button."""

import secrets
from datetime import timedelta
from typing import cast
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from standfirst.apps.billing import api as billing
from standfirst.apps.membership import api as membership
from standfirst.core.clock import now
from standfirst.core.limits import Limit, spend
from standfirst.core.numbers import number_in
from standfirst.screens.account.limits import too_many
from standfirst.screens.account.screen import ReaderRequest, account_screen, asked_next

ORDERS = Limit("checkout: reader", 12, timedelta(hours=1))
CODES = Limit(
    "checkout: codes", 30, timedelta(hours=1)
)  # that are looked at; whoever tries out words is stopped


class CheckoutForm(forms.Form):
    """To whom the invoice goes, and perhaps a code. The sum is not among the fields."""

    billed_to = forms.CharField(
        label="Name and address on the invoice",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "street-address"}),
    )
    code = forms.CharField(
        label="Promotion code",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "spellcheck": "false"}),
    )
    gateway = forms.CharField(max_length=20)
    key = forms.RegexField(r"^[0-9a-f]{32}$")


@require_http_methods(["GET", "POST"])
def checkout(request: HttpRequest) -> HttpResponse:
    """Show what would be ordered, or order it."""
    back = asked_next(request)
    price = membership.find_price(price_id=_asked_price(request))
    if price is None:
        return redirect(f"{reverse('site:join')}?{urlencode({'next': back or '/'})}")
    if not request.user.is_authenticated:
        here = f"{reverse('account:checkout')}?{urlencode({'price': price.pk, 'next': back})}"
        return redirect(f"{reverse('account:sign-up')}?{urlencode({'next': here})}")
    if membership.find_running(reader_id=request.user.pk):
        return redirect("account:subscription")
    if request.method == "GET":
        form = CheckoutForm(
            initial={"billed_to": request.user.get_full_name(), "code": request.GET.get("code", "")}
        )
    else:
        form = CheckoutForm(request.POST)
    if form["code"].value() and (wait := spend(CODES, key=str(request.user.pk), now=now())):
        return too_many(request, wait)
    if request.method == "GET":
        return _screen(cast("ReaderRequest", request), form, price, back=back)
    return _answer(cast("ReaderRequest", request), form, price, back=back)


def _answer(
    request: ReaderRequest, form: CheckoutForm, price: membership.Price, *, back: str
) -> HttpResponse:
    if not form.is_valid() or "look" in request.POST:
        return _screen(request, form, price, back=back)
    if wait := spend(ORDERS, key=str(request.user.pk), now=now()):
        return too_many(request, wait)
    try:
        address = billing.begin_checkout(
            reader_id=request.user.pk, price_id=price.pk, back=back, now=now(), **form.cleaned_data
        )
    except billing.Refused as refused:
        return _screen(request, form, price, back=back, refusal=refused.sentence)
    except billing.Unreachable:
        sentence = (
            "The payment provider does not answer. Nothing has been charged; please try again in a moment."
        )
        return _screen(request, form, price, back=back, refusal=sentence)
    return redirect(f"{address}?{urlencode({'next': back})}" if back and address.startswith("/") else address)


def _screen(
    request: ReaderRequest, form: CheckoutForm, price: membership.Price, *, back: str, refusal: str = ""
) -> HttpResponse:
    code = str(form["code"].value() or "").replace("\x00", "")[:40]
    quote = billing.quote(price=price, code=code, reader_id=request.user.pk, now=now())
    if quote.fault and form.is_bound:
        form.add_error("code", quote.fault)
    return account_screen(
        request,
        "account/checkout.html",
        status=422 if form.is_bound and (form.errors or refusal) else 200,
        form=form,
        price=price,
        quote=quote,
        others=[other for other in membership.list_prices_beside(price) if other.plan_id == price.plan_id],
        gateways=billing.open_gateways(),
        open_before_payment=billing.get_billing().open_before_payment,
        key=secrets.token_hex(16),
        next=back,
        refusal=refusal if not quote.fault else "",
    )


def _asked_price(request: HttpRequest) -> int:
    asked = request.POST.get("price") or request.GET.get("price") or ""
    return number_in(asked, most_digits=9) or 0
