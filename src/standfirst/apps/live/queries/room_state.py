"""All that everybody may see of a room at one moment."""

from django.db.models import Count, Q

from standfirst.apps.live.models import Airing, Question, Room
from standfirst.apps.live.queries.cards import cards_of, window_of
from standfirst.apps.live.queries.rooms import hides_votes_now, takes_questions_now
from standfirst.apps.live.rules.shapes import Counts, RoomState
from standfirst.apps.live.rules.states import Stage, State

_MOST_ANSWERED = 200


def room_state(room: Room) -> RoomState:
    """Of a room as it was read.

    What is read after it may be newer than `seq` says. That is no harm: a frame tells how something is, never by how
    much it has changed, so that to hear it once more changes nothing.
    """
    window, answered = window_of(room), _answered(room)
    cards = cards_of(room, [*([room.on_air_id] if room.on_air_id else []), *window, *answered])
    return RoomState(
        epoch=room.epoch,
        seq=room.seq,
        stage=Stage(room.stage),
        asking=takes_questions_now(room),
        now=cards.get(room.on_air_id or 0),
        questions=tuple(cards[number] for number in window if number in cards),
        answered=tuple(cards[number] for number in answered if number in cards),
        counts=tally_of(room_id=room.pk),
        hides_tallies=hides_votes_now(room),
        air_version=room.air_version,
        farewell=room.farewell,
    )


def _answered(room: Room) -> list[int]:
    """In the order in which they were on air last; one that was never on air comes first."""
    numbers = Question.objects.filter(room_id=room.pk, state=State.ANSWERED).values_list("pk", flat=True)
    aired = dict(Airing.objects.filter(room_id=room.pk).order_by("pk").values_list("question_id", "pk"))
    return sorted(numbers, key=lambda number: (aired.get(number, 0), number))[-_MOST_ANSWERED:]


def tally_of(*, room_id: int) -> Counts:
    """What became of all questions, but for those that were withdrawn."""
    approved = Count("pk", filter=Q(opened_at__isnull=False) | Q(state=State.MERGED))
    rows = (
        Question.objects.filter(room_id=room_id)
        .order_by()
        .values("state")
        .annotate(many=Count("pk"), approved=approved)
    )
    by_state = {State(row["state"]): row["many"] for row in rows}
    return Counts(
        asked=sum(many for state, many in by_state.items() if state is not State.WITHDRAWN),
        approved=sum(row["approved"] for row in rows if row["state"] not in _NEVER_APPROVED),
        answered=by_state.get(State.ANSWERED, 0),
        not_reached=by_state.get(State.NOT_REACHED, 0),
        by_state=by_state,
    )


_NEVER_APPROVED = {State.WITHDRAWN, State.DECLINED, State.TAKEN_DOWN}
