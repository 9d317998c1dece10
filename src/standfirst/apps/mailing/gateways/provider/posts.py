"""Several lines to one provider's program, each with a thread for the request that it waits for."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from threading import Thread
from typing import TypeVar

from standfirst.apps.mailing.gateways.provider.account import Account
from standfirst.apps.mailing.gateways.provider.line import NOT_REACHED, Line
from standfirst.apps.mailing.gateways.smtp.session import fault_of
from standfirst.apps.mailing.gateways.transport import Book, Transport, Unreachable
from standfirst.apps.mailing.rules.bulk.outcomes import Envelope, NotSent, Outcome, Refused, Unknown, Verb

T = TypeVar("T")


class Posts(Transport):
    """`async with Posts(account) as posts`. `answer` is how many seconds a message may take altogether."""

    def __init__(self, account: Account, *, connections: int = 4, answer: float = 60) -> None:
        super().__init__(connections)
        self._account, self._answer = account, answer
        self._lines: list[Line | None] = [None] * connections

    async def close(self) -> None:
        """Hang up."""
        for line in self._lines:
            if line is not None:
                line.close()

    async def _run(self, place: int, envelopes: Iterator[Envelope], first: Envelope, book: Book) -> None:
        for one in envelopes:
            if fault := fault_of(one):
                book.settle(NotSent(one.seq, one.attempt, fault))
                continue
            line = await self._line(place, one, book)
            _intend(one, book)
            outcome = await self._post(line, place, one, book)
            book.settle(outcome)
            _check_that_there_is_a_way(outcome)

    async def _line(self, place: int, one: Envelope, book: Book) -> Line:
        """Amazon's library takes a second to be ready; that is no part of an answer."""
        line = self._lines[place]
        if line is None:
            try:
                line = await asyncio.to_thread(Line, self._account, answer=self._answer)
            except BaseException as trouble:
                book.settle(NotSent(one.seq, one.attempt, NOT_REACHED))
                if not isinstance(trouble, Exception):
                    raise
                raise Unreachable(Verb.CONNECT, type(trouble).__name__) from trouble
        return line

    async def _post(self, line: Line, place: int, one: Envelope, book: Book) -> Outcome:
        """One that takes too long, or is told to stop, may have been taken; its line is given up with it."""
        self._lines[place] = None
        try:
            async with asyncio.timeout(self._answer):
                outcome = await _in_a_thread(lambda: line.post(one))
        except TimeoutError:
            return Unknown(one.seq, one.attempt, "timeout")
        except BaseException:
            with suppress(
                Exception
            ):  # the book keeps the outcome; what is raised first is raised to the caller
                book.settle(Unknown(one.seq, one.attempt, "stopped"))
            raise
        self._lines[place] = line
        return outcome


def _check_that_there_is_a_way(outcome: Outcome) -> None:
    """Where the account itself is refused, one message has told it for all."""
    if isinstance(outcome, NotSent) and outcome.why == NOT_REACHED:
        raise Unreachable(Verb.CONNECT, NOT_REACHED)
    if isinstance(outcome, Refused) and outcome.verb is Verb.AUTH:
        raise Unreachable(Verb.AUTH, "refused")


def _intend(one: Envelope, book: Book) -> None:
    try:
        book.intend(one)
    except BaseException:
        with suppress(Exception):
            book.settle(NotSent(one.seq, one.attempt, "stopped"))
        raise


def _in_a_thread(act: Callable[[], T]) -> "asyncio.Future[T]":
    """A thread that nobody waits for at the end of the process: a program that never answers would hold it for ever."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def tell(found: T) -> None:
        if not future.done():
            future.set_result(found)

    def run() -> None:
        found = act()
        with suppress(RuntimeError):  # the loop is closed
            loop.call_soon_threadsafe(tell, found)

    Thread(target=run, name="post", daemon=True).start()
    return future
