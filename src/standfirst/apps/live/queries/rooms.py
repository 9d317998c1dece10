"""Rooms by their key and by their interview."""

from django.db.models import Q

from standfirst.apps.live.models import Room
from standfirst.apps.live.rules.states import BEFORE_THE_END, Asking, Stage, hides_votes, takes_questions

_WITH_PAGE = Room.objects.select_related("interview")


def find_room(*, key: str) -> Room | None:
    """The room of this key, with its interview; of one that is not published there is only the rehearsal."""
    return _WITH_PAGE.filter(Q(interview__live=True) | Q(is_rehearsal=True), key=key).first()


def room_of(*, interview_id: int, is_rehearsal: bool = False) -> Room | None:
    """The room of an interview, or that of its rehearsal."""
    return _WITH_PAGE.filter(interview_id=interview_id, is_rehearsal=is_rehearsal).first()


def list_running() -> list[Room]:
    """Every room whose interview is published and not over, rehearsals too."""
    stages = [stage.value for stage in BEFORE_THE_END]
    return list(_WITH_PAGE.filter(stage__in=stages, interview__live=True).order_by("pk"))


def takes_questions_now(room: Room) -> bool:
    """Whether one can be asked in it."""
    return takes_questions(Stage(room.stage), Asking(room.asking))


def hides_votes_now(room: Room) -> bool:
    """Whether the public sees no numbers of votes."""
    return hides_votes(Stage(room.stage), chosen=room.interview.hides_tallies)
