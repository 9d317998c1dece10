"""Which purge tags belong to a page of the tree: as a list of articles, and as something that has changed."""

from typing import Any

from standfirst.apps.editorial.models import (
    ArticlePage,
    AuthorIndexPage,
    AuthorPage,
    FrontPage,
    SectionPage,
    TopicIndexPage,
    TopicPage,
)
from standfirst.apps.editorial.rules.tags import (
    EVERY_PAGE,
    LISTS,
    article_tag,
    author_tag,
    page_tag,
    topic_tag,
    works_by,
    works_in,
    works_on,
)
from standfirst.core.served import ServedByView


def tags_of_list(page: Any) -> list[str]:
    """For whatever lists the articles under this page."""
    match page:
        case FrontPage():
            return [LISTS]
        case SectionPage():
            return [works_in(page.pk)]
        case AuthorPage():
            return [works_by(page.pk), author_tag(page.pk)]
        case TopicPage():
            return [works_on(page.pk), topic_tag(page.pk)]
        case _:
            return [page_tag(page.pk)]


def tags_changed_with(page: Any) -> list[str]:
    """What is out of date once this page is published, changed or withdrawn.

    Of lists that the article is no longer in nothing need be said: they carry its own tag.
    """
    match page:
        case ArticlePage():
            return _of_article(page)
        case FrontPage():
            return [LISTS]
        case AuthorPage():
            return [author_tag(page.pk), page_tag(page.get_parent().pk), LISTS]
        case TopicPage():
            return [topic_tag(page.pk), page_tag(page.get_parent().pk), LISTS]
        case AuthorIndexPage() | TopicIndexPage():
            return [page_tag(page.pk), LISTS]
        case _:  # sections and plain pages are named on every page
            return _of_its_own(page) or [EVERY_PAGE]


def _of_its_own(page: Any) -> list[str]:
    return page.tags_when_changed() if isinstance(page, ServedByView) else []


def _of_article(article: ArticlePage) -> list[str]:
    section = [works_in(article.section_id)] if article.section_id else []
    authors = [works_by(each.author_id) for each in article.authorships.all()]
    topics = [works_on(topic.pk) for topic in article.topics.all()]
    return [article_tag(article.pk), *section, *authors, *topics, LISTS]
