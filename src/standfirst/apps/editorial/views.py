"""The pages of the publication: each is shared, and an article's text comes from the gate alone."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from wagtail.images.models import SourceImageIOError

from standfirst.apps.editorial.models import (
    ArticlePage,
    AuthorIndexPage,
    AuthorPage,
    Picture,
    PlainPage,
    SectionPage,
    TopicIndexPage,
    TopicPage,
)
from standfirst.apps.editorial.queries import articles as lists
from standfirst.apps.editorial.queries.article import article_screen
from standfirst.apps.editorial.queries.cards import full_author_card, topic_cards
from standfirst.apps.editorial.queries.manuscripts import (
    Manuscript,
    find_live_manuscript,
    manuscript_of_draft,
)
from standfirst.apps.editorial.queries.pages import find_live_page, list_authors, list_topics
from standfirst.apps.editorial.queries.publication import get_publication
from standfirst.apps.editorial.queries.tags import tags_of_list
from standfirst.apps.editorial.rules.cards import Listing
from standfirst.apps.editorial.rules.keyset import BadPlace, Place, read_place
from standfirst.apps.editorial.rules.pictures import FORMS, WIDTHS, filter_of, version_of
from standfirst.apps.editorial.rules.routes import path_of
from standfirst.apps.editorial.rules.structured_data import profile_page
from standfirst.apps.editorial.rules.tags import EVERY_PAGE, tags_of_authors, tags_of_cards, topic_tag
from standfirst.apps.membership.api import Preview
from standfirst.core.clock import now
from standfirst.core.http.screens import shared_screen, tag, viewer_of
from standfirst.core.http.shared import public_file, shared_page

PAGE_SIZE = 20


@shared_page(tags=(EVERY_PAGE,), ttl=60, parameters=("after",))
def page(request: HttpRequest, path: str) -> HttpResponseBase:
    """Whatever stands at this path of the tree, served by the view that it names; articles by a shorter way."""
    manuscript = find_live_manuscript(path, now=now())
    if manuscript is not None:
        return _article(request, manuscript)
    found = find_live_page(path)
    if found is None:
        raise Http404
    response: HttpResponseBase = found.serve(request)
    return response


def article(request: HttpRequest, page: ArticlePage) -> HttpResponse:
    """An article as the desk holds it, before it is published."""
    return _article(request, manuscript_of_draft(page, now=now()))


def _article(request: HttpRequest, manuscript: Manuscript) -> HttpResponse:
    """An article, whole or as a preview."""
    publication = get_publication()
    screen = article_screen(
        manuscript, standing=viewer_of(request).standing, publication=publication, origin=settings.ORIGIN
    )
    tag(request, *screen.tags)
    back = urlencode({"next": screen.article.url})
    return shared_screen(
        request,
        "editorial/article.html",
        publication=publication,
        article=screen.article,
        authors=screen.authors,
        topics=screen.topics,
        corrections=screen.corrections,
        byline_note=screen.byline_note,
        view=screen.view,
        gate=screen.view if isinstance(screen.view, Preview) else None,
        related=screen.related,
        has_player=screen.has_player,
        structured=screen.structured,
        canonical=screen.canonical,
        heading=screen.article.full_headline,
        feed=None,
        here=screen.article.section.id if screen.article.section else None,
        join=f"{reverse('site:join')}?{back}",
        sign_in=f"{reverse('account:sign-in')}?{back}",
    )


def section(request: HttpRequest, page: SectionPage) -> HttpResponse:
    """A section: its picks, then its articles."""
    after = _place(request)
    picks = () if after else lists.list_section_picks(section_id=page.pk, now=now())
    listing = lists.list_section(section_id=page.pk, after=after, size=PAGE_SIZE)
    tag(request, *tags_of_cards(picks))
    return _list(
        request, page, "editorial/section.html", listing=listing, about=page.about, picks=picks, here=page.pk
    )


def author(request: HttpRequest, page: AuthorPage) -> HttpResponse:
    """An author with everything they wrote."""
    listing = lists.list_by_author(author_id=page.pk, after=_place(request), size=PAGE_SIZE)
    card = full_author_card(page)
    data = profile_page(author=card, origin=settings.ORIGIN)
    tag(request, *tags_of_authors([card]))
    return _list(request, page, "editorial/author.html", listing=listing, author=card, structured=data)


def topic(request: HttpRequest, page: TopicPage) -> HttpResponse:
    """A topic with its articles of all sections."""
    listing = lists.list_by_topic(topic_id=page.pk, after=_place(request), size=PAGE_SIZE)
    return _list(request, page, "editorial/topic.html", listing=listing, about=page.about)


def author_index(request: HttpRequest, page: AuthorIndexPage) -> HttpResponse:
    """All authors."""
    authors = list_authors(index=page)
    tag(request, *tags_of_authors(authors))
    return _list(request, page, "editorial/author_index.html", authors=authors)


def topic_index(request: HttpRequest, page: TopicIndexPage) -> HttpResponse:
    """All topics."""
    topics = topic_cards(list_topics(index=page))
    tag(request, *(topic_tag(topic.id) for topic in topics))
    return _list(request, page, "editorial/topic_index.html", topics=topics)


def plain(request: HttpRequest, page: PlainPage) -> HttpResponse:
    """A page of text."""
    return _list(request, page, "editorial/plain.html", text=page.text)


def _list(
    request: HttpRequest, page: Any, template: str, *, listing: Listing | None = None, **context: Any
) -> HttpResponse:
    address = path_of(page.url_path)
    shown = listing.articles if listing else ()
    context = {
        "heading": page.title,
        "canonical": settings.ORIGIN + address,
        "feed": f"{address}feed/" if listing else None,
        "listing": listing,
        **context,
    }
    tag(request, *tags_of_list(page), *tags_of_cards(shown))
    return shared_screen(request, template, publication=get_publication(), **context)


def _place(request: HttpRequest) -> Place | None:
    text = request.GET.get("after")
    if not text:
        return None
    try:
        return read_place(text)
    except BadPlace as problem:
        raise Http404 from problem


def picture(request: HttpRequest, picture_id: int, version: str, width: int, form: str) -> HttpResponseBase:
    """One size of a picture. The address names the file's hash, so drafts' pictures cannot be guessed."""
    found = Picture.objects.filter(pk=picture_id).first()
    if found is None or form not in FORMS or width not in WIDTHS or version != version_of(found.file_hash):
        raise Http404
    try:
        rendition = found.get_rendition(filter_of(width=width, form=form))
    except SourceImageIOError as problem:
        raise Http404 from problem
    return public_file(FileResponse(rendition.file.open("rb"), content_type=f"image/{form}"))
