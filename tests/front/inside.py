"""The front in this process before an application that the test directs; no clock, no network, no database."""

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from standfirst.core.bus.contracts import Batch, Message, Position
from standfirst.core.passes import Pass, PassCookie, sign
from standfirst.core.viewer import Standing
from standfirst.front.app import Front
from standfirst.front.contracts import (
    ASGIApp,
    OriginGone,
    Receive,
    Rendered,
    Scope,
    Send,
    SharedRequest,
    SharedRoute,
)
from standfirst.front.settings import FrontSettings

KEY = "the key of these tests " * 2
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
SETTINGS = FrontSettings(
    hosts=("review.example",),
    scheme="https",
    keys=(KEY,),
    pass_cookie=PassCookie("pass", secure=True),
    session_cookie="session",
    unavailable=b"<h1>unavailable</h1>",
    failed=b"<h1>failed</h1>",
    page_threads=8,
)


class Clock:
    """Stands still until it is told."""

    def __init__(self) -> None:
        self.seconds = NOON.timestamp()

    def __call__(self) -> float:
        return self.seconds

    def pass_by(self, seconds: float) -> None:
        self.seconds += seconds


class StagedOrigin:
    """Pages below `/s/` are shared; each says what it is made for, and everything the test told it."""

    def __init__(self) -> None:
        self.words = "first words"
        self.status = 200
        self.gone = False
        self.marked = True
        self.headers: tuple[tuple[str, str], ...] = ()
        self.renders = 0
        self.requests: list[SharedRequest] = []
        self.open = threading.Event()
        self.open.set()
        self.sessions: dict[str, str] = {}
        self.renewals = 0
        self.application: ASGIApp = self._personal
        self.passed_on: list[Scope] = []

    def route(self, path: str) -> SharedRoute | None:
        return SharedRoute(frozenset({"after"})) if path.startswith("/s/") else None

    def render(self, request: SharedRequest) -> Rendered:
        self.renders += 1
        self.requests.append(request)
        words = self.words
        self.open.wait(10)
        if self.gone:
            raise OriginGone
        headers = (("Content-Type", "text/html; charset=utf-8"), *self.headers)
        body = f"{words} for {request.viewer.standing} at {request.path}?{request.query}".ljust(500).encode()
        tags = frozenset({f"path:{request.path}", "all"})
        return Rendered(self.status, headers, body, tags, ttl=60, shared=self.marked and self.status == 200)

    def renew_pass(self, cookies: str) -> str | None:
        self.renewals += 1
        self.open.wait(10)
        if self.gone:
            raise OriginGone
        return self.sessions.get(cookies.removeprefix("session="))

    async def _personal(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.passed_on.append(scope)
        await send(
            {"type": "http.response.start", "status": 200, "headers": [(b"X-Standfirst-Shared", b"60;a")]}
        )
        await send({"type": "http.response.body", "body": repr(scope["headers"]).encode()})


class SilentTail:
    """The tests hand the messages over themselves."""

    async def follow(self) -> AsyncIterator[Batch]:
        await asyncio.Event().wait()
        yield Batch((), caught_up=False)


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    cookies: list[str] = field(default_factory=list)


class Stage:
    """The front and everything around it."""

    def __init__(self, *, networks: Any = None, look: Any = None, **settings: Any) -> None:
        self.origin = StagedOrigin()
        self.clock = Clock()
        self.client: tuple[str, int] | None = ("203.0.113.9", 4000)
        chosen = replace(SETTINGS, **settings)
        self.front = Front(
            origin=self.origin,
            tail=SilentTail(),
            settings=chosen,
            now=self.clock,
            networks=networks,
            look=look,
        )
        self.hear()

    @property
    def counters(self) -> Any:
        return self.front.counters

    def hear(self, *messages: tuple[str, dict[str, object]], caught_up: bool = True) -> None:
        """The bus is read."""
        told = [Message(Position(1, n), topic, payload, 0.0) for n, (topic, payload) in enumerate(messages)]
        self.front.listener.take(Batch(tuple(told), caught_up))

    def wait(self, seconds: float) -> None:
        """Time goes by and the bus is heard all along."""
        until = self.clock() + seconds
        while self.clock() < until:
            self.clock.pass_by(min(30, until - self.clock()))
            self.hear()

    def purge(self, *tags: str) -> None:
        self.hear(("purge", {"tags": list(tags)}))

    def pass_for(self, standing: Standing = Standing.SUBSCRIBER, *, reader: int = 7, version: int = 0) -> str:
        ends = datetime.fromtimestamp(self.clock(), UTC) + timedelta(minutes=15)
        return sign(Pass(reader, standing, version, ends), key=KEY)

    async def ask(
        self, path: str = "/s/one/", *, method: str = "GET", query: str = "", **headers: str
    ) -> Answer:
        """One request; header names with underscores for hyphens."""
        named = {
            "host": "review.example",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        return await self.ask_raw(path.encode(), method, query.encode(), named.items())

    async def ask_raw(
        self, raw_path: bytes, method: str, query: bytes, headers: Iterable[tuple[str, str]]
    ) -> Answer:
        events: list[Any] = []

        async def send(event: Any) -> None:
            events.append(event)

        scope = {
            "type": "http",
            "method": method,
            "path": raw_path.decode("latin-1"),
            "raw_path": raw_path,
            "query_string": query,
            "client": self.client,
            "headers": [(name.encode(), value.encode()) for name, value in headers],
        }
        await self.front(scope, _nothing_more, send)
        return _answer(events)


async def _nothing_more() -> Any:
    return {"type": "http.request", "body": b"", "more_body": False}


def _answer(events: list[Any]) -> Answer:
    start, *bodies = events
    pairs = [(name.decode().lower(), value.decode()) for name, value in start["headers"]]
    body = b"".join(event["body"] for event in bodies)
    return Answer(
        start["status"], dict(pairs), body, [value for name, value in pairs if name == "set-cookie"]
    )


def play(scene: Callable[[Stage], Awaitable[None]], **settings: Any) -> None:
    """Run a scene on a stage of its own."""

    async def playing() -> None:
        await scene(Stage(**settings))

    asyncio.run(playing())


async def rendering_begins(stage: Stage, count: int = 1) -> None:
    """Wait until so many renderings have begun."""
    async with asyncio.timeout(5):
        while stage.origin.renders < count:
            await asyncio.sleep(0.001)
