"""Reads for feeds: the articles under a page, and whole texts for those who may read them."""

from typing import Any

from django.template.loader import render_to_string

from standfirst.apps.editorial.models import ArticlePage, AuthorPage, FrontPage, SectionPage, TopicPage
from standfirst.apps.editorial.queries import articles as lists
from standfirst.apps.editorial.rules.cards import Listing
from standfirst.apps.membership.api import Standing, view_of


def list_under(page: Any, *, size: int) -> Listing | None:
    """The newest articles that belong to a page; None for a page that has none of its own."""
    match page:
        case FrontPage():
            return lists.list_articles(lists.live_articles(), after=None, size=size)
        case SectionPage():
            return lists.list_section(section_id=page.pk, after=None, size=size)
        case AuthorPage():
            return lists.list_by_author(author_id=page.pk, after=None, size=size)
        case TopicPage():
            return lists.list_by_topic(topic_id=page.pk, after=None, size=size)
        case _:
            return None


def texts_for(*, ids: list[int], standing: Standing) -> dict[int, str]:
    """The text of these articles as HTML, as far as this standing may read it, by the article's number."""
    articles = ArticlePage.objects.live().filter(pk__in=ids)
    return {article.pk: _html(article, standing) for article in articles}


def _html(article: ArticlePage, standing: Standing) -> str:
    return render_to_string("editorial/feed_text.html", {"view": view_of(article, standing)})
