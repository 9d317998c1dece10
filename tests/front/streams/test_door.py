"""The streams behind a real server: what goes over the line, who is let in, and that nobody who has gone is kept."""

import asyncio
import json
import socket
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from standfirst.core.viewer import Standing, Viewer
from standfirst.front.settings import StreamSettings
from standfirst.front.streams.contracts import Snapshot
from tests.front.inside import Stage
from tests.front.served import Served, play_served, request, served, until

ROOM = "/stream/interview-1"


class House:
    """Two rooms: one for everybody, one for subscribers."""

    def __init__(self) -> None:
        self.seq = 0
        self.looks = 0
        self.is_gone = False
        self.closed: set[str] = set()

    def look(self, name: str) -> Snapshot | None:
        self.looks += 1
        if self.is_gone:
            raise OSError
        if name not in {"interview-1", "inside"}:
            return None
        return Snapshot("e1", self.seq, json.dumps({"so far": self.seq}), self.admits(name))

    def admits(self, name: str) -> Callable[[Viewer], bool]:
        return lambda viewer: (
            name not in self.closed and (name != "inside" or viewer.standing is Standing.SUBSCRIBER)
        )


def frame(
    seq: int, text: str = "", *, room: str = "interview-1", urgent: bool = True
) -> tuple[str, dict[str, object]]:
    return "stream", {
        "room": room, "epoch": "e1", "seq": seq, "event": "change", "text": text or f'{{"n":{seq}}}', "urgent": urgent,
    }  # fmt: skip


