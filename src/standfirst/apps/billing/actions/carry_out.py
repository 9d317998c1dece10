"""Ask a gateway for what somebody wished: the wish is kept first, so that nothing is lost and nothing happens twice."""

import logging
import re
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from standfirst.apps.billing.gateways.contracts import Refused, Unreachable
from standfirst.apps.billing.gateways.known import gateway
from standfirst.apps.billing.models import Intent
from standfirst.apps.billing.models.intents import IntentState, Kind
from standfirst.apps.billing.queries.intents import list_left
from standfirst.apps.membership import api as membership
from standfirst.core.batches import each
from standfirst.core.db import transaction

log = logging.getLogger(__name__)
KEY = re.compile(r"[0-9a-f]{32}")
_ANOTHER = "You have chosen something else. Please look at your order once more, and send it again."
_SORRY = "This cannot be done now: {}."
_WHILE = {
    membership.State.TRIAL: "the subscription is on trial",
    membership.State.ACTIVE: "the subscription goes on",
    membership.State.PAST_DUE: "a payment is missing",
    membership.State.PAUSED: "the subscription is paused",
    membership.State.CANCELLING: "the subscription is cancelled",
    membership.State.ENDED: "the subscription has ended",
    membership.State.REFUNDED: "the subscription was refunded",
    membership.State.DISPUTED: "a payment is disputed",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked, for whom and by whom. `key` is 32 hexadecimal digits, the same for every repetition.

    A `gift` is written down together with the wish that orders it.
    """

    kind: str
    key: str
    gateway: str
    reader_id: int
    by: membership.By
    subscription_id: int | None = None
    price_id: int | None = None
    payment_id: int | None = None
    gift_id: int | None = None
    gift: membership.GiftOrder | None = None
    facts: dict[str, Any] = field(default_factory=dict)


def ask(wish: Wish, *, now: datetime) -> str:
    """Where to send the reader. Opens its own transactions. Raises Refused and Unreachable."""
    if not KEY.fullmatch(wish.key):
        raise Refused("Please begin again.")
    return carry_out(_keep(wish, now=now), now=now)


def carry_out(intent: Intent, *, now: datetime) -> str:
    """Once, however often it is called. Raises Refused and Unreachable."""
    if intent.state == IntentState.DONE:
        return intent.address
    if intent.state == IntentState.REFUSED:
        raise Refused(intent.sentence)
    try:
        address: str = getattr(gateway(intent.gateway), intent.kind)(intent, now=now)
    except Refused as refused:
        _refuse(intent, refused.sentence, now=now)
        raise
    except membership.CannotHappen as cannot:
        sentence = _SORRY.format(_WHILE.get(cannot.state, "there is no subscription"))  # type: ignore[arg-type]
        _refuse(intent, sentence, now=now)
        raise Refused(sentence) from None
    except membership.AlreadySubscribed:
        _refuse(intent, "You have a subscription already.", now=now)
        raise Refused("You have a subscription already.") from None
    return address


def carry_out_intent(*, number: int, now: datetime) -> None:
    """One wish of the house. Raises Unreachable."""
    with suppress(Refused):  # its row says so
        carry_out(Intent.objects.get(pk=number), now=now)


def carry_out_what_is_left(*, now: datetime) -> int:
    """Wishes that were cut off between being kept and being done; how many were done now."""
    return each("billing.carry_out", list_left(now=now), lambda row: _carry_out_again(row, now=now), now=now)


def _carry_out_again(number: int, *, now: datetime) -> bool:
    try:
        carry_out(Intent.objects.get(pk=number), now=now)
    except Refused:
        return False
    except Unreachable:
        log.warning("a gateway does not answer", extra={"intent": number})
        return False
    return True


def _keep(wish: Wish, *, now: datetime) -> Intent:
    """Raises Refused for a key that belongs to something else."""
    key = f"{wish.kind}-{wish.reader_id}-{wish.key}"
    columns = {
        "kind": wish.kind,
        "gateway": wish.gateway,
        "reader_id": wish.reader_id,
        "subscription_id": wish.subscription_id,
        "price_id": wish.price_id,
        "payment_id": wish.payment_id,
        "gift_id": wish.gift_id,
        "actor_id": wish.by.id or 0,
        "actor": wish.by.name,
        "facts": wish.facts,
        "made_at": now,
    }
    with transaction():
        intent, is_new = Intent.objects.get_or_create(key=key, defaults=columns)
        if (intent.gateway, intent.price_id) != (wish.gateway, wish.price_id):
            raise Refused(_ANOTHER)
        if is_new and wish.gift is not None:
            intent.gift = membership.order_gift(wish.gift, now=now)
            intent.save(update_fields=["gift"])
    return intent


def _refuse(intent: Intent, sentence: str, *, now: datetime) -> None:
    """Unless it was done meanwhile. What was to be given away is void then."""
    with transaction():
        refused = Intent.objects.filter(pk=intent.pk, state=IntentState.MADE).update(
            state=IntentState.REFUSED, sentence=sentence, done_at=now
        )
        if refused and intent.kind == Kind.BEGIN_CHECKOUT and intent.gift_id is not None:
            membership.void_gift(intent.gift_id, because="not ordered", by=membership.CLOCK, now=now)
