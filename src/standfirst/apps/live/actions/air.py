"""What is on air, and what is next: one question at a time, however many producers press at once.

Each says which version of it they have seen. Whoever comes second is told how it stands now, and nothing of theirs is done.
"""

from datetime import datetime

from standfirst.apps.live.actions.frames import tell_air, tell_questions
from standfirst.apps.live.actions.stepping import become, lock_in, lock_room
from standfirst.apps.live.models import Airing, Question, Room
from standfirst.apps.live.rules.refusals import Code, Conflict, Refused
from standfirst.apps.live.rules.states import Stage, State
from standfirst.core.db import transaction

_CAN_BE_NEXT = {State.OPEN, State.ANSWERED}


def put_on_air(*, room_id: int, key: str, seen_version: int, by: int | None, now: datetime) -> Room:
    """The room as it is then; what was on air is answered. Raises Conflict and Refused."""
    with transaction():
        room = _locked(room_id, seen_version)
        _bring_on(room, lock_in(room, [key])[0], by=by, now=now)
        return room


def next_question(*, room_id: int, seen_version: int, by: int | None, now: datetime) -> Room:
    """What is next goes on air. Raises Conflict and Refused."""
    with transaction():
        room = _locked(room_id, seen_version)
        if room.on_deck is None:
            raise Refused(Code.NOTHING_NEXT)
        _bring_on(room, lock_in(room, [room.on_deck.key])[0], by=by, now=now)
        return room


def put_on_deck(*, room_id: int, key: str | None, seen_version: int, by: int | None, now: datetime) -> Room:
    """It is next, or nothing is; the public is not told. Raises Conflict and Refused."""
    with transaction():
        room = _locked(room_id, seen_version, must_be_live=False)
        question = lock_in(room, [key])[0] if key else None
        if question and State(question.state) not in _CAN_BE_NEXT:
            raise Refused(Code.STATE)
        room.on_deck = question
        room.air_version += 1
        room.save(update_fields=["on_deck", "air_version"])
        return room


def take_off_air(*, room_id: int, seen_version: int, answered: bool, by: int | None, now: datetime) -> Room:
    """It is answered, or open to votes again. Raises Conflict and Refused."""
    with transaction():
        room = _locked(room_id, seen_version)
        changed = take_off(room, State.ANSWERED if answered else State.OPEN, by=by, now=now)
        if not changed:
            raise Refused(Code.STATE)
        room.air_version += 1
        room.save()
        tell_questions(room, changed, urgent=True)
        tell_air(room)
        return room


def _locked(room_id: int, seen_version: int, *, must_be_live: bool = True) -> Room:
    room = lock_room(room_id)
    if must_be_live and room.stage != Stage.LIVE:
        raise Refused(Code.STAGE)
    if room.air_version != seen_version:
        raise Conflict(room.air_version)
    return room


def _bring_on(room: Room, question: Question, *, by: int | None, now: datetime) -> None:
    if room.on_air_id == question.pk:
        raise Refused(Code.STATE)
    changed = take_off(room, State.ANSWERED, by=by, now=now)
    become(question, State.ON_AIR, by=by, now=now)
    Airing.objects.create(question=question, room=room, began_at=now)
    room.on_air = question
    if room.on_deck_id == question.pk:
        room.on_deck = None
    room.air_version += 1
    room.save()
    tell_questions(room, [*changed, question], urgent=True)
    tell_air(room)


def take_off(room: Room, to: State, *, by: int | None, now: datetime) -> list[Question]:
    """What is on air in a room that is locked goes to this state; neither saved in the room nor told yet."""
    if room.on_air is None:
        return []
    (question,) = lock_in(room, [room.on_air.key])
    become(question, to, by=by, now=now)
    room.on_air = None
    _end_airing(room, now)
    return [question]


def leave_air(room: Room, question: Question, *, now: datetime) -> bool:
    """A question that is taken away is neither on air nor next; whether it was on air. The room is saved, nothing is told."""
    was_on_air, was_next = room.on_air_id == question.pk, room.on_deck_id == question.pk
    if was_on_air:
        room.on_air = None
        _end_airing(room, now)
    if was_next:
        room.on_deck = None
    if was_on_air or was_next:
        room.air_version += 1
        room.save()
    return was_on_air


def _end_airing(room: Room, now: datetime) -> None:
    Airing.objects.filter(room=room, ended_at=None).update(ended_at=now)
