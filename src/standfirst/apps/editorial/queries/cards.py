"""Model rows into the frozen values that templates and other apps are given."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet

from standfirst.apps.editorial.models import (
    ArticlePage,
    AuthorPage,
    Authorship,
    Picture,
    SectionPage,
    TopicPage,
)
from standfirst.apps.editorial.rules.cards import ArticleCard, AuthorCard, PictureCard, SectionCard, TopicCard
from standfirst.apps.editorial.rules.routes import path_of

# Everything a card needs; never the body.
CARD_FIELDS = (
    "title",
    "short_headline",
    "standfirst",
    "kicker",
    "access",
    "url_path",
    "published_at",
    "updated_at",
    "word_count",
    "lead_alt",
    "lead_caption",
    "lead_credit",
    "live",
    "section__title",
    "section__url_path",
    "lead_picture__file_hash",
    "lead_picture__width",
    "lead_picture__height",
    "lead_picture__description",
    "lead_picture__caption",
    "lead_picture__credit",
)


def with_cards(articles: QuerySet[ArticlePage]) -> QuerySet[ArticlePage]:
    """The rows and columns that `article_card` reads, in two queries whatever the number of articles."""
    authors = Authorship.objects.select_related("author").order_by("sort_order")
    return (
        articles.select_related("section", "lead_picture")
        .only(*CARD_FIELDS)
        .prefetch_related(Prefetch("authorships", queryset=authors, to_attr="byline"))
    )


def article_card(article: Any) -> ArticleCard:
    """The card of an article read by `with_cards`."""
    return ArticleCard(
        id=article.pk,
        url=path_of(article.url_path),
        headline=article.headline_in_lists(),
        full_headline=article.title,
        standfirst=article.standfirst,
        kicker=article.kicker,
        access=article.access,
        section=section_card(article.section) if article.section else None,
        picture=lead_picture(article),
        authors=tuple(
            author_card(authorship.author) for authorship in article.byline if authorship.author.live
        ),
        published_at=article.published_at,
        updated_at=article.updated_at,
        word_count=article.word_count,
    )


def article_cards(articles: QuerySet[ArticlePage]) -> tuple[ArticleCard, ...]:
    """Cards of these articles, in their order."""
    return tuple(article_card(article) for article in with_cards(articles))


def lead_picture(article: Any) -> PictureCard | None:
    """The lead picture with what the article says of it."""
    if article.lead_picture is None:
        return None
    return picture_card(
        article.lead_picture, alt=article.lead_alt, caption=article.lead_caption, credit=article.lead_credit
    )


def picture_card(picture: Picture, *, alt: str = "", caption: str = "", credit: str = "") -> PictureCard:
    """A picture with what the page says of it, or else what the picture says of itself."""
    return PictureCard(
        id=picture.pk,
        version=picture.file_hash[:16],
        width=picture.width,
        height=picture.height,
        alt=alt or picture.description,
        caption=caption or picture.caption,
        credit=credit or picture.credit,
    )


def author_card(author: AuthorPage) -> AuthorCard:
    """An author by name and address."""
    return AuthorCard(id=author.pk, name=author.title, url=path_of(author.url_path), role=author.role)


def full_author_card(author: Any) -> AuthorCard:
    """An author with biography, portrait and handles."""
    return AuthorCard(
        id=author.pk,
        name=author.title,
        url=path_of(author.url_path),
        role=author.role,
        biography=author.biography,
        portrait=picture_card(author.portrait) if author.portrait else None,
        handles=tuple((handle.handle, handle.address) for handle in author.handles.all()),
    )


def section_card(section: SectionPage) -> SectionCard:
    """A section by name and address."""
    return SectionCard(id=section.pk, name=section.title, url=path_of(section.url_path))


def topic_cards(topics: Iterable[TopicPage]) -> tuple[TopicCard, ...]:
    """Topics by name and address."""
    return tuple(
        TopicCard(id=topic.pk, name=topic.title, url=path_of(topic.url_path), about=topic.about)
        for topic in topics
    )
