"""End everything that a reader subscribes to at once."""

from datetime import datetime

from django.db.models import F
from django.db.models.functions import Greatest

from standfirst.apps.audit import api as audit
from standfirst.apps.membership.actions.announce_standing import announce_standing
from standfirst.apps.membership.actions.cancel_subscription import end_now
from standfirst.apps.membership.actions.change_subscription import lock_subscription
from standfirst.apps.membership.actions.manage_group import leave_groups
from standfirst.apps.membership.models import Period, Subscription
from standfirst.apps.membership.rules.actors import CLOCK, By
from standfirst.apps.membership.rules.lifecycle import RUNNING
from standfirst.core.db import transaction


def end_subscription(*, reader_id: int, because: str, now: datetime, by: By = CLOCK) -> int:
    """Close every period that stands or is to come; how many there were. Everything closes within a second."""
    with transaction():
        return end_everything(reader_id=reader_id, because=because, now=now, by=by)


def end_everything(*, reader_id: int, because: str, now: datetime, by: By) -> int:
    """Part of the caller's transaction."""
    ended = sum(
        _end(found, because=because, now=now, by=by)
        for found in Subscription.objects.running().filter(owner_id=reader_id)
    )
    left = leave_groups(reader_id=reader_id, because=because, by=by, now=now)
    granted = Period.objects.not_over_at(now).filter(reader_id=reader_id)
    closed = granted.update(closed_at=Greatest(F("starts_at"), now), closed_because=because)
    if closed:
        announce_standing(reader_id=reader_id)
        audit.record(
            action="membership.end_grants",
            actor_id=by.id,
            actor=by.name,
            about=f"reader:{reader_id}",
            reason=because,
            details={"periods": closed},
            now=now,
        )
    return ended + left + closed


def _end(subscription: Subscription, *, because: str, now: datetime, by: By) -> bool:
    found, _ = lock_subscription(subscription.pk, now=now)
    if found.state not in RUNNING:
        return False
    end_now(subscription_id=subscription.pk, because=because, by=by, now=now)
    return True
