"""Keep the readers' search in step with what is published."""

from django.contrib.postgres.search import SearchVector
from django.db.models import F, Value

from standfirst.apps.editorial.models import ArticlePage, ArticleText
from standfirst.apps.editorial.queries.readable import plain_words
from standfirst.apps.membership.api import Standing, view_of


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
            "open_text": plain_words(head, view_of(article, Standing.VISITOR)),
            "whole_text": plain_words(head, view_of(article, Standing.SUBSCRIBER)),
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
