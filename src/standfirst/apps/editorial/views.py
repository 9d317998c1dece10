"""The pages of the publication: each is shared, and an article's text comes from the gate alone."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import get_default_timezone
from django.views.decorators.http import require_GET, require_http_methods
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
from standfirst.apps.editorial.queries.article import ArticleScreen, a_month_for, article_screen
from standfirst.apps.editorial.queries.below import list_below
from standfirst.apps.editorial.queries.cards import full_author_card, topic_cards
from standfirst.apps.editorial.queries.manuscripts import (
    Manuscript,
    find_live_manuscript,
    find_live_manuscript_of,
    manuscript_of_draft,
)
from standfirst.apps.editorial.queries.pages import find_live_page, list_authors, list_topics
from standfirst.apps.editorial.queries.publication import get_publication
from standfirst.apps.editorial.queries.tags import tags_of_list
from standfirst.apps.editorial.rules.cards import Listing, PublicationCard
from standfirst.apps.editorial.rules.pictures import FORMS, WIDTHS, filter_of, version_of
from standfirst.apps.editorial.rules.routes import path_of
from standfirst.apps.editorial.rules.structured_data import profile_page
from standfirst.apps.editorial.rules.tags import EVERY_PAGE, tags_of_authors, tags_of_cards, topic_tag
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.api import Preview, Standing
from standfirst.core.clock import now
from standfirst.core.http.opened import has_opened, keep_opened
from standfirst.core.http.screens import personal_screen, shared_screen, tag, viewer_of
from standfirst.core.http.shared import public_file, shared_page
from standfirst.core.http.tally import keep_tally, tally_of
from standfirst.core.keyset import BadPlace, Place, read_place

PAGE_SIZE = 20


@shared_page(tags=(EVERY_PAGE,), ttl=60, parameters=("after", "t"))
def page(request: HttpRequest, path: str) -> HttpResponseBase:
    """Whatever stands at this path of the tree, served by the view that it names; articles by a shorter way.

    `after` is a place in a list, `t` a second of a recording.
    """
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
    below = () if manuscript.is_draft else list_below(screen.article, viewer_of(request))
    tag(request, *screen.tags, *(name for part in below for name in part.tags))
    return shared_screen(request, "editorial/article.html", below=below, **_shown(screen, publication))


def _shown(screen: ArticleScreen, publication: PublicationCard) -> dict[str, Any]:
    """What the template of an article is given."""
    gate = screen.view if isinstance(screen.view, Preview) else None
    back = urlencode({"next": f"{screen.article.url}#gate" if gate else screen.article.url})
    return {
        "publication": publication,
        "article": screen.article,
        "authors": screen.authors,
        "topics": screen.topics,
        "corrections": screen.corrections,
        "byline_note": screen.byline_note,
        "view": screen.view,
        "gate": gate,
        "related": screen.related,
        "metered": screen.metered,
        "metered_with_account": screen.metered_with_account,
        "has_player": screen.has_player,
        "structured": screen.structured,
        "canonical": screen.canonical,
        "heading": screen.article.full_headline,
        "feed": None,
        "here": screen.article.section.id if screen.article.section else None,
        "join": f"{reverse('site:join')}?{back}",
        "sign_in": f"{reverse('account:sign-in')}?{back}",
        "sign_up": f"{reverse('account:sign-up')}?{back}",
    }


@require_http_methods(["GET", "POST"])
def gift(request: HttpRequest, token: str) -> HttpResponse:
    """An article that a subscriber has given away: by POST it is opened and counted, by GET whole for who has opened it.

    What looks at links by itself, such as a program in front of a mailbox, asks and does not press: it sees what is given.
    """
    moment = now()
    found = membership.find_gift(token=token, now=moment)
    manuscript = find_live_manuscript_of(article_id=found.article_id, now=moment) if found else None
    if found is None or manuscript is None:
        return _gift_is_over(request)
    if membership.may_read_whole(access=manuscript.access, standing=viewer_of(request).standing):
        return redirect(manuscript.card.url)  # it opens to them anyway, so nothing is counted
    if has_opened(request, found.id):
        grant = membership.open_gift_again(token=token, now=moment)
        return _granted(request, manuscript, grant, giver=found.giver) if grant else _gift_is_over(request)
    if request.method == "POST" and membership.open_gift(token=token, now=moment):
        opened = _unnamed(redirect(request.path))
        keep_opened(opened, found.id, path=request.path, life=membership.GIFT_LIFE)
        return opened
    if request.method == "POST" or not found.is_left:
        return _gift_is_over(request)
    card, publication = manuscript.card, get_publication()
    return _unnamed(
        personal_screen(
            request, "editorial/gift.html", article=card, giver=found.giver, publication=publication
        )
    )


@require_http_methods(["GET", "POST"])
def read(request: HttpRequest, article_id: int) -> HttpResponse:
    """One of the articles that somebody may read this month; by POST it is counted, by GET only what was."""
    metered = _metered(request, article_id)
    if not metered.a_month:
        return redirect(f"{metered.manuscript.card.url}#gate")
    if request.method == "POST":
        return metered.begin()
    grant = metered.again()
    if grant is None:
        return _unnamed(personal_screen(request, "editorial/read.html", **metered.shown()))
    return _granted(request, metered.manuscript, grant, **metered.shown())


@require_GET
def offer(request: HttpRequest, article_id: int) -> HttpResponse:
    """What is left of the month and the button to it, as a fragment; nothing where the meter opens nothing."""
    metered = _metered(request, article_id)
    if not metered.a_month:
        return HttpResponse(status=204)
    return _unnamed(personal_screen(request, "editorial/_offer.html", **metered.shown()))


def _metered(request: HttpRequest, article_id: int) -> "Metered":
    moment, publication = now(), get_publication()
    manuscript = find_live_manuscript_of(article_id=article_id, now=moment)
    if manuscript is None:
        raise Http404
    standing = viewer_of(request).standing
    return Metered(request, manuscript, publication, a_month_for(manuscript, standing, publication), moment)


@dataclass(frozen=True, slots=True)
class Metered:
    """An article and how many like it whoever asks may read this month; readers by the ledger, visitors by a cookie."""

    request: HttpRequest
    manuscript: Manuscript
    publication: PublicationCard
    a_month: int
    moment: datetime

    @property
    def reader_id(self) -> int | None:
        return self.request.user.pk if viewer_of(self.request).standing is Standing.REGISTERED else None

    def begin(self) -> HttpResponse:
        """Count it, then lead to it; where none is left, to the page that says so."""
        number = self.manuscript.id
        back = redirect(f"{reverse('editorial:read', args=[number])}#gate")
        if self.reader_id is not None:
            membership.read_metered(
                reader_id=self.reader_id, article_id=number, a_month=self.a_month, now=self.moment
            )
        elif membership.read_by_tally(tally=self._tally(), article_id=number, a_month=self.a_month):
            keep_tally(back, tuple(dict.fromkeys((*self._tally(), number))), month=self._month())
        return back

    def again(self) -> membership.Grant | None:
        """Leave to read it where it was opened this month."""
        number = self.manuscript.id
        if self.reader_id is not None:
            return membership.read_again(
                reader_id=self.reader_id, article_id=number, a_month=self.a_month, now=self.moment
            )
        tally = self._tally()
        if number not in tally:
            return None
        return membership.read_by_tally(tally=tally, article_id=number, a_month=self.a_month)

    def shown(self) -> dict[str, Any]:
        """What the screens of the meter are given."""
        return {
            "article": self.manuscript.card,
            "publication": self.publication,
            "a_month": self.a_month,
            "left": self._left(),
            "opened": self.again() is not None,
        }

    def _left(self) -> int:
        if self.reader_id is None:
            return max(self.a_month - len(self._tally()), 0)
        return membership.readings_left(reader_id=self.reader_id, a_month=self.a_month, now=self.moment)

    def _month(self) -> date:
        return membership.month_of(self.moment, zone=get_default_timezone())

    def _tally(self) -> tuple[int, ...]:
        return tally_of(self.request, month=self._month())


def _granted(
    request: HttpRequest, manuscript: Manuscript, grant: membership.Grant, **more: Any
) -> HttpResponse:
    """One article whole for one person, kept by nobody and named to nobody."""
    publication = get_publication()
    standing = viewer_of(request).standing
    screen = article_screen(
        manuscript, standing=standing, publication=publication, origin=settings.ORIGIN, grant=grant
    )
    below = list_below(screen.article, viewer_of(request))
    context = {**_shown(screen, publication), **more, "granted": True, "below": below}
    return _unnamed(personal_screen(request, "editorial/article.html", **context))


def _gift_is_over(request: HttpRequest) -> HttpResponse:
    """The same answer for a link that never was and for one that opens nothing more."""
    publication = get_publication()
    page = personal_screen(request, "editorial/gift_over.html", status=404, publication=publication)
    return _unnamed(page)


def _unnamed(response: HttpResponse) -> HttpResponse:
    """Its address is told to no other site and stands in no search engine."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


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
