"""Tell the desk of a comment; it stays where it is until somebody has looked."""

from datetime import datetime

from standfirst.apps.accounts.api import User
from standfirst.apps.comments.actions.settle import lock_comment, settle
from standfirst.apps.comments.models import Report
from standfirst.apps.comments.queries.entitlement import check_may
from standfirst.apps.comments.rules.rights import Act
from standfirst.core.db import transaction


def report(*, reader: User, comment_id: int, reason: Report.Reason, words: str, now: datetime) -> None:
    """Once a reader and comment; again changes nothing. Raises Refusal."""
    with transaction():
        _, comment = lock_comment(comment_id=comment_id)
        check_may(reader, Act.REPORT, comment, now=now)
        _, is_new = Report.objects.get_or_create(
            reader=reader,
            comment=comment,
            defaults={"reason": reason, "words": words, "revision": comment.revision, "made_at": now},
        )
        if is_new:
            comment.open_reports += 1
            settle(comment)
            comment.save(update_fields=["open_reports", "queue"])
