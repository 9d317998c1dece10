"""A reader's own comments with their state, and the replies to them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from standfirst.apps.comments.models import Appeal, Comment, Correspondence, Decision, Ignored, Verdict
from standfirst.apps.comments.queries.quoted import rules_of
from standfirst.apps.comments.rules.states import Status
from standfirst.apps.editorial import api as editorial
from standfirst.apps.moderation import api as moderation

PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnComment:
    """One of them; `can_change` is whether its time for that runs, `decision` the rejection that stands, `rule` what it
    quoted, `appeal` what was said against it."""

    comment: Comment
    article: editorial.ArticleCard | None
    can_change: bool
    decision: Decision | None
    rule: moderation.Rule | None
    appeal: Appeal | None


@dataclass(frozen=True, slots=True)
class Reply:
    """A published comment that answers one of the reader's."""

    comment: Comment
    article: editorial.ArticleCard | None
    is_unread: bool


def list_own(*, author_id: int, now: datetime, before: int | None = None) -> list[OwnComment]:
    """Newest first, twenty at most, older than the comment `before`; what its author deleted is gone."""
    own = Comment.objects.filter(author_id=author_id).exclude(status=Status.DELETED)
    rows = list(
        (own.filter(pk__lt=before) if before else own).select_related("thread").order_by("-pk")[:PAGE]
    )
    decisions = _standing_rejections(rows)
    rules = rules_of(decisions.values())
    cards = _articles(rows)
    return [
        OwnComment(
            comment=row,
            article=cards.get(row.thread.article_id),
            can_change=row.status != Status.REJECTED and row.editing.is_open(now),
            decision=decisions.get(row.pk),
            rule=rules.get(decisions[row.pk].pk) if row.pk in decisions else None,
            appeal=getattr(decisions.get(row.pk), "appeal", None),
        )
        for row in rows
    ]


def list_replies_to(*, reader_id: int, before: datetime | None = None) -> list[Reply]:
    """What others answered, newest first, twenty at most; nothing of those whom the reader ignores."""
    found = answers_to(reader_id)
    rows = list(
        (found.filter(published_at__lt=before) if before else found).order_by("-published_at", "-pk")[:PAGE]
    )
    told = Correspondence.objects.filter(reader_id=reader_id).first()
    seen = told.replies_seen_until if told else None
    cards = _articles(rows)
    return [Reply(row, cards.get(row.thread.article_id), _is_unread(row, seen)) for row in rows]


def _is_unread(row: Comment, seen: datetime | None) -> bool:
    return seen is None or row.published_at is None or row.published_at > seen


def count_unread(*, reader_id: int, most: int = 99) -> int:
    """How many answers they have not seen; counted to `most`."""
    told = Correspondence.objects.filter(reader_id=reader_id).first()
    unread = answers_to(reader_id)
    if told and told.replies_seen_until:
        unread = unread.filter(published_at__gt=told.replies_seen_until)
    return unread.order_by()[:most].count()


def list_ignored(*, reader_id: int) -> list[tuple[int, str]]:
    """Whom they ignore, the latest first: the number of the entry, and the name of today."""
    rows = Ignored.objects.filter(reader_id=reader_id).select_related("ignored").order_by("-since")
    return [(row.pk, row.ignored.username) for row in rows]


def hears_of_replies(*, reader_id: int) -> bool:
    """Whether they asked to be told by mail."""
    return Correspondence.objects.filter(reader_id=reader_id, replies_by_mail=True).exists()


def answers_to(reader_id: int) -> QuerySet[Comment]:
    """Published answers of others to a reader, but of those whom the reader ignores."""
    ignored = Ignored.objects.filter(reader_id=reader_id).values("ignored_id")
    return (
        Comment.objects.filter(answered_author_id=reader_id, status=Status.PUBLISHED)
        .exclude(author_id=reader_id)
        .exclude(author_id__in=ignored)
        .select_related("thread", "author")
    )


def _standing_rejections(rows: list[Comment]) -> dict[int, Decision]:
    rejected = [row.pk for row in rows if row.status == Status.REJECTED]
    found = Decision.objects.filter(comment__in=rejected, verdict=Verdict.REJECT, undone_at=None)
    return {each.comment_id: each for each in found.select_related("appeal").order_by("made_at", "pk")}


def _articles(rows: list[Comment]) -> dict[int, editorial.ArticleCard]:
    numbers = {row.thread.article_id for row in rows}
    return {card.id: card for card in editorial.list_named(ids=list(numbers))} if numbers else {}
