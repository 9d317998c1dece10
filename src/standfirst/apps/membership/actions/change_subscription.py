"""The one way in which a subscription changes: state, history, ledger, fronts and audit together.

Everything here is part of the caller's transaction.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from django.utils.timezone import get_default_timezone

from standfirst.apps.audit import api as audit
from standfirst.apps.membership.actions.announce_standing import announce_standing
from standfirst.apps.membership.actions.begin_gifts import begin_kept_gifts
from standfirst.apps.membership.actions.settle_ledger import Change, settle_ledger
from standfirst.apps.membership.actions.settle_seats import settle_seats
from standfirst.apps.membership.models import Source, Subscription, SubscriptionChange
from standfirst.apps.membership.models.subscriptions import EVENTS
from standfirst.apps.membership.rules.actors import CLOCK, By
from standfirst.apps.membership.rules.lifecycle import RUNNING, Event, State, opens
from standfirst.apps.membership.rules.terms import Fact, after, due, window

Details = Mapping[str, str | int | bool | None]
NONE: Details = MappingProxyType({})


def lock_subscription(subscription_id: int, *, now: datetime) -> tuple[Subscription, list[Event]]:
    """The subscription with its row locked, once the clock has had its say, and what the clock did."""
    found = (
        Subscription.objects.select_for_update(of=("self",), no_key=True)
        .select_related("plan", "price", "next_price")
        .get(pk=subscription_id)
    )
    happened = []
    while (fact := due(found.terms(), now=now, patience=found.patience)) is not None:
        change_subscription(found, fact, by=CLOCK, now=now)
        happened.append(fact.event)
    return found, happened


def change_subscription(
    subscription: Subscription,
    fact: Fact,
    *,
    by: By,
    reason: str = "",
    price_id: int | None = None,
    details: Details = NONE,
    anew: bool = False,
    now: datetime,
) -> None:
    """Let it happen; `details` are for the audit, `anew` begins a new line in the ledger. Raises CannotHappen, and then nothing was written."""
    is_new = subscription.pk is None
    before = None if is_new else subscription.terms()
    terms = after(before, replace(fact, zone=get_default_timezone()))
    subscription.take(terms)
    subscription.save()
    SubscriptionChange.objects.create(
        subscription=subscription,
        number=1 if is_new else subscription.changes.count() + 1,
        event=fact.event.value,
        state_before=before.state.value if before else "",
        state_after=terms.state.value,
        happened_at=fact.at,
        recorded_at=now,
        starts_at=fact.starts_at,
        ends_at=fact.ends_at,
        until=fact.until,
        grace_days=fact.grace_days,
        price_id=price_id,
        actor_id=by.id,
        actor=by.name,
        reason=reason[:200],
    )
    change = _ledger_change(subscription, fact, anew=anew)
    owner, source = subscription.owner_id, Source.SUBSCRIPTION
    settle_ledger(subscription, change, reader_id=owner, source=source, now=now)
    announce_standing(reader_id=owner)
    settle_seats(subscription, change, now=now)
    if terms.state not in RUNNING:
        begin_kept_gifts(reader_id=owner, at=fact.at, now=now)
    said = {"from_state": before.state.value if before else "", **details}
    _record(subscription, fact, by=by, reason=reason, details=said, now=now)


def _ledger_change(subscription: Subscription, fact: Fact, *, anew: bool) -> Change:
    # A payment during a pause only makes longer what comes after it.
    is_payment = fact.event is Event.PAY and opens(State(subscription.state))
    at = max(fact.at, fact.starts_at) if is_payment and fact.starts_at else fact.at
    return Change(
        at=at,
        window=window(subscription.terms(), at=at),
        because=EVENTS[fact.event],
        anew=anew or is_payment,
    )


def _record(
    subscription: Subscription, fact: Fact, *, by: By, reason: str, details: Details, now: datetime
) -> None:
    audit.record(
        action=f"membership.{fact.event}",
        actor_id=by.id,
        actor=by.name,
        about=subscription.about,
        reason=reason[:500],
        details={
            "reader": subscription.owner_id,
            "to_state": subscription.state,
            "ends_at": subscription.ends_at.isoformat(),
            **details,
        },
        now=now,
    )
