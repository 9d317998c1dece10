"""Ten thousand who watch, in a process of their own: `python -m bench.watchers HOST PORT PATH NUMBER`.

Its orders come line by line: `open` makes all connections, `close` drops them, `again` makes them with the place where each
was, `frames` writes what was received since. Each is answered by one line of JSON.
"""

import asyncio
import json
import sys
import time
from collections import defaultdict

import uvloop

OF_AN_ADDRESS = 400  # of one loopback address: a front lets in 500
AT_ONCE = 500  # connections that are being made
HELLO = b"event: snapshot"


class Watcher(asyncio.Protocol):
    """Reads frames as they come, and knows the place of the last one."""

    def __init__(self, crowd: "Crowd") -> None:
        self.crowd = crowd
        self.place = b""
        self.rest = b""
        self.is_in = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        since = b"Last-Event-ID: %s\r\n" % self.place if self.place else b""
        self.is_in, self.rest = False, b""
        transport.write(  # type: ignore[attr-defined]
            b"GET %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n" % (self.crowd.path, since)
        )

    def data_received(self, data: bytes) -> None:
        moment = time.monotonic()
        *whole, self.rest = (self.rest + data).split(b"\n\n")
        for each in whole:
            if b"HTTP/1.1" in each and b"HTTP/1.1 200" not in each:
                self.crowd.refused += 1
            self._take(each, moment)

    def _take(self, text: bytes, moment: float) -> None:
        if b"event: degrade" in text:
            self.crowd.refused += 1
        if not self.is_in and (b"retry:" in text or HELLO in text):
            self.is_in = True
            self.crowd.came_in()
        _, found, after = text.partition(b"id: ")
        if found:
            self.place = after.split(b"\n", 1)[0]
            if HELLO not in text:
                self.crowd.heard[self.place.decode()].append(moment)

    def connection_lost(self, problem: Exception | None) -> None:
        if not self.crowd.is_closing:
            self.crowd.lost += 1


class Crowd:
    """All of them."""

    def __init__(self, host: str, port: int, path: str, number: int) -> None:
        self.host, self.port, self.path = host, port, path.encode()
        self.watchers = [Watcher(self) for _ in range(number)]
        self.heard: dict[str, list[float]] = defaultdict(list)
        self.refused = self.lost = self.inside = 0
        self.is_closing = False
        self.all_in = asyncio.Event()

    def came_in(self) -> None:
        self.inside += 1
        if self.inside == len(self.watchers):
            self.all_in.set()

    async def open(self) -> dict[str, float]:
        self.inside, self.is_closing = 0, False
        self.all_in.clear()
        door, begun = asyncio.Semaphore(AT_ONCE), time.monotonic()
        await asyncio.gather(*(self._one(place, each, door) for place, each in enumerate(self.watchers)))
        async with asyncio.timeout(120):
            await self.all_in.wait()
        return {"seconds": time.monotonic() - begun, "inside": self.inside, "refused": self.refused}

    async def _one(self, place: int, watcher: Watcher, door: asyncio.Semaphore) -> None:
        address = f"127.0.1.{1 + place // OF_AN_ADDRESS}"
        async with door:
            loop = asyncio.get_running_loop()
            await loop.create_connection(lambda: watcher, self.host, self.port, local_addr=(address, 0))

    def close(self) -> dict[str, int]:
        self.is_closing = True
        for each in self.watchers:
            each.transport.abort()  # type: ignore[attr-defined]
        return {"lost": self.lost}

    def frames(self) -> dict[str, list[float]]:
        told = {place: [round(each, 6) for each in moments] for place, moments in self.heard.items()}
        self.heard.clear()
        return told


async def main() -> None:
    """Until there are no more orders."""
    host, port, path, number = sys.argv[1:]
    crowd = Crowd(host, int(port), path, int(number))
    loop = asyncio.get_running_loop()
    while order := (await loop.run_in_executor(None, sys.stdin.readline)).strip():
        if order in {"open", "again"}:
            told: object = await crowd.open()
        else:
            told = crowd.close() if order == "close" else crowd.frames()
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main())
