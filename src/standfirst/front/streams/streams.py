"""The rooms of this process: frames from the bus, snapshots from the application, and who is let in."""

import asyncio
import logging
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

from standfirst.front.settings import StreamSettings
from standfirst.front.streams.contracts import Look, Snapshot
from standfirst.front.streams.frames import Cursor, Frame, event, retry
from standfirst.front.streams.rooms import Room, Seconds
from standfirst.front.streams.watchers import Watcher

log = logging.getLogger("standfirst.front")
SOON, LATE = (
    (1_000, 6_000),
    (2_000, 30_000),
)  # milliseconds until the browser comes again; after a deploy they spread out
_LOOK = 1.0  # seconds between two looks at who is slow and what is over
_EMPTY_FOR = 120.0  # seconds that a room without watchers is kept


class NoSuchRoom(Exception):
    """Nobody knows it."""


class CannotLook(Exception):
    """It cannot be said now what the room shows."""


@dataclass(slots=True)
class _Taken:
    snapshot: Snapshot
    at: float


class Streams:
    """Lives in one loop. `seconds` only ever run on."""

    def __init__(self, *, look: Look, threads: Executor, settings: StreamSettings, seconds: Seconds) -> None:
        self.settings = settings
        self.seconds = seconds
        self._look, self._threads = look, threads
        self._rooms: dict[str, Room] = {}
        self._snapshots: dict[str, _Taken] = {}
        self._looking: dict[str, asyncio.Task[Snapshot | None]] = {}
        self._by_address: Counter[str] = Counter()
        self._by_reader: dict[int, dict[Watcher, Room]] = {}
        self.open = 0
        self.dropped = 0
        self.is_draining = False

    # From the bus

    def take(self, payload: Mapping[str, Any]) -> None:
        """A frame. Raises KeyError, TypeError and ValueError where it is none."""
        room = self._room(str(payload["room"]))
        epoch, seq = str(payload["epoch"]), int(payload["seq"])
        data = event(str(payload["event"]), str(payload["text"]), at=Cursor(epoch, seq))
        forgets = bool(payload.get("forgets"))
        if forgets:
            self._snapshots.pop(room.name, None)
        room.add(epoch, Frame(seq, data, bool(payload["urgent"]), forgets))

    def revoke(self, reader_id: int) -> None:
        """What they may watch has changed: they come again and are judged anew."""
        for watcher in list(self._by_reader.get(reader_id, ())):
            watcher.end(retry(0, SOON[0]))

    def revoke_visitors(self) -> None:
        """The networks of institutions have changed."""
        for room in self._rooms.values():
            for watcher in room.watchers:
                if not watcher.reader_id:
                    watcher.end(retry(*SOON))

    def forget(self) -> None:
        """The bus has begun anew: nobody can go on from where they are."""
        for room in self._rooms.values():
            room.epoch = ""
        self._snapshots.clear()

    def drain(self) -> None:
        """The process ends: everybody is sent away, and comes again spread over half a minute."""
        self.is_draining = True
        for room in self._rooms.values():
            for watcher in list(room.watchers):
                watcher.end(retry(*LATE) + event("bye", "{}"))

    # Who comes and goes

    def has_place(self, address: str) -> bool:
        """Whether one more may watch from there."""
        full = self.open >= self.settings.most or self.is_draining
        return not full and self._by_address[address] < self.settings.most_of_an_address

    def enter(self, room: Room, watcher: Watcher) -> None:
        """`leave` must follow, whatever happens."""
        self.open += 1
        self._by_address[watcher.address] += 1
        room.watchers[watcher] = None
        if watcher.reader_id:
            mine = self._by_reader.setdefault(watcher.reader_id, {})
            mine[watcher] = room
            for oldest in list(mine)[: -self.settings.most_of_a_reader]:
                oldest.end(event("elsewhere", "{}"))

    def leave(self, room: Room, watcher: Watcher) -> None:
        """They watch no more."""
        self.open -= 1
        self._by_address[watcher.address] -= 1
        if not self._by_address[watcher.address]:
            del self._by_address[watcher.address]
        room.watchers.pop(watcher, None)
        if watcher.reader_id:
            mine = self._by_reader[watcher.reader_id]
            del mine[watcher]
            if not mine:
                del self._by_reader[watcher.reader_id]

    # What a room shows

    async def find(self, name: str, cursor: Cursor | None = None) -> tuple[Room, Snapshot]:
        """The room and what it shows, looked at once for all who come meanwhile. Raises NoSuchRoom and CannotLook.

        Who can go on from their `cursor` needs no new look: with what else would be seen another epoch has begun.
        """
        room = self._rooms.get(name)
        taken = self._snapshots.get(name)
        if room is not None and taken is not None and room.can_go_on(cursor):
            return room, taken.snapshot
        if (
            taken is None
            or self.seconds() > taken.at + self.settings.snapshot_life
            or not self._reaches(room, taken)
        ):
            snapshot = await self._look_at(name)
            taken = self._snapshots[name] = _Taken(snapshot, self.seconds())
        room = self._room(name)
        if not room.epoch:
            room.epoch = taken.snapshot.epoch
        return room, taken.snapshot

    def _reaches(self, room: Room | None, taken: _Taken) -> bool:
        """Whether what came after the snapshot is at hand."""
        if room is None or room.epoch != taken.snapshot.epoch:
            return False
        return (
            not room.ring.last or room.ring.reaches(taken.snapshot.seq) or taken.snapshot.seq > room.ring.last
        )

    async def _look_at(self, name: str) -> Snapshot:
        task = self._looking.get(name)
        if task is None:
            task = asyncio.get_running_loop().create_task(self._in_thread(name))
            self._looking[name] = task
            task.add_done_callback(lambda _: self._looking.pop(name, None))
        try:
            found = await asyncio.shield(task)
        except asyncio.CancelledError:
            raise
        except Exception as problem:
            log.warning("a room could not be looked at", exc_info=problem)
            raise CannotLook from problem
        if found is None:
            raise NoSuchRoom
        return found

    async def _in_thread(self, name: str) -> Snapshot | None:
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._look, name)

    def _room(self, name: str) -> Room:
        if name not in self._rooms:
            self._rooms[name] = Room(name, seconds=self.seconds)
        return self._rooms[name]

    # Beside it, as long as the front runs

    async def run(self) -> None:
        """Heartbeats, those whose time is over, lines that take nothing, and rooms that nobody watches; until cancelled."""
        while True:
            await asyncio.sleep(_LOOK)
            self.look_round()

    def look_round(self) -> None:
        """Once."""
        now = self.seconds()
        for name, room in list(self._rooms.items()):
            if now >= room.told_at + self.settings.heartbeat and room.watchers:
                room.beat()
            if not room.watchers and now >= room.told_at + _EMPTY_FOR:
                del self._rooms[name]
                self._snapshots.pop(name, None)
            for watcher in list(room.watchers):
                self._look_at_one(watcher, now)

    def _look_at_one(self, watcher: Watcher, now: float) -> None:
        if watcher.sending_since is not None and now > watcher.sending_since + self.settings.patience:
            self.dropped += 1
            watcher.end()
            watcher.abort()
        elif now >= watcher.until and not watcher.is_over:
            watcher.end(retry(*SOON))
