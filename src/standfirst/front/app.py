"""The front door: shared pages from memory, streams by their prefix, everything else to the application."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress

from standfirst.core.bus.contracts import Tail
from standfirst.core.clock import running_seconds
from standfirst.front.book import Book
from standfirst.front.campus import Campus, Told
from standfirst.front.contracts import AT_HAND, DRAIN, Clock, Origin, Receive, Scope, Send
from standfirst.front.counters import Counters
from standfirst.front.freshness import Freshness
from standfirst.front.listener import Listener
from standfirst.front.pages import Pages
from standfirst.front.passes import Passes
from standfirst.front.personal import Personal
from standfirst.front.settings import FrontSettings
from standfirst.front.shared import SharedDoor
from standfirst.front.streams.contracts import Look
from standfirst.front.streams.door import PREFIX, StreamDoor
from standfirst.front.streams.streams import Streams

_REPLAY_PATIENCE = (
    3.0  # seconds that a start waits for the bus before it serves visitors without it, or without the ranges
)


class Front:
    """The ASGI application.

    `companions` run as long as the front does; `networks` reads the address ranges of institutions; `look` says what a room of the streams shows.
    """

    def __init__(
        self,
        *,
        origin: Origin,
        tail: Tail,
        settings: FrontSettings,
        now: Clock,
        counters: Counters | None = None,
        networks: Told | None = None,
        look: Look | None = None,
        companions: Sequence[Callable[[], Coroutine[None, None, None]]] = (),
    ) -> None:
        self.counters = counters or Counters()
        self._companions = tuple(companions)
        self._threads = ThreadPoolExecutor(settings.page_threads, thread_name_prefix="page")
        self._freshness = Freshness(limit=settings.stale)
        self._campus = Campus(told=networks, freshness=self._freshness)
        self._personal = Personal(
            origin.application,
            campus=self._campus,
            now=now,
            scheme=settings.scheme,
            failed=settings.failed,
        )
        self.book = Book(limit=settings.page_bytes, counters=self.counters)
        self.streams = Streams(
            look=look or _no_room, threads=self._threads, settings=settings.streams, seconds=running_seconds
        )
        self._assemble(origin, tail, settings, now)
        self._streaming = StreamDoor(self.streams, passes=self.passes, campus=self._campus, now=now)

    def _assemble(self, origin: Origin, tail: Tail, settings: FrontSettings, now: Clock) -> None:
        """The parts that work on the state of this process."""
        pages = Pages(
            origin=origin,
            book=self.book,
            freshness=self._freshness,
            counters=self.counters,
            threads=self._threads,
            now=now,
            settings=settings,
        )
        self.passes = Passes(
            origin=origin,
            freshness=self._freshness,
            counters=self.counters,
            threads=self._threads,
            now=now,
            settings=settings,
        )
        self.listener = Listener(
            tail=tail,
            book=self.book,
            passes=self.passes,
            campus=self._campus,
            streams=self.streams,
            freshness=self._freshness,
            counters=self.counters,
            now=now,
        )
        self._shared = SharedDoor(
            origin=origin, pages=pages, passes=self.passes, campus=self._campus, settings=settings, now=now
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._lifespan(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"].startswith(PREFIX):
            await self._streaming(scope, receive, send)
            return
        if await self._shared.answers(scope, send):
            return
        await self._personal(scope, receive, send)

    async def _lifespan(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        async with self.running():
            if "state" in scope:  # for a server that can use it, see front/protocol.py
                scope["state"] |= {AT_HAND: self._shared.at_hand, DRAIN: self.streams.drain}
            await send({"type": "lifespan.startup.complete"})
            await receive()
        await send({"type": "lifespan.shutdown.complete"})

    def _beside(self) -> tuple[Callable[[], Coroutine[None, None, None]], ...]:
        return (self.listener.run, self._campus.run, self.streams.run, *self._companions)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Listen to the bus within; begins once its last minutes are replayed, or without it when it is silent."""
        tasks = [asyncio.create_task(begin()) for begin in self._beside()]
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(_REPLAY_PATIENCE):
                    await self.listener.replayed.wait()
                    await self._campus.ready.wait()
            yield
        finally:
            await _stop(tasks)
            self._threads.shutdown(wait=False, cancel_futures=True)


def _no_room(_: str) -> None:
    """Where nothing is streamed."""


async def _stop(tasks: Sequence[asyncio.Task[None]]) -> None:
    """Asks until they have ended: Python 3.11 loses a cancellation that meets the end of what was waited for."""
    going = set(tasks)
    while going:
        for task in going:
            task.cancel()
        _, going = await asyncio.wait(going, timeout=1)
