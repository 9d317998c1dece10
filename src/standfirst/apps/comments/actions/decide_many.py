"""Decide on several comments at once: each by itself, as the moderator saw it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from standfirst.apps.accounts.api import User
from standfirst.apps.audit import api as audit
from standfirst.apps.comments.actions.decide import Choice, Overtaken, decide
from standfirst.apps.comments.models import Comment, Decision
from standfirst.apps.comments.rules.refusals import Reason, Refusal
from standfirst.core.db import transaction


@dataclass(frozen=True, slots=True)
class Seen:
    """A comment as a moderator saw it."""

    comment_id: int
    revision: int
    decisions: int


@dataclass(frozen=True, slots=True)
class Decided:
    """What was done, and what others had changed meanwhile; comments that are gone are in neither."""

    made: tuple[Decision, ...]
    overtaken: tuple[Comment, ...]


def decide_many(*, moderator: User, seen: Sequence[Seen], choice: Choice, now: datetime) -> Decided:
    """What is overtaken is left as it is. Raises Refusal where the choice is not whole."""
    made: list[Decision] = []
    overtaken: list[Comment] = []
    for each in seen:
        try:
            made.append(_decide(moderator, each, choice, now))
        except Overtaken as told:
            overtaken.append(told.comment)
        except Refusal as refusal:
            if refusal.reason is not Reason.GONE:
                raise
    if made:
        _put_on_record(moderator, choice, made=len(made), overtaken=len(overtaken), now=now)
    return Decided(tuple(made), tuple(overtaken))


def _decide(moderator: User, seen: Seen, choice: Choice, now: datetime) -> Decision:
    return decide(
        moderator=moderator,
        comment_id=seen.comment_id,
        revision=seen.revision,
        decisions=seen.decisions,
        choice=choice,
        now=now,
    )


def _put_on_record(moderator: User, choice: Choice, *, made: int, overtaken: int, now: datetime) -> None:
    with transaction():
        audit.record(
            action="comments.decide_many",
            actor_id=moderator.pk,
            actor="the desk",
            about="comments:many",
            reason=choice.sentence.strip(),
            details={
                "verdict": choice.verdict.value,
                "rule": choice.rule,
                "made": made,
                "overtaken": overtaken,
            },
            now=now,
        )
