"""The desk adds days to a subscription, or ends everything of a reader at once."""

import secrets
from datetime import datetime

from standfirst.apps.billing.actions.carry_out import Wish, ask
from standfirst.apps.billing.gateways.contracts import Refused
from standfirst.apps.billing.gateways.invoice import NAME as INVOICE
from standfirst.apps.billing.gateways.invoices import withdraw_of_subscription
from standfirst.apps.membership import api as membership
from standfirst.core.db import transaction

_OTHER_TIME = "the subscription has another end now"


def extend_subscription(
    *, reader_id: int, days: int, because: str, by: membership.By, now: datetime
) -> membership.Subscription:
    """For nothing; an invoice of the old period is withdrawn. Raises Refused."""
    running = membership.find_running(reader_id=reader_id)
    if running is None:
        raise Refused("There is no subscription that goes on.")
    if running.gateway != INVOICE:
        raise Refused(
            "The payment provider keeps this subscription's calendar. Give complimentary time instead."
        )
    try:
        with transaction():
            membership.lock_subscription(running.pk, now=now)
            withdraw_of_subscription(running.pk, because=_OTHER_TIME, now=now)
            return membership.extend_subscription(
                subscription_id=running.pk, days=days, because=because, by=by, now=now
            )
    except membership.CannotHappen:
        raise Refused("Nothing can be added to a subscription in this state.") from None


def end_everything(*, reader_id: int, because: str, by: membership.By, now: datetime) -> int:
    """Subscription and grants; how many there were. Raises Refused and Unreachable."""
    ended = _end_elsewhere(reader_id, because=because, by=by, now=now)
    with transaction():
        running = membership.find_running(reader_id=reader_id)
        if running is not None:
            membership.lock_subscription(running.pk, now=now)
            withdraw_of_subscription(running.pk, because="the subscription was ended", now=now)
        return ended + membership.end_everything(reader_id=reader_id, because=because, by=by, now=now)


def _end_elsewhere(reader_id: int, *, because: str, by: membership.By, now: datetime) -> bool:
    """What a provider would go on charging for."""
    running = membership.find_running(reader_id=reader_id)
    if running is None or running.gateway == INVOICE:
        return False
    wish = Wish(
        kind="end",
        key=secrets.token_hex(16),
        gateway=running.gateway,
        reader_id=reader_id,
        by=by,
        subscription_id=running.pk,
        facts={"because": because},
    )
    ask(wish, now=now)
    return True
