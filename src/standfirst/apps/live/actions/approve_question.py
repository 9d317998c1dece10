"""Open a question to votes, in its asker's words or in better ones; theirs are kept and shown to them."""

from datetime import datetime

from standfirst.apps.live.actions.edit_question import reword
from standfirst.apps.live.actions.frames import tell_questions
from standfirst.apps.live.actions.judge_question import cleaned
from standfirst.apps.live.actions.stepping import become, lock_question
from standfirst.apps.live.models import Question
from standfirst.apps.live.rules.refusals import Code, Refused
from standfirst.apps.live.rules.states import BEFORE_THE_END, State
from standfirst.core.db import transaction

_CAN_BE_APPROVED = {State.PENDING, State.DECLINED}


def approve_question(
    *, key: str, by: int | None, seen_version: int, text: str | None = None, now: datetime
) -> Question:
    """The question as it is then; `seen_version` is how the desk saw it. Raises Conflict and Refused."""
    with transaction():
        room, question = lock_question(key, seen_version=seen_version)
        if room.stage not in BEFORE_THE_END:
            raise Refused(Code.STAGE)
        if State(question.state) not in _CAN_BE_APPROVED:
            raise Refused(Code.STATE)
        if text is not None:
            _edit(question, cleaned(text))
        question.declined_rule = question.declined_under = None
        question.sentence = ""
        become(question, State.OPEN, by=by, now=now)
        tell_questions(room, [question])
        return question


def _edit(question: Question, text: str) -> None:
    if text != question.text:
        question.asked_text = question.asked_text or question.text
        reword(question, text)
