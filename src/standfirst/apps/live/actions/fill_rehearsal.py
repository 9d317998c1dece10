"""Put invented questions into a rehearsal, so that there is something to work with. Nobody has asked them."""

import secrets
from datetime import datetime
from uuid import uuid4

from standfirst.apps.live.actions.edit_question import reword
from standfirst.apps.live.actions.stepping import lock_room
from standfirst.apps.live.models import Question, Room, Step
from standfirst.apps.live.rules.refusals import Code, Refused
from standfirst.apps.live.rules.states import State
from standfirst.core.db import transaction

SAMPLES = (
    "What will be different a year from now?",
    "What will be different in a year?",
    "Who pays for it, and for how long?",
    "Which of your own decisions would you take back?",
    "Who was not at the table, and why?",
    "What did you learn from the last time this was tried?",
    "How would somebody who disagrees with you put it?",
    "What would make you change your mind?",
    "Is there a number that you watch every morning?",
    "What is said about it that is simply wrong?",
    "If it fails, who notices first?",
    "What should we have asked you and did not?",
)


def fill_rehearsal(*, room_id: int, now: datetime) -> int:
    """How many wait newly. Raises Refused where it is no rehearsal."""
    with transaction():
        room = lock_room(room_id)
        if not room.is_rehearsal:
            raise Refused(Code.STAGE)
        made = Question.objects.bulk_create([_sample(room, text, now) for text in SAMPLES])
        Step.objects.bulk_create(
            Step(question=question, became=State.PENDING, made_at=now) for question in made
        )
        return len(made)


def _sample(room: Room, text: str, now: datetime) -> Question:
    question = Question(room=room, key=secrets.token_hex(8), client_id=uuid4(), language="en", asked_at=now)
    reword(question, text)
    return question
