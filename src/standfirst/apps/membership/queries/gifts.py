"""Reads: links by which articles were given, and what is left of a month's allowance."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet
from django.utils.timezone import get_default_timezone

from standfirst.apps.membership.models.gifts import GiftLink, MonthlyUse
from standfirst.apps.membership.queries.standing import standing_of
from standfirst.apps.membership.rules.gifts import digest_of_gift, month_of
from standfirst.core.viewer import Standing


@dataclass(frozen=True, slots=True)
class Gift:
    """A link that stands, and who gave it: the username, empty where the giver has none.

    When none of its opens `is_left`, it is for those who have opened it alone.
    """

    id: int
    article_id: int
    giver: str
    is_left: bool


def live_gifts(*, now: datetime) -> QuerySet[GiftLink]:
    """Links that are neither stopped, nor over, nor opened as often as they may be."""
    return _standing_gifts(now=now).filter(opens__lt=F("most_opens"))


def _standing_gifts(*, now: datetime) -> QuerySet[GiftLink]:
    return GiftLink.objects.filter(revoked_at=None, expires_at__gt=now)


def find_gift(*, token: str, now: datetime) -> Gift | None:
    """What this link opens; nothing while its giver is no subscriber."""
    found = _standing_gifts(now=now).filter(digest=digest_of_gift(token)).select_related("giver").first()
    if found is None or standing_of(found.giver, now=now) is not Standing.SUBSCRIBER:
        return None
    is_left = found.opens < found.most_opens
    return Gift(found.pk, found.article_id, giver=found.giver.username, is_left=is_left)


def list_gifts(*, giver_id: int) -> list[GiftLink]:
    """A reader's links, newest first."""
    return list(GiftLink.objects.filter(giver_id=giver_id).order_by("-given_at", "-pk"))


def gifts_left(*, giver_id: int, a_month: int, now: datetime) -> int:
    """How many more articles they may give this month."""
    return left_of(reader_id=giver_id, kind=MonthlyUse.Kind.GIFT, a_month=a_month, now=now)


def readings_left(*, reader_id: int, a_month: int, now: datetime) -> int:
    """How many more articles they may read this month without a subscription."""
    return left_of(reader_id=reader_id, kind=MonthlyUse.Kind.METER, a_month=a_month, now=now)


def left_of(*, reader_id: int, kind: MonthlyUse.Kind, a_month: int, now: datetime) -> int:
    """What is left of an allowance this month."""
    month = month_of(now, zone=get_default_timezone())
    held = MonthlyUse.objects.filter(reader_id=reader_id, kind=kind, month=month)
    return max(a_month - (held.values_list("used", flat=True).first() or 0), 0)
