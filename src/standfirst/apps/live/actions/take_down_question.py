"""Take down a question that everybody has seen, or let one that was declined or taken down wait again."""

from datetime import datetime

from standfirst.apps.live.actions.decline_question import give_reason
from standfirst.apps.live.actions.retire import retire
from standfirst.apps.live.actions.stepping import become, lock_question
from standfirst.apps.live.models import Question
from standfirst.apps.live.rules.refusals import Code, Refused
from standfirst.apps.live.rules.states import State
from standfirst.core.db import transaction

_CAN_WAIT_AGAIN = {State.DECLINED, State.TAKEN_DOWN}


def take_down_question(
    *, key: str, rule: int | None, sentence: str, by: int | None, now: datetime
) -> Question:
    """At any stage, also what was answered; its asker is told why. Raises Refused."""
    with transaction():
        room, question = lock_question(key)
        give_reason(question, rule=rule, sentence=sentence)
        retire(room, question, State.TAKEN_DOWN, by=by, now=now)
        return question


def restore_question(*, key: str, by: int | None, now: datetime) -> Question:
    """It waits for the desk as if it were new. Raises Refused."""
    with transaction():
        _, question = lock_question(key)
        if State(question.state) not in _CAN_WAIT_AGAIN:
            raise Refused(Code.STATE)
        question.declined_rule = question.declined_under = None
        question.sentence = ""
        become(question, State.PENDING, by=by, now=now)
        return question
