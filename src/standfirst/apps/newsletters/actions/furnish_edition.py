"""Put an edition into the archive that went out before: nothing is sent. One of that slot is left alone where there is one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from standfirst.apps.newsletters.actions.approve_edition import freeze
from standfirst.apps.newsletters.models import EditionPage, EditionState, NewsletterPage
from standfirst.apps.newsletters.queries.parts import filled
from standfirst.core.db import savepoint


@dataclass(frozen=True, slots=True, kw_only=True)
class PastEdition:
    """`day` is that of the newsletter's own zone, `slot` the moment; `blocks` are pairs of a kind and its value."""

    day: date
    slot: datetime
    subject: str
    preheader: str
    blocks: Sequence[tuple[str, Any]]


def set_past_edition(past: PastEdition, *, newsletter_id: int) -> int:
    """Its number. It is filled as it would have been at its time."""
    with savepoint():
        newsletter = NewsletterPage.objects.select_for_update(of=("self",)).get(pk=newsletter_id)
        there = newsletter.editions.filter(slot=past.slot).first() or _make(past, newsletter)
        number: int = there.pk
        return number


def _make(past: PastEdition, newsletter: NewsletterPage) -> EditionPage:
    page = EditionPage(
        title=f"{newsletter.title}, {past.day.day} {past.day:%B %Y}",
        slug=past.day.isoformat(),
        newsletter_id=newsletter.pk,
        slot=past.slot,
        subject=past.subject,
        preheader=past.preheader,
        live=False,
    )
    page.body = page.body.stream_block.to_python(
        [{"type": kind, "id": str(uuid4()), "value": value} for kind, value in past.blocks]
    )
    newsletter.add_child(instance=page)
    freeze(page, filled(page, now=past.slot), state=EditionState.GIVEN, now=past.slot)
    page.refresh_from_db()
    page.get_latest_revision().publish()
    return page
