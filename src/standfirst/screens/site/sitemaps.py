"""The maps for search engines (sitemaps.org protocol; news sitemap)."""

from datetime import datetime, timedelta

from wagtail.models import Page

from standfirst.apps.editorial import api as editorial

MOST_ENTRIES = 50_000  # sitemaps.org: the most that one file may hold
MOST_NEWS = 1000
NEWS_AGE = timedelta(days=2)


def entries() -> list[tuple[str, datetime | None]]:
    """Path and time of the last change of every live page, newest first."""
    rows = Page.objects.live().filter(depth__gt=1).order_by("-last_published_at", "-pk")
    return [
        (editorial.path_of(path), moment)
        for path, moment in rows.values_list("url_path", "last_published_at")[:MOST_ENTRIES]
    ]


def news(*, now: datetime) -> tuple[editorial.ArticleCard, ...]:
    """The articles of the last two days."""
    recent = editorial.live_articles().filter(published_at__gte=now - NEWS_AGE, published_at__lte=now)
    return editorial.list_articles(recent, after=None, size=MOST_NEWS).articles
