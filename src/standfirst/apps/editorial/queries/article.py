"""Everything that the page of one article shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from standfirst.apps.editorial.models import ArticlePage
from standfirst.apps.editorial.queries.articles import list_related
from standfirst.apps.editorial.queries.bylines import list_byline
from standfirst.apps.editorial.queries.cards import lead_picture as lead_picture_of
from standfirst.apps.editorial.queries.cards import section_card
from standfirst.apps.editorial.rules.cards import (
    ArticleCard,
    AuthorCard,
    CorrectionNote,
    PublicationCard,
    TopicCard,
)
from standfirst.apps.editorial.rules.pictures import address
from standfirst.apps.editorial.rules.routes import path_of
from standfirst.apps.editorial.rules.structured_data import news_article
from standfirst.apps.membership.api import Preview, Standing, Whole, view_of

SHARED_PICTURE_WIDTH = 1440


@dataclass(frozen=True, slots=True)
class ArticleScreen:
    """An article as this standing may see it."""

    article: ArticleCard
    authors: tuple[AuthorCard, ...]
    topics: tuple[TopicCard, ...]
    corrections: tuple[CorrectionNote, ...]
    byline_note: str
    view: Whole[Any] | Preview[Any]
    related: tuple[ArticleCard, ...]
    structured: dict[str, Any]
    canonical: str
    has_player: bool


def article_screen(
    page: ArticlePage, *, standing: Standing, publication: PublicationCard, origin: str, now: datetime
) -> ArticleScreen:
    """What the page shows; `now` stands in for the time of publication in a preview of a draft."""
    authors = list_byline(article_id=page.pk)
    card = _card(page, authors=authors, now=now)
    corrections = tuple(
        CorrectionNote(corrected_on=day, text=text)
        for day, text in page.corrections.values_list("corrected_on", "text")
    )
    view = view_of(page, standing)
    canonical = page.canonical_address or origin + card.url
    return ArticleScreen(
        article=card,
        authors=authors,
        topics=_topics(page),
        corrections=corrections,
        byline_note=page.byline_note,
        view=view,
        related=list_related(article=page),
        structured=news_article(
            article=card,
            authors=authors,
            corrections=corrections,
            publication=publication,
            origin=origin,
            canonical=canonical,
            picture=origin + address(card.picture, width=SHARED_PICTURE_WIDTH, form="jpeg")
            if card.picture
            else None,
        ),
        canonical=canonical,
        has_player=any(block.block_type == "embed" for block in view.blocks),
    )


def _topics(page: ArticlePage) -> tuple[TopicCard, ...]:
    """A draft in preview has topics that the database does not know yet, so the page itself is asked."""
    rows = page.topics.filter(live=True).values_list("id", "title", "url_path", "about")
    return tuple(
        TopicCard(id=pk, name=name, url=path_of(path), about=about) for pk, name, path, about in rows
    )


def _card(page: ArticlePage, *, authors: tuple[AuthorCard, ...], now: datetime) -> ArticleCard:
    return ArticleCard(
        id=page.pk,
        url=path_of(page.url_path),
        headline=page.headline_in_lists(),
        full_headline=page.title,
        standfirst=page.standfirst,
        kicker=page.kicker,
        access=page.access,
        section=section_card(page.section) if page.section else None,
        picture=lead_picture_of(page),
        authors=authors,
        published_at=page.published_at or now,
        updated_at=page.updated_at,
        word_count=page.word_count,
    )
