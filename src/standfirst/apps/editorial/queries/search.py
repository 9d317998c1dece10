"""The readers' search: it looks only into text that its reader may read."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.fields import TextField

from standfirst.apps.editorial.models import ArticleText
from standfirst.apps.editorial.queries.articles import list_named
from standfirst.apps.editorial.rules.cards import ArticleCard
from standfirst.apps.membership.api import Standing, readable_access

START, STOP = "\ue000", "\ue001"  # marks that no text holds; the template turns them into <mark>
LONGEST_QUERY = 200


@dataclass(frozen=True, slots=True)
class Found:
    """One article, and the place in it that matched, with START and STOP around the words."""

    article: ArticleCard
    snippet: str


def search_articles(
    *, words: str, standing: Standing, configuration: str, limit: int, offset: int = 0
) -> list[Found]:
    """The best matches first. `configuration` is PostgreSQL's text search configuration, such as english."""
    query = SearchQuery(words[:LONGEST_QUERY], search_type="websearch", config=configuration)
    rows = _matching(query, standing=standing, configuration=configuration)[offset : offset + limit]
    snippets = dict(rows)
    return [Found(article=card, snippet=snippets[card.id]) for card in list_named(ids=list(snippets))]


def _matching(
    query: SearchQuery, *, standing: Standing, configuration: str
) -> QuerySet[Any, tuple[int, str]]:
    # A text is found only while it is that of the live revision: one that could not be written anew is not found.
    whole = Q(article__access__in=[access.value for access in readable_access(standing)])
    vector = Case(When(whole, then=F("whole_vector")), default=F("open_vector"))
    text = Case(When(whole, then=F("whole_text")), default=F("open_text"), output_field=TextField())
    matches = Q(whole, whole_vector=query) | Q(open_vector=query)
    return (
        ArticleText.objects.filter(matches, article__live=True, revision_id=F("article__live_revision_id"))
        .annotate(rank=SearchRank(vector, query))
        .annotate(
            snippet=SearchHeadline(
                text,
                query,
                config=Value(configuration),
                start_sel=START,
                stop_sel=STOP,
                max_words=34,
                min_words=18,
                max_fragments=1,
            )
        )
        .order_by("-rank", "-article__published_at", "-article_id")
        .values_list("article_id", "snippet")
    )
