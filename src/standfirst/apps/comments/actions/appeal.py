"""Ask for another look at a rejection; once each, and somebody else looks."""

from datetime import datetime

from standfirst.apps.accounts.api import User
from standfirst.apps.comments.actions.settle import lock_comment
from standfirst.apps.comments.models import Appeal, Decision, Verdict
from standfirst.apps.comments.queries.entitlement import check_may
from standfirst.apps.comments.rules.refusals import Reason, Refusal
from standfirst.apps.comments.rules.rights import Act
from standfirst.core.db import transaction


def appeal(*, author: User, comment_id: int, text: str, now: datetime) -> Appeal:
    """Against the decision that stands. Raises Refusal."""
    if not text.strip():
        raise Refusal(Reason.TEXT, detail="Say why you think that it keeps to the rules.")
    with transaction():
        _, comment = lock_comment(comment_id=comment_id)
        check_may(author, Act.APPEAL, comment, now=now)
        stands = Decision.objects.filter(comment=comment, verdict=Verdict.REJECT, undone_at=None).first()
        if stands is None:
            raise Refusal(Reason.GONE)
        if Appeal.objects.filter(decision=stands).exists():
            raise Refusal(Reason.APPEALED)
        return Appeal.objects.create(decision=stands, text=text.strip(), made_at=now)
