"""The bus over Valkey or Redis Streams, for many hosts: one relay copies the outbox, in commit order, into a stream.

An entry's identity in the stream is its position in the outbox. The server refuses an identity that is not greater
than the last, so a relay that starts again, or two of them at once, neither repeat nor reorder anything, and an
emptied server is filled again from the outbox. While a long transaction holds messages back, the relay's beat stops, so
fronts do not take the silence for news.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Collection
from typing import Any

import psycopg
from redis.asyncio import Redis
from redis.exceptions import RedisError, ResponseError

from standfirst.core.bus.contracts import BATCH, START, Batch, BusGone, Message, Position
from standfirst.core.bus.postgres import PostgresTail

STREAM = "standfirst:bus"
KEPT = 100_000  # entries; far more than a front replays
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
        self._beat: Any = None  # the first one proves nothing: it may be left over from a relay that died

    async def follow(self) -> AsyncIterator[Batch]:
        """Batches for as long as the connection lives. Raises BusGone."""
        client = connect(self._url)
        self._beat = None
        try:
            while True:
                yield await self._read(client)
        except (RedisError, OSError, TimeoutError) as problem:
            raise BusGone from problem
        finally:
            await client.aclose()

    async def _read(self, client: Redis) -> Batch:
        beat: Any = await client.get(f"{self._stream}:beat") or b""
        place: dict[Any, Any] = {self._stream: "{}-{}".format(*self._position)}
        found = _entries(await client.xread(place, count=BATCH, block=200))
        alive = self._beat is not None and beat != self._beat
        self._beat = beat
        if found:
            self._position = _position(found[-1][0])
        messages = [_message(identity, fields) for identity, fields in found]
        wanted = tuple(m for m in messages if m.topic in self._topics and m.created_at >= self._since)
        caught_up = alive and len(found) < BATCH
        if caught_up:
            self._since = 0.0
        return Batch(wanted, caught_up)


async def relay(*, conninfo: str, url: str, stream: str = STREAM) -> None:
    """Copy the outbox into the stream until a connection breaks. Waits while another relay does. Raises BusGone."""
    client = connect(url)
    try:
        async with await psycopg.AsyncConnection.connect(conninfo, autocommit=True) as holder:
            await _turn(holder)
            tail = PostgresTail(conninfo, topics=None, after=await _last(client, stream), poll=0.5)
            async for batch in tail.follow():
                await _copy(client, stream, batch)
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


def connect(url: str) -> Redis:
    """A client whose every call ends within seconds."""
    client: Redis = Redis.from_url(url, socket_timeout=5.0, socket_connect_timeout=5.0)
    return client


async def _copy(client: Redis, stream: str, batch: Batch) -> None:
    for message in batch.messages:
        await _append(client, stream, message)
    if batch.caught_up:
        await client.incr(f"{stream}:beat")


async def _append(client: Redis, stream: str, message: Message) -> None:
    fields: dict[Any, Any] = {
        "topic": message.topic,
        "payload": json.dumps(message.payload),
        "created_at": repr(message.created_at),
    }
    identity = "{}-{}".format(*message.position)
    try:
        await client.xadd(stream, fields, id=identity, maxlen=KEPT, approximate=True)
    except ResponseError:
        if await _last(client, stream) < message.position:
            raise  # not a repetition


async def _last(client: Redis, stream: str) -> Position:
    newest: Any = await client.xrevrange(stream, count=1)
    return _position(newest[0][0]) if newest else Position()


def _entries(answer: Any) -> list[tuple[bytes, dict[bytes, bytes]]]:
    """The entries of one stream, in either version of the protocol."""
    if not answer:
        return []
    parts = answer.values() if isinstance(answer, dict) else [part[1] for part in answer]
    found = next(iter(parts))
    return found[0] if found and isinstance(found[0], list) else found


def _position(identity: bytes) -> Position:
    xid, _, number = identity.decode().partition("-")
    return Position(int(xid), int(number))


def _message(identity: bytes, fields: dict[bytes, bytes]) -> Message:
    payload = json.loads(fields[b"payload"])
    return Message(_position(identity), fields[b"topic"].decode(), payload, float(fields[b"created_at"]))
