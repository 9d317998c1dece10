"""Merge a question with another that asks the same, or part them again.

Votes stay where they were given; those for the other are then the readers who voted for either. What was merged into the
first is merged into the other with it.
"""

from datetime import datetime

from standfirst.apps.live.actions.count_votes import recount
from standfirst.apps.live.actions.frames import tell_questions
from standfirst.apps.live.actions.retire import state_before
from standfirst.apps.live.actions.stepping import become, lock_in, lock_question
from standfirst.apps.live.models import Question, Room
from standfirst.apps.live.queries.cards import is_shown
from standfirst.apps.live.rules.refusals import Code, Refused
from standfirst.apps.live.rules.states import State
from standfirst.core.db import transaction

_TAKES_OTHERS = {State.OPEN, State.ON_AIR}


def merge_questions(*, key: str, into: str, by: int | None, now: datetime) -> Question:
    """The question that went into the other, which is open or on air. Raises Refused."""
    if key == into:
        raise Refused(Code.ITSELF)
    with transaction():
        room, _ = lock_question(into)
        question, head = lock_in(room, [key, into])
        if State(head.state) not in _TAKES_OTHERS:
            raise Refused(Code.STATE)
        shown_before = {question.key} if is_shown(question) else set()
        question.merged_into = head
        become(question, State.MERGED, by=by, now=now)
        Question.objects.filter(merged_into=question).update(merged_into=head)
        _pass_the_turn(room, question, head)
        recount(room.pk, [question.pk, head.pk], now=now)
        tell_questions(room, [question, head], shown_before=shown_before)
        return question


def _pass_the_turn(room: Room, question: Question, head: Question) -> None:
    """Where it was to be asked next, the other is, unless that is being answered."""
    if room.on_deck_id == question.pk:
        room.on_deck = head if head.state == State.OPEN else None
        room.air_version += 1
        room.save(update_fields=["on_deck", "air_version"])


def unmerge_question(*, key: str, by: int | None, now: datetime) -> Question:
    """It stands by itself again, as it was before, with the votes that were given to it. Raises Refused."""
    with transaction():
        room, question = lock_question(key)
        head = question.merged_into
        if question.state != State.MERGED or head is None:
            raise Refused(Code.STATE)
        become(question, state_before(question), by=by, now=now)
        recount(room.pk, [head.pk], now=now)
        tell_questions(room, [question, head])
        return question
