"""The bus over Valkey or Redis Streams, for many hosts: one relay copies the outbox, in commit order, into a stream.

An entry's identity in the stream is its position in the outbox. The relay appends only to the very stream that it left
behind, so one that starts again, or two of them at once, neither repeat nor reorder anything, and a server that was
emptied or lost its newest entries is filled again from the outbox. While a long transaction holds messages back, the
relay's beat stops, so fronts do not take the silence for news.

Beside the stream stands its life: that of the outbox and a word that no other stream has. A relay that finds another
outbox than the stream was filled from makes a new stream; a tail that finds another life begins anew.
"""

import asyncio
from collections.abc import AsyncIterator, Collection
from typing import Any

import psycopg
from redis.asyncio import Redis
from redis.exceptions import RedisError

from standfirst.core.bus.contracts import BATCH, START, Batch, BusGone, Position
from standfirst.core.bus.postgres import PostgresTail
from standfirst.core.bus.stream import (
    PATIENCE,
    STREAM,
    Copy,
    beat_of,
    connect,
    last_of,
    life_of,
    message_of,
    position_of,
)

_RELAY_LOCK = 0x5F_B05
_TURN_EVERY = 1.0  # seconds


class ValkeyTail:
    """Follows the stream. It has caught up only while the relay's beat goes on: silence is not news."""

    def __init__(
        self,
        url: str,
        *,
        topics: Collection[str],
        after: Position = START,
        since: float = 0.0,
        stream: str = STREAM,
    ) -> None:
        self._url = url
        self._topics = frozenset(topics)
        self._position = after
        self._since = since
        self._stream = stream
        self._life: bytes | None = None
        self._beat: Any = None  # the first one proves nothing: it may be left over from a relay that died

    async def follow(self) -> AsyncIterator[Batch]:
        """Batches for as long as the connection lives. Raises BusGone."""
        client = connect(self._url)
        self._beat = None
        try:
            while True:
                async with asyncio.timeout(PATIENCE):
                    batch = await self._read(client)
                yield batch
        except (RedisError, OSError, TimeoutError) as problem:
            raise BusGone from problem
        finally:
            await client.aclose()

    async def _read(self, client: Redis) -> Batch:
        # The beat before the entries, for it must not tell of later ones; the life after them, for they are of that life.
        beat: Any = await client.get(beat_of(self._stream)) or b""
        place: dict[Any, Any] = {self._stream: "{}-{}".format(*self._position)}
        found = _entries(await client.xread(place, count=BATCH, block=200))
        life, last = await self._look(client)
        if self._went_back(life, last=last):
            self._life, self._position, self._beat = life, START, None
            return Batch((), caught_up=False, anew=True)
        self._life = life
        alive = self._beat is not None and beat != self._beat
        self._beat = beat
        if found:
            self._position = position_of(found[-1][0])
        messages = [message_of(identity, fields) for identity, fields in found]
        wanted = tuple(m for m in messages if m.topic in self._topics and m.created_at >= self._since)
        caught_up = alive and len(found) < BATCH
        if caught_up:
            self._since = 0.0
        return Batch(wanted, caught_up)

    async def _look(self, client: Redis) -> tuple[bytes | None, Position]:
        """The stream's life and its last entry, in one round."""
        async with client.pipeline(transaction=False) as asking:
            asking.get(life_of(self._stream))
            asking.xrevrange(self._stream, count=1)
            life, newest = await asking.execute()
        return life, last_of(newest)

    def _went_back(self, life: bytes | None, *, last: Position) -> bool:
        return (self._life is not None and life != self._life) or last < self._position


async def relay(*, conninfo: str, url: str, stream: str = STREAM) -> None:
    """Copy the outbox into the stream until a connection breaks. Waits while another relay does. Raises BusGone."""
    client = connect(url)
    try:
        async with await psycopg.AsyncConnection.connect(conninfo, autocommit=True) as holder:
            await _turn(holder)
            copy = await Copy.found(client, stream)
            tail = PostgresTail(conninfo, topics=None, after=copy.last, life=copy.outbox, poll=0.5)
            async for batch in tail.follow():
                if batch.anew:
                    await copy.begin_anew(str(tail.life))
                await copy.append(batch)
                await holder.execute("SELECT 1")  # the lock lives as long as this connection
    except (RedisError, psycopg.Error, OSError) as problem:
        raise BusGone from problem
    finally:
        await client.aclose()


async def _turn(holder: psycopg.AsyncConnection[Any]) -> None:
    """Wait for the relay's lock. Asked again and again, because a waiting query would hold back VACUUM."""
    while True:
        cursor = await holder.execute("SELECT pg_try_advisory_lock(%s)", [_RELAY_LOCK])
        row = await cursor.fetchone()
        if row and row[0]:
            return
        await asyncio.sleep(_TURN_EVERY)


def _entries(answer: Any) -> list[tuple[bytes, dict[bytes, bytes]]]:
    """The entries of one stream, in either version of the protocol."""
    if not answer:
        return []
    parts = answer.values() if isinstance(answer, dict) else [part[1] for part in answer]
    found = next(iter(parts))
    return found[0] if found and isinstance(found[0], list) else found
