"""Model rows into the frozen values that templates and other apps are given."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from standfirst.apps.editorial.models import ArticlePage, Authorship, Picture, SectionPage, TopicPage
from standfirst.apps.editorial.rules.cards import ArticleCard, AuthorCard, PictureCard, SectionCard, TopicCard
from standfirst.apps.editorial.rules.pictures import version_of
from standfirst.apps.editorial.rules.routes import path_of

_OF_A_PICTURE = ("file_hash", "width", "height", "description", "caption", "credit")


def picture_columns(relation: str) -> tuple[str, ...]:
    """What `picture_from` reads of the picture at the end of a relation."""
    return (f"{relation}_id", *(f"{relation}__{column}" for column in _OF_A_PICTURE))


# Everything a card needs but its authors; never the body.
CARD_COLUMNS = (
    "pk",
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
    "section_id",
    "section__title",
    "section__url_path",
    *picture_columns("lead_picture"),
)
_COLUMNS = (*CARD_COLUMNS, "byline")
_BYLINE = (
    Authorship.objects.filter(article_id=OuterRef("pk"))
    .order_by("sort_order")
    .values(
        card=JSONObject(
            id="author_id",
            name="author__title",
            live="author__live",
            url_path="author__url_path",
            role="author__role",
            reader="author__reader_id",
        )
    )
)


def card_rows(articles: QuerySet[ArticlePage]) -> QuerySet[ArticlePage, Any]:
    """The rows that `card_of` reads, in one query whatever the number of articles and authors."""
    rows: QuerySet[ArticlePage, Any] = articles.annotate(byline=ArraySubquery(_BYLINE)).values_list(*_COLUMNS)
    return rows


def card_of(row: Iterable[Any]) -> ArticleCard:
    """The card of an article read by `card_rows`."""
    found = dict(zip(_COLUMNS, row, strict=True))
    return card_from(found, authors=tuple(_author_from(author) for author in found["byline"]))


def card_from(found: Mapping[str, Any], *, authors: tuple[AuthorCard, ...]) -> ArticleCard:
    """The card of an article from `CARD_COLUMNS`."""
    return ArticleCard(
        id=found["pk"],
        url=path_of(found["url_path"]),
        headline=found["short_headline"] or found["title"],
        full_headline=found["title"],
        standfirst=found["standfirst"],
        kicker=found["kicker"],
        access=found["access"],
        section=_section_from(found),
        picture=picture_from(
            found,
            "lead_picture",
            alt=found["lead_alt"],
            caption=found["lead_caption"],
            credit=found["lead_credit"],
        ),
        authors=authors,
        published_at=found["published_at"],
        updated_at=found["updated_at"],
        word_count=found["word_count"],
    )


def article_cards(articles: QuerySet[ArticlePage]) -> tuple[ArticleCard, ...]:
    """Cards of these articles, in their order."""
    return tuple(card_of(row) for row in card_rows(articles))


def _section_from(found: Mapping[str, Any]) -> SectionCard | None:
    if found["section_id"] is None:
        return None
    return SectionCard(
        id=found["section_id"], name=found["section__title"], url=path_of(found["section__url_path"])
    )


def _author_from(found: Mapping[str, Any]) -> AuthorCard:
    if not found["live"]:
        return AuthorCard(id=found["id"], name=found["name"], url="", reader_id=found["reader"])
    return AuthorCard(
        id=found["id"],
        name=found["name"],
        url=path_of(found["url_path"]),
        role=found["role"],
        reader_id=found["reader"],
    )


def picture_from(
    found: Mapping[str, Any], relation: str, *, alt: str = "", caption: str = "", credit: str = ""
) -> PictureCard | None:
    """The picture at the end of a relation, with what the page says of it, or else what it says of itself."""
    if found[f"{relation}_id"] is None:
        return None
    own = {column: found[f"{relation}__{column}"] for column in _OF_A_PICTURE}
    return PictureCard(
        id=found[f"{relation}_id"],
        version=version_of(own["file_hash"]),
        width=own["width"],
        height=own["height"],
        alt=alt or own["description"],
        caption=caption or own["caption"],
        credit=credit or own["credit"],
    )


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
        version=version_of(picture.file_hash),
        width=picture.width,
        height=picture.height,
        alt=alt or picture.description,
        caption=caption or picture.caption,
        credit=credit or picture.credit,
    )


def full_author_card(author: Any) -> AuthorCard:
    """An author with biography, portrait and handles; of one whose page is not published, the name alone."""
    if not author.live:
        return AuthorCard(id=author.pk, name=author.title, url="")
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
