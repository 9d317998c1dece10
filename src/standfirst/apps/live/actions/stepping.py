"""The locks of a room and a question, and the one place where a question goes from state to state.

Whoever changes what is public holds the room first, then its questions. The room's lock leaves voters and askers alone;
a question's does not: a vote that is on its way is in before a question changes, and one that comes later sees the change.
"""

from collections.abc import Collection
from datetime import datetime

from django.db.models import F, QuerySet

from standfirst.apps.live.actions.count_votes import recount
from standfirst.apps.live.models import Question, Room, Step
from standfirst.apps.live.rules.refusals import Code, Conflict, Refused
from standfirst.apps.live.rules.states import State, may_become


def lock_room(room_id: int) -> Room:
    """With its interview. Raises Refused where there is no such room."""
    found = (
        Room.objects.select_related("interview")
        .select_for_update(of=("self",), no_key=True)
        .filter(pk=room_id)
        .first()
    )
    if found is None:
        raise Refused(Code.GONE)
    return found


def lock_question(key: str, *, seen_version: int | None = None) -> tuple[Room, Question]:
    """With its room, both locked. Raises Refused, and Conflict where it is no longer as it was seen."""
    number = Question.objects.filter(key=key).values_list("room_id", flat=True).first()
    if number is None:
        raise Refused(Code.GONE)
    room = lock_room(number)
    question = lock_in(room, [key])[0]
    if seen_version is not None and question.version != seen_version:
        raise Conflict(question.version)
    return room, question


def lock_in(room: Room, keys: Collection[str]) -> list[Question]:
    """These questions of a room that is locked, in the order of the keys. Raises Refused where one is not of this room."""
    rows = Question.objects.select_for_update(of=("self",)).filter(room_id=room.pk, key__in=list(keys))
    found = {row.key: row for row in rows.order_by("pk")}
    if len(found) != len(set(keys)):
        raise Refused(Code.GONE)
    return [found[key] for key in keys]


def become(question: Question, state: State, *, by: int | None, now: datetime) -> None:
    """The whole question is saved. Raises Refused where it cannot come to this state."""
    was = State(question.state)
    if not may_become(was, state):
        raise Refused(Code.STATE)
    question.state = state.value
    question.version += 1
    if state is State.OPEN:
        question.opened_at = question.opened_at or now
    elif state is State.PENDING:
        question.opened_at = None
    if state is not State.MERGED:
        question.merged_into = None
    question.save()
    if state is State.OPEN:
        recount(question.room_id, [question.pk], now=now)
    Step.objects.create(question=question, was=was, became=state, by_id=by, made_at=now)


def become_all(questions: QuerySet[Question], state: State, *, by: int | None, now: datetime) -> int:
    """Many of a room that is locked, whose state allows it, in few statements; how many."""
    found = list(questions.values_list("pk", "state"))
    numbers = [number for number, _ in found]
    Question.objects.filter(pk__in=numbers).update(state=state, version=F("version") + 1)
    steps = [Step(question_id=number, was=was, became=state, by_id=by, made_at=now) for number, was in found]
    Step.objects.bulk_create(steps, batch_size=2_000)
    return len(steps)
