"""Questions as everybody sees them, and which of a room are shown to all."""

from collections.abc import Collection

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from standfirst.apps.accounts import api as accounts
from standfirst.apps.live.models import Question, Room
from standfirst.apps.live.queries.rooms import hides_votes_now
from standfirst.apps.live.rules.shapes import Card
from standfirst.apps.live.rules.states import State, is_public

TOP, NEWEST = 200, 50
_MERGED = (
    Question.objects.filter(merged_into=OuterRef("pk"))
    .order_by()
    .values("merged_into")
    .annotate(many=Count("pk"))
    .values("many")
)


def counted(questions: QuerySet[Question]) -> QuerySet[Question]:
    """With `tallied`, the votes of the last roll-up, and `also`, how many are merged into each."""
    return questions.annotate(
        tallied=Coalesce(F("tally__votes"), 0),
        also=Coalesce(Subquery(_MERGED, output_field=IntegerField()), 0),
    )


def cards_of(room: Room, ids: Collection[int]) -> dict[int, Card]:
    """The cards of those that everybody may see, by number, in the order given; two queries."""
    if not ids:
        return {}
    rows = {row.pk: row for row in counted(Question.objects.filter(room_id=room.pk, pk__in=list(ids)))}
    public = [rows[number] for number in ids if number in rows and is_shown(rows[number])]
    faces = accounts.faces_of(reader_ids={row.asker_id for row in public if row.asker_id})
    hides = hides_votes_now(room)
    return {row.pk: _card(row, faces, hides=hides) for row in public}


def card_on_air(room: Room) -> Card | None:
    """What is on air."""
    return cards_of(room, [room.on_air_id]).get(room.on_air_id) if room.on_air_id else None


def is_shown(question: Question) -> bool:
    """Whether everybody may see it; one whose words are erased has nothing to show."""
    return bool(question.text) and is_public(State(question.state), was_opened=question.opened_at is not None)


def _card(row: Question, faces: dict[int, accounts.Face], *, hides: bool) -> Card:
    face = faces.get(row.asker_id or 0)
    return Card(
        key=row.key,
        text=row.text,
        by=face.name if face else "",
        votes=None if hides else row.tallied,  # type: ignore[attr-defined]
        asked_at=row.asked_at,
        label=row.label,
        state=State(row.state),
        edited=bool(row.asked_text) and row.asked_text != row.text,
        language=row.language,
        also=row.also,  # type: ignore[attr-defined]
    )


def window_of(room: Room) -> list[int]:
    """The numbers of the open questions that everybody is shown: those with the most votes, then the newest.

    Where votes are hidden, so is the order that they make, and the newest stand for all.
    """
    listed = Question.objects.filter(room_id=room.pk, state=_listed_state(room), opened_at__isnull=False)
    newest = listed.order_by("-pk").values_list("pk", flat=True)
    if hides_votes_now(room):
        return list(newest[: TOP + NEWEST])
    top = by_votes(listed, room.pk).values_list("pk", flat=True)
    return list(dict.fromkeys([*top[:TOP], *newest[:NEWEST]]))


def by_votes(questions: QuerySet[Question], room_id: int) -> QuerySet[Question]:
    """Those of a room with the most votes first, of two alike the earlier: the order of the index `tallies_top`."""
    return questions.filter(tally__room_id=room_id).order_by("-tally__votes", "tally__question_id")


def _listed_state(room: Room) -> State:
    """Once an interview is over, those that it has not come to."""
    return State.OPEN if room.ended_at is None else State.NOT_REACHED
