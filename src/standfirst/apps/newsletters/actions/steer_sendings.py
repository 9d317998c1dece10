"""Start, pause, resume, cancel and finish sendings. A sender notices within a fraction of a second, and after a restart."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Subquery

from standfirst.apps.newsletters.models import Alarm, Delivery, Sending, SendingSwitch
from standfirst.apps.newsletters.queries.sendings import is_everything_paused
from standfirst.apps.newsletters.rules.refusals import Refused
from standfirst.apps.newsletters.rules.settling import CONFIGURATION
from standfirst.apps.newsletters.rules.states import WAITING, DeliveryState, Reason, SendingState
from standfirst.core.db import savepoint

_GOING = (SendingState.READY, SendingState.RUNNING)
_UNCLAIMED = (DeliveryState.PENDING, DeliveryState.RETRY)


def pause_sending(*, sending_id: int, because: str) -> None:
    """Nothing more of it goes out until it is resumed. Raises Refused where there is nothing to pause."""
    _change(sending_id, _GOING, SendingState.PAUSED, because=because, refusal="It is not under way.")


def resume_sending(*, sending_id: int, now: datetime) -> None:
    """It goes on where it stopped, and at once with what our own fault had kept back. Whoever says so has looked at what
    came back: the alarms of its newsletter are over. Raises Refused where it was not paused."""
    with savepoint():
        _change(
            sending_id, (SendingState.PAUSED,), SendingState.READY, because="", refusal="It is not paused."
        )
        Sending.objects.filter(pk=sending_id).update(resumed_at=now)
        newsletter = Sending.objects.filter(pk=sending_id).values("newsletter")
        Alarm.objects.filter(newsletter__in=newsletter, closed_at=None).update(closed_at=now)
        kept_back = Delivery.objects.filter(
            sending_id=sending_id, state=DeliveryState.RETRY, reason=CONFIGURATION
        )
        kept_back.update(state=DeliveryState.PENDING, reason="", retry_at=None)


def cancel_sending(*, sending_id: int, now: datetime) -> None:
    """Nobody else gets it, for good; what is with a sender at this moment may still arrive. Raises Refused."""
    going = (*_GOING, SendingState.PAUSED)
    with savepoint():
        _change(sending_id, going, SendingState.CANCELLED, because="", refusal="It is over already.")
        _skip_the_rest_of_cancelled(now)


def pause_newsletter(*, newsletter_id: int, because: str) -> int:
    """All of its sendings; how many were under way."""
    going = Sending.objects.filter(newsletter_id=newsletter_id, state__in=_GOING)
    return going.update(state=SendingState.PAUSED, paused_because=because[:200])


def pause_everything(*, because: str, now: datetime) -> None:
    """The one switch: no newsletter goes out until `resume_everything`. Letters to single readers do."""
    _throw(is_paused=True, because=because, now=now)


def resume_everything(*, now: datetime) -> None:
    """The switch is back; sendings that were paused by themselves stay so."""
    _throw(is_paused=False, because="", now=now)


def start_what_is_ready() -> int:
    """Sendings that may be claimed from now on; none while everything is paused."""
    if is_everything_paused():
        return 0
    _keep_alarmed_back()
    return Sending.objects.filter(state=SendingState.READY).update(state=SendingState.RUNNING)


def finish_what_is_done(*, now: datetime) -> list[int]:
    """Sendings in which nothing is left to happen by itself; what was let go after a cancellation is skipped first.

    Each is locked before it is looked at: what a reconciliation has brought back is seen.
    """
    _skip_the_rest_of_cancelled(now)
    # Each has an index of its own: the rows that are settled are not looked through.
    pending, claimed, retry = (
        Exists(Delivery.objects.filter(sending=OuterRef("pk"), state=state)) for state in sorted(WAITING)
    )
    open_ = pending | claimed | retry
    done = []
    for number in list(
        Sending.objects.filter(~open_, state=SendingState.RUNNING).values_list("pk", flat=True)
    ):
        with savepoint():
            Sending.objects.select_for_update().get(pk=number)
            ending = Sending.objects.filter(~open_, pk=number, state=SendingState.RUNNING)
            if ending.update(state=SendingState.FINISHED, finished_at=now):
                done.append(number)
    return done


def _change(
    sending_id: int, from_: tuple[SendingState, ...], to: SendingState, *, because: str, refusal: str
) -> None:
    changing = Sending.objects.filter(pk=sending_id, state__in=from_)
    if not changing.update(state=to, paused_because=because[:200]):
        raise Refused(refusal)


def _keep_alarmed_back() -> None:
    """An edition of a newsletter that stands still waits for the same person."""
    first = Alarm.objects.filter(newsletter=OuterRef("newsletter"), closed_at=None).order_by("pk")
    waiting = Sending.objects.filter(Exists(first), state=SendingState.READY)
    waiting.update(state=SendingState.PAUSED, paused_because=Subquery(first.values("sentence")[:1]))


def _throw(*, is_paused: bool, because: str, now: datetime) -> None:
    SendingSwitch.objects.update_or_create(
        pk=1, defaults={"is_paused": is_paused, "because": because[:200], "changed_at": now}
    )


def _skip_the_rest_of_cancelled(now: datetime) -> None:
    rest = Delivery.objects.filter(sending__state=SendingState.CANCELLED, state__in=_UNCLAIMED)
    rest.update(state=DeliveryState.SKIPPED, reason=Reason.CANCELLED, retry_at=None, settled_at=now)
