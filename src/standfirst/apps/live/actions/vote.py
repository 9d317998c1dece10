"""Vote for a question, or take it back: once a reader a question, however often and from wherever it is sent."""

from datetime import datetime, timedelta

from standfirst.apps.accounts import api as accounts
from standfirst.apps.live.models import Room
from standfirst.apps.live.queries.rights import check_may_vote
from standfirst.apps.live.rules.refusals import Code, Refused
from standfirst.apps.live.rules.sizes import VOTES_A_MINUTE
from standfirst.apps.live.rules.states import State
from standfirst.core.db import rows_of, transaction
from standfirst.core.limits import Limit, spend

_LIMIT = Limit("live.vote", VOTES_A_MINUTE, timedelta(minutes=1))
# That the question is of this room and open holds until the vote is written: whoever changes the question waits for it (see
# `stepping`), or this waits, and is asked anew.
_ASKED = """
    SELECT id, asker_id FROM live_question
    WHERE key = %(key)s AND room_id = %(room)s AND state = %(open)s FOR KEY SHARE
"""
# A reader who voted for one that was merged into it has voted.
_VOTE = """
    WITH given AS (
        INSERT INTO live_vote (question_id, reader_id, counts, made_at)
        SELECT id, %(reader)s, TRUE, %(now)s FROM live_question
        WHERE id = %(question)s AND NOT EXISTS (
            SELECT 1 FROM live_vote AS vote JOIN live_question AS merged ON merged.id = vote.question_id
            WHERE merged.merged_into_id = %(question)s AND vote.reader_id = %(reader)s
        )
        ON CONFLICT (question_id, reader_id) DO NOTHING RETURNING question_id
    )
    INSERT INTO live_votechange (room_id, question_id, delta) SELECT %(room)s, question_id, 1 FROM given RETURNING 1
"""
_UNVOTE = """
    WITH mine AS (
        SELECT vote.id FROM live_vote AS vote JOIN live_question AS question ON question.id = vote.question_id
        WHERE vote.reader_id = %(reader)s AND (question.id = %(question)s OR question.merged_into_id = %(question)s)
        ORDER BY vote.id FOR UPDATE OF vote
    ), taken AS (
        DELETE FROM live_vote WHERE id IN (SELECT id FROM mine) RETURNING counts
    ), told AS (
        INSERT INTO live_votechange (room_id, question_id, delta)
        SELECT %(room)s, %(question)s, -1 WHERE EXISTS (SELECT 1 FROM taken WHERE counts)
    )
    SELECT 1 FROM taken LIMIT 1
"""


def vote(*, room_id: int, key: str, reader_id: int, now: datetime) -> bool:
    """Whether it is new; False where they have voted for it already. Raises Refused, and then nothing is kept."""
    _check(room_id, reader_id, now)
    return _carried_out(_VOTE, room_id, key, reader_id, now=now)


def unvote(*, room_id: int, key: str, reader_id: int, now: datetime) -> bool:
    """Whether there was one to take back. Raises Refused."""
    _check(room_id, reader_id, now)
    return _carried_out(_UNVOTE, room_id, key, reader_id)


def _check(room_id: int, reader_id: int, now: datetime) -> None:
    room = Room.objects.select_related("interview").filter(pk=room_id).first()
    if room is None:
        raise Refused(Code.GONE)
    check_may_vote(accounts.find_reader(reader_id=reader_id), room, now=now)
    if spend(_LIMIT, key=str(reader_id), now=now):
        raise Refused(Code.TOO_MANY, "That is a lot of votes in a minute. Please wait a little.")


def _carried_out(statement: str, room_id: int, key: str, reader_id: int, **more: datetime) -> bool:
    with transaction():
        asked = rows_of(_ASKED, {"room": room_id, "key": key, "open": State.OPEN.value})
        if not asked:
            raise Refused(Code.GONE)
        [(question, asker)] = asked
        if asker == reader_id:
            raise Refused(Code.OWN)
        values = {"room": room_id, "question": question, "reader": reader_id, **more}
        return bool(rows_of(statement, values))
