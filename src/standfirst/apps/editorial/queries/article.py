"""Everything that the page of one article shows."""

from dataclasses import dataclass
from typing import Any

from standfirst.apps.editorial.queries.articles import list_related
from standfirst.apps.editorial.queries.manuscripts import Manuscript
from standfirst.apps.editorial.rules.cards import (
    ArticleCard,
    AuthorCard,
    CorrectionNote,
    PublicationCard,
    TopicCard,
)
from standfirst.apps.editorial.rules.pictures import address
from standfirst.apps.editorial.rules.structured_data import news_article
from standfirst.apps.editorial.rules.tags import (
    tags_of_authors,
    tags_of_blocks,
    tags_of_cards,
    topic_tag,
    works_in,
)
from standfirst.apps.membership.api import Grant, Meter, Preview, Standing, Whole, a_month_of, view_of

SHARED_PICTURE_WIDTH = 1440


@dataclass(frozen=True, slots=True)
class ArticleScreen:
    """An article as this standing may see it."""

    article: ArticleCard
    authors: tuple[AuthorCard, ...]
    topics: tuple[TopicCard, ...]
    topic_ids: tuple[int, ...]
    corrections: tuple[CorrectionNote, ...]
    byline_note: str
    view: Whole[Any] | Preview[Any]
    related: tuple[ArticleCard, ...]
    structured: dict[str, Any]
    canonical: str
    has_player: bool
    metered: int = 0  # how many such articles this standing may read a month; 0 where it opens anyway
    metered_with_account: int = 0

    @property
    def tags(self) -> set[str]:
        """The purge tags of what is shown, and of what will be once it is published."""
        section = {works_in(self.article.section.id)} if self.article.section else set()
        topics = {topic_tag(number) for number in self.topic_ids}
        shown = tags_of_cards([self.article, *self.related]) | tags_of_authors(self.authors)
        return shown | section | topics | tags_of_blocks(self.view.blocks)


def article_screen(
    manuscript: Manuscript,
    *,
    standing: Standing,
    publication: PublicationCard,
    origin: str,
    grant: Grant | None = None,
) -> ArticleScreen:
    """What the page shows to a reader of this standing, or to whoever has leave to read this one article."""
    card = manuscript.card
    view = view_of(manuscript, standing, grant=grant)
    canonical = manuscript.canonical_address or origin + card.url
    return ArticleScreen(
        article=card,
        authors=card.authors,
        topics=manuscript.topics,
        topic_ids=manuscript.topic_ids,
        corrections=manuscript.corrections,
        byline_note=manuscript.byline_note,
        view=view,
        related=list_related(article=card),
        structured=news_article(
            article=card,
            authors=card.authors,
            corrections=manuscript.corrections,
            publication=publication,
            origin=origin,
            canonical=canonical,
            picture=origin + address(card.picture, width=SHARED_PICTURE_WIDTH, form="jpeg")
            if card.picture
            else None,
        ),
        canonical=canonical,
        has_player=any(block.block_type == "embed" for block in view.blocks),
        metered=a_month_for(manuscript, standing, publication) if isinstance(view, Preview) else 0,
        metered_with_account=a_month_for(manuscript, Standing.REGISTERED, publication),
    )


def a_month_for(manuscript: Manuscript, standing: Standing, publication: PublicationCard) -> int:
    """How many articles like this one somebody of this standing may read in a month by the meter."""
    meter = Meter(readers=publication.meter_for_readers, visitors=publication.meter_for_visitors)
    return a_month_of(
        meter, access=manuscript.access, standing=standing, never_metered=manuscript.never_metered
    )
