"""Bytes out, replies in."""

import asyncio
import re
import ssl
from collections import deque
from dataclasses import dataclass
from functools import lru_cache

from standfirst.apps.mailing.rules.bulk.outcomes import Reply, Verb

LONGEST_LINE = 8192  # bytes; RFC 5321 §4.5.3.1.5 says 512
MOST_LINES = 128  # of one reply
LAST_LOOK = 0.05  # seconds
MOST_UNASKED = 16  # replies that nobody has waited for
_LINE = re.compile(rb"([2-5][0-9]{2})(?:([ -])([^\r\n]*))?\r?")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait for each answer (RFC 5321 §4.5.3.2). After the dot a server may take ten minutes."""

    connect: float = 30
    greeting: float = 300
    command: float = 300
    data: float = 120
    dot: float = 600
    quit: float = 5

    def of(self, verb: Verb) -> float:
        """For the answer to this command."""
        return self.data if verb is Verb.DATA else self.command


PATIENCE = Patience()


class Over(Exception):
    """The connection is of no more use. `why` is one word for the log; `reply` is what the server said last, if it is why."""

    def __init__(self, why: str, reply: Reply | None = None) -> None:
        self.why, self.reply = why, reply
        super().__init__(f"{why} {reply.code}" if reply else why)


class Wire(asyncio.Protocol):
    """One connection. Nothing that the other side sends can make it keep more than a few kilobytes."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._replies: deque[Reply] = deque()
        self._rest = b""
        self._lines: list[bytes] = []
        self._waiter: asyncio.Future[None] | None = None
        self._over: Over | None = None
        self._unsent_at_the_end = 0

    # What asyncio calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        *lines, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) > LONGEST_LINE:
            return self._end(Over("garbled"))
        for line in lines:
            if not self._read(line):
                return self._end(Over("garbled"))
        if len(self._replies) > MOST_UNASKED:
            return self._end(Over("garbled"))
        if self._replies:
            self._wake()
        return None

    def eof_received(self) -> bool:
        """The other side will say nothing more: nothing can be settled over this connection, whatever it still reads."""
        self._end(Over("closed"))
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        self._end(Over("lost"))

    # What the session calls

    def write(self, data: bytes) -> None:
        """Raises Over when the connection is known to have ended: then nothing of `data` was sent."""
        if self._over:
            raise self._over
        assert self._transport is not None  # noqa: S101 - made by create_connection
        self._transport.write(data)

    async def reply(self, *, within: float) -> Reply:
        """The next one, within so many seconds. Raises Over."""
        if not self._replies:
            await self._wait(within)
        if self._replies:
            return self._replies.popleft()
        raise self._over or Over("lost")

    def unsent(self) -> int:
        """How many bytes of what was written are known not to have left this process."""
        if self._over or self._transport is None:
            return self._unsent_at_the_end
        return self._transport.get_write_buffer_size()

    def abort(self) -> None:
        """Close at once; what has not left yet never will."""
        self._end(Over("aborted"))

    async def secure(self, context: ssl.SSLContext, hostname: str, *, within: float) -> None:
        """TLS from here on. What came before it is refused: it could have been written by anybody (CVE-2011-0411)."""
        if self._rest or self._lines or self._replies or self._transport is None:
            raise Over("injected")
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(within):
                secured = await loop.start_tls(self._transport, self, context, server_hostname=hostname)
        except (OSError, TimeoutError) as trouble:
            raise Over("tls") from trouble
        if secured is None:
            raise Over("tls")
        self._transport = secured

    # Within

    def _read(self, line: bytes) -> bool:
        """Whether it can be a line of a reply."""
        found = _LINE.fullmatch(line)
        if found is None or len(line) > LONGEST_LINE or len(self._lines) > MOST_LINES:
            return False
        code, sign, text = found.groups()
        self._lines.append(text or b"")
        if sign != b"-":
            self._replies.append(_reply(int(code), tuple(self._lines)))
            self._lines = []
        return True

    async def _wait(self, within: float) -> None:
        if self._over:
            raise self._over
        loop = asyncio.get_running_loop()
        self._waiter = loop.create_future()
        alarm = loop.call_later(within, self._look_once_more, self._waiter)
        try:
            await self._waiter
        finally:
            alarm.cancel()
            self._waiter = None

    def _look_once_more(self, waiter: asyncio.Future[None]) -> None:
        """A process that was stopped comes to its alarms before it comes to what arrived meanwhile."""
        asyncio.get_running_loop().call_later(LAST_LOOK, self._give_up, waiter)

    def _give_up(self, waiter: asyncio.Future[None]) -> None:
        if not waiter.done():
            waiter.set_exception(Over("silent"))

    def _wake(self) -> None:
        if self._waiter and not self._waiter.done():
            self._waiter.set_result(None)

    def _end(self, over: Over) -> None:
        if self._over is None:
            self._unsent_at_the_end = self._transport.get_write_buffer_size() if self._transport else 0
            self._over = over
            if self._transport is not None:
                self._transport.abort()
        self._wake()


@lru_cache(maxsize=256)
def _reply(code: int, lines: tuple[bytes, ...]) -> Reply:
    """Servers say few things, and say them again and again."""
    return Reply(code, tuple(_CONTROLS.sub(" ", one.decode("utf-8", "replace")) for one in lines))
