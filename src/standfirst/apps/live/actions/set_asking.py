"""A producer opens or closes the questions, or leaves that to the stage; it holds until they say otherwise."""

from datetime import datetime

from standfirst.apps.live.actions.frames import tell_stage
from standfirst.apps.live.actions.stepping import lock_room
from standfirst.apps.live.models import Room
from standfirst.apps.live.rules.states import Asking
from standfirst.core.db import transaction


def set_asking(*, room_id: int, asking: Asking, by: int | None, now: datetime) -> Room:
    """The room as it is then. Raises Refused."""
    with transaction():
        room = lock_room(room_id)
        if room.asking != asking:
            room.asking = asking.value
            room.save(update_fields=["asking"])
            tell_stage(room)
        return room
