"""A rehearsal: a room like the real one, of which nothing is left when the interview begins."""

from datetime import datetime

from standfirst.apps.live.actions.open_room import find_or_make
from standfirst.apps.live.models import Room
from standfirst.apps.live.rules.refusals import Code, Refused
from standfirst.apps.live.rules.states import Stage
from standfirst.core.db import transaction


def begin_rehearsal(*, interview_id: int, by: int | None, now: datetime) -> Room:
    """The room of the rehearsal, live at once; the one that there is already."""
    with transaction():
        room = find_or_make(interview_id, is_rehearsal=True, stage=Stage.LIVE)
        if room.began_at is None:
            room.began_at = now
            room.save(update_fields=["began_at"])
        return room


def wipe_rehearsal(*, room_id: int, by: int | None, now: datetime) -> None:
    """With everything in it. Raises Refused where it is no rehearsal."""
    with transaction():
        room = Room.objects.filter(pk=room_id).first()
        if room is None or not room.is_rehearsal:
            raise Refused(Code.STAGE)
        wipe_of(room.interview_id)


def wipe_of(interview_id: int) -> None:
    """Of this interview, if there is one. Part of the caller's transaction."""
    Room.objects.filter(interview_id=interview_id, is_rehearsal=True).delete()
