"""Give a reader a subscription for a time, without payment."""

from datetime import datetime

from standfirst.apps.membership.actions.announce_standing import announce_standing
from standfirst.apps.membership.models import Period, Plan
from standfirst.core.db import transaction


class EndsBeforeItBegins(ValueError):
    """The period asked for has no length."""


def grant_subscription(
    *, reader_id: int, plan_id: int, starts_at: datetime, ends_at: datetime | None, source: str, now: datetime
) -> Period:
    """Write a period into the ledger; `ends_at` None leaves it open. Everything opens within a second."""
    if ends_at is not None and ends_at <= starts_at:
        raise EndsBeforeItBegins("A subscription must end after it begins.")
    with transaction():
        period = Period.objects.create(
            reader_id=reader_id,
            plan=Plan.objects.get(pk=plan_id),
            starts_at=starts_at,
            ends_at=ends_at,
            source=source,
            recorded_at=now,
        )
        announce_standing(reader_id=reader_id)
    return period
