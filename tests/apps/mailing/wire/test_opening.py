"""Greeting, EHLO, TLS and AUTH: what is asked for and not offered ends the conversation before anybody's message is touched."""

import asyncio
import ssl
from collections.abc import Callable
from typing import Any

import pytest

from standfirst.apps.mailing.gateways.smtp.opening import Route, Security
from standfirst.apps.mailing.gateways.smtp.session import open_session
from standfirst.apps.mailing.gateways.transport import Unreachable
from standfirst.apps.mailing.rules.bulk.outcomes import Verb
from tests.apps.mailing.wire.sending import LOOPS, Clockwork, Memory, envelopes, on, route, send
from tests.certificates import Pair, make_pair
from tests.sink.plans import Fault, Plan
from tests.sink.running import near
from tests.sink.server import Log, Sink

CREDENTIALS = {"user": "sender", "password": "open sesame"}
SECURE = ("PIPELINING", "STARTTLS", "AUTH PLAIN LOGIN")


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    return make_pair(tmp_path_factory.mktemp("tls"))


def sink(tls: ssl.SSLContext | None = None, **plan: Any) -> Sink:
    return Sink(Plan(**{"offers": SECURE} | plan), Log(keeps=True), tls)


async def opened(server: Sink, **other: Any) -> None:
    async with near(server) as port:
        session = await open_session(route(port, **other))
        await session.quit()


@pytest.mark.parametrize("loop", LOOPS, ids=["asyncio", "uvloop"])
def test_messages_go_out_over_starttls_with_a_password(
    pair: tuple[ssl.SSLContext, ssl.SSLContext], loop: Callable[[], asyncio.AbstractEventLoop]
) -> None:
    server = sink(pair[0])
    book = on(loop, send(server, envelopes(3), security=Security.STARTTLS, context=pair[1], **CREDENTIALS))
    assert book.words == dict.fromkeys([1, 2, 3], "Accepted")
    heard = [line.split()[0] for line in server.log.heard]
    assert heard[:4] == [b"EHLO", b"STARTTLS", b"EHLO", b"AUTH"]


def test_messages_go_out_over_tls_from_the_first_byte(pair: tuple[ssl.SSLContext, ssl.SSLContext]) -> None:
    async def course() -> None:
        from tests.sink.server import Conversation

        loop = asyncio.get_running_loop()
        made = await loop.create_server(lambda: Conversation(server), "127.0.0.1", 0, ssl=pair[0])
        async with made:
            port = made.sockets[0].getsockname()[1]
            session = await open_session(route(port, security=Security.TLS, context=pair[1]))
            await session.run(iter(envelopes(2)), book)
            await session.quit()

    server, book = sink(), Memory()
    on(asyncio.SelectorEventLoop, course())
    assert book.words == {1: "Accepted", 2: "Accepted"}


@pytest.mark.parametrize(
    "extra", ["250 injected\r\n", "250-in", "x" * 20, "250-sink\r\n250 AUTH PLAIN\r\n235 welcome\r\n"]
)
def test_what_somebody_puts_in_before_tls_is_never_taken_for_an_answer(
    pair: tuple[ssl.SSLContext, ssl.SSLContext], extra: str
) -> None:
    server = sink(pair[0], at={0: Fault("say", "STARTTLS", extra)})
    with pytest.raises(Unreachable, match="STARTTLS: injected") as raised:
        on(
            asyncio.SelectorEventLoop,
            opened(server, security=Security.STARTTLS, context=pair[1], **CREDENTIALS),
        )
    assert raised.value.verb is Verb.STARTTLS
    assert not [line for line in server.log.heard if line.startswith((b"AUTH", b"MAIL"))]


def test_a_server_that_nobody_vouches_for_is_given_nothing(
    pair: tuple[ssl.SSLContext, ssl.SSLContext],
) -> None:
    server = sink(pair[0])
    with pytest.raises(Unreachable, match="STARTTLS: tls"):
        on(asyncio.SelectorEventLoop, opened(server, security=Security.STARTTLS, **CREDENTIALS))
    assert [line.split()[0] for line in server.log.heard] == [b"EHLO", b"STARTTLS"]


@pytest.mark.parametrize(
    ("plan", "other", "message"),
    [
        ({"offers": ("AUTH PLAIN",)}, {"security": Security.STARTTLS}, "STARTTLS: not offered"),
        ({"offers": ("PIPELINING",)}, CREDENTIALS, "AUTH: not offered"),
        ({"offers": ("AUTH CRAM-MD5",)}, CREDENTIALS, "AUTH: not offered"),
        ({}, CREDENTIALS | {"password": "wrong"}, "AUTH: refused 535"),
        ({"greeting": "554 5.7.1 go away"}, {}, "connect: refused 554"),
        ({"greeting": "421 4.3.2 busy"}, {}, "connect: refused 421"),
        ({"greeting": "HTTP/1.1 400 Bad Request"}, {}, "connect: garbled"),
        ({"at": {0: Fault("refuse", "EHLO", "421 4.3.2 busy")}}, {}, "EHLO: refused 421"),
        ({"at": {0: Fault("drop", "EHLO")}}, {}, "EHLO: "),
    ],
)
def test_no_session_is_opened_when_something_is_missing(
    plan: dict[str, Any], other: dict[str, Any], message: str
) -> None:
    server = sink(**plan)
    with pytest.raises(Unreachable, match=message):
        on(asyncio.SelectorEventLoop, opened(server, **other))
    assert not [line for line in server.log.heard if line.startswith(b"MAIL")]


async def let_it_run() -> None:
    for _ in range(100):
        await asyncio.sleep(0)


def test_a_server_that_says_nothing_is_waited_for_five_minutes() -> None:
    async def course() -> None:
        loop: Any = asyncio.get_running_loop()
        silent = await loop.create_server(asyncio.Protocol, "127.0.0.1", 0)
        opening = asyncio.ensure_future(open_session(route(silent.sockets[0].getsockname()[1])))
        await let_it_run()
        loop.pass_time(299)
        await let_it_run()
        assert not opening.done()
        loop.pass_time(2)
        silent.close()
        await opening

    with pytest.raises(Unreachable, match="connect: silent"):
        on(Clockwork, course())


@pytest.mark.parametrize(
    "other",
    [
        {"name": "a\r\nMAIL FROM:<x@y>"}, {"name": ""}, {"name": "a b"}, {"user": "a\0b"},
        {"host": "mail.example", "user": "a", "password": "b"},
    ],
)  # fmt: skip
def test_a_route_that_would_give_away_a_password_or_a_command_cannot_be_made(other: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"EHLO|NUL|clear"):
        Route(**{"host": "127.0.0.1", "port": 25, "name": "sender.example"} | other)
    assert Route("mail.example", 587, "sender.example", Security.STARTTLS, "a", "b").user == "a"


def test_a_password_is_not_printed() -> None:
    made = Route("127.0.0.1", 25, "sender.example", user="a", password="open sesame")
    assert "sesame" not in repr(made)
