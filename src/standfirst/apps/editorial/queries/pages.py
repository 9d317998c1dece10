"""Finding the live page behind a path."""

from typing import Any
from urllib.parse import urlsplit

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from standfirst.apps.editorial.models import (
    ArticlePage,
    AuthorIndexPage,
    AuthorPage,
    FrontPage,
    PageImport,
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


def find_front() -> FrontPage:
    """The page under which the publication stands. Raises FrontPage.DoesNotExist before it was opened."""
    front: FrontPage = FrontPage.objects.get()
    return front


def find_article_at(address: str) -> int | None:
    """The number of the article that has this address, here or where it was imported from; also a former one here."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return None
    imported = PageImport.objects.filter(source=address).values_list("article_id", flat=True).first()
    if imported is not None or not path.strip("/"):
        return imported
    page = find_live_page(path) or _redirected(path)
    return page.pk if isinstance(page, ArticlePage) else None


def _redirected(path: str) -> Any | None:
    found = Redirect.objects.filter(old_path=Redirect.normalise_path(path), redirect_page__live=True).first()
    return found.redirect_page.specific if found else None


def list_authors(*, index: AuthorIndexPage) -> list[AuthorCard]:
    """The live authors, by name."""
    authors = AuthorPage.objects.live().child_of(index).select_related("portrait").prefetch_related("handles")
    return [full_author_card(author) for author in authors.order_by("title")]


def author_names() -> list[tuple[int, str]]:
    """Number and name of every live author, by name."""
    return list(AuthorPage.objects.live().order_by("title").values_list("pk", "title"))


def list_topics(*, index: TopicIndexPage) -> list[TopicPage]:
    """The live topics, by name."""
    return list(TopicPage.objects.live().child_of(index).order_by("title"))
