"""Rooms without a server: the ring, who is told, who is let in, and what somebody gets who comes back."""

import asyncio
import json
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from standfirst.core.viewer import VISITOR, Standing
from standfirst.front.settings import StreamSettings
from standfirst.front.streams.contracts import Snapshot
from standfirst.front.streams.frames import Cursor, Frame, event, read_cursor
from standfirst.front.streams.ring import KEPT, Ring
from standfirst.front.streams.streams import NoSuchRoom, Streams
from standfirst.front.streams.watchers import Watcher


class Seconds:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class House:
    """The application behind: how often it was looked at."""

    def __init__(self) -> None:
        self.looks = 0
        self.seq = 0

    def look(self, name: str) -> Snapshot | None:
        self.looks += 1
        if name != "interview-1":
            return None
        return Snapshot("e1", self.seq, json.dumps({"seq": self.seq}), lambda viewer: True)


def streams_of(house: House, seconds: Seconds, **settings: Any) -> Streams:
    return Streams(
        look=house.look, threads=ThreadPoolExecutor(1), settings=StreamSettings(**settings), seconds=seconds
    )


def payload(seq: int, *, epoch: str = "e1", urgent: bool = False) -> dict[str, object]:
    return {"room": "interview-1", "epoch": epoch, "seq": seq, "event": "change", "text": f'{{"n":{seq}}}', "urgent": urgent}  # fmt: skip


def watcher(address: str = "203.0.113.7", reader_id: int = 0) -> Watcher:
    return Watcher(address, reader_id, until=2000.0, abort=lambda: None)


def run(what: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(what, 5))


@pytest.mark.parametrize("text", ["one\ntwo", "one\rtwo", "a\n\nevent: air\ndata: {}"])
def test_a_text_of_several_lines_is_no_event(text: str) -> None:
    with pytest.raises(ValueError, match="one line"):
        event("change", text)


@pytest.mark.parametrize(
    "raw", [b"", b"e1", b"e1.", b".1", b"e1.-1", b"E1.1", b"e1.1\n", b"e1.1.1", b"e1." + b"9" * 16]
)
def test_a_cursor_that_is_none_of_ours_is_none(raw: bytes) -> None:
    assert read_cursor(raw) is None


def test_a_cursor_comes_back_as_it_went_out() -> None:
    assert read_cursor(str(Cursor("k3x", 41)).encode()) == Cursor("k3x", 41)


def test_the_ring_keeps_the_last_and_says_who_can_go_on() -> None:
    ring = Ring()
    for seq in range(1, KEPT + 11):
        assert ring.add(Frame(seq, b"%d," % seq))
    assert not ring.add(Frame(5, b"again"))
    assert [ring.reaches(seq) for seq in (9, 10, KEPT + 10, KEPT + 11)] == [False, True, True, False]
    assert ring.since(KEPT + 8) == b"%d,%d," % (KEPT + 9, KEPT + 10)
    assert ring.since(KEPT + 10) == b""


def test_nobody_hears_again_what_was_taken_back() -> None:
    async def taken_back() -> None:
        house, seconds = House(), Seconds()
        streams = streams_of(house, seconds, snapshot_life=1000)
        await streams.find("interview-1")
        streams.take(payload(1))
        streams.take({**payload(2), "forgets": True})
        house.seq = 2
        room, snapshot = await streams.find("interview-1")
        assert (house.looks, snapshot.seq) == (2, 2)
        assert [room.can_go_on(Cursor("e1", seq)) for seq in (0, 1, 2)] == [False, True, True]

    run(taken_back())


def test_over_a_gap_nobody_goes_on() -> None:
    ring = Ring()
    for seq in (1, 2, 4):
        ring.add(Frame(seq, b"x"))
    assert [ring.reaches(seq) for seq in (1, 2, 3, 4)] == [False, False, True, True]


def test_a_room_is_looked_at_once_for_all_who_come_at_once() -> None:
    async def crowd() -> None:
        house = House()
        streams = streams_of(house, Seconds())
        found = await asyncio.gather(*(streams.find("interview-1") for _ in range(200)))
        assert len({id(room) for room, _ in found}) == 1
        assert house.looks == 1
        with pytest.raises(NoSuchRoom):
            await streams.find("interview-2")

    run(crowd())


