"""Make the room of an interview: once, however often it is asked for."""

import secrets

from standfirst.apps.live.models import Room
from standfirst.apps.live.rules.states import Stage


def open_room(*, interview_id: int) -> Room:
    """The room of an interview, made where there is none. Part of the caller's transaction, if there is one."""
    return find_or_make(interview_id, is_rehearsal=False, stage=Stage.ANNOUNCED)


def find_or_make(interview_id: int, *, is_rehearsal: bool, stage: Stage) -> Room:
    """The room of an interview or of its rehearsal."""
    room, _ = Room.objects.select_related("interview").get_or_create(
        interview_id=interview_id,
        is_rehearsal=is_rehearsal,
        defaults={"key": secrets.token_hex(12), "epoch": new_epoch(), "stage": stage},
    )
    return room


def new_epoch() -> str:
    """By which the frames of a room are known from those of another life of it."""
    return secrets.token_hex(6)
