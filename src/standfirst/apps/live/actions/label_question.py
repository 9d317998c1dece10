"""Put a label on a question, such as “budget”; everybody sees it where the question is seen."""

from datetime import datetime

from standfirst.apps.live.actions.frames import tell_questions
from standfirst.apps.live.actions.stepping import lock_question
from standfirst.apps.live.models import Question
from standfirst.apps.live.rules.refusals import Code, Refused
from standfirst.apps.live.rules.sizes import LONGEST_LABEL
from standfirst.core.db import transaction
from standfirst.core.text.fold import clean


def label_question(*, key: str, label: str, by: int | None, now: datetime) -> Question:
    """An empty label takes it away. Raises Refused."""
    told = " ".join(clean(label).split())
    if len(told) > LONGEST_LABEL:
        raise Refused(Code.LABEL)
    with transaction():
        room, question = lock_question(key)
        if question.label != told:
            question.label = told
            question.version += 1
            question.save(update_fields=["label", "version"])
            tell_questions(room, [question])
        return question
