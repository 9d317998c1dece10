"""Take back one's own question, which is gone for everybody at once."""

from datetime import datetime

from standfirst.apps.live.actions.retire import retire
from standfirst.apps.live.actions.stepping import lock_question
from standfirst.apps.live.models import Question
from standfirst.apps.live.rules.refusals import Code, Refused
from standfirst.apps.live.rules.states import State
from standfirst.core.db import transaction


def withdraw_question(*, key: str, asker_id: int, now: datetime) -> Question:
    """The question as it is then. Raises Refused where it is not theirs, or was answered already."""
    with transaction():
        room, question = lock_question(key)
        if question.asker_id != asker_id:
            raise Refused(Code.GONE)
        if question.state != State.WITHDRAWN:
            retire(room, question, State.WITHDRAWN, by=None, now=now)
        return question
