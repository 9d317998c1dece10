"""A house that takes cards, with a Stripe of our own behind it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from tests.apps.billing.stripe.paying import House
from tests.fake_stripe import running
from tests.fake_stripe.server import KEY, WEBHOOK_SECRET

OLD_SECRET = "whsec_the_one_before_and_long"


@pytest.fixture
def cards(house: None, settings: Any, now: datetime) -> Iterator[House]:
    with running() as fake:
        settings.STRIPE_SECRET_KEY = KEY
        settings.STRIPE_WEBHOOK_SECRETS = [WEBHOOK_SECRET, OLD_SECRET]
        settings.STRIPE_API_BASE = fake.url
        fake.books.now = int(now.timestamp())
        yield House(fake)
