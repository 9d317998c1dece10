"""The ground of one conversation, in one query: how it is held, what was chosen for it, how much there is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import get_default_timezone

from standfirst.apps.comments.models import Conversation
from standfirst.apps.comments.rules.opening import Hours, Mode, Opening, opening_of
from standfirst.apps.comments.rules.shapes import Head
from standfirst.apps.editorial.api import ArticleCard
from standfirst.core.db import rows_of

# Where the row of settings is missing, what is delivered holds.
_GROUND = """
    SELECT COALESCE(settings.mode, %(mode)s), COALESCE(close_after_days, %(close_after_days)s), opens_at, closes_at,
           COALESCE(weekdays, %(weekdays)s), COALESCE(outside_hours, %(outside_hours)s), COALESCE(gated, %(gated)s),
           COALESCE(first_comments, %(first_comments)s), COALESCE(longest, %(longest)s),
           COALESCE(most_links, %(most_links)s), thread.id, thread.mode, thread.comment_count, thread.posted,
           ARRAY(SELECT mode FROM comments_default
                 WHERE (of = 'section' AND page_id = %(section)s) OR (of = 'author' AND page_id = ANY(%(authors)s)))
    FROM (VALUES (1)) AS one(id) LEFT JOIN comments_conversation AS settings ON settings.id = one.id
    LEFT JOIN comments_thread AS thread ON thread.article_id = %(article)s
"""
_NEW = Conversation()
_DELIVERED = {
    name: getattr(_NEW, name)
    for name in (
        "mode", "close_after_days", "weekdays", "outside_hours", "gated", "first_comments", "longest", "most_links",
    )
}  # fmt: skip
_OUTSIDE = {"wait": Mode.PREMODERATED, "closed": Mode.READERS_ONLY}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """How the conversation under one article is held. Without `thread_id` nothing was ever said there."""

    opening: Opening
    head: Head
    thread_id: int | None
    chosen: Mode | None
    gated_to_all: bool  # comments on gated articles are read by everybody
    first_comments: int
    longest: int
    most_links: int


def ground_of(article: ArticleCard, *, now: datetime) -> Ground:
    """The ground under this article now."""
    subject = {
        "article": article.id,
        "section": article.section.id if article.section else 0,
        "authors": [author.id for author in article.authors],
    }
    (row,) = rows_of(_GROUND, _DELIVERED | subject)
    return _ground(row, article, now)


def _ground(row: Any, article: ArticleCard, now: datetime) -> Ground:
    (
        mode,
        days,
        opens,
        closes,
        weekdays,
        outside,
        gated,
        first,
        longest,
        links,
        thread,
        chosen,
        count,
        posted,
        more,
    ) = row
    hours = Hours(
        opens_at=opens, closes_at=closes, weekdays=frozenset(map(int, weekdays)), outside=_OUTSIDE[outside]
    )
    opening = opening_of(
        chosen=Mode(chosen) if chosen else None,
        defaults=(Mode(mode), *map(Mode, more)),
        published_at=article.published_at,
        close_after=timedelta(days=days) if days else None,
        hours=hours,
        zone=get_default_timezone(),
        now=now,
    )
    return Ground(
        opening=opening,
        head=Head(count=count or 0, posted=posted or 0),
        thread_id=thread,
        chosen=Mode(chosen) if chosen else None,
        gated_to_all=gated == "everybody",
        first_comments=first,
        longest=longest,
        most_links=links,
    )
