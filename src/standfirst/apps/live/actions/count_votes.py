"""Counting: the tally of a question is what the roll-ups have added, and can be counted anew at any time.

A vote never touches the row that counts it. It leaves a `VoteChange`, which one roll-up takes away as it adds it; both
happen in one statement, so that nothing is added twice and nothing is lost, whatever is voted meanwhile. Votes for merged
questions are those of the one with which they were merged, each reader's once.
"""

from collections.abc import Collection
from datetime import datetime

from standfirst.apps.live.models import Question, Room
from standfirst.core.db import rows_of

_ROLL_UP = """
    WITH taken AS (
        DELETE FROM live_votechange WHERE room_id = %(room)s RETURNING question_id, delta
    ), changed AS (
        SELECT question_id, sum(delta)::int AS delta FROM taken GROUP BY question_id HAVING sum(delta) <> 0
    )
    UPDATE live_tally AS tally SET votes = tally.votes + changed.delta, counted_at = %(now)s
    FROM changed WHERE tally.question_id = changed.question_id
    RETURNING tally.question_id, tally.votes
"""
# One statement sees one moment: a change that it takes away is of a vote that it counts, and the other way round.
_RECOUNT = """
    WITH gone AS (
        DELETE FROM live_votechange WHERE question_id = ANY(%(questions)s) RETURNING 1
    ), counted AS (
        SELECT COALESCE(question.merged_into_id, question.id) AS id,
               count(DISTINCT vote.reader_id) FILTER (WHERE vote.counts) AS votes
        FROM live_question AS question LEFT JOIN live_vote AS vote ON vote.question_id = question.id
        WHERE question.id = ANY(%(questions)s) OR question.merged_into_id = ANY(%(questions)s) GROUP BY 1
    )
    INSERT INTO live_tally (question_id, room_id, votes, seen, counted_at)
    SELECT id, %(room)s, votes, 0, %(now)s FROM counted
    ON CONFLICT (question_id) DO UPDATE SET votes = EXCLUDED.votes, counted_at = EXCLUDED.counted_at
    RETURNING question_id, votes
"""


def add_changes(room: Room, *, now: datetime) -> dict[int, int]:
    """Of a room that is locked: the votes of the questions whose tally has changed, by number."""
    return dict(rows_of(_ROLL_UP, {"room": room.pk, "now": now}))  # type: ignore[arg-type]


def recount(room_id: int, question_ids: Collection[int], *, now: datetime) -> None:
    """From the votes alone: the tallies of these questions, and of those with which they are merged."""
    heads = Question.objects.filter(pk__in=list(question_ids), merged_into__isnull=False)
    numbers = {*question_ids, *heads.values_list("merged_into_id", flat=True)}
    rows_of(_RECOUNT, {"room": room_id, "questions": sorted(numbers), "now": now})


def recount_room(room: Room, *, now: datetime) -> None:
    """All of them."""
    numbers = Question.objects.filter(room_id=room.pk).values_list("pk", flat=True)
    rows_of(_RECOUNT, {"room": room.pk, "questions": list(numbers), "now": now})
