"""Reads of what came back: for the desk, and for the reader whose mailbox it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from standfirst.apps.accounts import api as accounts
from standfirst.apps.newsletters.models import Addressee, Alarm, NewsletterPage, Return, Suppression
from standfirst.apps.newsletters.rules.returning import COMPLAINT, UNREAD


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Why newsletters do not come to a mailbox: since when none does, and the names of those that alone do not."""

    reason: str = ""
    since: datetime | None = None
    reported: tuple[str, ...] = ()

    @property
    def is_given_up(self) -> bool:
        return self.since is not None

    def __bool__(self) -> bool:
        return self.is_given_up or bool(self.reported)


def list_returns(
    *, kind: str = "", fault: str = "", newsletter_id: int | None = None
) -> QuerySet[Return, Any]:
    """The newest first (by number), each with the `address` of its addressee if there still is one, and the number `suppressed` of the
    suppression that holds for it now. Unread ones only where they are asked for."""
    found = Return.objects.select_related("sending__newsletter", "addressee").order_by("-pk")
    found = found.filter(kind=kind) if kind else found.exclude(kind=UNREAD)
    found = found.filter(fault=fault) if fault else found
    found = found.filter(sending__newsletter_id=newsletter_id) if newsletter_id else found
    holding = Suppression.objects.filter(address_digest=OuterRef("address_digest")).filter(
        Q(newsletter=None) | Q(newsletter=OuterRef("sending__newsletter"))
    )
    return found.annotate(
        address=Coalesce("addressee__reader__email", "addressee__address"),
        suppressed=Subquery(holding.order_by(F("newsletter").asc(nulls_first=True)).values("pk")[:1]),
    )


def list_names() -> list[tuple[int, str]]:
    """Number and title of every newsletter that there ever was."""
    return list(NewsletterPage.objects.order_by("position", "title").values_list("pk", "title"))


def open_alarms() -> list[Alarm]:
    """Of newsletters that stand still."""
    return list(Alarm.objects.filter(closed_at=None).select_related("newsletter", "sending"))


def mailbox_of(addressee: Addressee | None) -> Mailbox:
    """As the reader is told of it."""
    address = (addressee.reader.email if addressee.reader else addressee.address or "") if addressee else ""
    if not address:
        return Mailbox()
    digest = accounts.digest_of_address(address.lower())
    rows = list(Suppression.objects.filter(address_digest=digest).select_related("newsletter"))
    reported = tuple(row.newsletter.title for row in rows if row.newsletter and row.reason == COMPLAINT)
    everything = next((row for row in rows if row.newsletter is None), None)
    return (
        Mailbox(everything.reason, everything.since, reported) if everything else Mailbox(reported=reported)
    )
