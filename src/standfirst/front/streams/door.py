"""GET /stream/<room>: an ASGI application of its own, without Django and without the database."""

import asyncio
from random import SystemRandom
from typing import cast
from urllib.parse import parse_qs

from standfirst.front.campus import Campus, address_of
from standfirst.front.contracts import ABORT, Clock, Event, Receive, Scope, Send
from standfirst.front.passes import Admission, Passes
from standfirst.front.streams.contracts import Snapshot
from standfirst.front.streams.frames import BEAT, Cursor, event, read_cursor, retry
from standfirst.front.streams.rooms import Room
from standfirst.front.streams.streams import SOON, CannotLook, NoSuchRoom, Streams
from standfirst.front.streams.watchers import Watcher

PREFIX = "/stream/"
_LONGEST_NAME = 60
_LOT = SystemRandom()
_HEADERS = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store, no-transform"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
)
_DEGRADE = event("degrade", "{}")  # the page asks for the state from time to time instead


class StreamDoor:
    """Everybody who may watch a room is told the same bytes; what is personal never goes over a stream."""

    def __init__(self, streams: Streams, *, passes: Passes, campus: Campus, now: Clock) -> None:
        self._streams, self._passes, self._campus, self._now = streams, passes, campus, now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        name = scope["path"].removeprefix(PREFIX)
        if scope["method"] != "GET":
            await _refuse(send, 405)
            return
        headers = dict(scope["headers"])
        cursor = _cursor(scope, headers)
        try:
            room, snapshot = await self._find(name, cursor)
        except NoSuchRoom:
            await _refuse(send, 404)
            return
        except CannotLook:
            await _degrade(send)
            return
        who = await self._who(scope, headers)
        if not snapshot.admits(who.viewer):
            await _refuse(send, 403)
            return
        await self._watch(scope, receive, send, room=room, snapshot=snapshot, who=who, cursor=cursor)

    async def _find(self, name: str, cursor: Cursor | None) -> tuple[Room, Snapshot]:
        if not 0 < len(name) <= _LONGEST_NAME:
            raise NoSuchRoom
        return await self._streams.find(name, cursor)

    async def _who(self, scope: Scope, headers: dict[bytes, bytes]) -> Admission:
        cookies = headers.get(b"cookie", b"")
        who = self._passes.at_hand(cookies, now=self._now())
        if who is None:
            who, _ = await self._passes.admit(cookies)
        return self._campus.lift(who, address_of(scope), now=self._now())

    async def _watch(
        self, scope: Scope, receive: Receive, send: Send, *, room: Room, snapshot: Snapshot, who: Admission,
        cursor: Cursor | None,
    ) -> None:  # fmt: skip
        address = address_of(scope)
        if not self._streams.has_place(address):
            await _degrade(send)
            return
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        watcher = Watcher(address, who.reader_id, self._ends_at(who), scope.get(ABORT, _cannot))
        self._streams.enter(room, watcher)
        gone = asyncio.ensure_future(_gone(receive))
        gone.add_done_callback(lambda _: watcher.end())
        try:
            await self._say_first(send, watcher, room, snapshot, cursor)
            await self._follow(send, watcher, room, who)
            if not gone.done():
                await _say(send, watcher.parting, more=False)
        finally:
            gone.cancel()
            self._streams.leave(room, watcher)

    def _ends_at(self, who: Admission) -> float:
        """Within ±20 % of a stream's life, and never later than the pass holds."""
        life = self._streams.settings.life * _LOT.uniform(0.8, 1.2)
        left = who.expires_at - self._now()
        return self._streams.seconds() + min(life, max(1.0, left))

    async def _say_first(
        self, send: Send, watcher: Watcher, room: Room, snapshot: Snapshot, cursor: Cursor | None
    ) -> None:
        first = retry(*SOON)
        if cursor is not None and room.can_go_on(cursor):
            watcher.cursor = cursor
        else:
            watcher.cursor = Cursor(snapshot.epoch, snapshot.seq)
            first += event("snapshot", snapshot.text, at=watcher.cursor)
        await self._give(send, watcher, first)
        watcher.ring()

    async def _follow(self, send: Send, watcher: Watcher, room: Room, who: Admission) -> None:
        beats = room.beats
        while not watcher.is_over:
            await watcher.listen()
            if watcher.is_over:
                return
            cursor = cast("Cursor", watcher.cursor)
            if room.can_go_on(cursor):
                chunk, watcher.cursor = room.after(cursor)
            elif room.epoch == cursor.epoch and cursor.seq >= room.ring.last:
                chunk = b""  # the snapshot was newer than what the bus has told so far
            else:
                chunk = await self._anew(watcher, room, who)
            if not chunk and room.beats != beats:
                chunk = BEAT
            beats = room.beats
            if chunk:
                await self._give(send, watcher, chunk)

    async def _anew(self, watcher: Watcher, room: Room, who: Admission) -> bytes:
        """What the room shows now, if they may still watch it; else they are sent away."""
        try:
            _, snapshot = await self._streams.find(room.name)
        except (NoSuchRoom, CannotLook):
            watcher.end(retry(*SOON))
            return b""
        if not snapshot.admits(who.viewer):
            watcher.end(retry(*SOON))
            return b""
        watcher.cursor = Cursor(snapshot.epoch, snapshot.seq)
        return event("snapshot", snapshot.text, at=watcher.cursor)

    async def _give(self, send: Send, watcher: Watcher, chunk: bytes) -> None:
        watcher.sending_since = self._streams.seconds()
        await _say(send, chunk)
        watcher.sending_since = None


def _cursor(scope: Scope, headers: dict[bytes, bytes]) -> Cursor | None:
    """From the browser, or from the page that opens the stream: it knows what it was rendered with."""
    sent = headers.get(b"last-event-id")
    if sent is None:
        sent = next(iter(parse_qs(scope["query_string"]).get(b"c", ())), b"")
    return read_cursor(sent)


async def _gone(receive: Receive) -> None:
    """Without this, whoever has hung up would be written to for ever."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _say(send: Send, body: bytes, *, more: bool = True) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": more})


async def _degrade(send: Send) -> None:
    """Never an error, after which a browser does not come again."""
    await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
    await _say(send, retry(*SOON) + _DEGRADE, more=False)


async def _refuse(send: Send, status: int) -> None:
    start: Event = {
        "type": "http.response.start",
        "status": status,
        "headers": [(b"cache-control", b"no-store")],
    }
    await send(start)
    await _say(send, b"", more=False)


def _cannot() -> None:
    """Where the server gives no way to cut a line."""
