"""A bus that went back (a restore, a failover, an emptied server) tells its listeners that everything is new."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, aclosing

import pytest
from redis import Redis

from standfirst.core.bus.contracts import Batch, Position, Tail
from standfirst.core.bus.postgres import PostgresTail
from standfirst.core.bus.valkey import ValkeyTail
from tests.core.back_ends import TOPIC, BackEnd, Writers, peek, read_until, texts

# What `pg_restore --clean` leaves: another table of the same name, with what the dump held.
RESTORE = """
    ALTER TABLE core_busmessage RENAME TO lost;
    CREATE TABLE core_busmessage (LIKE lost INCLUDING ALL);
    INSERT INTO core_busmessage (xid, topic, payload) SELECT xid, topic, payload FROM lost WHERE payload->>'text' = 'dumped';
    DROP TABLE lost;
"""
FAR_AHEAD = Position(10**15, 0)


async def until(following: AsyncIterator[Batch], enough: Callable[[list[Batch]], bool]) -> list[Batch]:
    found: list[Batch] = []
    async with asyncio.timeout(20):
        while not enough(found):
            found.append(await anext(following))
    return found


def told(found: list[Batch]) -> list[object]:
    return texts([message for batch in found for message in batch.messages])


def is_anew(found: list[Batch]) -> bool:
    return any(batch.anew for batch in found)


def has_caught_up(found: list[Batch]) -> bool:
    return bool(found) and found[-1].caught_up


def played(back_end: BackEnd, before: int, change: Callable[[], None]) -> list[object]:
    """What a tail that had read everything tells once the bus is no longer the one that it read."""

    async def playing() -> list[object]:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(back_end.carried_on())
            following = await stack.enter_async_context(aclosing(back_end.tail().follow()))  # type: ignore[type-var]
            first = await until(following, lambda found: len(told(found)) >= before and has_caught_up(found))
            assert not is_anew(first), "what it finds at its start is not news"
            change()
            assert told(await until(following, is_anew)) == []
            return told(await until(following, lambda found: "after" in told(found) and has_caught_up(found)))

    return asyncio.run(playing())


def test_a_bus_that_went_back_tells_its_listeners_that_everything_is_new(
    back_end: BackEnd, writers: Writers
) -> None:
    for text in ("dumped", "lost"):
        writers.put(0, text)
        writers.commit(0)

    def restored() -> None:
        writers.execute(1, RESTORE)
        writers.commit(1)
        writers.put(0, "after")
        writers.commit(0)

    assert played(back_end, 2, restored) == ["dumped", "after"]


def test_a_tail_ahead_of_the_database_begins_anew(database_url: str, writers: Writers) -> None:
    writers.put(0, "new")
    writers.commit(0)
    messages, caught_up = asyncio.run(peek(PostgresTail(database_url, topics=[TOPIC], after=FAR_AHEAD), 2))
    assert (texts(messages), caught_up) == (["new"], True)


def test_without_looking_back_a_tail_ahead_of_the_database_is_deaf(
    database_url: str, writers: Writers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin: it even believes that it has heard everything."""
    monkeypatch.setattr(PostgresTail, "_went_back", lambda *_, **__: False)
    writers.put(0, "new")
    writers.commit(0)
    assert asyncio.run(peek(PostgresTail(database_url, topics=[TOPIC], after=FAR_AHEAD), 2)) == ([], True)


def test_a_tail_that_reconnects_to_the_same_database_does_not_begin_anew(
    back_end: BackEnd, writers: Writers
) -> None:
    tail = back_end.tail()
    writers.put(0, "told")
    writers.commit(0)

    async def read_once(tail: Tail) -> list[Batch]:
        async with back_end.carried_on(), aclosing(tail.follow()) as following:  # type: ignore[type-var]
            return await until(following, has_caught_up)

    assert not any(is_anew(asyncio.run(read_once(tail))) for _ in range(3))


@pytest.fixture
def stream(database_url: str, redis_url: str) -> BackEnd:
    return BackEnd(database_url, redis_url, stream=f"anew:{secrets.token_hex(4)}")


def test_an_emptied_server_is_filled_again_while_its_relay_runs(
    stream: BackEnd, redis_url: str, writers: Writers
) -> None:
    writers.put(0, "before")
    writers.commit(0)

    def emptied() -> None:
        Redis.from_url(redis_url).flushall()
        writers.put(0, "after")
        writers.commit(0)

    assert played(stream, 1, emptied) == ["before", "after"]


def test_entries_that_a_failover_lost_are_copied_again_while_the_relay_runs(
    stream: BackEnd, redis_url: str, writers: Writers
) -> None:
    """The replica that took over had not heard of the newest entry; the stream's life is the same."""
    for text in ("kept", "lost"):
        writers.put(0, text)
        writers.commit(0)

    async def playing() -> list[object]:
        async with stream.carried_on():
            await read_until(stream.tail(), lambda found: len(found) == 2)
            Redis.from_url(redis_url).eval(FORGET_THE_NEWEST, 1, stream.stream)
            writers.put(0, "after")
            writers.commit(0)
            return texts(await read_until(stream.tail(), lambda found: "after" in texts(found)))

    assert asyncio.run(playing()) == ["kept", "lost", "after"]


# A stream never takes back an identity that it has seen, so the shorter one is made anew.
FORGET_THE_NEWEST = """
    local entries = redis.call('XRANGE', KEYS[1], '-', '+')
    redis.call('DEL', KEYS[1])
    for i = 1, #entries - 1 do redis.call('XADD', KEYS[1], entries[i][1], unpack(entries[i][2])) end
"""


def test_a_stream_that_was_trimmed_to_nothing_is_made_anew(
    stream: BackEnd, redis_url: str, writers: Writers
) -> None:
    """It holds nothing and yet refuses all that it has seen."""
    writers.put(0, "before")
    writers.commit(0)

    def trimmed() -> None:
        Redis.from_url(redis_url).xtrim(stream.stream, maxlen=0, approximate=False)
        writers.put(0, "after")
        writers.commit(0)

    assert played(stream, 1, trimmed) == ["before", "after"]


def test_without_looking_back_a_tail_ahead_of_the_stream_is_deaf(
    stream: BackEnd, redis_url: str, writers: Writers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin."""
    monkeypatch.setattr(ValkeyTail, "_went_back", lambda *_, **__: False)
    tail = ValkeyTail(redis_url, topics=[TOPIC], after=FAR_AHEAD, stream=stream.stream)
    writers.put(0, "new")
    writers.commit(0)

    async def reading() -> list[Batch]:
        async with stream.carried_on(), aclosing(tail.follow()) as following:
            return await until(following, has_caught_up)

    assert told(asyncio.run(reading())) == []
