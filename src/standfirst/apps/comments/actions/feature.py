"""Choose a comment among the best, or no longer."""

from datetime import datetime

from standfirst.apps.comments.actions.settle import lock_comment
from standfirst.apps.comments.rules.refusals import Reason, Refusal
from standfirst.apps.comments.rules.states import Status
from standfirst.apps.comments.rules.tags import thread_tag
from standfirst.core import bus
from standfirst.core.db import transaction


def feature(*, comment_id: int, wanted: bool, now: datetime) -> None:
    """Raises Refusal for a comment that is not published."""
    with transaction():
        thread, comment = lock_comment(comment_id=comment_id)
        if comment.status != Status.PUBLISHED:
            raise Refusal(Reason.GONE)
        comment.featured_at = (comment.featured_at or now) if wanted else None
        comment.save(update_fields=["featured_at"])
        bus.purge(thread_tag(thread.article_id))
