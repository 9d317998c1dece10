"""What the producer's desk looks at again and again: which interviews there are, and whether anything of one has changed."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Sum

from standfirst.apps.live.models import Airing, InterviewPage, Question, Recording, Room, Step, Tally
from standfirst.apps.live.queries.desk import find_question
from standfirst.apps.live.rules.shapes import DeskCard
from standfirst.apps.live.rules.states import Stage, State

LISTED = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """An interview in the desk's list."""

    id: int
    title: str
    guest: str
    starts_at: datetime
    stage: Stage
    room_key: str
    rehearsal_key: str
    has_begun: bool
    is_over: bool
    has_recording: bool


def list_entries() -> list[Entry]:
    """Those that are published, the latest first."""
    pages = list(InterviewPage.objects.live().order_by("-starts_at")[:LISTED])
    rooms = {
        (room.interview_id, room.is_rehearsal): room
        for room in Room.objects.filter(interview__in=[page.pk for page in pages])
    }
    recorded = set(Recording.objects.values_list("interview_id", flat=True))
    return [_entry(page, rooms, recorded) for page in pages]


def stamp_of(room: Room) -> str:
    """Changes with whatever the desk sees of a room; one row of three numbers instead of all its lists."""
    of_room = Question.objects.filter(room_id=room.pk)
    asked = of_room.aggregate(many=Count("pk"), last=Max("pk"), versions=Sum("version"))
    votes = Tally.objects.filter(room_id=room.pk).aggregate(votes=Sum("votes"))
    parts = (room.seq, room.air_version, room.asking, room.stage, *asked.values(), *votes.values())
    return "-".join(str(part or 0) for part in parts)


def _entry(page: InterviewPage, rooms: dict[tuple[int, bool], Room], recorded: set[int]) -> Entry:
    room, rehearsal = rooms.get((page.pk, False)), rooms.get((page.pk, True))
    return Entry(
        id=page.pk,
        title=page.title,
        guest=page.guest,
        starts_at=page.starts_at,
        stage=Stage(room.stage) if room else Stage.ANNOUNCED,
        room_key=room.key if room else "",
        rehearsal_key=rehearsal.key if rehearsal else "",
        has_begun=bool(room and room.began_at),
        is_over=bool(room and room.ended_at),
        has_recording=page.pk in recorded,
    )


def on_air_since(room: Room) -> datetime | None:
    """Since when the question is on air that is."""
    running = Airing.objects.filter(room_id=room.pk, ended_at=None)
    return running.values_list("began_at", flat=True).first()


def with_words(*, room_id: int, words: str, but: str, limit: int = 5) -> tuple[DeskCard, ...]:
    """Open questions in which all of these words stand, but for this one; the last first."""
    found = Question.objects.filter(room_id=room_id, state=State.OPEN).exclude(key=but)
    for word in words.split():
        found = found.filter(text__icontains=word)
    keys = found.order_by("-pk").values_list("key", flat=True)[:limit]
    cards = (find_question(key=key) for key in keys)
    return tuple(card for card in cards if card)


def is_in_room(*, key: str, room_id: int) -> bool:
    """Whether this question was asked there."""
    return Question.objects.filter(key=key, room_id=room_id).exists()


def steps_of(*, key: str) -> list[Step]:
    """What became of a question, the last first."""
    return list(Step.objects.filter(question__key=key).select_related("by").order_by("-pk"))
