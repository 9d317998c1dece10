"""The one way to Stripe: its library, a pinned version of its API, short waits, and errors as two words of ours."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from standfirst.apps.billing.gateways.contracts import Refused, Unreachable

NAME = "stripe"
API_VERSION = "2026-10-28.endive"
WAIT = 10  # seconds for an answer
MOST = 1000  # of each kind that are read about one customer


def is_configured() -> bool:
    """Whether readers may pay by Stripe here."""
    return bool(settings.STRIPE_SECRET_KEY)


def is_live() -> bool:
    """Whether the key moves real money."""
    return "_live_" in settings.STRIPE_SECRET_KEY


def door() -> Any:
    """Stripe's client. Raises ImproperlyConfigured without a key or without the library."""
    if not is_configured():
        raise ImproperlyConfigured("STRIPE_SECRET_KEY is not set; see docs/reference/settings.md.")
    return _client(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE)


@cache
def _client(key: str, base: str) -> Any:
    library = _library()
    return library.StripeClient(
        key,
        stripe_version=API_VERSION,
        base_addresses={"api": base},
        # A request that got no answer is asked for again under the key that is kept, not behind our back.
        max_network_retries=0,
        http_client=library.RequestsClient(timeout=WAIT),
    ).v1


@cache
def _library() -> Any:
    try:
        import stripe  # noqa: PLC0415  only those who use it need it
    except ImportError:
        raise ImproperlyConfigured(
            "STRIPE_SECRET_KEY is set, but Stripe's library is missing: pip install standfirst[stripe]."
        ) from None
    logging.getLogger("stripe").setLevel(logging.WARNING)  # it tells of every request
    return stripe


@contextmanager
def answers() -> Iterator[None]:
    """Stripe's errors become Refused where it says no for good, and Unreachable in all other cases."""
    library = _library()
    try:
        yield
    except (library.InvalidRequestError, library.CardError, library.IdempotencyError) as no:
        if no.http_status == 409:
            raise Unreachable(str(no)) from None
        raise SaidNo(str(no), is_missing=no.http_status == 404) from no
    except library.StripeError as problem:
        raise Unreachable(type(problem).__name__) from problem


class SaidNo(Refused):
    """Stripe does not do it, now or later; its own words are for the log."""

    def __init__(self, words: str, *, is_missing: bool) -> None:
        self.words, self.is_missing = words, is_missing
        super().__init__("The payment provider does not do this. Please write to us.")


def ask(method: Callable[..., Any], *arguments: object, key: str = "") -> dict[str, Any]:
    """One request, under an idempotency key where it changes something. Raises SaidNo and Unreachable."""
    options = {"idempotency_key": key} if key else {}
    with answers():
        found: dict[str, Any] = method(*arguments, options=options).to_dict()
    return found


def ask_all(method: Callable[..., Any], params: dict[str, Any]) -> list[dict[str, Any]]:
    """Everything of a list, newest first. Raises SaidNo and Unreachable."""
    with answers():
        found = method({"limit": 100, **params})
        return [one.to_dict() for one, _ in zip(found.auto_paging_iter(), range(MOST), strict=False)]
