"""The lines of one reader in the ledger that rest on a subscription. Part of the caller's transaction."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from standfirst.apps.membership.models import Period, Subscription
from standfirst.apps.membership.rules.ledger import Line, settle


@dataclass(frozen=True, slots=True)
class Change:
    """From `at` on exactly `window` is open; `because` is why lines close."""

    at: datetime
    window: tuple[datetime, datetime] | None
    because: str
    anew: bool = False


def settle_ledger(
    subscription: Subscription, change: Change, *, reader_id: int, source: str, now: datetime
) -> None:
    """Closes and adds lines, so that those of a reader never overlap."""
    lines = [
        Line(period.pk, period.starts_at, period.last_moment())
        for period in Period.objects.filter(
            subscription=subscription, reader_id=reader_id, source=source
        ).filter(_lasts_beyond(change.at))
    ]
    settled = settle(lines, at=change.at, window=change.window, anew=change.anew)
    for period_id, moment in settled.cuts:
        Period.objects.filter(pk=period_id).update(closed_at=moment, closed_because=change.because)
    if settled.added:
        Period.objects.create(
            reader_id=reader_id,
            plan_id=subscription.plan_id,
            subscription=subscription,
            starts_at=settled.added[0],
            ends_at=settled.added[1],
            source=source,
            recorded_at=now,
        )


def _lasts_beyond(at: datetime) -> Q:
    """Neither over nor closed by then."""
    return (Q(ends_at=None) | Q(ends_at__gt=at)) & (Q(closed_at=None) | Q(closed_at__gt=at))
