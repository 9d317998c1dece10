"""Put an edition into the archive that went out before: nothing is sent. One of that slot is left alone where there is one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from standfirst.apps.newsletters.actions.approve_edition import freeze
from standfirst.apps.newsletters.actions.plan_editions import Block, make_edition
from standfirst.apps.newsletters.models import EditionPage, EditionState, NewsletterPage
from standfirst.apps.newsletters.queries.parts import filled
from standfirst.apps.newsletters.rules.cadence import Slot
from standfirst.core.db import savepoint


@dataclass(frozen=True, slots=True, kw_only=True)
class PastEdition:
    """`day` is that of the newsletter's own zone, `slot` the moment; `blocks` are pairs of a kind and its value."""

    day: date
    slot: datetime
    subject: str
    preheader: str
    blocks: Sequence[Block]


def set_past_edition(past: PastEdition, *, newsletter_id: int) -> int:
    """Its number. It is filled as it would have been at its time."""
    with savepoint():
        newsletter = NewsletterPage.objects.select_for_update(of=("self",)).get(pk=newsletter_id)
        there = newsletter.editions.filter(slot=past.slot).first() or _make(past, newsletter)
        number: int = there.pk
        return number


def _make(past: PastEdition, newsletter: NewsletterPage) -> EditionPage:
    slot = Slot(past.day, past.slot)
    page = make_edition(newsletter, slot, past.blocks, subject=past.subject, preheader=past.preheader)
    freeze(page, filled(page, now=past.slot), state=EditionState.GIVEN, now=past.slot)
    page.refresh_from_db()
    page.get_latest_revision().publish()
    return page
