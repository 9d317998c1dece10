"""What follows from publishing, changing or withdrawing a page: the search learns of it, the fronts forget old pages."""

from typing import Any

from standfirst.apps.editorial.actions.announce_change import announce_change
from standfirst.apps.editorial.actions.index_article import index_article
from standfirst.apps.editorial.models import ArticlePage, AuthorPage, TopicPage
from standfirst.apps.editorial.queries.publication import get_publication
from standfirst.apps.editorial.rules.languages import search_configuration
from standfirst.apps.editorial.rules.tags import EVERY_PAGE, LISTS


def page_changed(*, page: Any) -> None:
    """Called by Wagtail, in a transaction or not; the fronts hear of it even if the search cannot be told."""
    found = page.specific
    announce_change(tags=_tags_of(found))
    if isinstance(found, ArticlePage):
        index_article(article=found, configuration=search_configuration(get_publication().language))


def page_moved(*, page: Any) -> None:
    """A page stands in another place: an article belongs to the section that it stands in now."""
    found = page.specific
    if isinstance(found, ArticlePage):
        ArticlePage.objects.filter(pk=found.pk).update(section_id=found.get_parent().pk)
    page_changed(page=found)


def publication_changed() -> None:
    """Its name and look stand on every page."""
    announce_change(tags=[EVERY_PAGE])


def _tags_of(page: Any) -> list[str]:
    match page:
        case ArticlePage():
            return [f"article:{page.pk}", LISTS]
        case AuthorPage():
            return [f"author:{page.pk}", LISTS]
        case TopicPage():
            return [f"topic:{page.pk}", LISTS]
        case _:
            return [EVERY_PAGE]
