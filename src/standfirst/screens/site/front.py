"""What stands on the front page, and in which shape."""

from dataclasses import dataclass
from datetime import datetime

from standfirst.apps.editorial import api as editorial
from standfirst.apps.editorial.api import ArticleCard, SectionCard

LATEST = 6
EACH_SECTION = 5
# The page's rhythm: rows of twelve columns, never equal boxes.
SPANS = (6, 3, 3, 3, 3, 6)
PICTURED = (True, False, True, True, False, True)
WIDE = 6


@dataclass(frozen=True, slots=True)
class SectionBlock:
    """One section on the front page: its newest story, and lines below."""

    section: SectionCard
    span: int
    story: ArticleCard
    pictured: bool
    lines: tuple[ArticleCard, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """The parts of the front page, from the top."""

    lead: ArticleCard | None
    picks: tuple[ArticleCard, ...]
    latest: tuple[ArticleCard, ...]
    rows: tuple[tuple[SectionBlock, ...], ...]

    @property
    def tags(self) -> set[str]:
        """The purge tags of what is shown."""
        blocks = [card for row in self.rows for block in row for card in (block.story, *block.lines)]
        lead = (self.lead,) if self.lead else ()
        return editorial.tags_of_cards((*lead, *self.picks, *self.latest, *blocks))


def compose(*, lead_id: int | None, sections: tuple[SectionCard, ...], now: datetime) -> Front:
    """The front page at this moment. Nothing is shown twice above the sections."""
    picks = editorial.list_site_picks(now=now)
    lead = _lead(lead_id)
    picks = tuple(card for card in picks if lead is None or card.id != lead.id)
    shown = frozenset(card.id for card in (*picks, *([lead] if lead else ())))
    return Front(
        lead=lead,
        picks=picks[:5],
        latest=editorial.list_latest(limit=LATEST, but=shown),
        rows=_rows(sections, editorial.list_by_section(each=EACH_SECTION, but=shown)),
    )


def _lead(lead_id: int | None) -> ArticleCard | None:
    chosen = editorial.list_named(ids=[lead_id]) if lead_id else ()
    newest = chosen or editorial.list_latest(limit=1)
    return newest[0] if newest else None


def _rows(
    sections: tuple[SectionCard, ...], articles: dict[int, tuple[ArticleCard, ...]]
) -> tuple[tuple[SectionBlock, ...], ...]:
    filled = [section for section in sections if articles.get(section.id)]
    blocks = [
        _block(
            section,
            articles[section.id],
            span=SPANS[place % len(SPANS)],
            pictured=PICTURED[place % len(PICTURED)],
        )
        for place, section in enumerate(filled)
    ]
    return tuple(tuple(blocks[start : start + 3]) for start in range(0, len(blocks), 3))


def _block(
    section: SectionCard, cards: tuple[ArticleCard, ...], *, span: int, pictured: bool
) -> SectionBlock:
    story = next((card for card in cards if card.picture), cards[0]) if span == WIDE else cards[0]
    lines = tuple(card for card in cards if card is not story)
    return SectionBlock(
        section=section,
        span=span,
        story=story,
        pictured=pictured and story.picture is not None,
        lines=lines[: 2 if pictured else 4],
    )
