"""What a room of the streams shows, as the front asks for it: rarely, once for all who come meanwhile."""

from functools import partial

from django.db import close_old_connections

from standfirst.apps.live import api as live
from standfirst.front.streams.contracts import Snapshot


def look(name: str) -> Snapshot | None:
    """The room of this key, or None; blocks."""
    close_old_connections()
    try:
        room = live.find_room(key=name)
        if room is None:
            return None
        state = live.room_state(room)
        return Snapshot(state.epoch, state.seq, state.as_line(), partial(live.admits, room))
    finally:
        close_old_connections()
