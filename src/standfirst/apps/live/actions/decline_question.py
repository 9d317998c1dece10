"""Decline a question; its asker is told by which rule, or why."""

from datetime import datetime

from standfirst.apps.live.actions.retire import retire
from standfirst.apps.live.actions.stepping import lock_question
from standfirst.apps.live.models import Question
from standfirst.apps.live.rules.refusals import Code, Refused
from standfirst.apps.live.rules.sizes import LONGEST_SENTENCE
from standfirst.apps.live.rules.states import State
from standfirst.apps.moderation import api as moderation
from standfirst.core.db import transaction


def decline_question(
    *, key: str, rule: int | None, sentence: str, by: int | None, seen_version: int, now: datetime
) -> Question:
    """The question as it is then; `rule` is a number of the guidelines, `sentence` is for its asker: one of the two must be
    there. Raises Conflict and Refused."""
    with transaction():
        room, question = lock_question(key, seen_version=seen_version)
        give_reason(question, rule=rule, sentence=sentence)
        retire(room, question, State.DECLINED, by=by, now=now)
        return question


def give_reason(question: Question, *, rule: int | None, sentence: str) -> None:
    """Why the desk takes it away; not saved. Raises Refused where nothing is said, or no such rule is there."""
    guidelines, told = moderation.guidelines(), sentence.strip()
    if (rule is None and not told) or len(told) > LONGEST_SENTENCE:
        raise Refused(Code.REASON)
    if rule is not None and guidelines.rule(rule) is None:
        raise Refused(Code.REASON, "The guidelines have no such rule.")
    question.declined_rule, question.sentence = rule, told
    question.declined_under = guidelines.number if rule is not None else None
