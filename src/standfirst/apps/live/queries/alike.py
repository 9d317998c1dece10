"""Questions of a room that ask the same, or nearly, by the pieces of their words."""

from standfirst.apps.live.models import Question, Room
from standfirst.apps.live.queries.cards import cards_of
from standfirst.apps.live.rules.grams import ALIKE_FROM, grams_of
from standfirst.apps.live.rules.shapes import Card
from standfirst.apps.live.rules.states import State
from standfirst.core.db import rows_of
from standfirst.core.text.fold import fold

# Of those that share anything the newest are looked at, so that a full room answers as fast as an empty one.
_ALIKE = """
    WITH near AS MATERIALIZED (
        SELECT id, grams FROM live_question
        WHERE room_id = %(room)s AND state = ANY(%(states)s) AND id <> %(but)s AND grams && %(grams)s::int[]
        ORDER BY id DESC LIMIT 2000
    ), shared AS (
        SELECT id, cardinality(grams) AS own,
               (SELECT count(*) FROM unnest(grams) AS gram WHERE gram = ANY(%(grams)s::int[])) AS common
        FROM near
    )
    SELECT id FROM shared WHERE common::float / (own + %(size)s - common) >= %(least)s
    ORDER BY common::float / (own + %(size)s - common) DESC, id LIMIT %(limit)s
"""


def similar_questions(*, room_id: int, text: str, limit: int = 3) -> tuple[Card, ...]:
    """Open questions like this text, the most alike first: “vote for this instead?”."""
    found = alike(room_id=room_id, grams=grams_of(fold(text)), states=(State.OPEN,), limit=limit)
    room = Room.objects.select_related("interview").get(pk=room_id)
    return tuple(cards_of(room, found).values())


def suggest_merges(*, question: Question, limit: int = 5) -> list[int]:
    """Numbers of open and waiting questions like this one, for the desk."""
    states = (State.OPEN, State.PENDING)
    return alike(room_id=question.room_id, grams=question.grams, states=states, limit=limit, but=question.pk)


def alike(
    *, room_id: int, grams: list[int], states: tuple[State, ...], limit: int, but: int = 0
) -> list[int]:
    """Numbers of questions in these states, the most alike first."""
    if not grams:
        return []
    values = {
        "room": room_id,
        "states": [state.value for state in states],
        "but": but,
        "grams": grams,
        "size": len(grams),
        "least": ALIKE_FROM,
        "limit": limit,
    }
    return [number for (number,) in rows_of(_ALIKE, values)]
