"""Shared pages: from the book, or made once for all who wait for the same one."""

import asyncio
import logging
from concurrent.futures import Executor

from standfirst.front.book import Book, Key
from standfirst.front.contracts import Clock, Origin, OriginGone, SharedRequest
from standfirst.front.counters import Counters
from standfirst.front.freshness import Freshness
from standfirst.front.page import Page, make_page
from standfirst.front.settings import FrontSettings

log = logging.getLogger("standfirst.front")
_ATTEMPTS = 3  # a page that is purged while it is made is made again
_RETRY_AFTER = 5.0  # seconds between attempts to renew a page that cannot be made


class Pages:
    """Finds or makes pages. Only the event loop calls it; making happens in threads."""

    def __init__(
        self,
        *,
        origin: Origin,
        book: Book,
        freshness: Freshness,
        counters: Counters,
        threads: Executor,
        now: Clock,
        settings: FrontSettings,
    ) -> None:
        self._origin = origin
        self._book = book
        self._freshness = freshness
        self._counters = counters
        self._threads = threads
        self._now = now
        self._patience = settings.render_patience
        self._cdn_tags = settings.cdn_tags
        self._flights: dict[Key, asyncio.Task[Page]] = {}

    def at_hand(self, key: Key, *, now: float) -> Page | None:
        """The page, if it can be given without a second thought."""
        page = self._book.find(key)
        if (
            page is None
            or now - page.rendered_at > page.ttl
            or not self._freshness.vouches_for(page, now=now)
        ):
            return None
        self._counters.hits += 1
        return page

    async def get(self, key: Key, request: SharedRequest) -> Page:
        """The page, made now if need be. Raises OriginGone."""
        now = self._now()
        page = self._book.find(key)
        if page is not None and self._may_wait_for_renewal(page, now=now):
            self._renew_behind(key, request, page, now=now)
            self._counters.stale += 1
            return page
        self._counters.misses += 1
        try:
            made = await self._made(key, request)
        except OriginGone:
            return self._last_resort(key, otherwise=None)
        return made if made.status < 500 else self._last_resort(key, otherwise=made)

    def _may_wait_for_renewal(self, page: Page, *, now: float) -> bool:
        """A page past its time is given once more while a new one is made, unless it is long past."""
        if not self._freshness.vouches_for(page, now=now):
            return False
        return now - page.rendered_at <= page.ttl + self._freshness.limit or now < page.retry_at

    def _renew_behind(self, key: Key, request: SharedRequest, page: Page, *, now: float) -> None:
        if now >= page.retry_at and key not in self._flights:
            page.retry_at = now + _RETRY_AFTER
            self._fly(key, request)

    def _last_resort(self, key: Key, *, otherwise: Page | None) -> Page:
        """What was there before, as long as nothing can have happened to it. Raises OriginGone."""
        now = self._now()
        page = self._book.find(key)
        if page is not None and self._freshness.vouches_for(page, now=now):
            page.retry_at = now + _RETRY_AFTER
            self._counters.stale += 1
            return page
        if otherwise is None:
            raise OriginGone
        return otherwise

    async def _made(self, key: Key, request: SharedRequest) -> Page:
        """Who is cancelled stops waiting; the making goes on for the others."""
        flight = self._flights.get(key)
        if flight is None:
            flight = self._fly(key, request)
        else:
            self._counters.coalesced += 1
        try:
            async with asyncio.timeout(self._patience):
                return await asyncio.shield(flight)
        except TimeoutError as problem:
            raise OriginGone from problem

    def _fly(self, key: Key, request: SharedRequest) -> asyncio.Task[Page]:
        flight = asyncio.create_task(self._make(key, request))
        self._flights[key] = flight
        flight.add_done_callback(lambda done: self._landed(key, done))
        return flight

    def _landed(self, key: Key, flight: asyncio.Task[Page]) -> None:
        del self._flights[key]
        if not flight.cancelled() and flight.exception() is not None:
            self._counters.failures += 1

    async def _make(self, key: Key, request: SharedRequest) -> Page:
        """Raises OriginGone."""
        for _ in range(_ATTEMPTS):
            begun = self._book.moment
            page = await self._rendered(request)
            if not page.shared:
                if page.status < 500:
                    self._book.drop(key)
                return page
            if self._book.keep(key, page, begun=begun):
                return page
        return page

    async def _rendered(self, request: SharedRequest) -> Page:
        self._counters.renders += 1
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._threads, self._render, request)
        except OriginGone:
            raise
        except Exception as problem:
            log.exception("a shared page could not be made")
            raise OriginGone from problem

    def _render(self, request: SharedRequest) -> Page:
        begun_at = self._now()
        rendered = self._origin.render(request)
        return make_page(rendered, viewer=request.viewer, rendered_at=begun_at, cdn_tags=self._cdn_tags)
