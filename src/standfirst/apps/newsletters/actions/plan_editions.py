"""Make the editions of the days to come, as drafts: one for each slot of each newsletter, however often it is rung."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from standfirst.apps.newsletters.models import EditionPage, EditionState, NewsletterPage
from standfirst.apps.newsletters.queries.newsletters import live_newsletters
from standfirst.apps.newsletters.rules.cadence import Slot, slots
from standfirst.apps.newsletters.rules.steps import LATEST
from standfirst.core.batches import each
from standfirst.core.db import transaction

Block = tuple[str, Any]  # its kind and its value
AHEAD = timedelta(days=7)
FIRST_PLAN: tuple[dict[str, Any], ...] = (
    {"type": "picks", "value": {"title": "", "pinned": [], "most": 4, "section": None}},
    {"type": "latest", "value": {"title": "Latest", "pinned": [], "most": 4, "section": None}},
    {"type": "letters", "value": {"title": "Letters", "most": 2}},
)


def plan_editions(*, now: datetime) -> int:
    """How many were made."""
    numbers = live_newsletters().values_list("pk", flat=True)
    return each(
        "newsletters.plan_editions",
        list(numbers),
        lambda number: plan_newsletter(newsletter_id=number, now=now),
        now=now,
    )


def plan_newsletter(*, newsletter_id: int, now: datetime) -> int:
    """Those of one newsletter. A draft that nobody has touched goes when its day is no longer one of the newsletter's."""
    with transaction():
        newsletter = NewsletterPage.objects.select_for_update(of=("self",)).get(pk=newsletter_id)
        wanted = _wanted(newsletter, now)
        promised = {slot.at for slot in wanted}
        _drop_what_is_not_promised(newsletter, promised, now)
        there = set(newsletter.editions.filter(slot__in=promised).values_list("slot", flat=True))
        missing = [slot for slot in wanted if slot.at not in there]
        for slot in missing:
            make_edition(newsletter, slot, _plan(newsletter))
        return len(missing)


def _wanted(newsletter: NewsletterPage, now: datetime) -> list[Slot]:
    """From what can still go out in time; nothing from before there was the newsletter."""
    today = now.astimezone(ZoneInfo(newsletter.zone)).date()
    found = slots(newsletter.cadence, first=today - timedelta(days=1), last=today + AHEAD)
    begun = newsletter.first_published_at or now
    return [slot for slot in found if slot.at >= max(now - LATEST, begun)]


def _drop_what_is_not_promised(newsletter: NewsletterPage, promised: set[datetime], now: datetime) -> None:
    untouched = newsletter.editions.filter(
        state=EditionState.DRAFT,
        latest_revision=None,
        slot__gt=now,
        slot__lte=now + AHEAD - timedelta(days=1),
    )
    for edition in untouched.exclude(slot__in=promised):
        edition.delete()


def make_edition(newsletter: NewsletterPage, slot: Slot, blocks: Iterable[Block], **more: str) -> EditionPage:
    """A draft; `more` are further fields of it."""
    edition = EditionPage(
        title=f"{newsletter.title}, {slot.day.day} {slot.day:%B %Y}",
        slug=_slug(newsletter, slot.day),
        newsletter_id=newsletter.pk,
        slot=slot.at,
        live=False,
        **more,
    )
    raw = [{"type": kind, "id": str(uuid4()), "value": value} for kind, value in blocks]
    edition.body = edition.body.stream_block.to_python(raw)
    newsletter.add_child(instance=edition)
    return edition


def _slug(newsletter: NewsletterPage, day: date) -> str:
    """The day; an editor may have given it to another page."""
    taken = newsletter.get_children().filter(slug=day.isoformat()).exists()
    return f"{day.isoformat()}-2" if taken else day.isoformat()


def _plan(newsletter: NewsletterPage) -> list[Block]:
    """Laid out as its last edition was, as far as that fills itself."""
    last = newsletter.editions.exclude(latest_revision=None).order_by("-slot").first()
    raw = last.get_latest_revision_as_object().body.raw_data if last else FIRST_PLAN
    plan = [block for block in raw if fills_itself(block)] or FIRST_PLAN
    return [(block["type"], _unpinned(block["value"])) for block in plan]


def fills_itself(block: dict[str, Any]) -> bool:
    """A block with a length, whatever its source."""
    return isinstance(block["value"], dict) and "most" in block["value"]


def _unpinned(value: dict[str, Any]) -> dict[str, Any]:
    return {**value, "pinned": []} if "pinned" in value else dict(value)