class Line:
    """A browser's end of a stream."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer
        self.text = b""

    async def until(self, word: bytes) -> bytes:
        async with asyncio.timeout(10):
            while word not in self.text:
                piece = await self.reader.read(65536)
                assert piece, self.text
                self.text += piece
        return self.text

    async def end(self) -> bytes:
        async with asyncio.timeout(10):
            self.text += await self.reader.read()
        return self.text

    def events(self) -> list[str]:
        """The data lines, with the chunks of HTTP taken apart."""
        return [
            line.removeprefix("data: ")
            for line in self.text.decode().splitlines()
            if line.startswith("data: ")
        ]


async def watch(server: Served, path: str = ROOM, *headers: str) -> Line:
    reader, writer = await server.connect()
    writer.write(request(path, *headers))
    return Line(reader, writer)


Scene = Callable[[Stage, Served, House], Awaitable[None]]


def play(scene: Scene, **settings: Any) -> None:
    async def playing() -> None:
        house = House()
        stage = Stage(look=house.look, streams=StreamSettings(**settings))
        async with served(stage) as server:
            await scene(stage, server, house)

    play_served(playing)


def test_who_comes_gets_a_snapshot_and_then_all_that_happens() -> None:
    async def scene(stage: Stage, server: Served, _: House) -> None:
        line = await watch(server)
        head = await line.until(b"event: snapshot")
        assert b"content-type: text/event-stream" in head
        assert b"x-accel-buffering: no" in head
        assert b"no-store" in head
        stage.hear(frame(1), frame(2))
        await line.until(b"id: e1.2\n")
        assert line.events() == ['{"so far": 0}', '{"n":1}', '{"n":2}']
        line.writer.close()

    play(scene)


@pytest.mark.parametrize("by", ["header", "query"])
def test_who_comes_again_goes_on_where_they_were(by: str) -> None:
    async def scene(stage: Stage, server: Served, _: House) -> None:
        first = await watch(server)
        await first.until(b"snapshot")
        stage.hear(*(frame(seq) for seq in range(1, 6)))
        again = (
            await watch(server, ROOM, "Last-Event-ID: e1.3")
            if by == "header"
            else await watch(server, f"{ROOM}?c=e1.3")
        )
        await again.until(b"id: e1.5\n")
        assert again.events() == ['{"n":4}', '{"n":5}']
        for line in (first, again):
            line.writer.close()

    play(scene)


@pytest.mark.parametrize("place", ["e0.3", "e1.99", "nonsense", "e1.-1"])
def test_who_cannot_go_on_gets_a_snapshot_and_no_part(place: str) -> None:
    async def scene(stage: Stage, server: Served, house: House) -> None:
        stage.hear(*(frame(seq) for seq in range(1, 6)))
        house.seq = 5
        line = await watch(server, ROOM, f"Last-Event-ID: {place}")
        await line.until(b"event: snapshot")
        stage.hear(frame(6))
        await line.until(b"id: e1.6\n")
        assert line.events() == ['{"so far": 5}', '{"n":6}']
        line.writer.close()

    play(scene)


def test_whoever_hangs_up_is_gone_though_nothing_happens_in_the_room() -> None:
    async def scene(stage: Stage, server: Served, _: House) -> None:
        lines = [await watch(server) for _ in range(20)]
        for line in lines:
            await line.until(b"snapshot")
        assert stage.front.streams.open == 20
        for line in lines[:10]:
            line.writer.close()
        for line in lines[10:]:
            line.writer.transport.abort()
        await until(lambda: stage.front.streams.open == 0)

    play(scene)


def test_only_subscribers_watch_what_is_for_them() -> None:
    async def scene(stage: Stage, server: Served, _: House) -> None:
        refused = await server.tell(request("/stream/inside", "Connection: close"))
        assert refused.startswith(b"HTTP/1.1 403")
        line = await watch(server, "/stream/inside", f"Cookie: pass={stage.pass_for()}")
        await line.until(b"snapshot")
        line.writer.close()

    play(scene)


def test_a_change_of_standing_ends_the_stream_and_the_old_pass_does_not_open_it_again() -> None:
    async def scene(stage: Stage, server: Served, _: House) -> None:
        cookie = f"Cookie: pass={stage.pass_for(version=1)}"
        line, other = await watch(server, "/stream/inside", cookie), await watch(server)
        for each in (line, other):
            await each.until(b"snapshot")
        stage.clock.pass_by(1)
        stage.hear(("standing", {"reader": 7, "version": 2}))
        await line.end()
        assert (await server.tell(request("/stream/inside", cookie, "Connection: close"))).startswith(
            b"HTTP/1.1 403"
        )
        assert stage.front.streams.open == 1
        other.writer.close()

    play(scene)


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [("/stream/", "GET", 404), ("/stream/nothing", "GET", 404), (f"/stream/{'x' * 61}", "GET", 404), (ROOM, "POST", 405), (ROOM, "HEAD", 405)],
)  # fmt: skip
def test_what_is_no_room_is_refused(path: str, method: str, status: int) -> None:
    async def scene(_: Stage, server: Served, __: House) -> None:
        told = await server.tell(request(path, "Connection: close", "Content-Length: 0", method=method))
        assert told.startswith(b"HTTP/1.1 %d" % status)

    play(scene)


def test_beyond_the_caps_the_page_is_told_to_ask_by_itself() -> None:
    async def scene(stage: Stage, server: Served, _: House) -> None:
        lines = [await watch(server) for _ in range(2)]
        for line in lines:
            await line.until(b"snapshot")
        third = await watch(server)
        assert b"event: degrade" in await third.until(b"degrade")
        assert third.text.startswith(b"HTTP/1.1 200")
        assert stage.front.streams.open == 2
        for line in lines:
            line.writer.close()

    play(scene, most=2)


def test_where_the_application_is_gone_the_page_asks_by_itself_and_comes_again() -> None:
    async def scene(stage: Stage, server: Served, house: House) -> None:
        house.is_gone = True
        told = await server.tell(request(ROOM, "Connection: close"))
        assert told.startswith(b"HTTP/1.1 200")
        assert b"event: degrade" in told
        house.is_gone = False
        line = await watch(server)
        await line.until(b"snapshot")
        line.writer.close()

    play(scene)


def test_whoever_may_not_watch_any_more_is_sent_away_when_a_new_epoch_begins() -> None:
    async def scene(stage: Stage, server: Served, house: House) -> None:
        line = await watch(server)
        await line.until(b"snapshot")
        house.closed.add("interview-1")
        stage.hear(("stream", {**frame(1)[1], "epoch": "e2"}))
        assert b'"n":1' not in await line.end()
        assert (await server.tell(request(ROOM, "Connection: close"))).startswith(b"HTTP/1.1 403")

    play(scene)


def test_a_third_stream_of_a_reader_ends_the_oldest_and_touches_nobody_else() -> None:
    async def scene(stage: Stage, server: Served, _: House) -> None:
        cookie = f"Cookie: pass={stage.pass_for()}"
        lines = [await watch(server, ROOM, *mine) for mine in ((), (cookie,), (cookie,))]
        for line in lines:
            await line.until(b"snapshot")
        third = await watch(server, ROOM, cookie)
        assert b"event: elsewhere" in await lines[1].end()
        await until(lambda: stage.front.streams.open == 3)
        stage.hear(frame(1))
        for line in (lines[0], lines[2], third):
            await line.until(b"id: e1.1\n")
            line.writer.close()

    play(scene)


def test_a_reconnect_storm_does_not_ask_the_application_again() -> None:
    async def scene(stage: Stage, server: Served, house: House) -> None:
        first = await watch(server)
        await first.until(b"snapshot")
        stage.hear(*(frame(seq) for seq in range(1, 4)))
        stage.front.streams._snapshots["interview-1"].at -= 3600
        lines = [await watch(server, ROOM, "Last-Event-ID: e1.2") for _ in range(200)]
        for line in lines:
            await line.until(b"id: e1.3\n")
        assert house.looks == 1
        for line in (first, *lines):
            line.writer.close()

    play(scene)


def test_a_line_that_takes_nothing_is_cut_and_the_others_hear_everything() -> None:
    async def scene(stage: Stage, server: Served, _: House) -> None:
        _reader, writer = await server.connect(limit=1024)
        line = writer.get_extra_info("socket")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        writer.write(request(ROOM))
        writer.transport.pause_reading()
        well = await watch(server)
        await well.until(b"snapshot")
        await until(lambda: stage.front.streams.open == 2)
        much = json.dumps("x" * 400_000)
        for seq in range(1, 41):
            stage.hear(frame(seq, much))
            await well.until(b"id: e1.%d\n" % seq)
            well.text = well.text[-9:]
        watchers = [each for room in stage.front.streams._rooms.values() for each in room.watchers]
        stuck = [each for each in watchers if each.sending_since is not None]
        assert len(stuck) == 1
        stuck[0].sending_since -= 11  # type: ignore[operator]
        stage.front.streams.look_round()
        await until(lambda: stage.front.streams.open == 1)
        assert stage.front.streams.dropped == 1
        for each in (writer, well.writer):
            each.close()

    play(scene)


def test_the_server_ends_though_people_watch_and_says_when_to_come_again() -> None:
    async def scene(_: Stage, server: Served, __: House) -> None:
        lines = [await watch(server) for _ in range(30)]
        for line in lines:
            await line.until(b"snapshot")
        server.server.should_exit = True
        told = [await line.end() for line in lines]
        assert all(b"event: bye" in text for text in told)
        retries = {text.rpartition(b"retry: ")[2].split(b"\n")[0] for text in told}
        assert len(retries) > 15

    play(scene)


def test_a_silent_room_is_alive() -> None:
    async def scene(stage: Stage, server: Served, _: House) -> None:
        line = await watch(server)
        await line.until(b"snapshot")
        for room in stage.front.streams._rooms.values():
            room.told_at -= 16
        stage.front.streams.look_round()
        await line.until(b"\r\n:\n\n\r\n")
        line.writer.close()

    play(scene)


@pytest.mark.parametrize("text", ["\u2028", "</script>", "\u202e", "é" * 300, "a\u0301" * 500])
def test_whatever_is_said_comes_as_one_line(text: str) -> None:
    async def scene(stage: Stage, server: Served, _: House) -> None:
        line = await watch(server)
        await line.until(b"snapshot")
        stage.hear(frame(1, json.dumps({"text": f"{text}\n\nevent: air\r\ndata: x"}, ensure_ascii=False)))
        stage.hear(frame(2))
        await line.until(b"id: e1.2\n")
        assert b"\nevent: air" not in line.text
        line.writer.close()

    play(scene)
