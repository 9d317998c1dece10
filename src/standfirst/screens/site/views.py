"""Front page, search, join, and what machines of other sites read."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from standfirst.apps.editorial import api as editorial
from standfirst.apps.editorial.api import EVERY_PAGE, LISTS
from standfirst.apps.membership import api as membership
from standfirst.apps.newsletters import api as newsletters
from standfirst.core.clock import now
from standfirst.core.http.screens import personal_screen, shared_screen, tag, viewer_of
from standfirst.core.http.shared import shared_page
from standfirst.screens.site import front, joining, searching, sitemaps


def front_page(request: HttpRequest, page: Any) -> HttpResponse:
    """The front page of the publication."""
    publication = editorial.get_publication()
    composed = front.compose(lead_id=page.lead_id, sections=publication.sections, now=now())
    tag(request, LISTS, newsletters.OFFERED, *composed.tags)
    return shared_screen(
        request,
        "site/front.html",
        publication=publication,
        front=composed,
        boxes=newsletters.boxes_on_front(viewer_of(request)),
        statement=newsletters.STATEMENT,
        chosen_by=page.picks_chosen_by,
        today=now(),
        canonical=f"{settings.ORIGIN}/",
        structured={
            "@context": "https://schema.org",
            **editorial.organisation(publication, origin=settings.ORIGIN),
        },
    )


def search(request: HttpRequest) -> HttpResponse:
    """The readers' search; its snippets come only from what this reader may read."""
    publication = editorial.get_publication()
    words = request.GET.get("q", "").replace("\x00", "").strip()
    page = searching.page_number(request.GET.get("page", "1"))
    results = (
        searching.look(words, standing=viewer_of(request).standing, language=publication.language, page=page)
        if words
        else None
    )
    return personal_screen(request, "site/search.html", publication=publication, words=words, results=results)


@shared_page(tags=(EVERY_PAGE, membership.PLANS), ttl=300, parameters=("next", "interval", "currency"))
def join(request: HttpRequest) -> HttpResponse:
    """The plans side by side, what each opens and costs, and the small print."""
    return shared_screen(
        request,
        "site/join.html",
        publication=editorial.get_publication(),
        canonical=f"{settings.ORIGIN}/join/",
        **joining.compose(request.GET),
    )


@shared_page(tags=(EVERY_PAGE,), ttl=3600)
def colours(request: HttpRequest) -> HttpResponse:
    """The publication's accent, as a style sheet of its own: no page holds a style."""
    return shared_screen(
        request,
        "site/colours.css",
        content_type="text/css; charset=utf-8",
        publication=editorial.get_publication(),
    )


@shared_page(tags=(EVERY_PAGE,), ttl=3600)
def icon(request: HttpRequest) -> HttpResponse:
    """The publication's mark for tabs: the first letter of its name on its accent."""
    publication = editorial.get_publication()
    return shared_screen(
        request,
        "site/icon.svg",
        content_type="image/svg+xml",
        publication=publication,
        letter=publication.nameplate[-1][:1].upper(),
    )


@shared_page(tags=(LISTS, EVERY_PAGE), ttl=600)
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page, for search engines."""
    return shared_screen(
        request, "site/sitemap.xml", content_type="application/xml", entries=sitemaps.entries()
    )


@shared_page(tags=(LISTS, EVERY_PAGE), ttl=300)
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """The articles of the last two days."""
    return shared_screen(
        request,
        "site/news_sitemap.xml",
        content_type="application/xml",
        publication=editorial.get_publication(),
        articles=sitemaps.news(now=now()),
    )


@shared_page(ttl=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """What robots are asked to leave alone, and where the maps are."""
    return shared_screen(request, "site/robots.txt", content_type="text/plain; charset=utf-8")