def test_a_snapshot_is_good_as_long_as_the_ring_goes_on_from_it() -> None:
    async def later() -> None:
        house, seconds = House(), Seconds()
        streams = streams_of(house, seconds, snapshot_life=1000)
        await streams.find("interview-1")
        streams.take(payload(1))
        await streams.find("interview-1")
        assert house.looks == 1
        house.seq = 300
        for seq in range(2, KEPT + 5):
            streams.take(payload(seq))
        _, snapshot = await streams.find("interview-1")
        assert (house.looks, snapshot.seq) == (2, 300)

    run(later())


def test_everybody_is_rung_and_told_the_same() -> None:
    async def told() -> None:
        streams = streams_of(House(), Seconds())
        room, _ = await streams.find("interview-1")
        all_of_them = [watcher(f"203.0.113.{n % 250}") for n in range(1200)]
        for each in all_of_them:
            each.cursor = Cursor("e1", 0)
            streams.enter(room, each)
        listening = [asyncio.ensure_future(each.listen()) for each in all_of_them]
        await asyncio.sleep(0)
        streams.take(payload(1, urgent=True))
        await asyncio.gather(*listening)
        chunks = {room.after(each.cursor)[0] for each in all_of_them if each.cursor}
        assert chunks == {b'id: e1.1\nevent: change\ndata: {"n":1}\n\n'}

    run(told())


def test_another_epoch_forgets_what_was_before() -> None:
    async def anew() -> None:
        streams = streams_of(House(), Seconds())
        room, _ = await streams.find("interview-1")
        for seq in (1, 2):
            streams.take(payload(seq))
        streams.take(payload(1, epoch="e2"))
        assert not room.can_go_on(Cursor("e1", 1))
        assert room.can_go_on(Cursor("e2", 0))

    run(anew())


def test_a_third_stream_of_a_reader_ends_the_oldest() -> None:
    async def third() -> None:
        streams = streams_of(House(), Seconds())
        room, _ = await streams.find("interview-1")
        three = [watcher(reader_id=7) for _ in range(3)]
        for each in three:
            streams.enter(room, each)
        assert [each.is_over for each in three] == [True, False, False]
        for each in three:
            streams.leave(room, each)
        assert (streams.open, dict(room.watchers)) == (0, {})

    run(third())


def test_caps_hold_by_process_and_by_address() -> None:
    async def full() -> None:
        streams = streams_of(House(), Seconds(), most=3, most_of_an_address=2)
        room, _ = await streams.find("interview-1")
        for _ in range(2):
            streams.enter(room, watcher("203.0.113.7"))
        assert (streams.has_place("203.0.113.7"), streams.has_place("203.0.113.8")) == (False, True)
        streams.enter(room, watcher("203.0.113.8"))
        assert not streams.has_place("203.0.113.9")

    run(full())


def test_a_reader_whose_standing_changed_is_sent_away_and_nobody_else() -> None:
    async def revoked() -> None:
        streams = streams_of(House(), Seconds())
        room, _ = await streams.find("interview-1")
        one, other = watcher(reader_id=7), watcher(reader_id=8)
        for each in (one, other):
            streams.enter(room, each)
        streams.revoke(7)
        assert (one.is_over, other.is_over) == (True, False)

    run(revoked())


def test_a_line_that_takes_nothing_is_cut_and_others_are_not() -> None:
    async def slow() -> None:
        seconds, cut = Seconds(), []
        streams = streams_of(House(), seconds)
        room, _ = await streams.find("interview-1")
        stuck, well = watcher(), watcher()
        stuck.abort = lambda: cut.append("stuck")
        stuck.sending_since = seconds.now
        for each in (stuck, well):
            streams.enter(room, each)
        seconds.now += 11
        streams.look_round()
        assert (cut, stuck.is_over, well.is_over, streams.dropped) == (["stuck"], True, False, 1)

    run(slow())


def test_when_it_ends_everybody_comes_again_at_another_time() -> None:
    async def drained() -> None:
        streams = streams_of(House(), Seconds())
        room, _ = await streams.find("interview-1")
        many = [watcher(f"203.0.113.{n}") for n in range(100)]
        for each in many:
            streams.enter(room, each)
        streams.drain()
        assert not streams.has_place("203.0.113.200")
        assert len({each.parting for each in many}) > 50
        assert all(b"event: bye" in each.parting for each in many)

    run(drained())


def test_a_viewer_is_what_a_room_admits() -> None:
    only = Snapshot("e1", 0, "{}", lambda viewer: viewer.standing is Standing.SUBSCRIBER)
    assert not only.admits(VISITOR)
