"""Conversations with a server that does not always behave: every message has exactly one outcome, and it is the true one."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from standfirst.apps.mailing.gateways.smtp.lanes import Lanes
from standfirst.apps.mailing.gateways.smtp.session import fault_of, open_session, stuffed
from standfirst.apps.mailing.gateways.smtp.wire import Over
from standfirst.apps.mailing.gateways.transport import Unreachable
from standfirst.apps.mailing.rules.bulk.outcomes import (
    Accepted,
    Envelope,
    NotSent,
    Outcome,
    Refused,
    Unknown,
    Verb,
)
from tests.apps.mailing.wire.sending import LOOPS, Clockwork, Memory, envelope, envelopes, on, route, send
from tests.sink.plans import Fault, Plan
from tests.sink.running import near
from tests.sink.server import Log, Sink

STEP_BY_STEP = ("SIZE 100000",)
PIPELINED = ("PIPELINING",)


def sink(*, offers: tuple[str, ...] = PIPELINED, **plan: Any) -> Sink:
    return Sink(Plan(offers=offers, **plan), Log(keeps=True))


def taken(server: Sink) -> list[int]:
    """Which messages the server has taken over, from their bytes."""
    return [int(message.split(b"<m")[1].split(b"@")[0]) for _, _, message in server.log.kept]


@pytest.mark.parametrize("loop", LOOPS, ids=["asyncio", "uvloop"])
@pytest.mark.parametrize("offers", [PIPELINED, STEP_BY_STEP, ()], ids=["pipelined", "steps", "nothing"])
def test_every_message_arrives_once_with_its_own_envelope(
    loop: Callable[[], asyncio.AbstractEventLoop], offers: tuple[str, ...]
) -> None:
    server = sink(offers=offers)
    book = on(loop, send(server, envelopes(20)))
    assert book.words == dict.fromkeys(range(1, 21), "Accepted")
    assert book.intents == list(range(1, 21))
    for number, (sender, recipient, message) in enumerate(server.log.kept, start=1):
        wanted = envelope(number)
        size = b" SIZE=%d" % len(wanted.data) if "SIZE 100000" in offers else b""
        assert (sender, recipient, message) == (
            f"MAIL FROM:<{wanted.sender}>".encode() + size,
            wanted.recipient.encode(),
            wanted.data,
        )
    assert server.connections == 1
    assert book.outcomes[0] == Accepted(1, 1, 250, "2.0.0 Ok: queued as 1")


def test_in_the_steady_state_a_message_costs_one_round_trip() -> None:
    """The next beginning is in the same piece of bytes as the dot before it."""
    pieces: list[bytes] = []

    async def course() -> None:
        async with near(sink()) as port:
            session = await open_session(route(port))
            transport: Any = session._wire._transport
            session._wire._transport = _Watched(transport, pieces)
            await session.run(iter(envelopes(5)), Memory())
            await session.quit()

    on(asyncio.SelectorEventLoop, course())
    assert [piece.count(b"\r\nDATA\r\n") for piece in pieces] == [1, 1, 1, 1, 1, 0, 0]
    assert [piece.count(b"\r\n.\r\n") for piece in pieces] == [0, 1, 1, 1, 1, 1, 0]


class _Watched:
    def __init__(self, transport: Any, pieces: list[bytes]) -> None:
        self._transport, self._pieces = transport, pieces

    def write(self, data: bytes) -> None:
        self._pieces.append(data)
        self._transport.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


REFUSALS = [
    ("MAIL", "451 4.3.0 later", Verb.MAIL),
    ("MAIL", "550-5.7.1 not\r\n550 5.7.1 you", Verb.MAIL),
    ("RCPT", "550 5.1.1 no such reader", Verb.RCPT),
    ("RCPT", "452 4.2.2 full", Verb.RCPT),
    ("DATA", "451 4.7.1 grey", Verb.DATA),
    ("dot", "552 5.3.4 too big", Verb.DOT),
    ("dot", "451 4.3.2 later", Verb.DOT),
]


@pytest.mark.parametrize("offers", [PIPELINED, STEP_BY_STEP], ids=["pipelined", "steps"])
@pytest.mark.parametrize(("verb", "text", "said_at"), REFUSALS)
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_refused_message_is_told_and_the_next_goes_out(
    verb: str, text: str, said_at: Verb, number: int, offers: tuple[str, ...]
) -> None:
    server = sink(offers=offers, at={number: Fault("refuse", verb, text)})
    book = on(asyncio.SelectorEventLoop, send(server, envelopes(3)))
    refused = next(one for one in book.outcomes if isinstance(one, Refused))
    assert (refused.seq, refused.code, refused.verb) == (number, int(text[:3]), said_at)
    assert refused.text == text.replace("550-", "").replace("\r\n550 ", " ")[4 * ("550-" not in text) :]
    assert sorted(taken(server)) == sorted(set(range(1, 4)) - {number})
    assert server.connections == 1


@pytest.mark.parametrize("offers", [PIPELINED, STEP_BY_STEP], ids=["pipelined", "steps"])
@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA", "dot"])
def test_421_ends_the_connection_and_nothing_is_in_doubt(verb: str, offers: tuple[str, ...]) -> None:
    server = sink(offers=offers, at={2: Fault("refuse", verb, "421 4.7.0 too fast")})
    book = on(asyncio.SelectorEventLoop, send(server, envelopes(5)))
    assert book.words[2] == "Refused"
    assert [seq for seq, word in book.words.items() if word == "Accepted"] == sorted(taken(server))
    assert "Unknown" not in book.words.values()
    assert server.connections == 2
    assert book.words[5] == "Accepted"


def test_a_server_that_waits_for_a_message_to_nobody_is_not_given_a_dot() -> None:
    """RFC 2920 §3.1: DATA can be taken though RCPT was refused. A lone dot could become an empty letter."""
    server = sink(at={2: Fault("await_all", text="550 5.1.1 no such reader")})
    book = on(asyncio.SelectorEventLoop, send(server, envelopes(4)))
    assert (book.words[1], book.words[2], book.words[4]) == ("Accepted", "Refused", "Accepted")
    assert (book.words[3], taken(server)) == ("NotSent", [1, 4])
    assert all(message for _, _, message in server.log.kept)


@pytest.mark.parametrize("loop", LOOPS, ids=["asyncio", "uvloop"])
@pytest.mark.parametrize("offers", [PIPELINED, STEP_BY_STEP], ids=["pipelined", "steps"])
@pytest.mark.parametrize(
    ("fault", "outcome", "has_it"),
    [
        (Fault("drop", "MAIL"), "NotSent", False),
        (Fault("drop", "RCPT"), "NotSent", False),
        (Fault("drop", "DATA"), "NotSent", False),
        (Fault("half_close", "DATA"), "NotSent", False),
        (Fault("drop", "dot"), "Unknown", False),
        (Fault("swallow"), "Unknown", True),
        (Fault("half_close"), "Unknown", True),
        (Fault("leave"), "Accepted", True),
        (Fault("say", "dot", "what?\r\n"), "Unknown", True),
        (Fault("say", "dot", "354 more\r\n"), "Unknown", True),
        (Fault("say", "dot", "250" + "-x\r\n250" * 200 + " x\r\n"), "Unknown", True),
        (Fault("say", "dot", "250 " + "x" * 9000), "Unknown", True),
        (Fault("say", "DATA", "what?\r\n"), "NotSent", False),
    ],
    ids=lambda value: f"{value.kind}-{value.verb}" if isinstance(value, Fault) else None,
)
def test_a_connection_that_breaks_leaves_no_message_without_its_true_outcome(
    fault: Fault,
    outcome: str,
    has_it: bool,
    offers: tuple[str, ...],
    loop: Callable[[], asyncio.AbstractEventLoop],
) -> None:
    server = sink(offers=offers, at={2: fault})
    book = on(loop, send(server, envelopes(6)))
    assert (book.words[2], 2 in taken(server)) == (outcome, has_it)
    for seq, word in book.words.items():
        if seq != 2:
            assert (word == "Accepted") is (taken(server).count(seq) == 1)
            assert word in {"Accepted", "NotSent"}
    assert (book.words[1], book.words[6]) == ("Accepted", "Accepted")
    assert set(book.intents) >= set(taken(server))


@pytest.mark.parametrize(
    ("answered_after", "minutes", "words"),
    [(9, 9.5, {1: "Accepted"}), (11, 9.9, {}), (11, 10.5, {1: "Unknown"})],
)
def test_a_server_may_take_ten_minutes_after_the_dot_and_no_longer(
    answered_after: int, minutes: float, words: dict[int, str]
) -> None:
    async def course() -> dict[int, str]:
        loop: Any = asyncio.get_running_loop()
        async with near(server) as port:
            session = await open_session(route(port))
            run = asyncio.ensure_future(session.run(iter(envelopes(1)), book))
            while not server.log.kept:
                await asyncio.sleep(0)
            assert book.outcomes == []
            loop.pass_time(minutes * 60)
            while not run.done() if words else loop.ahead == 0:
                await asyncio.sleep(0)
            found = dict(book.words)
            run.cancel()
            await asyncio.wait([run])
        return found

    server, book = sink(at={1: Fault("delay", seconds=answered_after * 60)}), Memory()
    assert on(Clockwork, course()) == words


def test_a_server_that_stops_reading_before_the_dot_has_left_us_is_not_in_doubt() -> None:
    """What lies in our own buffer never left: after the time is over it never will."""

    async def course(size: int) -> Memory:
        loop: Any = asyncio.get_running_loop()
        book, server = Memory(), sink(at={1: Fault("stall", "DATA")})
        large = envelope(1, data=b"Subject: x\r\n\r\n" + b"x" * 70 + (b"\r\n" + b"x" * 70) * size + b"\r\n")
        async with near(server) as port:
            session = await open_session(route(port))
            run = asyncio.ensure_future(session.run(iter([large, envelope(2)]), book))
            while not book.intents:
                await asyncio.sleep(0)
            loop.pass_time(601)
            await asyncio.wait([run])
            assert isinstance(run.exception(), Over)
            assert server.log.kept == []
        return book

    assert on(Clockwork, course(400_000)).words == {1: "NotSent", 2: "NotSent"}
    assert on(Clockwork, course(1)).words == {1: "Unknown", 2: "NotSent"}


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"recipient": "a@b.example>\r\nRCPT TO:<c@d.example"}, "address"),
        ({"recipient": "a@b.example> SIZE=1"}, "address"),
        ({"recipient": "a@b.example\n"}, "address"),
        ({"recipient": ""}, "address"),
        ({"sender": "x\r\nDATA"}, "address"),
        ({"recipient": "räder@b.example"}, "failed_eai"),
        ({"data": b""}, "message"),
        ({"data": b"Subject: x\r\n\r\nno end"}, "message"),
        ({"data": b"Subject: x\r\n\r\nx\n.\nMAIL FROM:<a@b.example>\r\n"}, "message"),
        ({"data": b"Subject: x\r\n\r\nx\r.\r\r\n"}, "message"),
        ({"data": b"no blank line\r\n"}, "message"),
    ],
)
def test_nothing_in_an_envelope_becomes_a_command(other: dict[str, Any], why: str) -> None:
    server = sink()
    book = on(asyncio.SelectorEventLoop, send(server, [envelope(1), envelope(2, **other), envelope(3)]))
    assert [one for one in book.outcomes if isinstance(one, NotSent)] == [NotSent(2, 1, why)]
    assert taken(server) == [1, 3]
    heard = [line.strip() for line in server.log.heard]
    assert heard == [b"EHLO sender.example", *_commands(1), *_commands(3), b"QUIT"]


def _commands(seq: int) -> list[bytes]:
    one = envelope(seq)
    return [f"MAIL FROM:<{one.sender}>".encode(), f"RCPT TO:<{one.recipient}>".encode(), b"DATA"]


def test_dots_are_doubled_and_come_out_single() -> None:
    data = b".first: x\r\n\r\n.\r\n..\r\n.x\r\nx.\r\n"
    assert stuffed(data) == b"..first: x\r\n\r\n..\r\n...\r\n..x\r\nx.\r\n"
    server = sink()
    on(asyncio.SelectorEventLoop, send(server, [envelope(1, data=data), envelope(2)]))
    assert server.log.kept[0][2] == data
    assert fault_of(envelope(1, data=data)) is None


class Stopping(Memory):
    """A book that cannot write down the intent of the third message: its disk is full, or its lease is over."""

    def intend(self, envelope: Envelope) -> None:
        if envelope.seq == 3:
            raise OSError(28, "No space left on device")
        super().intend(envelope)


def test_without_an_intent_in_the_book_no_dot_is_written() -> None:
    server, book = sink(), Stopping()
    with pytest.raises(OSError, match="No space"):
        on(asyncio.SelectorEventLoop, send(server, envelopes(6), book))
    assert taken(server) == [1, 2]
    assert book.words == {1: "Accepted", 2: "Accepted", 3: "NotSent", 4: "NotSent"}


def test_a_supply_that_fails_leaves_nothing_in_doubt() -> None:
    def supply() -> Iterator[Envelope]:
        yield from envelopes(3)
        raise LookupError("a poisoned row")

    async def course() -> None:
        async with near(server) as port:
            session = await open_session(route(port))
            await session.run(supply(), book)

    server, book = sink(), Memory()
    with pytest.raises(LookupError):
        on(asyncio.SelectorEventLoop, course())
    assert (book.words, taken(server)) == (dict.fromkeys([1, 2, 3], "Accepted"), [1, 2, 3])


def test_a_cancelled_run_settles_what_it_has_taken() -> None:
    async def course() -> None:
        async with near(server) as port:
            session = await open_session(route(port))
            run = asyncio.ensure_future(session.run(iter(envelopes(4)), book))
            while not server.log.kept:
                await asyncio.sleep(0)
            run.cancel()
            await asyncio.wait([run])
            assert run.cancelled()

    server, book = sink(at={1: Fault("delay", seconds=3600)}), Memory()
    on(asyncio.SelectorEventLoop, course())
    assert book.words == {1: "Unknown", 2: "NotSent", 3: "NotSent"}


def test_lanes_share_one_supply_and_come_back_after_a_break() -> None:
    async def course(server: Sink, number: int) -> Memory:
        book = Memory()
        async with near(server) as port, Lanes(route(port), connections=4) as lanes:
            await lanes.deliver(iter(envelopes(number)), book)
            before = server.connections
            await lanes.deliver(iter([envelope(number + 1)]), book)
            assert server.connections == before
        return book

    server = sink(at={20: Fault("swallow"), 50: Fault("refuse", "MAIL", "421 4.3.2 bye")})
    book = on(asyncio.SelectorEventLoop, course(server, 200))
    words = list(book.words.values())
    assert (words.count("Unknown"), words.count("Refused"), len(words)) == (1, 1, 201)
    assert len(taken(server)) == len(set(taken(server))) == words.count("Accepted") + 1


def test_lanes_that_find_nobody_say_so_and_take_no_more_than_they_settle(
    unused_port: Callable[[], int],
) -> None:
    async def course() -> None:
        async with Lanes(route(unused_port()), connections=2) as lanes:
            await lanes.deliver(supply, book)

    supply, book = iter(envelopes(10)), Memory()
    with pytest.raises(Unreachable, match="connect"):
        on(asyncio.SelectorEventLoop, course())
    assert set(book.words.values()) == {"NotSent"}
    assert len(book.words) + len(list(supply)) == 10


def test_a_book_that_refuses_stops_all_lanes() -> None:
    async def course() -> None:
        async with near(server) as port, Lanes(route(port), connections=3) as lanes:
            await lanes.deliver(supply, book)

    server, book, supply = sink(), Stopping(), iter(envelopes(500))
    with pytest.raises(OSError, match="No space"):
        on(asyncio.SelectorEventLoop, course())
    assert sorted(taken(server)) == sorted(seq for seq, word in book.words.items() if word == "Accepted")
    assert len(list(supply)) > 450
    kinds: set[type[Outcome]] = {type(one) for one in book.outcomes}
    assert Unknown not in kinds
