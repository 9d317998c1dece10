"""Newsletters offered where people read: below an article, and on the front page."""

from typing import Any

from django.db.models import QuerySet

from standfirst.apps.editorial.api import ArticleCard, Below
from standfirst.apps.newsletters.models import NewsletterPage
from standfirst.apps.newsletters.queries.newsletters import NewsletterCard, week_of
from standfirst.apps.newsletters.rules.audiences import Audience, may_have
from standfirst.apps.newsletters.rules.cadence import Cadence, Rhythm, words
from standfirst.apps.newsletters.rules.manner import STATEMENT
from standfirst.apps.newsletters.rules.tags import OFFERED
from standfirst.core.compiled import Compiled
from standfirst.core.viewer import Standing, Viewer

ON_FRONT = 3


def _offered(**where: Any) -> QuerySet[Any, Any]:
    found: Any = (
        NewsletterPage.objects.live().filter(taking_sign_ups=True, **where).order_by("position", "title")
    )
    rows: QuerySet[Any, Any] = found.values_list(
        "pk", "slug", "title", "blurb", "audience", "rhythm", "weekdays", "nth", "at", "by_zone"
    )
    return rows


_BELOW = Compiled(lambda section_id: _offered(below_articles_of=section_id)[:1], section_id=int)
_ON_FRONT = Compiled(lambda: _offered(on_front_page=True)[:ON_FRONT])


def boxes_on_front(viewer: Viewer) -> tuple[NewsletterCard, ...]:
    """In their order, three at most. Pages that show them carry the tag OFFERED."""
    return tuple(_card(row, viewer.standing) for row in _ON_FRONT())


def box_below(article: ArticleCard, viewer: Viewer) -> Below:
    """The first that is offered below the articles of this section; without one, only the tag by which it may come."""
    offered = _BELOW(section_id=article.section.id) if article.section else []
    boxes = [_card(row, viewer.standing) for row in offered]
    context = {"boxes": boxes, "statement": STATEMENT}
    return Below(template="newsletters/_below.html", context=context, tags=frozenset({OFFERED}))


def _card(row: tuple[Any, ...], standing: Standing) -> NewsletterCard:
    number, slug, title, blurb, audience, rhythm, weekdays, nth, at, by_zone = row
    days = Cadence(rhythm=Rhythm(rhythm), weekdays=frozenset(map(int, weekdays)), nth=nth, at=at, zone="UTC")
    return NewsletterCard(
        id=number,
        slug=slug,
        title=title,
        blurb=blurb,
        when=words(days, by_zone=by_zone),
        week=week_of(rhythm, weekdays),
        audience=Audience(audience),
        is_open=may_have(Audience(audience), standing),
    )
