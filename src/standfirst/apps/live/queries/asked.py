"""What one reader has asked in all interviews; for nobody else."""

from collections.abc import Iterable
from dataclasses import dataclass

from standfirst.apps.live.models import Question, Room
from standfirst.apps.live.queries.interviews import InterviewCard, cards_of, live_interviews
from standfirst.apps.live.queries.own import questions_of
from standfirst.apps.live.rules.shapes import OwnCard
from standfirst.apps.live.rules.states import State

SHOWN = 50  # interviews


@dataclass(frozen=True, slots=True)
class Asked:
    """An interview, and what they asked in it, the newest first."""

    interview: InterviewCard
    questions: tuple[OwnCard, ...]


def list_asked(*, asker_id: int) -> list[Asked]:
    """By interview, the latest first."""
    rooms = Room.objects.filter(is_rehearsal=False, questions__asker_id=asker_id).distinct()
    by_interview = dict(rooms.values_list("interview_id", "pk"))
    pages = live_interviews().filter(pk__in=by_interview).order_by("-starts_at")[:SHOWN]
    return [
        Asked(card, questions_of(asker_id=asker_id, room_id=by_interview[card.id]))
        for card in cards_of(pages)
    ]


def count_asked(*, asker_id: int) -> tuple[int, int]:
    """How many they asked, and how many of those were answered."""
    mine = Question.objects.filter(asker_id=asker_id, room__is_rehearsal=False).exclude(state=State.WITHDRAWN)
    return mine.count(), mine.filter(state=State.ANSWERED).count()


def count_waiting(questions: Iterable[OwnCard]) -> int:
    """Of those, how many count against what one may have at once."""
    return sum(question.state in {State.PENDING, State.OPEN} for question in questions)
