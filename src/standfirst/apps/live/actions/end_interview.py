"""End an interview: what is on air is answered, what was not reached is kept, and every vote is counted once more."""

from datetime import datetime

from standfirst.apps.live.actions.air import take_off
from standfirst.apps.live.actions.count_votes import recount_room
from standfirst.apps.live.actions.frames import tell_air, tell_questions, tell_stage
from standfirst.apps.live.actions.stepping import become_all, lock_room
from standfirst.apps.live.models import Question, Room
from standfirst.apps.live.rules.refusals import Code, Refused
from standfirst.apps.live.rules.states import Stage, State
from standfirst.core.db import transaction


def end_interview(*, room_id: int, by: int | None, now: datetime, farewell: str = "") -> Room:
    """The room as it is then; `farewell` is what is said to everybody. Raises Refused."""
    with transaction():
        room = lock_room(room_id)
        if room.stage != Stage.LIVE:
            raise Refused(Code.STAGE)
        room.farewell = farewell.strip()[:300]
        end_in(room, by=by, now=now)
        return room


def end_in(room: Room, *, by: int | None, now: datetime) -> None:
    """A room that is locked and live."""
    answered = take_off(room, State.ANSWERED, by=by, now=now)
    room.on_deck = None
    room.air_version += 1
    room.stage, room.ended_at = Stage.ENDED.value, now
    room.save()
    _leave_unreached(room, by=by, now=now)
    recount_room(room, now=now)
    tell_questions(room, answered)
    tell_air(room)
    tell_stage(room)


def _leave_unreached(room: Room, *, by: int | None, now: datetime) -> None:
    """All at once, because there may be tens of thousands; who watches knows it by the stage."""
    left = Question.objects.filter(room_id=room.pk, state__in=[State.OPEN, State.PENDING])
    become_all(left, State.NOT_REACHED, by=by, now=now)
