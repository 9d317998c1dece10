"""Where what fills an edition comes from, by the kind of block; apps that stand beside this one add theirs from above."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from standfirst.apps.editorial import api as editorial
from standfirst.apps.newsletters.rules.filling import Candidate
from standfirst.core.viewer import Standing

LOOKED_AT = 100  # of the newest articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a block asks for: things from `since` until `now` that everybody of this standing may see."""

    standing: Standing
    since: datetime
    now: datetime
    section_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """`candidates` gives numbers, the best first; `show` gives those that may still be shown, in the order of the numbers.

    Items of one `family` are not repeated within an edition, whichever source they come from, nor in a later one unless
    `comes_again`.
    """

    family: str
    candidates: Callable[[Wanted], Sequence[Candidate]]
    show: Callable[[Sequence[int], Standing, datetime], Sequence[Any]]
    comes_again: bool = False


def _picks(wanted: Wanted) -> list[Candidate]:
    if wanted.section_id is None:
        cards, where = editorial.list_site_picks(now=wanted.now), "of the front page"
    else:
        cards = editorial.list_section_picks(section_id=wanted.section_id, now=wanted.now)
        where = "of the section"
    return [
        Candidate(card.id, f"Editors’ pick {place} {where}")
        for place, card in enumerate(cards, start=1)
        if card.published_at <= wanted.now
    ]


def _latest(wanted: Wanted) -> list[Candidate]:
    articles = editorial.live_articles().filter(published_at__lte=wanted.now)
    if wanted.section_id is not None:
        articles = articles.filter(section_id=wanted.section_id)
    return [
        Candidate(pk, f"Among the newest: published {localtime(published):%d %B %Y, %H:%M}")
        for pk, published in articles.values_list("pk", "published_at")[:LOOKED_AT]
    ]


def _articles(numbers: Sequence[int], standing: Standing, now: datetime) -> Sequence[Any]:
    """Headline, standfirst and picture, which everybody may see, of those that are live."""
    return editorial.list_named(ids=list(numbers))


def _articles_from(candidates: Callable[[Wanted], Sequence[Candidate]]) -> Source:
    return Source(family="article", candidates=candidates, show=_articles)


_SOURCES: dict[str, Source] = {
    "stories": _articles_from(lambda wanted: ()),
    "picks": _articles_from(_picks),
    "latest": _articles_from(_latest),
}


def add_source(kind: str, source: Source) -> None:
    """Declare what fills the blocks of a kind."""
    _SOURCES[kind] = source


def source_of(kind: str) -> Source | None:
    """What fills blocks of this kind; None for those that hold what is written in them."""
    return _SOURCES.get(kind)
