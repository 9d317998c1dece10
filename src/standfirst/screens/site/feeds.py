"""Atom and RSS: previews for everybody, the whole text for a subscriber's private feed."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed

from standfirst.apps.editorial import api as editorial
from standfirst.apps.editorial.api import EVERY_PAGE, ArticleCard
from standfirst.apps.membership import api as membership
from standfirst.core.clock import now
from standfirst.core.http.screens import tag
from standfirst.core.http.shared import shared_page

SIZE = 30
KINDS: dict[str, type[SyndicationFeed]] = {"atom": Atom1Feed, "rss": Rss201rev2Feed}
MEDIA_TYPES = {"atom": "application/atom+xml; charset=utf-8", "rss": "application/rss+xml; charset=utf-8"}


@shared_page(tags=(EVERY_PAGE,), ttl=300)
def feed(request: HttpRequest, path: str = "", kind: str = "atom") -> HttpResponse:
    """The newest articles of the site, a section, an author or a topic, as far as everybody may read them."""
    page = editorial.find_live_page(path)
    listing = editorial.list_under(page, size=SIZE) if page else None
    if listing is None:
        raise Http404
    tag(request, *editorial.tags_of_list(page), *editorial.tags_of_cards(listing.articles))
    title = str(page.title) if page and path else ""
    return _answer(kind, _written(kind, listing.articles, title=title, address=request.path, text=_preview))


def private(request: HttpRequest, key: str) -> HttpResponse:
    """The whole text of everything, for the reader whose key this is, as long as they are a subscriber."""
    reader = membership.reader_of_feed(key)
    if reader is None:
        raise Http404
    standing = membership.standing_of(reader, now=now())
    articles = editorial.list_latest(limit=SIZE)
    texts = editorial.texts_for(ids=[card.id for card in articles], standing=standing)
    written = _written(
        "atom", articles, title="", address=request.path, text=lambda card: texts.get(card.id, "")
    )
    return _answer("atom", written)


def _preview(card: ArticleCard) -> str:
    return card.standfirst


def _written(
    kind: str,
    articles: tuple[ArticleCard, ...],
    *,
    title: str,
    address: str,
    text: Callable[[ArticleCard], str],
) -> str:
    publication = editorial.get_publication()
    made = KINDS[kind](
        title=f"{title} · {publication.name}" if title else publication.name,
        link=settings.ORIGIN + "/",
        description=publication.strapline or publication.name,
        language=publication.language,
        feed_url=settings.ORIGIN + address,
    )
    for card in articles:
        made.add_item(**_entry(card, text=text(card)))
    return made.writeString("utf-8")


def _entry(card: ArticleCard, *, text: str) -> dict[str, Any]:
    return {
        "title": card.full_headline,
        "link": settings.ORIGIN + card.url,
        "description": text or card.standfirst,
        "author_name": ", ".join(author.name for author in card.authors) or None,
        "pubdate": card.published_at,
        "updateddate": card.updated_at or card.published_at,
        "unique_id": f"{settings.ORIGIN}/articles/{card.id}",
        "unique_id_is_permalink": False,
        "categories": [card.section.name] if card.section else [],
    }


def _answer(kind: str, text: str) -> HttpResponse:
    return HttpResponse(text, content_type=MEDIA_TYPES[kind])
