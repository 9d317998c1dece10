"""Both back ends of the bus for tests: writers with transactions of their own, tails, and ways to read them."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager, suppress
from typing import LiteralString

import psycopg

from standfirst.core.bus.contracts import CHANNEL, BusGone, Message, Tail
from standfirst.core.bus.outbox import PUBLISH
from standfirst.core.bus.postgres import PostgresTail
from standfirst.core.bus.valkey import ValkeyTail, relay

TOPIC = "told"


class Writers:
    """Several transactions at once, each on a connection of its own."""

    def __init__(self, url: str, count: int) -> None:
        self._connections = [psycopg.connect(url) for _ in range(count)]

    def put(self, writer: int, text: object, topic: str = TOPIC) -> None:
        self._connections[writer].execute(PUBLISH, [topic, json.dumps({"text": text}), CHANNEL])

    def execute(self, writer: int, statement: LiteralString) -> None:
        self._connections[writer].execute(statement)

    def commit(self, writer: int) -> None:
        self._connections[writer].commit()

    def roll_back(self, writer: int) -> None:
        self._connections[writer].rollback()

    def close(self) -> None:
        for connection in self._connections:
            connection.close()


class BackEnd:
    """Makes tails; `carried()` does what the back end needs besides."""

    def __init__(self, database_url: str, redis_url: str | None, stream: str) -> None:
        self._database_url = database_url
        self._redis_url = redis_url
        self.stream = stream

    def tail(self, topics: tuple[str, ...] = (TOPIC,), since: float = 0.0) -> Tail:
        if self._redis_url is None:
            return PostgresTail(self._database_url, topics=topics, since=since, poll=0.05)
        return ValkeyTail(self._redis_url, topics=topics, since=since, stream=self.stream)

    @asynccontextmanager
    async def carried_on(self) -> AsyncIterator[None]:
        """Carried by a relay that is started again whenever it ends, as fronts do."""
        copying = asyncio.create_task(self._keep_relaying())
        try:
            yield
        finally:
            copying.cancel()
            await asyncio.gather(copying, return_exceptions=True)

    async def _keep_relaying(self) -> None:
        while self._redis_url is not None:
            with suppress(BusGone):
                await relay(conninfo=self._database_url, url=self._redis_url, stream=self.stream)
            await asyncio.sleep(0.05)

    @asynccontextmanager
    async def carried(self) -> AsyncIterator[None]:
        if self._redis_url is None:
            yield
            return
        copying = asyncio.create_task(
            relay(conninfo=self._database_url, url=self._redis_url, stream=self.stream)
        )
        try:
            yield
        finally:
            copying.cancel()
            await asyncio.gather(copying, return_exceptions=True)


async def read_until(tail: Tail, enough: Callable[[list[Message]], bool]) -> list[Message]:
    """Follow until it is enough and the tail has caught up."""
    found: list[Message] = []
    async with asyncio.timeout(20), aclosing(tail.follow()) as batches:  # type: ignore[type-var]
        async for batch in batches:
            found += batch.messages
            if enough(found) and batch.caught_up:
                break
    return found


async def peek(tail: Tail, batches: int = 5) -> tuple[list[Message], bool]:
    """What a few readings give, and whether the last had caught up."""
    found: list[Message] = []
    async with asyncio.timeout(20), aclosing(tail.follow()) as following:  # type: ignore[type-var]
        for _ in range(batches):
            batch = await anext(following)
            found += batch.messages
    return found, batch.caught_up


def texts(messages: list[Message]) -> list[object]:
    return [message.payload["text"] for message in messages]


def read(back_end: BackEnd, tail: Tail, count: int) -> list[object]:
    async def reading() -> list[Message]:
        async with back_end.carried():
            return await read_until(tail, lambda found: len(found) >= count)

    return texts(asyncio.run(reading()))
