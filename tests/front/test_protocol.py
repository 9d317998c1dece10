"""What is written at once is, byte for byte, what the application would have answered."""

import asyncio
import re
import socket
from collections.abc import Sequence

import pytest
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from standfirst.core.viewer import Standing
from standfirst.front import protocol
from standfirst.front.contracts import Receive, Scope, Send
from standfirst.front.protocol import FrontProtocol
from standfirst.front.shared import SharedDoor
from tests.front.inside import Stage
from tests.front.served import BY_THE_APPLICATION, DIRECT, LAST, Served, play_served, request, served, until

HIT = request()
ETAG = "{etag}"  # that of the plain page for visitors
PASS = "{pass}"
AT_ONCE = {
    "plain": HIT,
    "in zipped form": request("/s/one/", "Accept-Encoding: gzip, br"),
    "zipped form refused": request("/s/one/", "Accept-Encoding: gzip;q=0"),
    "two encodings": request("/s/one/", "Accept-Encoding: gzip", "Accept-Encoding: identity"),
    "only the head": request(method="HEAD"),
    "known": request("/s/one/", f"If-None-Match: {ETAG}"),
    "known weakly, among others": request("/s/one/", f'If-None-Match: "a", W/{ETAG}'),
    "any is known": request("/s/one/", "If-None-Match: *"),
    "known, only the head": request("/s/one/", f"If-None-Match: {ETAG}", method="HEAD"),
    "another is known": request("/s/one/", 'If-None-Match: "other"'),
    "known in the other form": request("/s/one/", f"If-None-Match: {ETAG}", "Accept-Encoding: gzip"),
    "subscriber": request("/s/one/", f"Cookie: pass={PASS}"),
    "subscriber in zipped form": request("/s/one/", f"Cookie: pass={PASS}", "Accept-Encoding: gzip"),
    "subscriber, visitor's etag": request("/s/one/", f"Cookie: pass={PASS}", f"If-None-Match: {ETAG}"),
    "two lines of cookies": request("/s/one/", f"Cookie: pass={PASS}", "Cookie: a=b"),
    "an empty line of cookies": request("/s/one/", "Cookie:", f"Cookie: pass={PASS}"),
    "host in capitals": b"GET /s/one/ HTTP/1.1\r\nHOST: Review.EXAMPLE\r\n\r\n",
    "a parameter": request("/s/one/?after=3"),
    "a parameter that is nobody's": request("/s/one/?odd=evil"),
    "an empty query": request("/s/one/?"),
    "two question marks": request("/s/one/?odd=a?b"),
    "staying open": request("/s/one/", "Connection: keep-alive"),
    "a header without a value": request("/s/one/", "X-Empty:"),
    "a part only": request("/s/one/", "Range: bytes=0-5"),
    "thrice": HIT * 3,
}
BY_THE_WAY = {
    "not yet made": request("/s/new/"),
    "not shared": request("/account/"),
    "no such method": request(method="PURGE"),
    "options": request(method="OPTIONS"),
    "post": request("/s/one/", "Content-Length: 3", method="POST") + b"a=b",
    "with a body": request("/s/one/", "Content-Length: 3") + b"a=b",
    "with an empty body": request("/s/one/", "Content-Length: 0"),
    "in chunks": request("/s/one/", "Transfer-Encoding: chunked") + b"3\r\na=b\r\n0\r\n\r\n",
    "may I": request("/s/one/", "Content-Length: 3", "Expect: 100-continue") + b"a=b",
    "another protocol": request("/s/one/", "Connection: Upgrade", "Upgrade: websocket"),
    "closing": request("/s/one/", "Connection: close"),
    "closing, only the head": request("/s/one/", "Connection: close", method="HEAD"),
    "old": request(version="1.0"),
    "old, staying open": request("/s/one/", "Connection: keep-alive", version="1.0"),
    "two hosts": request("/s/one/", "Host: review.example"),
    "no host": b"GET /s/one/ HTTP/1.1\r\n\r\n",
    "a stranger's host": b"GET /s/one/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "a whole address": request("http://review.example/s/one/"),
    "a fragment": request("/s/one/#part"),
    "a fragment in the query": request("/s/one/?after=3#part"),
    "doubled slash": request("//s/one/"),
    "dot segments": request("/s/two/../one/"),
    "needless escapes": request("/s/%6fne/"),
    "a query that cannot be read": request("/s/one/?after=" + "é"),
    "a long query": request("/s/one/?after=" + "3" * 3000),
    "a false pass": request("/s/one/", "Cookie: pass=false", "Cookie: session=nobody"),
    "nothing readable": b"GET\r\n\r\n",
}


def completed(raw: bytes, *, etag: bytes, pass_: str) -> bytes:
    return raw.replace(ETAG.encode(), etag).replace(PASS.encode(), pass_.encode())


