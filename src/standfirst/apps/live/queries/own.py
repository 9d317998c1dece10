"""What one reader has asked and voted for in a room; for nobody else."""

from uuid import UUID

from django.db.models import F
from django.db.models.functions import Coalesce

from standfirst.apps.live.models import Question, Vote
from standfirst.apps.live.queries.cards import is_shown
from standfirst.apps.live.queries.rooms import hides_votes_now
from standfirst.apps.live.rules.shapes import OwnCard
from standfirst.apps.live.rules.states import State


def questions_of(*, asker_id: int, room_id: int) -> tuple[OwnCard, ...]:
    """One's own questions with all that became of them, the newest first."""
    rows = (
        Question.objects.filter(asker_id=asker_id, room_id=room_id)
        .select_related("room__interview", "merged_into__tally", "tally")
        .order_by("-pk")
    )
    return tuple(_own_card(row) for row in rows)


def _own_card(row: Question) -> OwnCard:
    head = row.merged_into if row.merged_into and is_shown(row.merged_into) else None
    return OwnCard(
        key=row.key,
        text=row.text,
        asked_text=row.asked_text or row.text,
        state=State(row.state),
        votes=None if hides_votes_now(row.room) else _votes_of(head or row),
        asked_at=row.asked_at,
        label=row.label,
        sentence=row.sentence,
        rule=row.declined_rule,
        guidelines=row.declined_under,
        merged_key=head.key if head else "",
        merged_text=head.text if head else "",
    )


def _votes_of(question: Question) -> int:
    tally = getattr(question, "tally", None)
    return tally.votes if tally else 0


def votes_of(*, reader_id: int, room_id: int) -> frozenset[str]:
    """The keys of the questions that they voted for; of one that was merged, the key of that with which it was."""
    mine = Vote.objects.filter(reader_id=reader_id, question__room_id=room_id)
    return frozenset(
        mine.annotate(head=Coalesce(F("question__merged_into__key"), F("question__key"))).values_list(
            "head", flat=True
        )
    )


def find_asked(*, asker_id: int, client_id: UUID) -> Question | None:
    """What the same form has sent before."""
    return Question.objects.filter(asker_id=asker_id, client_id=client_id).first()


def find_same(*, asker_id: int, room_id: int, text_key: str) -> Question | None:
    """Their own question in the same words, unless they have withdrawn it."""
    same = Question.objects.filter(asker_id=asker_id, room_id=room_id, text_key=text_key)
    return same.exclude(state=State.WITHDRAWN).order_by("pk").first()
