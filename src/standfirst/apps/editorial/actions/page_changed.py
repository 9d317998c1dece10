"""What follows from publishing, changing or withdrawing a page: the search learns of it, the fronts forget old pages."""

from typing import Any

from standfirst.apps.editorial.actions.index_article import index_article
from standfirst.apps.editorial.models import ArticlePage
from standfirst.apps.editorial.queries.publication import get_publication
from standfirst.apps.editorial.queries.tags import tags_changed_with
from standfirst.apps.editorial.rules.languages import search_configuration
from standfirst.apps.editorial.rules.tags import EVERY_PAGE
from standfirst.core.bus import purge


def page_changed(*, page: Any) -> None:
    """Called by Wagtail, in a transaction or not; the fronts hear of it even if the search cannot be told."""
    found = page.specific
    purge(*tags_changed_with(found))
    _index(found)


def page_moved(*, page: Any) -> None:
    """A page stands in another place: an article belongs to the section that it stands in now."""
    found = page.specific
    if isinstance(found, ArticlePage):
        found.section_id = found.get_parent().pk
        ArticlePage.objects.filter(pk=found.pk).update(section_id=found.section_id)
    address_changed()
    _index(found)


def address_changed() -> None:
    """Any text may hold a link to the page, and texts do not say which pages they lead to."""
    purge(EVERY_PAGE)


def publication_changed() -> None:
    """Its name and look stand on every page."""
    purge(EVERY_PAGE)


def _index(page: Any) -> None:
    if isinstance(page, ArticlePage):
        index_article(article=page, configuration=search_configuration(get_publication().language))
