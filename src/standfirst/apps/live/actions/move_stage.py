"""Move an interview from stage to stage, by its host or by the clock."""

from datetime import datetime

from standfirst.apps.live.actions.end_interview import end_in
from standfirst.apps.live.actions.frames import begin_epoch, tell_stage
from standfirst.apps.live.actions.rehearse import wipe_of
from standfirst.apps.live.actions.stepping import become_all, lock_room
from standfirst.apps.live.models import Question, Room
from standfirst.apps.live.queries.rooms import list_running
from standfirst.apps.live.rules.hours import Plan, stage_due
from standfirst.apps.live.rules.refusals import Code, Refused
from standfirst.apps.live.rules.states import Stage, State, may_move
from standfirst.core.batches import each
from standfirst.core.db import transaction


def move_stage(*, room_id: int, to: Stage, by: int | None, now: datetime) -> Room:
    """The room as it is then; as it was where it is there already. Raises Refused."""
    with transaction():
        room = lock_room(room_id)
        if room.stage != to:
            move(room, to, by=by, now=now)
        return room


def pass_time(*, now: datetime) -> int:
    """Every interview to the stage that the clock asks for, each by itself; how many were moved."""
    due = [room.pk for room in list_running() if _due(room, now)]
    return each("live.pass_time", due, lambda room_id: _pass_time_of(room_id, now), now=now)


def _pass_time_of(room_id: int, now: datetime) -> bool:
    with transaction():
        room = lock_room(room_id)
        due = _due(room, now)
        if due is not None:
            move(room, due, by=None, now=now)
        return due is not None


def _due(room: Room, now: datetime) -> Stage | None:
    page = room.interview
    plan = Plan(page.opens_at, page.starts_at, page.ends_at, page.by_clock)
    return None if room.is_rehearsal else stage_due(Stage(room.stage), plan, now=now)


def move(room: Room, to: Stage, *, by: int | None, now: datetime) -> None:
    """A room that is locked. Raises Refused where this stage does not follow."""
    was = Stage(room.stage)
    if not may_move(was, to):
        raise Refused(Code.STAGE)
    if to is Stage.ENDED and was is Stage.LIVE:
        end_in(room, by=by, now=now)
        return
    room.stage = to.value
    if to is Stage.LIVE:
        _begin(room, now)
    room.save()
    if Stage.REPLAY in (was, to):
        begin_epoch(room)  # others may watch a replay
    if was is Stage.ENDED and to is Stage.LIVE:
        _take_up_again(room, by=by, now=now)
    tell_stage(room)


def _begin(room: Room, now: datetime) -> None:
    room.began_at = room.began_at or now
    room.ended_at = None
    if not room.is_rehearsal:
        wipe_of(room.interview_id)


def _take_up_again(room: Room, *, by: int | None, now: datetime) -> None:
    """It was ended too soon: what was not reached is where it was."""
    left = Question.objects.filter(room_id=room.pk, state=State.NOT_REACHED)
    become_all(left.filter(opened_at__isnull=False), State.OPEN, by=by, now=now)
    become_all(left.filter(opened_at=None), State.PENDING, by=by, now=now)
    begin_epoch(room)  # there may be tens of thousands, which one new look tells better than as many frames
