"""Who wrote an article."""

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from standfirst.apps.editorial.models import ArticlePage, AuthorPage, Authorship
from standfirst.apps.editorial.models.authors import SocialHandle
from standfirst.apps.editorial.queries.cards import full_author_card, picture_columns, picture_from
from standfirst.apps.editorial.rules.cards import AuthorCard
from standfirst.apps.editorial.rules.routes import path_of
from standfirst.core.compiled import Compiled

_HANDLES = (
    SocialHandle.objects.filter(author_id=OuterRef("author_id"))
    .order_by("sort_order")
    .values(pair=JSONObject(handle="handle", address="address"))
)


_COLUMNS = (
    "author_id",
    "author__title",
    "author__live",
    "author__url_path",
    "author__role",
    "author__biography",
    "author__reader_id",
    "handles",
    *picture_columns("author__portrait"),
)


def _rows(article: int) -> QuerySet[Authorship, Any]:
    authors = Authorship.objects.filter(article_id=article).order_by("sort_order")
    rows: QuerySet[Authorship, Any] = authors.annotate(handles=ArraySubquery(_HANDLES)).values_list(*_COLUMNS)
    return rows


_BYLINE = Compiled(_rows, article=int)


def list_byline(*, article_id: int) -> tuple[AuthorCard, ...]:
    """The authors of an article, in the byline's order, with portrait and handles.

    Of an author whose page is not published, an imported one perhaps, the byline says the name and no more.
    """
    return tuple(_author(dict(zip(_COLUMNS, row, strict=True))) for row in _BYLINE(article=article_id))


def list_byline_of_draft(article: ArticlePage) -> tuple[AuthorCard, ...]:
    """The authors that an unpublished revision names, which the tables do not know yet."""
    numbers = [authorship.author_id for authorship in article.authorships.all()]
    found = AuthorPage.objects.select_related("portrait").prefetch_related("handles").in_bulk(numbers)
    return tuple(full_author_card(found[number]) for number in numbers if number in found)


def _author(found: Mapping[str, Any]) -> AuthorCard:
    if not found["author__live"]:
        return AuthorCard(
            id=found["author_id"], name=found["author__title"], url="", reader_id=found["author__reader_id"]
        )
    return AuthorCard(
        id=found["author_id"],
        name=found["author__title"],
        url=path_of(found["author__url_path"]),
        role=found["author__role"],
        biography=found["author__biography"],
        portrait=picture_from(found, "author__portrait"),
        handles=tuple((each["handle"], each["address"]) for each in found["handles"]),
        reader_id=found["author__reader_id"],
    )
