"""Compare our books with those of the gateways, and put right what differs."""

from datetime import datetime

from standfirst.apps.billing.gateways import stripe
from standfirst.apps.billing.gateways.contracts import Refused
from standfirst.apps.billing.gateways.known import open_gateways
from standfirst.apps.billing.gateways.stripe_door import is_configured
from standfirst.apps.billing.gateways.stripe_following import find_customer
from standfirst.core import jobs

JOB = "billing.reconcile_reader"


def reconcile_reader(*, reader_id: int, now: datetime) -> int:
    """One reader at every gateway; how much was put right. Raises Refused and Unreachable."""
    return sum(gateway.reconcile(reader_id=reader_id, now=now) for gateway in open_gateways())


def reconcile_reader_soon(*, reader_id: int) -> bool:
    """Ring the job for a reader whom a gateway knows, as after signing in; part of the caller's transaction."""
    if not is_configured() or find_customer(reader_id) is None:
        return False
    return jobs.enqueue_once(JOB, lock=f"reconcile-{reader_id}", reader_id=reader_id)


def reconcile_all(*, now: datetime) -> int:
    """Everybody, every night."""
    return sum(gateway.reconcile(reader_id=None, now=now) for gateway in open_gateways())


def has_portal(*, reader_id: int) -> bool:
    """Whether there is a page elsewhere where this reader changes their card."""
    return is_configured() and find_customer(reader_id) is not None


def open_portal(*, reader_id: int) -> str:
    """Its address, of this reader alone. Raises Refused and Unreachable."""
    if not is_configured():
        raise Refused("Nobody pays by card here.")
    return stripe.portal(reader_id=reader_id)


def forget_at_gateways(*, reader_id: int, now: datetime) -> None:
    """Before a person is erased: what runs ends, and providers forget who it was. Raises Unreachable; safe to repeat."""
    if is_configured():
        stripe.forget(reader_id=reader_id, now=now)
