"""Giving a subscription: what and to whom, a look at it, and the payment."""

import secrets
from datetime import datetime
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from standfirst.apps.billing import api as billing
from standfirst.apps.membership import api as membership
from standfirst.core.clock import now
from standfirst.core.limits import spend
from standfirst.core.text import clean
from standfirst.screens.account.checkout import ORDERS
from standfirst.screens.account.forms import clean_address, clean_name
from standfirst.screens.account.limits import too_many
from standfirst.screens.account.screen import ReaderRequest, account_screen

MAIL, HAND = "mail", "hand"
_WAYS = [
    (MAIL, "We send it by e-mail, on the day you choose"),
    (HAND, "I hand it over myself: send the code to me"),
]
_UNREACHABLE = "The payment provider does not answer. Nothing has been charged; please try again in a moment."


class GiftForm(forms.Form):
    """What is given to whom, and how it is paid. The sum is not among the fields."""

    price = forms.TypedChoiceField(label="What you give", coerce=int, widget=forms.RadioSelect)
    way = forms.ChoiceField(label="How it is given", choices=_WAYS, widget=forms.RadioSelect, initial=MAIL)
    to_name = forms.CharField(label="Name of the recipient", max_length=100, required=False)
    to_email = forms.CharField(
        label="E-mail address of the recipient",
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    deliver_on = forms.DateField(
        label="Day on which it is sent",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    from_name = forms.CharField(label="Your name, as it stands in the letter", max_length=100)
    message = forms.CharField(
        label="A few words to go with it",
        max_length=membership.LONGEST_MESSAGE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    billed_to = forms.CharField(
        label="Name and address on the invoice",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
    )
    gateway = forms.CharField(max_length=20)
    key = forms.RegexField(r"^[0-9a-f]{32}$")

    def __init__(self, *arguments: Any, moment: datetime, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.moment = moment
        self.today = timezone.localdate(moment)
        self.last_day = self.today + membership.LATEST_DELIVERY
        self.prices = {price.pk: price for price in membership.list_gift_prices()}
        chosen = cast("forms.TypedChoiceField", self.fields["price"])
        chosen.choices = [(str(number), price.text) for number, price in self.prices.items()]
        days = {"min": self.today.isoformat(), "max": self.last_day.isoformat()}
        self.fields["deliver_on"].widget.attrs.update(days)

    def clean_from_name(self) -> str:
        name = clean_name(self.cleaned_data["from_name"])
        if not name:
            raise ValidationError("Please write a name that can be seen.")
        return name

    def clean_to_name(self) -> str:
        return clean_name(self.cleaned_data["to_name"])

    def clean_message(self) -> str:
        return clean(self.cleaned_data["message"]).strip()

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("way") == HAND:
            found["to_email"], found["deliver_on"] = "", self.today
        else:
            self._clean_delivery(found)
        return found

    def _clean_delivery(self, found: dict[str, Any]) -> None:
        found["deliver_on"] = day = found.get("deliver_on") or self.today
        if not self.today <= day <= self.last_day and "deliver_on" not in self.errors:
            self.add_error("deliver_on", "Choose a day between today and a year from now.")
        if "to_email" in self.errors:
            return
        if not found.get("to_email"):
            self.add_error("to_email", "Where is it to be sent?")
            return
        try:
            found["to_email"] = clean_address(found["to_email"])
        except ValidationError as fault:
            self.add_error("to_email", fault)

    def order(self, *, buyer_id: int) -> membership.GiftOrder:
        """As it is written down."""
        given = self.cleaned_data
        day = given["deliver_on"]
        later = membership.delivery_moment(day, zone=timezone.get_default_timezone())
        return membership.GiftOrder(
            buyer_id=buyer_id,
            price_id=given["price"],
            from_name=given["from_name"],
            to_name=given["to_name"],
            to_email=given["to_email"],
            message=given["message"],
            deliver_at=self.moment if day == self.today else later,
        )


@require_http_methods(["GET", "POST"])
def gift_order(request: HttpRequest) -> HttpResponse:
    """Fill it in, look it over, order it."""
    if not request.user.is_authenticated:
        asked = {name: request.GET[name] for name in ("price", "currency") if name in request.GET}
        here = (
            f"{reverse('account:gift-order')}?{urlencode(asked)}" if asked else reverse("account:gift-order")
        )
        return redirect(f"{reverse('account:sign-up')}?{urlencode({'next': here})}")
    asking, moment = cast("ReaderRequest", request), now()
    if request.method == "GET":
        return _screen(asking, _empty(asking, moment))
    form = GiftForm(request.POST, moment=moment)
    if not form.is_valid() or "change" in request.POST:
        return _screen(asking, form)
    if "order" not in request.POST:
        return _review(asking, form)
    return _order(asking, form)


def _order(request: ReaderRequest, form: GiftForm) -> HttpResponse:
    if wait := spend(ORDERS, key=str(request.user.pk), now=form.moment):
        return too_many(request, wait)
    given = form.cleaned_data
    try:
        address = billing.begin_gift(
            form.order(buyer_id=request.user.pk),
            key=given["key"],
            gateway=given["gateway"],
            billed_to=given["billed_to"],
            now=form.moment,
        )
    except billing.Refused as refused:
        return _screen(request, form, refusal=refused.sentence, anew=True)
    except billing.Unreachable:
        return _screen(request, form, refusal=_UNREACHABLE)
    back = urlencode({"next": reverse("account:gifts")})
    return redirect(f"{address}?{back}" if address.startswith("/") else address)


def _empty(request: ReaderRequest, moment: datetime) -> GiftForm:
    person = request.user
    form = GiftForm(moment=moment)
    form.initial = {
        "way": MAIL,
        "deliver_on": form.today,
        "from_name": person.first_name,
        "billed_to": person.get_full_name(),
        "price": request.GET.get("price", ""),
    }
    return form


def _screen(request: ReaderRequest, form: GiftForm, *, refusal: str = "", anew: bool = False) -> HttpResponse:
    """`anew`: what is sent next is another order."""
    chosen = str(form["price"].value() or "")
    price = (
        form.prices.get(int(chosen)) if chosen.isascii() and chosen.isdigit() and len(chosen) < 10 else None
    )
    currencies = list(dict.fromkeys(each.currency for each in form.prices.values()))
    asked = price.currency if price else request.GET.get("currency", "")
    currency = asked if asked in currencies else next(iter(currencies), "")
    shown = [each for each in form.prices.values() if each.currency == currency]
    anew = anew or "key" in form.errors or not form.is_bound
    is_refused = bool(refusal) or (form.is_bound and "change" not in request.POST)
    return account_screen(
        request,
        "account/gift_order.html",
        status=422 if is_refused else 200,
        form=form,
        prices=shown,
        chosen=price.pk if price else shown[0].pk if shown else 0,
        currencies=currencies,
        currency=currency,
        gateways=billing.open_gateways(),
        key=secrets.token_hex(16) if anew else form["key"].value(),
        refusal=refusal,
    )


def _review(request: ReaderRequest, form: GiftForm) -> HttpResponse:
    given = form.cleaned_data
    names = (
        "price",
        "way",
        "to_name",
        "to_email",
        "deliver_on",
        "from_name",
        "message",
        "billed_to",
        "gateway",
        "key",
    )
    return account_screen(
        request,
        "account/gift_review.html",
        given=given,
        price=form.prices[given["price"]],
        hidden=[(name, _plain(given[name])) for name in names],
        by_mail=given["way"] == MAIL,
        is_today=given["deliver_on"] == form.today,
        by_card=given["gateway"] != billing.open_gateways()[0].name,
    )


def _plain(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
