"""Take a question away from the public: off the air, out of the list, and what was merged into it stands by itself again."""

from datetime import datetime

from standfirst.apps.live.actions.air import leave_air
from standfirst.apps.live.actions.count_votes import recount
from standfirst.apps.live.actions.frames import tell_air, tell_questions
from standfirst.apps.live.actions.stepping import become, lock_in
from standfirst.apps.live.models import Question, Room, Step
from standfirst.apps.live.queries.cards import is_shown
from standfirst.apps.live.rules.states import State


def retire(room: Room, question: Question, to: State, *, by: int | None, now: datetime) -> None:
    """Both are locked. Raises Refused where it cannot come to this state."""
    shown_before = {question.key} if is_shown(question) else set()
    head = question.merged_into_id
    become(question, to, by=by, now=now)
    was_on_air = leave_air(room, question, now=now)
    if head:
        recount(room.pk, [head], now=now)
    freed = free_merged(room, question, by=by, now=now)
    heads = list(Question.objects.filter(pk=head)) if head else []
    tell_questions(room, [question, *freed, *heads], shown_before=shown_before, urgent=True)
    if was_on_air:
        tell_air(room)


def free_merged(room: Room, head: Question, *, by: int | None, now: datetime) -> list[Question]:
    """What was merged into it, each as it was before; not told yet."""
    keys = Question.objects.filter(merged_into=head).order_by("pk").values_list("key", flat=True)
    freed = lock_in(room, list(keys))
    for question in freed:
        become(question, state_before(question), by=by, now=now)
    return freed


def state_before(question: Question) -> State:
    """In which it was when it was merged."""
    last = Step.objects.filter(question=question, became=State.MERGED).order_by("-pk").first()
    return State.PENDING if last is None or last.was == State.PENDING else State.OPEN
