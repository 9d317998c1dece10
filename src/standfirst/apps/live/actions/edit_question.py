"""Change one's own question, until the desk has looked at it."""

from datetime import datetime

from standfirst.apps.accounts import api as accounts
from standfirst.apps.live.actions.judge_question import cleaned, judged
from standfirst.apps.live.actions.stepping import lock_question
from standfirst.apps.live.models import Question
from standfirst.apps.live.queries.rights import check_may_ask
from standfirst.apps.live.rules.grams import grams_of
from standfirst.apps.live.rules.refusals import Code, Refused
from standfirst.apps.live.rules.states import State
from standfirst.apps.moderation import api as moderation
from standfirst.core.db import transaction
from standfirst.core.text.fold import fold


def edit_question(*, key: str, asker_id: int, text: str, now: datetime) -> Question:
    """The question as it is then. Raises Refused, and then it is as it was."""
    asker = accounts.find_reader(reader_id=asker_id)
    seen = Question.objects.select_related("room__interview").filter(key=key, asker_id=asker_id).first()
    if asker is None or seen is None:
        raise Refused(Code.GONE)
    restriction = check_may_ask(asker, seen.room, now=now)
    if seen.state != State.PENDING:
        raise Refused(Code.STATE)
    told = cleaned(text)
    # It may take a while, and nobody else at the desk waits for it.
    findings = judged(told, source=text, asker=asker, restriction=restriction, language=seen.language)
    with transaction():
        _, question = lock_question(key, seen_version=seen.version)
        question.findings = findings
        reword(question, told)
        question.version += 1
        question.save()
        return question


def reword(question: Question, text: str) -> None:
    """Its words and all by which it is found; not saved."""
    question.text = text
    question.text_key = moderation.text_key(text)
    question.grams = grams_of(fold(text))
