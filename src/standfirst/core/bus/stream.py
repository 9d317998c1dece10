"""The stream in Valkey or Redis: its names, its entries, and the one who fills it."""

import asyncio
import json
import secrets
from typing import Any

from redis.asyncio import Redis

from standfirst.core.bus.contracts import START, Batch, BusGone, Message, Position

STREAM = "standfirst:bus"
KEPT = 100_000  # entries; far more than a front replays
PATIENCE = 5.0  # seconds that one round may take


def connect(url: str) -> Redis:
    """A client. Its calls have no end of their own, because the client's way loses cancellations on Python 3.11."""
    client: Redis = Redis.from_url(url, socket_timeout=None, socket_connect_timeout=PATIENCE)
    return client


def beat_of(stream: str) -> str:
    return f"{stream}:beat"


def life_of(stream: str) -> str:
    return f"{stream}:life"


class Copy:
    """The stream as one relay knows it."""

    def __init__(self, client: Redis, stream: str, *, life: bytes, last: Position) -> None:
        self._client = client
        self._stream = stream
        self._life = life
        self.last = last

    @classmethod
    async def found(cls, client: Redis, stream: str) -> "Copy":
        """What an earlier relay left behind. A stream without entries may refuse those that it had: make another."""
        async with asyncio.timeout(PATIENCE), client.pipeline(transaction=True) as asking:
            asking.get(life_of(stream))
            asking.xrevrange(stream, count=1)
            life, newest = await asking.execute()
        return cls(client, stream, life=life if life and newest else b"", last=last_of(newest))

    @property
    def outbox(self) -> str:
        """The life of the outbox that the stream was filled from; empty for none."""
        return self._life.decode().partition(" ")[0]

    async def begin_anew(self, outbox: str) -> None:
        """An empty stream for another outbox, or for the same one that went back."""
        self._life, self.last = f"{outbox} {secrets.token_hex(8)}".encode(), START
        async with asyncio.timeout(PATIENCE), self._client.pipeline(transaction=True) as change:
            change.delete(self._stream)
            change.set(life_of(self._stream), self._life)
            await change.execute()

    async def append(self, batch: Batch) -> None:
        """Add the messages, and the beat when they are all there are. Raises BusGone unless all is as we left it."""
        async with asyncio.timeout(PATIENCE), self._client.pipeline(transaction=True) as change:
            await change.watch(self._stream, life_of(self._stream))
            now: Any = (
                await change.get(life_of(self._stream)),
                last_of(await change.xrevrange(self._stream, count=1)),
            )
            if now != (self._life, self.last):
                raise BusGone
            change.multi()  # type: ignore[no-untyped-call]
            for message in batch.messages:
                change.xadd(self._stream, **entry_of(message), maxlen=KEPT, approximate=True)
            if batch.caught_up:
                change.incr(beat_of(self._stream))
            await change.execute()
        self.last = batch.messages[-1].position if batch.messages else self.last


def entry_of(message: Message) -> dict[str, Any]:
    fields = {
        "topic": message.topic,
        "payload": json.dumps(message.payload),
        "created_at": repr(message.created_at),
    }
    return {"id": "{}-{}".format(*message.position), "fields": fields}


def last_of(entries: Any) -> Position:
    return position_of(entries[0][0]) if entries else START


def position_of(identity: bytes) -> Position:
    xid, _, number = identity.decode().partition("-")
    return Position(int(xid), int(number))


def message_of(identity: bytes, fields: dict[bytes, bytes]) -> Message:
    payload = json.loads(fields[b"payload"])
    return Message(position_of(identity), fields[b"topic"].decode(), payload, float(fields[b"created_at"]))