async def prepared(site: Served) -> list[tuple[bytes, ...]]:
    """Makes the pages and gives the table of requests: whole, and in two pieces where there are two."""
    stage = site.stage
    etag = (await stage.ask()).headers["etag"].encode()
    pass_ = stage.pass_for(Standing.SUBSCRIBER)
    for cookies in (f"pass={pass_}", f"pass={pass_}; a=b"):
        await stage.ask(cookie=cookies)
    await stage.ask(query="after=3")
    table = [completed(raw, etag=etag, pass_=pass_) for raw in (*AT_ONCE.values(), *BY_THE_WAY.values())]
    return [(raw + LAST,) for raw in table] + [(raw[:9], raw[9:] + LAST) for raw in table if len(raw) > 9]


async def answers_of(way: type[HttpToolsProtocol]) -> tuple[list[bytes], int, int]:
    async with served(Stage(), way, timeout_keep_alive=0.2) as site:
        said = [await site.tell(*pieces) for pieces in await prepared(site)]
        return said, site.passed, site.server.server_state.total_requests


def test_both_ways_say_the_same() -> None:
    async def scene() -> None:
        at_once, passed, total = await answers_of(DIRECT)
        by_the_application, passed_of_all, total_of_all = await answers_of(BY_THE_APPLICATION)
        names = [*AT_ONCE, *BY_THE_WAY] * 2
        for name, ours, theirs in zip(names[:-1], at_once, by_the_application, strict=True):
            assert ours == theirs, name
            assert ours.startswith(b"HTTP/1.1 "), name
        assert total == total_of_all
        # One of the table is three requests; what was not yet made is at hand the second time.
        assert passed_of_all - passed == 2 * (len(AT_ONCE) + 2) + 1

    play_served(scene)


@pytest.mark.parametrize("name", AT_ONCE)
def test_what_is_at_hand_does_not_reach_the_application(name: str) -> None:
    async def scene() -> None:
        async with served(Stage()) as site:
            await prepared(site)
            etag = (await site.stage.ask()).headers["etag"].encode()
            pass_ = site.stage.pass_for(Standing.SUBSCRIBER)
            await site.tell(completed(AT_ONCE[name], etag=etag, pass_=pass_) + LAST)
            assert site.passed == 1  # the last

    play_served(scene)


@pytest.mark.parametrize("options", [{"root_path": "/s"}, {"limit_concurrency": 100}])
def test_what_uvicorn_is_told_to_do_more_is_left_to_it(options: dict[str, object]) -> None:
    async def scene() -> None:
        async with served(Stage(), **options) as site:
            await site.stage.ask()
            await site.tell(HIT + LAST)
            assert site.passed == 2

    play_served(scene)


def bodies(told: bytes) -> list[bytes]:
    """What each answer of a connection is about."""
    return re.findall(rb"(?:for (\w+) at \S+|\[\(b'host')", told)


def test_answers_come_in_the_order_of_the_questions() -> None:
    async def scene() -> None:
        async with served(Stage()) as site:
            await site.stage.ask()
            told = await site.tell(HIT + request("/account/") + HIT + request("/s/new/") + HIT + LAST)
            assert bodies(told) == [b"visitor", b"", b"visitor", b"visitor", b"visitor", b""]

    play_served(scene)


def test_out_of_order_without_the_look_at_who_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FrontProtocol, "_is_plain", lambda _: True)

    async def scene() -> None:
        async with served(Stage()) as site:
            await site.stage.ask()
            told = await site.tell(request("/account/") + HIT + LAST)
            assert bodies(told) != [b"", b"visitor", b""]

    play_served(scene)


def test_what_came_before_a_broken_request_is_answered() -> None:
    async def scene() -> None:
        async with served(Stage()) as site:
            await site.stage.ask()
            told = await site.tell(HIT + b"BROKEN\r\n\r\n")
            assert re.findall(rb"HTTP/1.1 (\d+)", told) == [b"200", b"400"]

    play_served(scene)


def test_an_error_at_hand_is_the_applications_to_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise LookupError

    async def scene() -> None:
        monkeypatch.setattr(SharedDoor, "at_hand", fail)
        async with served(Stage()) as site:
            await site.stage.ask()
            assert (await site.tell(HIT + LAST)).startswith(b"HTTP/1.1 200 OK")

    play_served(scene)


@pytest.mark.parametrize("way", [DIRECT, BY_THE_APPLICATION])
def test_a_purged_page_is_not_at_hand(way: type[HttpToolsProtocol]) -> None:
    async def scene() -> None:
        async with served(Stage(), way) as site:
            await site.stage.ask()
            site.stage.origin.words = "new words"
            site.stage.purge("all")
            assert b"new words" in await site.tell(HIT + LAST)

    play_served(scene)


