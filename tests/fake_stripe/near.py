"""Stripe's library with the fake in the same process: the same requests and answers, without a socket."""

import json
from collections.abc import Mapping
from typing import Any

import stripe

from tests.fake_stripe.server import KEY, FakeStripe


class Near(stripe.HTTPClient):
    """What Stripe's library sends is answered by the books at once."""

    name = "near"

    def __init__(self, fake: FakeStripe) -> None:
        super().__init__()
        self._fake = fake

    def request(
        self, method: str, url: str, headers: Any, post_data: Any = None, **_: Any
    ) -> tuple[str, int, Mapping[str, str]]:
        """Path, body and key as the library made them."""
        path = url.removeprefix(self._fake.url)
        status, made = self._fake.answer(
            method.upper(), path, post_data or "", headers.get("Idempotency-Key")
        )
        return json.dumps(made), status, {}

    def close(self) -> None:
        """There is nothing to close."""


def client(fake: FakeStripe, *, version: str) -> Any:
    """Instead of the door that the product opens."""
    return stripe.StripeClient(
        KEY,
        stripe_version=version,
        base_addresses={"api": fake.url},
        max_network_retries=0,
        http_client=Near(fake),
    ).v1
