"""Both back ends under one suite: every committed message arrives once, in an order that never passes one over."""

import asyncio
import time
from collections.abc import Callable
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import connection as django_connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standfirst.core import bus
from standfirst.core.bus.contracts import BusGone, Message, Tail
from standfirst.core.bus.postgres import PostgresTail
from standfirst.core.bus.valkey import ValkeyTail
from standfirst.core.db import transaction
from tests.core.back_ends import TOPIC, BackEnd, Writers, peek, read, read_until, texts


def test_messages_arrive_in_the_order_of_their_transactions(back_end: BackEnd, writers: Writers) -> None:
    for number in range(6):
        writers.put(number % 3, number)
        writers.commit(number % 3)
    assert read(back_end, back_end.tail(), 6) == [0, 1, 2, 3, 4, 5]


def test_what_a_slow_transaction_tells_late_is_not_passed_over(back_end: BackEnd, writers: Writers) -> None:
    tail = back_end.tail()
    writers.put(0, "slow")
    writers.put(1, "quick")
    writers.commit(1)

    async def reading() -> tuple[list[Message], bool]:
        async with back_end.carried():
            return await peek(tail)

    assert asyncio.run(reading()) == ([], False), "nothing yet, and it knows that there is more"
    writers.commit(0)
    assert read(back_end, tail, 2) == ["slow", "quick"]


def test_a_reader_that_remembers_the_greatest_identity_loses_it(database_url: str, writers: Writers) -> None:
    """The twin: why the order of identities is not enough."""
    naive = "SELECT id, payload->>'text' FROM core_busmessage WHERE id > %s ORDER BY id"
    with psycopg.connect(database_url, autocommit=True) as reader:
        writers.put(0, "slow")
        writers.put(1, "quick")
        writers.commit(1)
        seen = reader.execute(naive, [0]).fetchall()
        writers.commit(0)
        seen += reader.execute(naive, [seen[-1][0]]).fetchall()
    assert [text for _, text in seen] == ["quick"]


def test_what_is_rolled_back_never_arrives(back_end: BackEnd, writers: Writers) -> None:
    writers.put(0, "taken back")
    writers.put(1, "kept")
    writers.roll_back(0)
    writers.commit(1)
    assert read(back_end, back_end.tail(), 1) == ["kept"]


def test_a_tail_that_reconnects_goes_on_where_it_was(back_end: BackEnd, writers: Writers) -> None:
    tail = back_end.tail()
    writers.put(0, "before")
    writers.commit(0)
    assert read(back_end, tail, 1) == ["before"]
    writers.put(0, "between")
    writers.commit(0)
    assert read(back_end, tail, 1) == ["between"]


def test_a_tail_hears_only_its_topics_and_nothing_older_than_it_asked_for(
    back_end: BackEnd, writers: Writers, database_url: str
) -> None:
    writers.put(0, "long ago")
    writers.put(0, "of something else", topic="other")
    writers.commit(0)
    with psycopg.connect(database_url) as connection:
        connection.execute(
            "UPDATE core_busmessage SET created_at = now() - interval '40 minutes' WHERE topic = 'told'"
        )
    writers.put(0, "now")
    writers.commit(0)
    since = (datetime.now(UTC) - timedelta(minutes=30)).timestamp()
    assert read(back_end, back_end.tail(since=since), 1) == ["now"]
    assert read(back_end, back_end.tail(topics=("other",)), 1) == ["of something else"]


def test_more_than_one_batch_arrives_whole(back_end: BackEnd, writers: Writers) -> None:
    for number in range(1200):
        writers.put(0, number)
    writers.commit(0)
    assert read(back_end, back_end.tail(), 1200) == list(range(1200))


def test_a_message_wakes_a_tail_that_polls_but_once_a_minute(database_url: str, writers: Writers) -> None:
    async def reading() -> list[Message]:
        tail = PostgresTail(database_url, topics=[TOPIC], poll=60)
        async with asyncio.timeout(20), aclosing(tail.follow()) as batches:  # type: ignore[type-var]
            await anext(batches)
            writers.put(0, "wake up")
            writers.commit(0)
            while not (batch := await anext(batches)).messages:
                pass
            return list(batch.messages)

    assert texts(asyncio.run(reading())) == ["wake up"]


steps = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(["put", "put", "commit", "roll back", "read"])), max_size=40
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps, early=st.booleans())
def test_whatever_the_interleaving_each_committed_message_arrives_once(
    steps: list[tuple[int, str]], early: bool, database_url: str
) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute("DELETE FROM core_busmessage")
    writers = Writers(database_url, 3)
    tail = PostgresTail(database_url, topics=[TOPIC], early=early)
    given_, committed = asyncio.run(_played(tail, writers, steps))
    writers.close()
    assert sorted(m.payload["text"] for m in given_) == sorted(committed)
    if not early:
        assert [m.position for m in given_] == sorted(m.position for m in given_)


