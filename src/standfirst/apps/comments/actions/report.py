"""Tell the desk of a comment; it stays where it is until somebody has looked."""

from datetime import datetime

from standfirst.apps.accounts.api import User
from standfirst.apps.comments.actions.settle import lock_comment, settle
from standfirst.apps.comments.models import Comment, Report
from standfirst.apps.comments.queries.entitlement import check_may_talk
from standfirst.apps.comments.rules.refusals import Reason, Refusal
from standfirst.apps.comments.rules.states import Status
from standfirst.core.db import transaction


def report(*, reader: User, comment_id: int, reason: Report.Reason, words: str, now: datetime) -> None:
    """Once a reader and comment; again changes nothing. Raises Refusal."""
    with transaction():
        check_may_talk(reader, now=now)
        try:
            _, comment = lock_comment(comment_id=comment_id)
        except Comment.DoesNotExist:
            raise Refusal(Reason.GONE) from None
        if comment.status != Status.PUBLISHED:
            raise Refusal(Reason.GONE)
        if comment.author_id == reader.pk:
            raise Refusal(Reason.OWN)
        _, is_new = Report.objects.get_or_create(
            reader=reader,
            comment=comment,
            defaults={"reason": reason, "words": words, "revision": comment.revision, "made_at": now},
        )
        if is_new:
            comment.open_reports += 1
            settle(comment)
            comment.save(update_fields=["open_reports", "queue"])
