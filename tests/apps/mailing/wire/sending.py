"""Sending in tests: a book that remembers, and a loop whose clock can be put forward."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import uvloop

from standfirst.apps.mailing.gateways.smtp.opening import Route
from standfirst.apps.mailing.gateways.smtp.session import open_session
from standfirst.apps.mailing.gateways.smtp.wire import Over
from standfirst.apps.mailing.rules.bulk.outcomes import Envelope, Outcome
from tests.sink.running import near
from tests.sink.server import Sink


class Memory:
    """A book that notes everything in the order in which it is told."""

    def __init__(self) -> None:
        self.outcomes: list[Outcome] = []
        self.intents: list[int] = []

    def intend(self, envelope: Envelope) -> None:
        self.intents.append(envelope.seq)

    def settle(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)

    @property
    def words(self) -> dict[int, str]:
        """Each message's outcome in a word; one that is settled twice is an error."""
        assert len({one.seq for one in self.outcomes}) == len(self.outcomes)
        return {one.seq: type(one).__name__ for one in self.outcomes}


class Clockwork(asyncio.SelectorEventLoop):
    """A loop whose clock is put forward by the test; nobody waits."""

    ahead = 0.0

    def time(self) -> float:
        return super().time() + self.ahead

    def pass_time(self, seconds: float) -> None:
        self.ahead += seconds
        self._write_to_self()  # wake up and look at the clock


def on(loop: Callable[[], asyncio.AbstractEventLoop], course: Coroutine[Any, Any, Any]) -> Any:
    with asyncio.Runner(loop_factory=loop) as runner:
        return runner.run(course)


LOOPS = [asyncio.SelectorEventLoop, uvloop.new_event_loop]


def envelope(seq: int, **other: Any) -> Envelope:
    data = f"Message-ID: <m{seq}@news.example>\r\nSubject: {seq}\r\n\r\nbody of {seq}\r\n".encode()
    given = {"seq": seq, "attempt": 1, "sender": f"b+{seq}@bounces.example", "recipient": f"r{seq}@inbox.example", "data": data}  # fmt: skip
    return Envelope(**(given | other))


def envelopes(number: int, **other: Any) -> list[Envelope]:
    return [envelope(seq, **other) for seq in range(1, number + 1)]


def route(port: int, **other: Any) -> Route:
    return Route("127.0.0.1", port, "sender.example", **other)


async def send(sink: Sink, messages: list[Envelope], book: Any = None, **other: Any) -> Memory:
    """Over connections one after the other, as long as there are messages."""
    book = book or Memory()
    supply = iter(messages)
    async with near(sink) as port:
        for one in supply:
            session = await open_session(route(port, **other))
            try:
                await session.run(_again(one, supply), book)
            except Over:
                continue
            await session.quit()
    return book


def _again(first: Envelope, rest: Any) -> Any:
    yield first
    yield from rest
