"""Ask for another look at a rejection; once, and somebody else looks."""

from datetime import datetime

from standfirst.apps.comments.actions.settle import lock_comment
from standfirst.apps.comments.models import Appeal, Comment, Decision, Verdict
from standfirst.apps.comments.rules.refusals import Reason, Refusal
from standfirst.apps.comments.rules.states import Status
from standfirst.core.db import transaction


def appeal(*, author_id: int, comment_id: int, text: str, now: datetime) -> Appeal:
    """Against the decision that stands. Raises Refusal."""
    if not text.strip():
        raise Refusal(Reason.TEXT, detail="Say why you think that it keeps to the rules.")
    with transaction():
        try:
            _, comment = lock_comment(comment_id=comment_id)
        except Comment.DoesNotExist:
            raise Refusal(Reason.GONE) from None
        if comment.author_id != author_id or comment.status != Status.REJECTED:
            raise Refusal(Reason.GONE)
        if Appeal.objects.filter(decision__comment=comment).exists():
            raise Refusal(Reason.APPEALED)
        stands = Decision.objects.filter(comment=comment, verdict=Verdict.REJECT, undone_at=None).first()
        if stands is None:
            raise Refusal(Reason.GONE)
        return Appeal.objects.create(decision=stands, text=text.strip(), made_at=now)
