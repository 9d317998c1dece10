"""How a sending stands at this moment: its books, how fast it goes, and what nobody knows."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from standfirst.apps.newsletters.models import Delivery, Sending
from standfirst.apps.newsletters.queries.sendings import Account, account_of, message_id_of
from standfirst.apps.newsletters.rules.mornings import Wave, still_to_come
from standfirst.apps.newsletters.rules.pace_of_sending import WINDOW, rate, through_at
from standfirst.apps.newsletters.rules.states import DeliveryState

_WIRE = (DeliveryState.SENT, DeliveryState.REJECTED, DeliveryState.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """`per_second` is of the last minute; `ends_at`, of what is due, is None where nothing moves. `began_at` is the first outcome's moment."""

    account: Account
    looked_at: datetime
    per_second: float
    began_at: datetime | None
    ends_at: datetime | None

    @property
    def left(self) -> int:
        """Deliveries that still wait for something."""
        return self.account.frozen - self.account.settled

    @property
    def coming(self) -> list[Wave]:
        """Waves whose moment is still to come, the next first; none where there is but one."""
        return still_to_come(self.account.waves, now=self.looked_at) if len(self.account.waves) > 1 else []

    @property
    def is_resting(self) -> bool:
        """Whether all that waits is in waves to come."""
        return bool(self.coming) and self.left == sum(wave.waiting for wave in self.coming)

    @property
    def percent(self) -> int:
        """Settled, of a hundred."""
        return 100 * self.account.settled // self.account.frozen if self.account.frozen else 100

    @property
    def is_open(self) -> bool:
        """Whether somebody may still pause, resume or cancel it."""
        return self.account.is_open


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """A delivery of which nobody knows whether the server has it; it is named as the server's log would name it."""

    message_id: str
    since: datetime | None
    reason: str


def progress_of(sending: Sending, *, now: datetime) -> Progress:
    """Counted from the rows, in three reads."""
    account = account_of(sending)
    lately = Q(settled_at__gt=now - WINDOW) & ~Q(reason="restored")
    rows = Delivery.objects.filter(sending=sending, state__in=_WIRE)
    found = rows.aggregate(began=Min("settled_at"), lately=Count("pk", filter=lately))
    since = max(filter(None, (found["began"], sending.resumed_at)), default=None)
    per_second = rate(found["lately"], since=since, now=now) if account.is_going else 0.0
    later = sum(wave.waiting for wave in account.waves if wave.at > now)
    left = account.frozen - account.settled - later
    return Progress(
        account=account,
        looked_at=now,
        per_second=per_second,
        began_at=found["began"],
        ends_at=through_at(left, per_second=per_second, now=now),
    )


def doubtful_of(sending: Sending, *, limit: int) -> list[Doubtful]:
    """The oldest first."""
    rows = Delivery.objects.filter(sending=sending, state=DeliveryState.UNKNOWN).order_by("settled_at", "pk")
    return [
        Doubtful(
            message_id=message_id_of(sending, row.addressee_number), since=row.settled_at, reason=row.reason
        )
        for row in rows[:limit]
    ]
