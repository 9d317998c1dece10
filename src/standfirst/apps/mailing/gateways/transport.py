"""What every way to send in bulk has in common: several lanes that take from one supply, and the book that knows of each message."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Iterator
from itertools import chain
from types import TracebackType
from typing import Protocol, Self

from standfirst.apps.mailing.rules.bulk.outcomes import Envelope, Outcome, Reply, Verb


class Unreachable(Exception):
    """No session could be opened; nobody's message was touched. `verb` is where, `reply` what the server said, if anything."""

    def __init__(self, verb: Verb, why: str, reply: Reply | None = None) -> None:
        self.verb, self.why, self.reply = verb, why, reply
        super().__init__(f"{verb}: {why}" + (f" {reply.code}" if reply else ""))


class Book(Protocol):
    """Where intents and outcomes are written down. If it raises, sending over this lane ends."""

    def intend(self, envelope: Envelope) -> None:
        """The message is given away next. Raises whatever is a reason not to do it."""
        ...

    def settle(self, outcome: Outcome) -> None:
        """Once for each envelope that was taken, at once. Must keep the outcome even when it raises."""
        ...


class Transport(ABC):
    """`async with transport:` what is open stays open between deliveries. Few lanes are enough: what is in doubt when a process
    is killed is at most one message for each."""

    def __init__(self, lanes: int) -> None:
        self._places = range(lanes)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, trouble: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def deliver(self, envelopes: Iterator[Envelope], book: Book) -> None:
        """Until the iterator is empty; every envelope that is taken is settled once.

        A connection that ends is opened anew while there are more. Raises Unreachable when that fails and what `book` or the
        iterator raises, after the other lanes have finished what they had begun; what was not taken is still in the iterator.
        """
        supply = _Supply(envelopes)
        lanes = (self._lane(place, supply, book) for place in self._places)
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

    @abstractmethod
    async def _run(self, place: int, envelopes: Iterator[Envelope], first: Envelope, book: Book) -> None:
        """Send until the iterator is empty, or the connection of this lane has ended; `first` is its first."""

    @abstractmethod
    async def close(self) -> None:
        """Nothing is on its way any more."""


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
