"""Decide on what an author says against a removal, and tell them."""

from datetime import datetime

from standfirst.apps.accounts.api import User
from standfirst.apps.comments.actions.decide import Choice, Overtaken, write_decision
from standfirst.apps.comments.actions.letters import write_letter
from standfirst.apps.comments.actions.settle import lock_comment
from standfirst.apps.comments.models import Appeal, Comment, Verdict
from standfirst.apps.comments.queries.quoted import rule_quoted
from standfirst.apps.comments.rules.refusals import Reason, Refusal
from standfirst.apps.comments.rules.states import Status
from standfirst.core.db import transaction


def decide_appeal(*, moderator: User, appeal_id: int, upheld: bool, reply: str, now: datetime) -> Appeal:
    """Once, by somebody else than who removed it; where the removal falls, the comment is out again.

    The author's letter is part of it. Raises Refusal, and Overtaken where it was decided or the comment is not removed
    any more.
    """
    if not reply.strip():
        raise Refusal(Reason.TEXT, detail="Say to the author why, in a sentence.")
    with transaction():
        found = Appeal.objects.select_related("decision").filter(pk=appeal_id).first()
        if found is None:
            raise Refusal(Reason.GONE)
        thread, comment = lock_comment(comment_id=found.decision.comment_id)
        found.refresh_from_db(fields=["decided_at"])
        if found.decided_at is not None or comment.status != Status.REJECTED:
            raise Overtaken(comment)
        if found.decision.by_id == moderator.pk:
            raise Refusal(Reason.OWN, detail="You removed it, so somebody else looks at it now.")
        found.upheld, found.reply = upheld, reply.strip()
        found.decided_by, found.decided_at = moderator, now
        found.save()
        if not upheld:
            choice = Choice(Verdict.APPROVE)
            write_decision(moderator=moderator, comment=comment, thread=thread, choice=choice, now=now)
        _tell(found, comment, now=now)
        return found


def _tell(appeal: Appeal, comment: Comment, *, now: datetime) -> None:
    if comment.author is not None:
        decision = appeal.decision
        rule = rule_quoted(decision)
        write_letter(
            "appealed", comment.author, now=now, appeal=appeal, comment=comment, decision=decision, rule=rule
        )
