"""Take away what somebody asked and voted for whose account is erased; the names go by the plan of erasure (`erasure.py`)."""

from datetime import datetime

from standfirst.apps.live.actions.count_votes import recount
from standfirst.apps.live.actions.frames import tell_questions
from standfirst.apps.live.actions.retire import retire
from standfirst.apps.live.actions.stepping import lock_question, lock_room
from standfirst.apps.live.models import Question, Room, Vote
from standfirst.apps.live.queries.cards import is_shown
from standfirst.apps.live.rules.states import OVER, State

_WORDS = {"text": "", "asked_text": "", "text_key": "", "grams": [], "sentence": "", "findings": []}


def forget_asker(*, reader_id: int, now: datetime) -> int:
    """How many questions lost their words. Part of the caller's transaction; safe to repeat."""
    _take_back_votes(reader_id, now)
    theirs = Question.objects.filter(asker_id=reader_id).order_by("room_id", "pk")
    keys = list(theirs.values_list("key", flat=True))
    for key in keys:
        _empty(*lock_question(key), now=now)
    return len(keys)


def _empty(room: Room, question: Question, *, now: datetime) -> None:
    """What is not over is withdrawn; what is keeps its place, without a word of it."""
    if State(question.state) not in OVER or question.state == State.MERGED:
        retire(room, question, State.WITHDRAWN, by=None, now=now)
    shown_before = {question.key} if is_shown(question) else set()
    Question.objects.filter(pk=question.pk).update(**_WORDS)
    tell_questions(room, [question], shown_before=shown_before, urgent=True)


def _take_back_votes(reader_id: int, now: datetime) -> None:
    """And count anew what they were given to, room by room."""
    votes = Vote.objects.filter(reader_id=reader_id)
    touched: dict[int, list[int]] = {}
    for room_id, number in votes.order_by("question__room_id").values_list(
        "question__room_id", "question_id"
    ):
        touched.setdefault(room_id, []).append(number)
    votes.delete()
    for room_id, numbers in touched.items():
        lock_room(room_id)
        recount(room_id, numbers, now=now)
