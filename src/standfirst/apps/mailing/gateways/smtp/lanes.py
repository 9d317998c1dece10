"""Several sessions to one server, which take from one supply of messages."""

import asyncio
from collections.abc import Iterator
from itertools import chain
from types import TracebackType
from typing import Self

from standfirst.apps.mailing.gateways.smtp.opening import Route, Unreachable
from standfirst.apps.mailing.gateways.smtp.session import Book, Session, open_session
from standfirst.apps.mailing.gateways.smtp.wire import PATIENCE, Over, Patience
from standfirst.apps.mailing.rules.bulk.outcomes import Envelope, NotSent


class Lanes:
    """`async with Lanes(route) as lanes`: sessions stay open between deliveries. Few are enough: what is in doubt when a
    process is killed is at most one message for each."""

    def __init__(self, route: Route, *, connections: int = 4, patience: Patience = PATIENCE) -> None:
        self._route, self._patience = route, patience
        self._sessions: list[Session | None] = [None] * connections

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, trouble: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.gather(*(session.quit() for session in self._sessions if session is not None))

    async def deliver(self, envelopes: Iterator[Envelope], book: Book) -> None:
        """Until the iterator is empty; every envelope that is taken is settled once.

        A connection that ends is opened anew while there are more. Raises Unreachable when that fails and what `book` or the
        iterator raises, after the other lanes have finished what they had begun; what was not taken is still in the iterator.
        """
        supply = _Supply(envelopes)
        lanes = (self._lane(place, supply, book) for place in range(len(self._sessions)))
        results = await asyncio.gather(*lanes, return_exceptions=True)
        for trouble in results:
            if isinstance(trouble, BaseException) and not _is_made_good(trouble, results):
                raise trouble

    async def _lane(self, place: int, supply: "_Supply", book: Book) -> None:
        try:
            for first in supply:
                await self._run(place, chain([first], supply), first, book)
        except Unreachable:
            raise
        except BaseException:
            supply.stop()
            raise

    async def _run(self, place: int, envelopes: Iterator[Envelope], first: Envelope, book: Book) -> None:
        session = self._sessions[place]
        if session is None:
            try:
                session = await open_session(self._route, self._patience)
            except BaseException as trouble:
                why = trouble.why if isinstance(trouble, Unreachable) else "stopped"
                book.settle(NotSent(first.seq, first.attempt, why))
                raise
        self._sessions[place] = None
        try:
            await session.run(envelopes, book)
        except Over:
            return
        self._sessions[place] = session


class _Supply(Iterator[Envelope]):
    """One iterator for all lanes, which any of them can stop."""

    def __init__(self, envelopes: Iterator[Envelope]) -> None:
        self._envelopes, self._is_stopped = envelopes, False

    def __next__(self) -> Envelope:
        if self._is_stopped:
            raise StopIteration
        return next(self._envelopes)

    def stop(self) -> None:
        self._is_stopped = True


def _is_made_good(trouble: BaseException, results: list[BaseException | None]) -> bool:
    """A lane that finds no way in is no trouble while another one has delivered the rest."""
    return isinstance(trouble, Unreachable) and None in results
