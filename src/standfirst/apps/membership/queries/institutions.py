"""Reads: which institution opens something for somebody, or for a place."""

from datetime import datetime

from django.db.models import Q

from standfirst.apps.accounts.api import User
from standfirst.apps.membership.models import Institution
from standfirst.apps.membership.rules.institutions import domain_of
from standfirst.core.networks import Grant


def institution_of(*, email: str, now: datetime) -> Institution | None:
    """The institution of an address; the one that lasts longest when several name its domain."""
    domain = domain_of(email)
    if not domain:
        return None
    found = Institution.objects.standing_at(now).filter(domains__contains=[domain]).select_related("plan")
    return max(found, key=_lasts_until, default=None)


def _lasts_until(institution: Institution) -> float:
    return institution.ends_at.timestamp() if institution.ends_at else float("inf")


def list_networks() -> tuple[Grant, ...]:
    """The ranges of all institutions that are in force, those to come included."""
    found = (
        Institution.objects.filter(in_force=True).exclude(networks=[]).select_related("plan").order_by("pk")
    )
    return tuple(
        Grant(network, each.plan.group, each.starts_at.timestamp(), _lasts_until(each))
        for each in found
        for network in each.networks
    )


def readers_at(domains: set[str]) -> list[int]:
    """The readers with an address at one of these domains."""
    at_one = Q(pk__in=[])
    for domain in domains:
        at_one |= Q(email__iendswith=f"@{domain}")
    return list(User.objects.filter(at_one).order_by("pk").values_list("pk", flat=True))
