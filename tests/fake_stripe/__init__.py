"""A Stripe of our own for the tests: objects, idempotency, a hosted page, signed webhooks, and a log that is the oracle."""

from tests.fake_stripe.books import Books, Refused
from tests.fake_stripe.server import FakeStripe, running

__all__ = ["Books", "FakeStripe", "Refused", "running"]
