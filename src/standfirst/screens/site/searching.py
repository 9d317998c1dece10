"""The search screen: pages of results with the matched words marked."""

from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from standfirst.apps.editorial import api as editorial
from standfirst.core.viewer import Standing

PAGE_SIZE = 15
MOST_PAGES = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """One article that was found."""

    article: editorial.ArticleCard
    snippet: SafeString


@dataclass(frozen=True, slots=True)
class Results:
    """One page of results; `following` is the number of the next, if there is one."""

    hits: tuple[Hit, ...]
    page: int
    following: int | None


def page_number(text: str) -> int:
    """The page asked for, at least 1 and at most MOST_PAGES."""
    return min(max(int(text), 1), MOST_PAGES) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def look(words: str, *, standing: Standing, language: str, page: int) -> Results:
    """Look for words in what this standing may read."""
    found = editorial.search_articles(
        words=words,
        standing=standing,
        configuration=editorial.search_configuration(language),
        limit=PAGE_SIZE + 1,
        offset=(page - 1) * PAGE_SIZE,
    )
    more = len(found) > PAGE_SIZE and page < MOST_PAGES
    hits = tuple(Hit(article=hit.article, snippet=marked(hit.snippet)) for hit in found[:PAGE_SIZE])
    return Results(hits=hits, page=page, following=page + 1 if more else None)


def marked(snippet: str) -> SafeString:
    """The snippet as HTML, its matched words in <mark>, and a point between a headline, its names and a paragraph."""
    pieces = " · ".join(filter(None, map(str.strip, snippet.splitlines())))
    safe = escape(pieces).replace(editorial.START, "<mark>").replace(editorial.STOP, "</mark>")
    return mark_safe(safe)  # noqa: S308 - escaped in the line above
