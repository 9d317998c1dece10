"""Keeps the front in step with the bus."""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import aclosing
from typing import Any

from standfirst.core.bus.contracts import NETWORKS, PURGE, STANDING, STREAM, Batch, BusGone, Message, Tail
from standfirst.front.book import Book
from standfirst.front.campus import Campus
from standfirst.front.contracts import Clock
from standfirst.front.counters import Counters
from standfirst.front.freshness import Freshness
from standfirst.front.passes import Passes
from standfirst.front.streams.streams import Streams

log = logging.getLogger("standfirst.front")
TOPICS = (PURGE, STANDING, NETWORKS, STREAM)
_FIRST_PAUSE = 0.1  # seconds; doubled at each failure
_LONGEST_PAUSE = 2.0


class Listener:
    """Takes purges to the book, changes of standing to the passes, of networks to the campus and frames to the streams, for as long as
    the process lives."""

    def __init__(
        self,
        *,
        tail: Tail,
        book: Book,
        passes: Passes,
        campus: Campus,
        streams: Streams,
        freshness: Freshness,
        counters: Counters,
        now: Clock,
    ) -> None:
        self._tail = tail
        self._book = book
        self._passes = passes
        self._campus = campus
        self._streams = streams
        self._freshness = freshness
        self._counters = counters
        self._now = now
        self._pause = _FIRST_PAUSE
        self.replayed = asyncio.Event()

    async def run(self) -> None:
        """Until cancelled; a broken connection is made again."""
        while True:
            try:
                await self._follow()
            except BusGone:
                log.warning("the bus cannot be read; trying again")
            except Exception:
                log.exception("the bus could not be followed")
            self._counters.bus_breaks += 1
            await asyncio.sleep(self._pause)
            self._pause = min(self._pause * 2, _LONGEST_PAUSE)

    async def _follow(self) -> None:
        async with aclosing(self._tail.follow()) as batches:  # type: ignore[type-var]
            async for batch in batches:
                self.take(batch)
                self._pause = _FIRST_PAUSE

    def take(self, batch: Batch) -> None:
        """Act on what the bus told."""
        now = self._now()
        if batch.anew:
            log.warning("the bus is not the one that was followed; everything is read anew")
            self._freshness.forget()
            self._passes.forget()
            self._campus.ring()
            self._streams.forget()
        if not self._freshness.hears(now=now):
            # Silent for so long that nothing may be given out any more, perhaps for longer than the bus remembers;
            # or begun anew, so that nothing of before is known to be so.
            self._book.clear()
        for message in batch.messages:
            self._heed(message)
        if batch.caught_up:
            self._freshness.confirm(now=now)
            self.replayed.set()

    def _heed(self, message: Message) -> None:
        try:
            self._heed_one(message.topic, message.payload)
        except (KeyError, TypeError, ValueError):
            log.exception("a message on the bus could not be read; all pages are dropped")
            self._book.clear()

    def _heed_one(self, topic: str, payload: Mapping[str, Any]) -> None:
        if topic == PURGE:
            self._book.purge([str(tag) for tag in payload["tags"]])
        elif topic == STANDING:
            reader_id = int(payload["reader"])
            self._passes.outdate(reader_id=reader_id, version=int(payload["version"]))
            self._streams.revoke(reader_id)
        elif topic == NETWORKS:
            self._campus.ring()
            self._streams.revoke_visitors()
        elif topic == STREAM:
            self._streams.take(payload)
