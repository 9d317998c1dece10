"""Reads: what somebody may open at a moment."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import BooleanField, CharField, Exists, ExpressionWrapper, F, Func, OuterRef, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Least
from django.db.models.lookups import In

from standfirst.apps.accounts.api import User
from standfirst.apps.membership.models import FeedKey, Institution, Period, StandingVersion
from standfirst.apps.membership.queries.institutions import institution_of
from standfirst.core.compiled import Compiled
from standfirst.core.passes import Pass
from standfirst.core.viewer import VISITOR, Standing, Viewer

Somebody = User | AnonymousUser


def standing_period(*, reader_id: int, now: datetime) -> Period | None:
    """The period that stands now; the one that lasts longest when several do."""
    periods = Period.objects.standing_at(now).filter(reader_id=reader_id).select_related("plan")
    return max(periods, key=_lasts_until, default=None)


def _lasts_until(period: Period) -> float:
    last = period.last_moment()
    return last.timestamp() if last else float("inf")


# Of the period that stands and lasts longest, by what is known: until when (the lesser that there is), and its plan.
_RESTS_ON = Compiled(
    lambda reader, now: (
        Period.objects.standing_at(now)
        .filter(reader_id=reader)
        .annotate(last=Least("ends_at", "closed_at"))
        .order_by(F("last").desc(nulls_first=True))
        .values_list("last", "plan__group")[:1]
    ),
    reader=int,
    now=datetime,
)


def standing_of(somebody: Somebody, *, now: datetime) -> Standing:
    """What this person may open now, read from the ledger."""
    return viewer_of(somebody, now=now).standing


def subscribers_among(reader_ids: Iterable[int], *, now: datetime) -> frozenset[int]:
    """Which of these readers have a period that stands now, in one query; institutions are left out."""
    standing = Period.objects.standing_at(now).filter(reader_id__in=list(reader_ids))
    return frozenset(standing.values_list("reader_id", flat=True))


def subscribes(*, reader: str, address: str, now: datetime) -> Combinable:
    """For the queries of other apps: whether the reader whose number is in the column `reader` and whose address is in
    `address`, in small letters, is a subscriber at `now`; by the ledger or by an institution."""
    by_ledger = Exists(Period.objects.standing_at(now).filter(reader_id=OuterRef(reader)))
    standing = Institution.objects.standing_at(now).values_list("domains", flat=True)
    domains = sorted({domain for each in standing for domain in each})
    if not domains:
        return by_ledger
    own = Func(F(address), Value("@"), Value(2), function="split_part", output_field=CharField())
    return ExpressionWrapper(Q(by_ledger) | Q(In(own, domains)), output_field=BooleanField())


def viewer_of(somebody: Somebody, *, now: datetime) -> Viewer:
    """All that a shared page may know of this person."""
    if not somebody.is_authenticated or not somebody.is_active or somebody.pk is None:
        return VISITOR
    return _stands(somebody, now=now)[0]


def _stands(somebody: User, *, now: datetime) -> tuple[Viewer, datetime | None]:
    """By the ledger, else by an institution; and until when at the latest, as far as is known."""
    for last, group in _RESTS_ON(reader=somebody.pk, now=now):
        return Viewer(standing=Standing.SUBSCRIBER, plan_group=group), last
    institution = institution_of(email=somebody.email, now=now)
    if institution is None:
        return Viewer(standing=Standing.REGISTERED), None
    return Viewer(standing=Standing.SUBSCRIBER, plan_group=institution.plan.group), institution.ends_at


def pass_of(somebody: Somebody, *, now: datetime) -> Pass | None:
    """A pass that ends with the period it rests on, or after PASS_LIFE seconds; None for a visitor."""
    if not somebody.is_authenticated or not somebody.is_active or somebody.pk is None:
        return None
    version = version_of(
        reader_id=somebody.pk
    )  # read before the ledger: a change between the two outdates the pass
    viewer, last = _stands(somebody, now=now)
    ends = [now + timedelta(seconds=settings.PASS_LIFE)]
    return Pass(
        reader_id=somebody.pk,
        standing=viewer.standing,
        plan_group=viewer.plan_group,
        version=version,
        expires_at=min([*ends, last] if last else ends),
    )


def version_of(*, reader_id: int) -> int:
    """How often this reader's standing has changed."""
    found = StandingVersion.objects.filter(pk=reader_id).values_list("version", flat=True).first()
    return found or 0


def digest_of(key: str) -> str:
    """The hash under which a feed key is kept."""
    return hashlib.sha256(key.encode()).hexdigest()


def reader_of_feed(key: str) -> User | None:
    """Whose live feed key this is."""
    found = FeedKey.objects.filter(digest=digest_of(key), revoked_at=None).select_related("reader").first()
    return found.reader if found else None


def has_feed_key(*, reader_id: int) -> bool:
    """Whether a live key exists; it cannot be shown again."""
    return FeedKey.objects.filter(reader_id=reader_id, revoked_at=None).exists()


def list_periods(*, reader_id: int) -> list[Period]:
    """A reader's lines in the ledger, newest first."""
    return list(
        Period.objects.filter(reader_id=reader_id).select_related("plan").order_by("-starts_at", "-pk")
    )
