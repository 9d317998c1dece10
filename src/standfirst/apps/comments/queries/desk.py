"""The moderators' desk: queues, their counts, and all that a moderator needs to know to decide on a comment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet

from standfirst.apps.comments.models import Appeal, Comment, Decision, Report, Revision
from standfirst.apps.comments.rules.states import Queue, Status
from standfirst.apps.editorial import api as editorial
from standfirst.apps.moderation import api as moderation

PAGE = 50
COUNTED_TO = 1000
QUEUES = (Queue.REPORTED, Queue.PENDING, Queue.HELD, Queue.NEW, Queue.APPROVED, Queue.REJECTED)

_COUNTS = """
    SELECT queue.number, (SELECT count(*) FROM (
        SELECT 1 FROM comments_comment AS c WHERE c.queue = queue.number LIMIT %s
    ) AS counted) FROM unnest(%s::int[]) AS queue(number)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A comment with everything around it."""

    comment: Comment
    article: editorial.ArticleCard | None
    answered: Comment | None
    revisions: tuple[Revision, ...]
    reports: tuple[Report, ...]
    decisions: tuple[Decision, ...]
    appeal: Appeal | None
    restriction: moderation.Restriction

    @property
    def revision(self) -> Revision | None:
        """What it says now."""
        return self.revisions[0] if self.revisions else None


@dataclass(frozen=True, slots=True)
class AuthorRecord:
    """What is known of somebody who comments."""

    published: int
    rejected: int
    waiting: int
    reported: int


def counts_of_queues() -> dict[Queue, int]:
    """How many lie in each, counted now, so they are never wrong; counted to a thousand."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, [COUNTED_TO, [queue.value for queue in QUEUES]])
        return {Queue(number): count for number, count in cursor.fetchall()}


def list_queue(queue: Queue, *, after: int | None = None, newest_first: bool = False) -> list[Comment]:
    """Fifty at most, oldest first (or the newest), beyond the comment `after`."""
    rows = Comment.objects.filter(queue=queue)
    if after:
        rows = rows.filter(pk__lt=after) if newest_first else rows.filter(pk__gt=after)
    return list(rows.select_related("thread", "author").order_by("-pk" if newest_first else "pk")[:PAGE])


def list_decisions_by(*, moderator_id: int) -> list[Decision]:
    """A moderator's own, newest first."""
    mine = Decision.objects.filter(by_id=moderator_id).select_related("comment__thread", "comment__author")
    return list(mine[:PAGE])


def list_open_appeals() -> list[Appeal]:
    """Oldest first; what is out again or deleted meanwhile asks for nobody."""
    return list(
        _open_appeals()
        .order_by("made_at")
        .select_related("decision__comment__thread", "decision__comment__author", "decision__by")
    )


def count_open_appeals() -> int:
    """How many wait."""
    return _open_appeals().count()


def _open_appeals() -> QuerySet[Appeal]:
    return Appeal.objects.filter(decided_at=None, decision__comment__status=Status.REJECTED)


def cards_for(comments: Sequence[Comment], *, now: datetime) -> list[Card]:
    """The comments with all around them, in as many queries for fifty as for one."""
    numbers = [each.pk for each in comments]
    answered = Comment.objects.select_related("author").in_bulk(
        {each.answers_id for each in comments if each.answers_id}
    )
    revisions = _by_comment(Revision.objects.filter(comment__in=numbers).order_by("-number"))
    reports = _by_comment(
        Report.objects.filter(comment__in=numbers).select_related("reader").order_by("made_at")
    )
    decided = (
        Decision.objects.filter(comment__in=numbers)
        .select_related("by", "appeal")
        .order_by("-made_at", "-pk")
    )
    decisions = _by_comment(decided)
    articles = {
        card.id: card for card in editorial.list_named(ids=[each.thread.article_id for each in comments])
    }
    authors = {each.author_id for each in comments if each.author_id}
    restrictions = moderation.restrictions_of(reader_ids=authors, now=now)
    return [
        Card(
            comment=each,
            article=articles.get(each.thread.article_id),
            answered=answered.get(each.answers_id or 0),
            revisions=tuple(revisions.get(each.pk, ())),
            reports=tuple(reports.get(each.pk, ())),
            decisions=tuple(decisions.get(each.pk, ())),
            appeal=_appeal_of(decisions.get(each.pk, ())),
            restriction=restrictions.get(each.author_id or 0, moderation.FREE),
        )
        for each in comments
    ]


def record_of(*, reader_id: int) -> AuthorRecord:
    """In one query over the author's own comments."""
    return records_of(reader_ids=[reader_id]).get(reader_id, AuthorRecord(0, 0, 0, 0))


def records_of(*, reader_ids: Iterable[int]) -> dict[int, AuthorRecord]:
    """Of these authors, in one query; who has said nothing has none."""
    rows = (
        Comment.objects.filter(author_id__in=list(reader_ids))
        .order_by()
        .values_list("author_id")
        .annotate(
            published=Count("pk", filter=Q(status=Status.PUBLISHED)),
            rejected=Count("pk", filter=Q(status=Status.REJECTED)),
            waiting=Count("pk", filter=Q(status__in=[Status.PENDING, Status.HELD])),
            reported=Count("pk", filter=Q(open_reports__gt=0)),
        )
    )
    return {author_id: AuthorRecord(*counts) for author_id, *counts in rows}


def list_by_author(*, reader_id: int, most: int = 20) -> list[Comment]:
    """Their latest, in any state but deleted."""
    own = Comment.objects.filter(author_id=reader_id).exclude(status=Status.DELETED)
    return list(own.select_related("thread").order_by("-pk")[:most])


def list_revisions(*, comment_id: int) -> list[Revision]:
    """What it said before and says now, newest first."""
    return list(Revision.objects.filter(comment_id=comment_id).order_by("-number"))


def find_comment(*, comment_id: int) -> Comment | None:
    """In any state."""
    return Comment.objects.select_related("thread", "author").filter(pk=comment_id).first()


def approved_texts(*, most: int) -> QuerySet[Comment, tuple[int, str]]:
    """Numbers and texts of the latest that are out, for trying a list of words on them."""
    out = Comment.objects.filter(status=Status.PUBLISHED)
    return out.order_by("-pk").values_list("pk", "text")[:most]


def rejections_by_rule(*, since: datetime, until: datetime) -> dict[tuple[int, int], int]:
    """How many were removed for each rule, by version and number, and stayed so; not what an appeal turned round."""
    stand = Decision.objects.filter(verdict="reject", undone_at=None, made_at__gte=since, made_at__lt=until)
    stand = stand.exclude(appeal__upheld=False)
    counted = stand.order_by().values_list("guidelines", "rule").annotate(count=Count("pk"))
    return {(version or 0, rule or 0): count for version, rule, count in counted}


def _by_comment(rows: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.comment_id, []).append(row)
    return found


def _appeal_of(decisions: Sequence[Decision]) -> Appeal | None:
    return next((each.appeal for each in decisions if hasattr(each, "appeal")), None)
