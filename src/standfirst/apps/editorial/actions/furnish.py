"""Put the standing parts of a publication in place: its settings, sections, topics, authors and plain pages.

Each call leaves a page of that slug alone where there is one, or makes and publishes it.
"""

from typing import Any

from wagtail.models import Page

from standfirst.apps.editorial.models import (
    AuthorIndexPage,
    AuthorPage,
    FrontPage,
    PlainPage,
    Publication,
    SectionPage,
    SocialHandle,
    TopicIndexPage,
    TopicPage,
)


def set_publication(**fields: Any) -> None:
    """Name, nameplate, accent and small print."""
    publication = Publication.objects.get()
    for name, value in fields.items():
        setattr(publication, name, value)
    publication.full_clean()
    publication.save()


def set_section(*, slug: str, name: str, about: str) -> int:
    """A section under the front page, shown in menus."""
    return _set(FrontPage.objects.get(), SectionPage(slug=slug, title=name, about=about, show_in_menus=True))


def set_topic(*, slug: str, name: str, about: str) -> int:
    """A topic."""
    return _set(TopicIndexPage.objects.get(), TopicPage(slug=slug, title=name, about=about))


def set_plain_page(*, slug: str, title: str, html: str) -> int:
    """A page of text, shown in the foot of every page."""
    return _set(FrontPage.objects.get(), PlainPage(slug=slug, title=title, text=html, show_in_menus=True))


def set_author(
    *,
    slug: str,
    name: str,
    role: str,
    biography: str,
    handles: tuple[tuple[str, str], ...],
    portrait_id: int | None,
) -> int:
    """An author with handles as (handle, address)."""
    author = AuthorPage(slug=slug, title=name, role=role, biography=biography, portrait_id=portrait_id)
    author.handles.set([SocialHandle(handle=handle, address=address) for handle, address in handles])
    return _set(AuthorIndexPage.objects.get(), author)


def _set(parent: Page, page: Page) -> int:
    """Publish the page under its parent, unless a page of that slug is there already; its number."""
    there: Page | None = Page.objects.child_of(parent).filter(slug=page.slug).first()
    if there is None:
        page.live = False
        there = parent.add_child(instance=page)
        there.save_revision().publish()
    number: int = there.pk
    return number