async def _played(
    tail: Tail, writers: Writers, steps: list[tuple[int, str]]
) -> tuple[list[Message], list[int]]:
    given_: list[Message] = []
    committed: list[int] = []
    open_: dict[int, list[int]] = {0: [], 1: [], 2: []}
    for number, (writer, step) in enumerate(steps):
        if step == "put":
            writers.put(writer, number)
            open_[writer].append(number)
        elif step == "commit":
            writers.commit(writer)
            committed += open_[writer]
            open_[writer] = []
        elif step == "roll back":
            writers.roll_back(writer)
            open_[writer] = []
        else:
            given_ += (await peek(tail, 1))[0]
    for writer, numbers in open_.items():
        writers.commit(writer)
        committed += numbers
    return given_ + await read_until(tail, lambda _: True), committed


def test_an_early_tail_is_not_held_back_by_a_long_transaction(database_url: str, writers: Writers) -> None:
    tail = PostgresTail(database_url, topics=[TOPIC], early=True)
    writers.put(0, "long")
    writers.put(1, "purge")
    writers.commit(1)
    assert texts(asyncio.run(read_until(tail, lambda _: True))) == ["purge"]
    writers.commit(0)
    assert texts(asyncio.run(read_until(tail, lambda _: True))) == ["long"]


def test_what_was_written_long_ago_and_is_committed_only_now_is_heard(
    database_url: str, writers: Writers
) -> None:
    old = "UPDATE core_busmessage SET created_at = now() - interval '2 hours' WHERE payload->>'text' = 'late'"
    tail = PostgresTail(database_url, topics=[TOPIC], early=True, since=time.time() - 3600)
    writers.put(0, "late")
    writers.execute(0, old)
    assert texts(asyncio.run(read_until(tail, lambda _: True))) == []
    writers.commit(0)
    assert texts(asyncio.run(read_until(tail, lambda _: True))) == ["late"]


def test_rows_from_another_life_of_the_database_do_not_deafen_the_tail(
    database_url: str, writers: Writers
) -> None:
    tail = PostgresTail(database_url, topics=[TOPIC], early=True)
    with psycopg.connect(database_url) as connection:
        row = "INSERT INTO core_busmessage (xid, topic, payload) VALUES ('99999999999', 'told', '{\"text\": \"restored\"}')"
        connection.execute(row)
    assert texts(asyncio.run(read_until(tail, lambda _: True))) == []
    writers.put(0, "new")
    writers.commit(0)
    assert texts(asyncio.run(read_until(tail, lambda _: True))) == ["new"]


@pytest.mark.parametrize(
    "make",
    [
        lambda: PostgresTail("host=127.0.0.1 port=1", topics=[TOPIC]),
        lambda: ValkeyTail("redis://127.0.0.1:1/0", topics=[TOPIC]),
    ],
)
def test_a_bus_that_is_gone_says_so(make: Callable[[], Tail]) -> None:
    with pytest.raises(BusGone):
        asyncio.run(read_until(make(), lambda _: True))


def test_the_relay_starts_again_without_repeating_or_losing(
    database_url: str, redis_url: str, writers: Writers, tmp_path: Path
) -> None:
    back_end = BackEnd(database_url, redis_url, stream=f"again:{tmp_path.name}")
    for number in range(4):
        writers.put(0, number)
        writers.commit(0)
        assert read(back_end, back_end.tail(), number + 1) == list(range(number + 1))


def test_silence_of_the_relay_is_not_taken_for_news(redis_url: str) -> None:
    async def first_batches() -> list[bool]:
        tail = ValkeyTail(redis_url, topics=[TOPIC], stream="without a relay")
        async with aclosing(tail.follow()) as batches:
            return [(await anext(batches)).caught_up for _ in range(3)]

    assert asyncio.run(first_batches()) == [False, False, False]


@pytest.mark.django_db(transaction=True)
def test_publishing_belongs_to_the_transaction_around_it() -> None:
    class Undone(Exception):
        pass

    def undone() -> None:
        with transaction():
            bus.publish(TOPIC, {"text": "undone"})
            raise Undone

    with pytest.raises(Undone):
        undone()
    bus.publish(TOPIC, {"text": "done"})
    with django_connection.cursor() as cursor:
        cursor.execute("SELECT payload->>'text' FROM core_busmessage WHERE topic = 'told'")
        assert cursor.fetchall() == [("done",)]


@pytest.mark.django_db
def test_trimming_forgets_what_is_old() -> None:
    bus.publish(TOPIC, {"text": "old"})
    assert bus.trim(datetime.now(UTC) - timedelta(hours=1)) == 0
    assert bus.trim(datetime.now(UTC) + timedelta(hours=1)) == 1
