"""Deliveries of which nobody knew, and what the mail server's own log says of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from standfirst.apps.newsletters.models import Delivery, Sending
from standfirst.apps.newsletters.queries.sendings import is_everything_paused, message_id_of
from standfirst.apps.newsletters.rules.refusals import Refused
from standfirst.apps.newsletters.rules.states import WAITING, DeliveryState, SendingState
from standfirst.core.db import savepoint


@dataclass(frozen=True, slots=True)
class Reconciled:
    """How many turned out to be with the server, and how many are to be sent after all."""

    sent: int
    pending: int


def reconcile(*, sending_id: int, message_ids: Collection[str], until: datetime, now: datetime) -> Reconciled:
    """`message_ids` are all that the server took until the moment `until`, with their brackets.

    What became unknown before it is sent or pending afterwards, and a sending that was finished runs again for those; what
    became unknown later stays so. Raises Sending.DoesNotExist.
    """
    with savepoint():
        sending = Sending.objects.select_for_update().get(pk=sending_id)
        doubtful = Delivery.objects.filter(
            sending=sending, state=DeliveryState.UNKNOWN, settled_at__lte=until
        ).select_for_update()
        names = {row.pk: message_id_of(sending, row.addressee_number) for row in doubtful}
        known = set(message_ids)
        there = [number for number, name in names.items() if name in known]
        absent = [number for number, name in names.items() if name not in known]
        rows = Delivery.objects.all()
        rows.filter(pk__in=there).update(state=DeliveryState.SENT, reason="reconciled", settled_at=now)
        rows.filter(pk__in=absent).update(state=DeliveryState.PENDING, reason="", settled_at=None)
        if absent and sending.state == SendingState.FINISHED:
            Sending.objects.filter(pk=sending.pk).update(state=SendingState.READY, finished_at=None)
    return Reconciled(len(there), len(absent))


def settle_as_taken(delivery_id: int, *, now: datetime) -> bool:
    """Somebody who can know has it from the server: if nobody knew so far, it is sent, and not sent again. Whether that is new."""
    doubtful = Q(state=DeliveryState.UNKNOWN) | Q(state=DeliveryState.RETRY, reason="unknown")
    rows = Delivery.objects.filter(doubtful, pk=delivery_id)
    return bool(rows.update(state=DeliveryState.SENT, reason="reconciled", retry_at=None, settled_at=now))


def doubt(*, sending_id: int, now: datetime) -> int:
    """After a restore the ledger is older than the post: whatever it has not settled is unknown from now on, until it is
    reconciled. How many there are. Raises Refused where the sending, or everything, is not paused."""
    with savepoint():
        sending = Sending.objects.select_for_update().get(pk=sending_id)
        if sending.state != SendingState.PAUSED and not is_everything_paused():
            raise Refused("Pause it first.")
        waiting = Delivery.objects.filter(sending=sending, state__in=WAITING)
        return waiting.update(
            state=DeliveryState.UNKNOWN,
            reason="restored",
            lease_owner="",
            lease_until=None,
            retry_at=None,
            settled_at=now,
        )
