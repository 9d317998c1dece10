"""Delete one's own comment: nothing of it is kept but its place, where there are answers."""

from datetime import datetime

from standfirst.apps.accounts.api import User
from standfirst.apps.comments.actions.settle import change_status, lock_comment
from standfirst.apps.comments.models import Comment, Report, Revision, Thread
from standfirst.apps.comments.queries.entitlement import check_may
from standfirst.apps.comments.rules.rights import Act
from standfirst.apps.comments.rules.states import Status
from standfirst.core.db import transaction


def delete_comment(*, author: User, comment_id: int, now: datetime) -> None:
    """Safe to repeat. Raises Refusal for a comment that is not theirs."""
    with transaction():
        thread, comment = lock_comment(comment_id=comment_id)
        if comment.author_id == author.pk and comment.status == Status.DELETED:
            return
        check_may(author, Act.DELETE, comment, now=now)
        empty(comment, thread=thread, now=now)


def empty(comment: Comment, *, thread: Thread, now: datetime) -> None:
    """Take everything that was said out of a comment, and out of its revisions."""
    comment.html = comment.text = comment.quote = comment.name_at_post = ""
    comment.imported_name = comment.imported_digest = ""
    comment.flagged, comment.open_reports, comment.featured_at = False, 0, None
    Revision.objects.filter(comment=comment).update(source="", findings=[])
    Report.objects.filter(comment=comment, settled_at=None).update(settled_at=now)
    change_status(comment, Status.DELETED, thread=thread, now=now)
