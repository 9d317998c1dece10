"""Open a publication: the tree, the house's pages, the desk's groups and its workflow. Safe to call again."""

from dataclasses import dataclass

from django.conf import settings
from wagtail.models import Locale, Page, Site

from standfirst.apps.editorial.actions.give_desk_roles import give_desk_roles
from standfirst.apps.editorial.models import AuthorIndexPage, FrontPage, Publication, TopicIndexPage
from standfirst.core.db import transaction


@dataclass(frozen=True, slots=True)
class Opened:
    """The pages that every publication has."""

    front: FrontPage
    authors: AuthorIndexPage
    topics: TopicIndexPage


def open_publication(*, name: str) -> Opened:
    """The front page and the indexes, made the first time; what the desk has changed since is left alone."""
    with transaction():
        front = FrontPage.objects.first()
        if front is None:
            front = _make_front(name)
            front.add_child(instance=AuthorIndexPage(title="Authors", slug="authors"))
            front.add_child(instance=TopicIndexPage(title="Topics", slug="topics"))
            give_desk_roles(front=front)
    return Opened(front=front, authors=AuthorIndexPage.objects.get(), topics=TopicIndexPage.objects.get())


def _make_front(name: str) -> FrontPage:
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    Page.objects.filter(depth=2).delete()  # Wagtail's own welcome page
    root = Page.get_first_root_node()
    front: FrontPage = root.add_child(instance=FrontPage(title=name, slug="front"))
    site, _ = Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "port": 80, "root_page": front, "site_name": name},
    )
    Publication.objects.update_or_create(site=site, defaults={"name": name})
    return front
