"""What the page of plans shows for the interval and currency that its address asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from standfirst.apps.billing import api as billing
from standfirst.apps.membership import api as membership
from standfirst.core.http.addresses import safe_next

INTERVALS = {"month": "Monthly", "year": "Yearly"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several ways to see the prices."""

    words: str
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A plan as it is offered, and where its button leads."""

    offer: membership.Offer
    address: str


def compose(asked: Mapping[str, str]) -> dict[str, Any]:
    """Anything that is not on sale falls back on what is."""
    plans = membership.list_plans()
    currencies = membership.currencies(plans)
    interval = asked.get("interval", "month") if asked.get("interval") in INTERVALS else "month"
    wanted = asked.get("currency", "")
    currency = wanted if wanted in currencies else next(iter(currencies), "")
    back = safe_next(asked.get("next"))
    offers = membership.offers(plans, interval=interval, currency=currency)
    return {
        "columns": [Column(offer, _checkout(offer.price, back)) for offer in offers],
        "intervals": [
            Choice(words, _here(key, currency, back), key == interval) for key, words in INTERVALS.items()
        ],
        "currencies": [Choice(each, _here(interval, each, back), each == currency) for each in currencies],
        "back": back,
        "sign_up": f"{reverse('account:sign-up')}?{urlencode({'next': back})}",
        "sign_in": f"{reverse('account:sign-in')}?{urlencode({'next': back})}",
        "billing": billing.get_billing(),
        "by_card": any(each.name == "stripe" for each in billing.open_gateways()),
    }


def _here(interval: str, currency: str, back: str) -> str:
    """In one order of parameters, so that one page has one address."""
    return "?" + urlencode({"currency": currency, "interval": interval, "next": back})


def _checkout(price: membership.Price, back: str) -> str:
    return f"{reverse('account:checkout')}?{urlencode({'price': price.pk, 'next': back})}"