@pytest.mark.parametrize("way", [DIRECT, BY_THE_APPLICATION])
def test_an_outdated_pass_opens_nothing(way: type[HttpToolsProtocol]) -> None:
    async def scene() -> None:
        async with served(Stage(), way) as site:
            asked = request("/s/one/", f"Cookie: pass={site.stage.pass_for()}") + LAST
            assert b"for subscriber" in await site.tell(asked)
            assert b"for subscriber" in await site.tell(asked)
            site.stage.hear(("standing", {"reader": 7, "version": 1}))
            assert b"for subscriber" not in await site.tell(asked)

    play_served(scene)


def test_an_idle_connection_is_closed() -> None:
    async def scene() -> None:
        async with served(Stage(), timeout_keep_alive=0) as site:
            await site.stage.ask()
            assert bodies(await site.tell(HIT)) == [b"visitor"]

    play_served(scene)


class Slow:
    """A personal page that takes until it is told."""

    def __init__(self, stage: Stage) -> None:
        self.asked, self.go = asyncio.Event(), asyncio.Event()
        self._quick, stage.origin.application = stage.origin.application, self
        stage.front._personal._application = self

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked.set()
        await self.go.wait()
        await self._quick(scope, receive, send)


async def clock_behind_an_answer(site: Served) -> object:
    """What would close the connection while the application still works on its second request."""
    await site.stage.ask()
    slow = Slow(site.stage)
    telling = asyncio.create_task(site.tell(HIT + request("/account/") + LAST))
    await slow.asked.wait()
    clock = site.connections[0].timeout_keep_alive_task
    slow.go.set()
    assert bodies(await telling) == [b"visitor", b"", b""]
    return clock


def test_a_slow_answer_is_not_taken_for_idleness() -> None:
    async def scene() -> None:
        async with served(Stage()) as site:
            assert await clock_behind_an_answer(site) is None

    play_served(scene)


def test_it_is_when_the_clock_is_not_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    class Forgetful(FrontProtocol):
        def _unset_keepalive_if_required(self) -> None:
            if not self.headers:  # called by uvicorn alone, before a request is read
                super()._unset_keepalive_if_required()

    async def scene() -> None:
        async with served(Stage(), Forgetful) as site:
            assert await clock_behind_an_answer(site) is not None

    play_served(scene)


MANY = 200


async def waiting_for_a_slow_client(site: Served) -> tuple[int, int]:
    """Bytes that wait in the server for somebody who asks much and reads nothing yet; and pages read in the end."""
    site.stage.origin.words = "x" * 100_000
    await site.stage.ask()
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.connect(site.listening.getsockname())
    reader, writer = await asyncio.open_connection(sock=line, limit=1024)
    writer.write(HIT * MANY + LAST)
    await until(lambda: any(each.flow.write_paused for each in site.connections))
    waiting = site.connections[0].transport.get_write_buffer_size()
    return waiting, len(bodies(await site.rest(reader, writer)))


def test_who_asks_much_and_reads_slowly_does_not_fill_the_memory() -> None:
    async def scene() -> None:
        async with served(Stage()) as site:
            waiting, read = await waiting_for_a_slow_client(site)
            assert waiting < 1_000_000
            assert read == MANY + 1

    play_served(scene)


def test_without_the_look_at_the_line_the_memory_is_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FrontProtocol, "_is_plain", lambda self: b"close" not in dict(self.headers).values())

    async def scene() -> None:
        async with served(Stage()) as site:
            waiting, _ = await waiting_for_a_slow_client(site)
            assert waiting > 10_000_000

    play_served(scene)


@pytest.mark.parametrize("way", [DIRECT, BY_THE_APPLICATION])
def test_a_server_that_stops_finishes_what_it_has_begun(way: type[HttpToolsProtocol]) -> None:
    async def scene() -> None:
        async with served(Stage(), way) as site:
            site.stage.origin.words = "x" * 5_000_000
            await site.stage.ask()
            reader, writer = await site.connect(limit=1024)
            idle, still = await site.connect()
            writer.write(HIT)
            still.write(HIT)
            await until(lambda: site.server.server_state.total_requests == 2)
            site.server.should_exit = True
            for each in ((reader, writer), (idle, still)):
                assert len(await site.rest(*each)) > 5_000_000

    play_served(scene)


def test_the_date_is_that_of_the_moment() -> None:
    lines = protocol.DefaultLines()
    first: Sequence[tuple[bytes, bytes]] = [(b"date", b"now")]
    assert [lines.of(first), lines.of(first)] == [b"date: now\r\n"] * 2
    assert lines.of([(b"date", b"later"), (b"server", b"a")]) == b"date: later\r\nserver: a\r\n"
