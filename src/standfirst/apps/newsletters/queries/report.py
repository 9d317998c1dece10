"""What became of an edition: when it arrived where it went, which of its links were followed by whom, and who signed off."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection
from django.db.models import Count, QuerySet

from standfirst.apps.newsletters.models import Act, Click, Delivery, Fact, LetterLink, Sending
from standfirst.apps.newsletters.rules.followers import Follower
from standfirst.apps.newsletters.rules.spans import Span, span_of
from standfirst.apps.newsletters.rules.states import DeliveryState

_SENT = """
    SELECT date_bin(%s * interval '1 second', settled_at, %s), 'sent', count(*) FROM newsletters_delivery
    WHERE sending_id = %s AND state = 'sent' AND settled_at IS NOT NULL GROUP BY 1 ORDER BY 1
"""
_FOLLOWED = """
    SELECT date_bin(%s * interval '1 second', click.followed_at, %s), click.follower, count(*)
    FROM newsletters_click AS click JOIN newsletters_letterlink AS link ON link.id = click.link_id
    WHERE link.sending_id = %s GROUP BY 1, 2 ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class Course:
    """How often something happened, by the beginning of each step of time and what it was; steps without it are left out."""

    span: Span
    counts: dict[datetime, dict[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """How often a link was followed, by whom. Block 0 is what stands around the blocks."""

    number: int
    block: int
    block_name: str
    address: str
    by: dict[str, int] = field(default_factory=dict)

    def count(self, follower: Follower) -> int:
        """By these."""
        return self.by.get(follower.value, 0)


def delivered(sending: Sending) -> Course | None:
    """Of those that were taken by the mail server; None before the first."""
    rows = Delivery.objects.filter(sending=sending, state=DeliveryState.SENT)
    return _course(_SENT, sending, rows.exclude(settled_at=None).order_by("settled_at"), "settled_at")


def followed_over_time(sending: Sending) -> Course | None:
    """Clicks, by whose they were; None before the first."""
    return _course(_FOLLOWED, sending, _clicks_of(sending).order_by("followed_at"), "followed_at")


def followed(sending: Sending) -> list[Followed]:
    """Every link of the edition, in the order of its letter, also those that nobody has followed."""
    counts: dict[int, dict[str, int]] = {}
    for link, follower, number in (
        _clicks_of(sending).values_list("link_id", "follower").annotate(rows=Count("pk")).order_by()
    ):
        counts.setdefault(link, {})[follower] = number
    links = LetterLink.objects.filter(sending=sending).order_by("number")
    return [
        Followed(
            number=link.number,
            block=link.block,
            block_name=link.block_name,
            address=link.address,
            by=counts.get(link.pk, {}),
        )
        for link in sorted(links, key=lambda link: (not link.block, link.block, link.number))
    ]


def by_block(links: Sequence[Followed]) -> list[Followed]:
    """The same, one for each block."""
    found: dict[int, Followed] = {}
    for link in links:
        block = found.setdefault(
            link.block, Followed(number=0, block=link.block, block_name=link.block_name, address="", by={})
        )
        for follower, number in link.by.items():
            block.by[follower] = block.by.get(follower, 0) + number
    return list(found.values())


def signed_off(sending: Sending) -> dict[str, int]:
    """Of those who got it, who stopped the newsletter before its next edition was frozen, by the form they used."""
    after = Sending.objects.filter(newsletter_id=sending.newsletter_id, frozen_at__gt=sending.frozen_at)
    until = after.order_by("frozen_at").values_list("frozen_at", flat=True).first()
    got = Delivery.objects.filter(sending=sending, state=DeliveryState.SENT).values("addressee_number")
    facts = Fact.objects.filter(
        act=Act.WITHDRAWN,
        newsletter_number=sending.newsletter_id,
        recorded_at__gte=sending.frozen_at,
        addressee_number__in=got,
    )
    if until is not None:
        facts = facts.filter(recorded_at__lt=until)
    rows = facts.values_list("form").annotate(rows=Count("addressee_number", distinct=True)).order_by("-rows")
    return dict(rows)


def settled_by_reason(sending: Sending, state: DeliveryState) -> dict[str, int]:
    """The deliveries in this state; an empty reason is none."""
    rows = Delivery.objects.filter(sending=sending, state=state)
    return dict(rows.values_list("reason").annotate(rows=Count("pk")).order_by("-rows"))


def _clicks_of(sending: Sending) -> QuerySet[Click]:
    return Click.objects.filter(link__sending=sending)


def _course(statement: str, sending: Sending, rows: QuerySet, column: str) -> Course | None:
    first: datetime | None = rows.values_list(column, flat=True).first()
    last: datetime | None = rows.values_list(column, flat=True).last()
    if first is None or last is None:
        return None
    span = span_of(first, last)
    counts: dict[datetime, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(statement, [span.step.total_seconds(), span.first, sending.pk])
        for moment, what, number in cursor.fetchall():
            counts.setdefault(moment, {})[what] = number
    return Course(span, counts)
