"""Comments that the editors chose, for a newsletter's letters."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from standfirst.apps.accounts import api as accounts
from standfirst.apps.comments.models import Comment
from standfirst.apps.comments.queries.cards import NOBODY, badge_of
from standfirst.apps.comments.queries.ground import ground_of
from standfirst.apps.comments.queries.panel import may_read_comments
from standfirst.apps.comments.queries.passages import Reading
from standfirst.apps.comments.rules.opening import Mode
from standfirst.apps.comments.rules.shapes import Featured
from standfirst.apps.comments.rules.states import Status
from standfirst.apps.editorial import api as editorial
from standfirst.core.viewer import Standing, Viewer

LOOKED_AT = 200


def featured_between(
    *, since: datetime, until: datetime, standing: Standing, now: datetime, most: int = 20
) -> tuple[Featured, ...]:
    """Those chosen from `since` until before `until`, the latest choice first, as somebody of this standing may read them.

    Only what is out, under articles that are live and whose conversation may be seen. Asks once for each article.
    """
    chosen = Comment.objects.filter(status=Status.PUBLISHED, featured_at__gte=since, featured_at__lt=until)
    rows = list(chosen.select_related("thread").order_by("-featured_at", "-pk")[:LOOKED_AT])
    return _shown(rows, standing, now, most=most)


def featured_named(*, ids: Sequence[int], standing: Standing, now: datetime) -> tuple[Featured, ...]:
    """Those of these numbers that are still featured and that somebody of this standing may read, in the order given."""
    chosen = Comment.objects.filter(status=Status.PUBLISHED, featured_at__isnull=False, pk__in=ids)
    rows = sorted(chosen.select_related("thread"), key=lambda row: ids.index(row.pk))
    return _shown(rows, standing, now, most=len(ids))


def _shown(rows: list[Comment], standing: Standing, now: datetime, *, most: int) -> tuple[Featured, ...]:
    readings = _readings({row.thread.article_id for row in rows}, standing, now)
    shown = [row for row in rows if row.thread.article_id in readings][:most]
    faces = accounts.faces_of(reader_ids={row.author_id for row in shown if row.author_id})
    return tuple(_featured(row, readings[row.thread.article_id], faces) for row in shown)


def _readings(article_ids: set[int], standing: Standing, now: datetime) -> dict[int, Reading]:
    """Of the articles whose comments this standing may read."""
    viewer = Viewer(standing=standing)
    return {
        article.id: Reading(article, standing, now)
        for article in editorial.list_named(ids=list(article_ids))
        for ground in [ground_of(article, now=now)]
        if ground.opening.mode is not Mode.CLOSED and may_read_comments(article, viewer, ground)
    }


def _featured(row: Comment, reading: Reading, faces: dict[int, accounts.Face]) -> Featured:
    article, face = reading.article, faces.get(row.author_id or 0, NOBODY)
    writers = frozenset(each.reader_id for each in article.authors if each.reader_id)
    return Featured(
        id=row.pk,
        name=face.name or row.imported_name,
        badge=badge_of(row.author_id, face, writers),
        html=row.html,
        text=row.text,
        quote=row.quote if row.quote and reading.shows(row.quote) else "",
        language=row.language,
        permalink=f"{settings.ORIGIN}/comments/c/{row.pk}/",
        article_title=article.headline,
        article_url=settings.ORIGIN + article.url,
        article_id=article.id,
        section=article.section.name if article.section else "",
        featured_at=row.featured_at or reading.now,
    )
