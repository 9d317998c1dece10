"""The page of an interview was published or taken back: who may watch may have changed, so everybody is asked anew."""

from standfirst.apps.live.actions.frames import begin_epoch, tell_stage
from standfirst.apps.live.actions.open_room import open_room
from standfirst.apps.live.actions.stepping import lock_room
from standfirst.core.db import savepoint


def begin_anew(*, interview_id: int) -> None:
    """Another epoch of its room, which is made where there is none: nobody goes on without a new look. Part of the caller's
    transaction, if there is one."""
    with savepoint():
        room = lock_room(open_room(interview_id=interview_id).pk)
        begin_epoch(room)
        tell_stage(room)
