"""Remove everything of one author that is out, under one rule and with one sentence."""

from datetime import datetime

from standfirst.apps.accounts.api import User
from standfirst.apps.audit import api as audit
from standfirst.apps.comments.actions.decide import Choice, write_decision
from standfirst.apps.comments.actions.settle import lock_comment
from standfirst.apps.comments.models import Comment, Verdict
from standfirst.apps.comments.rules.refusals import Reason, Refusal
from standfirst.apps.comments.rules.states import Status
from standfirst.apps.moderation import api as moderation
from standfirst.core.db import transaction


def hide_author(*, moderator: User, author_id: int, rule: int, sentence: str, now: datetime) -> int:
    """How many were removed, each in a transaction of its own; safe to repeat. Raises Refusal.

    It is on record before the first goes, so that what stops half-way is on record too.
    """
    if moderation.guidelines().rule(rule) is None or not sentence.strip():
        raise Refusal(Reason.TEXT, detail="Say which rule it breaks, and why, in a sentence.")
    if not moderation.may_be_moderated(reader_id=author_id, by=moderator.pk):
        raise Refusal(Reason.OWN, detail="It is you, or somebody who may do more than you.")
    out = Comment.objects.filter(author_id=author_id, status=Status.PUBLISHED).order_by("pk")
    numbers = list(out.values_list("pk", flat=True))
    choice = Choice(Verdict.REJECT, rule=rule, sentence=sentence)
    _put_on_record(moderator, author_id, choice, meant=len(numbers), now=now)
    return sum(_remove(number, moderator=moderator, choice=choice, now=now) for number in numbers)


def _put_on_record(moderator: User, author_id: int, choice: Choice, *, meant: int, now: datetime) -> None:
    with transaction():
        audit.record(
            action="comments.hide_author",
            actor_id=moderator.pk,
            actor="the desk",
            about=f"reader:{author_id}",
            reason=choice.sentence.strip(),
            details={"rule": choice.rule, "comments": meant},
            now=now,
        )


def _remove(comment_id: int, *, moderator: User, choice: Choice, now: datetime) -> int:
    with transaction():
        thread, comment = lock_comment(comment_id=comment_id)
        if comment.status != Status.PUBLISHED:
            return 0
        write_decision(moderator=moderator, comment=comment, thread=thread, choice=choice, now=now)
        return 1
