"""What an edition shows to somebody of a standing: through the gate, from its frozen list or, before that, as it would be filled now."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from standfirst.apps.membership.api import Whole, view_of
from standfirst.apps.newsletters.models import EditionItem, EditionPage, EditionState
from standfirst.apps.newsletters.queries.editions import FROZEN, carried_before, earlier, family_of
from standfirst.apps.newsletters.queries.sources import Wanted, source_of
from standfirst.apps.newsletters.rules.filling import Candidate, Chosen, Place, fill
from standfirst.apps.newsletters.rules.parts import Part
from standfirst.apps.newsletters.rules.variants import least_standing
from standfirst.core.viewer import Standing

FIRST_WINDOW = timedelta(days=7)  # what counts as new for a newsletter's first edition


def chosen_for(page: EditionPage, *, now: datetime) -> tuple[Chosen, ...]:
    """The list with the reason for each item: the frozen one where there is one."""
    return frozen_list(page) if page.state in FROZEN else filled(page, now=now)


def frozen_list(page: EditionPage) -> tuple[Chosen, ...]:
    """As its approval has left it; empty where it was never approved."""
    items = EditionItem.objects.filter(edition_id=page.pk)
    return tuple(Chosen(each.block, each.kind, each.number, each.reason) for each in items)


def chosen_to_show(page: EditionPage, *, now: datetime) -> tuple[Chosen, ...]:
    """For previews: as it was sent, or as it would be frozen now."""
    return chosen_for(page, now=now) if page.state == EditionState.GIVEN else filled(page, now=now)


def names_of(chosen: Sequence[Chosen], *, now: datetime) -> dict[tuple[str, int], str]:
    """What each item is called at the desk, by its kind and number; without those that are gone."""
    found: dict[tuple[str, int], str] = {}
    for kind in {each.kind for each in chosen}:
        source = source_of(kind)
        numbers = [each.number for each in chosen if each.kind == kind]
        for item in source.show(numbers, Standing.SUBSCRIBER, now) if source else ():
            found[kind, item.id] = getattr(item, "headline", "") or f"{item.name} on {item.article_title}"
    return found


def filled(page: EditionPage, *, now: datetime) -> tuple[Chosen, ...]:
    """The list as it is if it is frozen now."""
    blocks = [block for block in page.gated_blocks() if source_of(block.block_type)]
    before = earlier(page).first()
    since = before.slot if before else page.slot - FIRST_WINDOW
    standing = least_standing(page.newsletter.audience)
    candidates = {
        block.id: _candidates(block, standing=standing, since=min(since, now), now=now) for block in blocks
    }
    return fill([_place(block) for block in blocks], candidates, carried=carried_before(page))


def parts_of(
    page: EditionPage, chosen: Sequence[Chosen], *, standing: Standing, now: datetime
) -> tuple[Part, ...] | None:
    """In the order of the blocks, without those that have nothing to show; None where the gate does not open."""
    view = view_of(page, standing)
    if not isinstance(view, Whole):
        return None
    found: list[Part] = []
    for place, block in enumerate(view.blocks, start=1):
        part = _part(block, chosen, standing=standing, now=now, opens=not any(each.items for each in found))
        if part is not None:
            found.append(replace(part, place=place))
    return tuple(found)


def _candidates(block: Any, *, standing: Standing, since: datetime, now: datetime) -> Sequence[Candidate]:
    source = source_of(block.block_type)
    section = block.value.get("section")
    wanted = Wanted(standing=standing, since=since, now=now, section_id=section.pk if section else None)
    return source.candidates(wanted) if source else ()


def _place(block: Any) -> Place:
    pinned = tuple(each.pk for each in block.value.get("pinned") or () if each is not None)
    most = block.value.get("most")
    return Place(
        block=block.id,
        kind=block.block_type,
        family=family_of(block.block_type),
        pinned=pinned,
        most=len(pinned) if most is None else most,
    )


def _part(
    block: Any, chosen: Sequence[Chosen], *, standing: Standing, now: datetime, opens: bool
) -> Part | None:
    source = source_of(block.block_type)
    if source is None:
        return Part(kind=block.block_type, value=block.value)
    numbers = [each.number for each in chosen if each.block == block.id]
    items = source.show(numbers, standing, now)
    if not items:
        return None
    is_lead = opens and source.family == "article"
    return Part(kind=block.block_type, title=block.value.get("title") or "", items=items, is_lead=is_lead)
