"""Keep the readers' search in step with what is published."""

from html import unescape
from itertools import chain

from django.contrib.postgres.search import SearchVector
from django.db.models import F, Value
from django.utils.html import strip_tags

from standfirst.apps.editorial.models import ArticlePage, ArticleText
from standfirst.apps.editorial.models.articles import texts_of
from standfirst.apps.membership.api import Preview, Standing, Whole, view_of


def index_article(*, article: ArticlePage, configuration: str) -> None:
    """Write what the search may look into: what a visitor sees, and the whole."""
    if not article.live:
        drop_from_index(article_id=article.pk)
        return
    head = [article.title, article.standfirst, *_names(article)]
    ArticleText.objects.update_or_create(
        article_id=article.pk,
        defaults={
            "revision_id": article.live_revision_id,
            "open_text": _text(head, view_of(article, Standing.VISITOR)),
            "whole_text": _text(head, view_of(article, Standing.SUBSCRIBER)),
            "open_vector": Value(""),
            "whole_vector": Value(""),
        },
    )
    title = SearchVector(Value(article.title), weight="A", config=configuration)
    ArticleText.objects.filter(pk=article.pk).update(
        open_vector=title + SearchVector(F("open_text"), weight="B", config=configuration),
        whole_vector=title + SearchVector(F("whole_text"), weight="B", config=configuration),
    )


def drop_from_index(*, article_id: int) -> None:
    """The article is no longer found."""
    ArticleText.objects.filter(pk=article_id).delete()


def _names(article: ArticlePage) -> list[str]:
    return [one.author.title for one in article.authorships.all()]


def _text(head: list[str], view: Whole | Preview) -> str:
    body = chain.from_iterable(texts_of(block) for block in view.blocks)
    return "\n".join(unescape(strip_tags(piece)) for piece in chain(head, body) if piece)
