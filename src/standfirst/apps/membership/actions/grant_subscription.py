"""Give a reader a subscription for a time, without payment."""

from dataclasses import dataclass
from datetime import datetime

from standfirst.apps.audit import api as audit
from standfirst.apps.membership.actions.announce_standing import announce_standing
from standfirst.apps.membership.models import Period, Plan
from standfirst.apps.membership.rules.actors import By
from standfirst.core.db import transaction


class EndsBeforeItBegins(ValueError):
    """The period asked for has no length."""


@dataclass(frozen=True, slots=True)
class FreeTime:
    """Time to read for nothing; `ends_at` None leaves it open."""

    reader_id: int
    plan_id: int
    starts_at: datetime
    ends_at: datetime | None


def grant_subscription(
    *, reader_id: int, plan_id: int, starts_at: datetime, ends_at: datetime | None, source: str, now: datetime
) -> Period:
    """Write a period into the ledger; `ends_at` None leaves it open. Everything opens within a second."""
    with transaction():
        return grant_period(
            reader_id=reader_id, plan_id=plan_id, starts_at=starts_at, ends_at=ends_at, source=source, now=now
        )


def give_complimentary(
    *, reader_id: int, plan_id: int, ends_at: datetime | None, because: str, by: By, now: datetime
) -> Period:
    """From now on, by a person and for a reason, which are on record. Raises EndsBeforeItBegins."""
    with transaction():
        return _give(FreeTime(reader_id, plan_id, now, ends_at), because=because, by=by, now=now)


def bring_in(free: FreeTime, *, because: str, by: By, now: datetime) -> Period | None:
    """Time to read that another system knew of; None where the reader has it already.

    Part of the caller's transaction. Raises EndsBeforeItBegins.
    """
    same = Period.objects.filter(
        reader_id=free.reader_id,
        plan_id=free.plan_id,
        source="complimentary",
        ends_at=free.ends_at,
        starts_at__lte=free.starts_at,
        closed_at=None,
    )
    return None if same.exists() else _give(free, because=because, by=by, now=now)


def _give(free: FreeTime, *, because: str, by: By, now: datetime) -> Period:
    period = grant_period(
        reader_id=free.reader_id,
        plan_id=free.plan_id,
        starts_at=free.starts_at,
        ends_at=free.ends_at,
        source="complimentary",
        now=now,
    )
    until = free.ends_at.isoformat() if free.ends_at else None
    audit.record(
        action="membership.grant",
        actor_id=by.id,
        actor=by.name,
        about=f"reader:{free.reader_id}",
        reason=because,
        details={"plan": free.plan_id, "until": until, "period": period.pk},
        now=now,
    )
    return period


def grant_period(
    *, reader_id: int, plan_id: int, starts_at: datetime, ends_at: datetime | None, source: str, now: datetime
) -> Period:
    """Part of the caller's transaction. Raises EndsBeforeItBegins."""
    if ends_at is not None and ends_at <= starts_at:
        raise EndsBeforeItBegins("A subscription must end after it begins.")
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
