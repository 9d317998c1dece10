"""Finding the live page behind a path, in one query for an article."""

from typing import Any

from wagtail.models import Page

from standfirst.apps.editorial.models import (
    ArticlePage,
    AuthorIndexPage,
    AuthorPage,
    TopicIndexPage,
    TopicPage,
)
from standfirst.apps.editorial.queries.cards import full_author_card
from standfirst.apps.editorial.rules.cards import AuthorCard
from standfirst.apps.editorial.rules.routes import path_of

SHOWN_OF_AN_ARTICLE = (
    "title",
    "short_headline",
    "standfirst",
    "kicker",
    "access",
    "url_path",
    "published_at",
    "updated_at",
    "word_count",
    "preview_word_count",
    "byline_note",
    "canonical_address",
    "body",
    "lead_alt",
    "lead_caption",
    "lead_credit",
    "section__title",
    "section__url_path",
    "lead_picture__file_hash",
    "lead_picture__width",
    "lead_picture__height",
    "lead_picture__description",
    "lead_picture__caption",
    "lead_picture__credit",
)


def find_live_page(path: str) -> Any | None:
    """The live page at a public path such as /world/a-story/; None where there is none."""
    steps = [step for step in path.split("/") if step]
    if len(steps) == 2:
        article = find_live_article(section=steps[0], slug=steps[1])
        if article is not None:
            return article
    depth = len(steps) + 2
    candidates = Page.objects.live().filter(depth=depth).order_by("path")
    if steps:
        candidates = candidates.filter(slug=steps[-1])
    wanted = "/".join(["", *steps, ""])
    for page in candidates:
        if path_of(page.url_path) == wanted:
            return page.specific
    return None


def find_live_article(*, section: str, slug: str) -> ArticlePage | None:
    """The live article of a section, with section and lead picture; columns that no page shows are left out."""
    articles = ArticlePage.objects.live().select_related("section", "lead_picture").only(*SHOWN_OF_AN_ARTICLE)
    found: ArticlePage | None = articles.filter(slug=slug, section__slug=section).first()
    return found


def list_authors(*, index: AuthorIndexPage) -> list[AuthorCard]:
    """The live authors, by name."""
    authors = AuthorPage.objects.live().child_of(index).select_related("portrait").prefetch_related("handles")
    return [full_author_card(author) for author in authors.order_by("title")]


def list_topics(*, index: TopicIndexPage) -> list[TopicPage]:
    """The live topics, by name."""
    return list(TopicPage.objects.live().child_of(index).order_by("title"))
