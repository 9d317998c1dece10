"""Roll up the votes of a room, and tell everybody once how many there are."""

from collections.abc import Iterable
from datetime import datetime

from standfirst.apps.live.actions.count_votes import add_changes
from standfirst.apps.live.actions.frames import tell_counts
from standfirst.apps.live.actions.stepping import lock_room
from standfirst.apps.live.models import Question, Room, VoteChange
from standfirst.apps.live.queries.cards import window_of
from standfirst.apps.live.queries.rooms import hides_votes_now
from standfirst.core.batches import each
from standfirst.core.db import transaction


def roll_up(*, room_id: int, now: datetime) -> int:
    """How many tallies have changed. At most one frame is told, of those questions that everybody is shown."""
    with transaction():
        room = lock_room(room_id)
        if hides_votes_now(room):
            return len(add_changes(room, now=now))
        shown_before = frozenset(window_of(room))
        votes = add_changes(room, now=now)
        if votes:
            _tell(room, votes, shown_before)
        return len(votes)


def roll_up_all(*, now: datetime) -> int:
    """Every room in which somebody has voted since, each by itself; how many tallies have changed."""
    rooms = list(VoteChange.objects.order_by().values_list("room_id", flat=True).distinct())
    return each("live.roll_up", rooms, lambda room_id: roll_up(room_id=room_id, now=now), now=now)


def _tell(room: Room, votes: dict[int, int], shown_before: frozenset[int]) -> None:
    shown = window_of(room)
    risen = [number for number in shown if number not in shown_before]
    counted = [number for number in shown if number in votes and number in shown_before]
    keys = _keys_of(counted)
    tell_counts(room, {keys[number]: votes[number] for number in counted}, risen)


def _keys_of(numbers: Iterable[int]) -> dict[int, str]:
    return dict(Question.objects.filter(pk__in=list(numbers)).values_list("pk", "key"))
