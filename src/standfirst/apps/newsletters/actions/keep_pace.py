"""How fast a provider is written to, kept between processes and shared among those that send."""

from datetime import datetime
from typing import Any

from standfirst.apps.mailing import api as mailing
from standfirst.apps.newsletters.gateways.lane import Lane
from standfirst.apps.newsletters.gateways.presence import how_many
from standfirst.apps.newsletters.models import KeptPace


def pace_of(lane: Lane, *, now: datetime) -> mailing.Pace:
    """As it was left; this sender's share of the limits, by how many send now."""
    kept = KeptPace.objects.filter(provider=lane.provider).first()
    return _of(kept.facts if kept else {}, lane, how_many(), now)


def shared_pace(pace: mailing.Pace, lane: Lane, *, among: int, now: datetime) -> mailing.Pace:
    """The same, where `among` senders share the limits."""
    return _of(pace.as_facts(now=now.timestamp()), lane, among, now)


def keep_pace(pace: mailing.Pace, lane: Lane, *, now: datetime) -> None:
    """For whoever sends next, and after a restart."""
    facts = pace.as_facts(now=now.timestamp())
    KeptPace.objects.update_or_create(provider=lane.provider[:300], defaults={"facts": facts, "kept_at": now})


def _of(facts: dict[str, Any], lane: Lane, among: int, now: datetime) -> mailing.Pace:
    whole, site = (_shared(limit, max(1, among)) for limit in (lane.whole, lane.site))
    return mailing.Pace.of_facts(facts, whole, site, now=now.timestamp())


def _shared(limit: mailing.Limit, among: int) -> mailing.Limit:
    return mailing.Limit(limit.rate / among, max(1.0, limit.burst / among))
