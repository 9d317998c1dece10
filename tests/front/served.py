"""A stage behind a real server on a loopback port, spoken to in bytes."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import uvicorn
import uvloop
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from standfirst.front.contracts import Receive, Scope, Send
from standfirst.front.protocol import FrontProtocol
from tests.front.inside import Stage

DIRECT, BY_THE_APPLICATION = FrontProtocol, HttpToolsProtocol
LAST = b"GET /last/ HTTP/1.1\r\nhost: review.example\r\nconnection: close\r\n\r\n"


class Served:
    """A running server; `passed` counts the requests that reached the application."""

    def __init__(self, stage: Stage, protocol: type[HttpToolsProtocol], options: dict[str, Any]) -> None:
        self.stage = stage
        self.passed = 0
        quiet = {
            "interface": "asgi3",
            "access_log": False,
            "log_config": None,
            "server_header": False,
            "ws": "none",
        }
        self.server = uvicorn.Server(
            uvicorn.Config(self._counted, http=protocol, lifespan="on", **{**quiet, **options})
        )
        self.listening = socket.create_server(("127.0.0.1", 0))

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.passed += scope["type"] == "http"
        await self.stage.front(scope, receive, send)

    @property
    def connections(self) -> list[Any]:
        return list(self.server.server_state.connections)

    async def connect(self, **options: Any) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection(*self.listening.getsockname(), **options)

    async def tell(self, *pieces: bytes) -> bytes:
        """All that is answered until the server closes; all pieces but the last are the beginning of one request."""
        reader, writer = await self.connect()
        for piece in pieces[:-1]:
            writer.write(piece)
            await until(self._has_begun_to_read)
        writer.write(pieces[-1])
        return await self.rest(reader, writer)

    def _has_begun_to_read(self) -> bool:
        here = (each for each in self.connections if each.transport and not each.transport.is_closing())
        return any(each.scope is not None and getattr(each.cycle, "response_complete", True) for each in here)

    async def rest(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        async with asyncio.timeout(20):
            told = await reader.read()
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
        return re.sub(rb"\r\ndate: [^\r]+ GMT\r\n", b"\r\ndate: now\r\n", told)


@asynccontextmanager
async def served(
    stage: Stage, protocol: type[HttpToolsProtocol] = DIRECT, **options: Any
) -> AsyncIterator[Served]:
    found = Served(stage, protocol, options)
    task = asyncio.create_task(found.server.serve(sockets=[found.listening]))
    try:
        await until(lambda: found.server.started or task.done())
        yield found
    finally:
        found.server.should_exit = True
        async with asyncio.timeout(20):
            await task


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not holds():
            await asyncio.sleep(0.001)


def play_served(scene: Callable[[], Awaitable[None]]) -> None:
    """Run a scene on the loop that production has."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_whole(scene))


async def _whole(scene: Callable[[], Awaitable[None]]) -> None:
    await scene()


def request(path: str = "/s/one/", *headers: str, method: str = "GET", version: str = "1.1") -> bytes:
    """A request's head; `headers` are whole lines, before them the host."""
    lines = (f"{method} {path} HTTP/{version}", "Host: review.example", *headers)
    return "\r\n".join((*lines, "", "")).encode("latin-1")
