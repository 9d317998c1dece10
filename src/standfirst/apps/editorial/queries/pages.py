"""Finding the live page behind a path."""

from typing import Any

from wagtail.models import Page

from standfirst.apps.editorial.models import (
    AuthorIndexPage,
    AuthorPage,
    TopicIndexPage,
    TopicPage,
)
from standfirst.apps.editorial.queries.cards import full_author_card
from standfirst.apps.editorial.rules.cards import AuthorCard
from standfirst.apps.editorial.rules.routes import path_of


def find_live_page(path: str) -> Any | None:
    """The live page at a public path such as /world/a-story/; None where there is none."""
    steps = [step for step in path.split("/") if step]
    depth = len(steps) + 2
    candidates = Page.objects.live().filter(depth=depth).order_by("path")
    if steps:
        candidates = candidates.filter(slug=steps[-1])
    wanted = "/".join(["", *steps, ""])
    for page in candidates:
        if path_of(page.url_path) == wanted:
            return page.specific
    return None


def list_authors(*, index: AuthorIndexPage) -> list[AuthorCard]:
    """The live authors, by name."""
    authors = AuthorPage.objects.live().child_of(index).select_related("portrait").prefetch_related("handles")
    return [full_author_card(author) for author in authors.order_by("title")]


def list_topics(*, index: TopicIndexPage) -> list[TopicPage]:
    """The live topics, by name."""
    return list(TopicPage.objects.live().child_of(index).order_by("title"))
