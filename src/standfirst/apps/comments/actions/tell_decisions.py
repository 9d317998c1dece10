"""Tell authors by mail that a comment was removed, by which rule and why, once it can no longer be taken back."""

from datetime import datetime

from standfirst.apps.comments.actions.decide import GRACE, UNDO_WITHIN
from standfirst.apps.comments.actions.letters import write_letter
from standfirst.apps.comments.models import Comment, Decision, Verdict
from standfirst.apps.comments.queries.quoted import rule_quoted
from standfirst.apps.comments.rules.states import Status
from standfirst.apps.editorial import api as editorial
from standfirst.core.batches import each
from standfirst.core.db import transaction


def tell_decisions(*, now: datetime) -> int:
    """How many letters were written; each decision is told once."""
    ripe = now - UNDO_WITHIN - GRACE
    waiting = Decision.objects.filter(
        verdict=Verdict.REJECT, undone_at=None, told_at=None, made_at__lt=ripe
    ).values_list("pk", flat=True)
    rows = list(waiting.order_by("pk")[:500])
    return each("comments.tell_decisions", rows, lambda row: _tell(row, now), now=now)


def _tell(decision_id: int, now: datetime) -> int:
    with transaction():
        decision = (
            Decision.objects.select_for_update(of=("self",), skip_locked=True)
            .select_related("comment__author", "comment__thread")
            .filter(pk=decision_id, told_at=None, undone_at=None)
            .first()
        )
        if decision is None:
            return 0
        Decision.objects.filter(pk=decision.pk).update(told_at=now)
        comment = decision.comment
        if comment.author is None or comment.status != Status.REJECTED:
            return 0
        return int(
            write_letter(
                "removed",
                comment.author,
                now=now,
                decision=decision,
                comment=comment,
                article=_article_of(comment),
                rule=rule_quoted(decision),
            )
        )


def _article_of(comment: Comment) -> editorial.ArticleCard | None:
    """None where it is not there any more."""
    return next(iter(editorial.list_named(ids=[comment.thread.article_id])), None)
