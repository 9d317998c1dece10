"""Very many votes on very many questions from many connections: `LIVE_VOTES=100000 .venv/bin/python -m pytest …` for the whole."""

import os
import random
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from standfirst.apps.live import api as live
from standfirst.apps.live.actions import vote as voting
from standfirst.apps.live.models import Question, Room, Tally, Vote, VoteChange
from standfirst.apps.live.queries.cards import NEWEST, TOP
from standfirst.apps.live.rules.states import State
from tests.apps.live.interviewing import fresh
from tests.apps.live.test_at_once import crowd, now, room

__all__ = ["now", "room"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]
VOTES = int(os.environ.get("LIVE_VOTES", "2000"))
LINES = 16


def many_questions(room: Room, size: int, now: datetime) -> list[Question]:
    """All of them open."""
    rows = Question.objects.bulk_create(
        (
            Question(
                room=room, key=uuid4().hex[:16], client_id=uuid4(), text=f"Is this number {n}?", text_key=str(n),
                state=State.OPEN, asked_at=now, opened_at=now,
            )
            for n in range(size)
        ),
        batch_size=5_000,
    )  # fmt: skip
    Tally.objects.bulk_create(
        (Tally(question=row, room=room, counted_at=now) for row in rows), batch_size=5_000
    )
    return rows


def vote_from_many_lines(room: Room, pairs: list[tuple[str, int]], now: datetime) -> int:
    """How many of these votes were new; each is a question's key and a reader's number."""

    def line(place: int) -> int:
        try:
            told = [
                voting._carried_out(voting._VOTE, room.pk, key, reader, now=now)
                for key, reader in pairs[place::LINES]
            ]
        finally:
            connection.close()
        return sum(told)

    with ThreadPoolExecutor(LINES) as pool:
        return sum(pool.map(line, range(LINES)))


@contextmanager
def rolled_up_meanwhile(room: Room, now: datetime) -> Iterator[None]:
    """Again and again, by somebody else."""
    over = threading.Event()

    def roll() -> None:
        while not over.is_set():
            live.roll_up(room_id=room.pk, now=now)
        connection.close()

    thread = threading.Thread(target=roll)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def test_every_tally_is_exact_after_one_roll_up(room: Room, now: datetime) -> None:
    questions, readers = many_questions(room, VOTES // 2, now), crowd(max(50, VOTES // 100), now)
    lot = random.Random(7)
    keys = {row.pk: row.key for row in questions}
    pairs = {(lot.choice(questions).pk, lot.choice(readers).pk) for _ in range(VOTES)}
    twice = [
        (keys[number], reader) for number, reader in [*pairs, *lot.sample(sorted(pairs), len(pairs) // 10)]
    ]
    lot.shuffle(twice)
    with rolled_up_meanwhile(room, now):
        given = vote_from_many_lines(room, twice, now)
    live.roll_up(room_id=room.pk, now=now)
    assert (given, Vote.objects.count(), VoteChange.objects.count()) == (len(pairs), len(pairs), 0)
    truth = dict.fromkeys(keys, 0) | Counter(number for number, _ in pairs)
    assert dict(Tally.objects.values_list("question_id", "votes")) == truth
    leading = [keys[number] for number in sorted(truth, key=lambda number: (-truth[number], number))]
    shown = live.room_state(fresh(room)).questions
    assert [card.key for card in shown[:TOP]] == leading[:TOP]
    assert len(shown) <= TOP + NEWEST
    assert desk_reads_all(room) == leading


def desk_reads_all(room: Room) -> list[str]:
    """In the order of votes, a page at a time, for as much at the end as at the beginning."""
    found: list[str] = []
    counts, after = set(), ""
    while True:
        with CaptureQueriesContext(connection) as asked:
            page = live.list_questions(room_id=room.pk, state=State.OPEN, order=live.Order.VOTES, after=after)
        counts.add(len(asked))
        assert not any("OFFSET" in each["sql"] for each in asked)
        if not page:
            assert len(counts) == 1
            return found
        found += [card.key for card in page]
        after = page[-1].mark
