"""A room: its ring, who watches, and how it tells them.

A sweep rings everybody in cohorts and lets the loop breathe between them. It takes account of its own time, so that however many
watch, no more than a share of the processor goes into it; frames that come meanwhile go out together with the next sweep.
"""

import asyncio
from collections.abc import Callable

from standfirst.front.streams.frames import Cursor, Frame
from standfirst.front.streams.ring import Ring
from standfirst.front.streams.watchers import Watcher

COHORT = 500
SHARE = 0.5  # of the time that may go into sweeps that are not urgent
SOONEST = 0.05  # seconds between two sweeps, however urgent
Seconds = Callable[[], float]


class Room:
    """`epoch` is empty until the first snapshot or frame says it."""

    def __init__(self, name: str, *, seconds: Seconds) -> None:
        self.name = name
        self.epoch = ""
        self.ring = Ring()
        self.watchers: dict[Watcher, None] = {}  # in the order in which they came
        self.beats = 0
        self._seconds = seconds
        self._sweeping: asyncio.Task[None] | None = None
        self._is_due = self._is_urgent = False
        self._earliest = self._swept_at = 0.0
        self.told_at = seconds()

    def add(self, epoch: str, frame: Frame) -> None:
        """To everybody, soon; another epoch forgets all that was before."""
        if epoch != self.epoch:
            self.epoch, self.ring = epoch, Ring()
        if self.ring.add(frame):
            self._wake(is_urgent=frame.is_urgent)

    def beat(self) -> None:
        """One heartbeat for all."""
        self.beats += 1
        self._wake(is_urgent=False)

    def can_go_on(self, cursor: Cursor | None) -> bool:
        """Whether the ring holds all that came after this place."""
        return cursor is not None and cursor.epoch == self.epoch and self.ring.reaches(cursor.seq)

    def after(self, cursor: Cursor) -> tuple[bytes, Cursor]:
        """What came since, and the new place; `can_go_on` has said that it is whole."""
        return self.ring.since(cursor.seq), Cursor(self.epoch, max(cursor.seq, self.ring.last))

    def _wake(self, *, is_urgent: bool) -> None:
        self._is_due = True
        self._is_urgent = self._is_urgent or is_urgent
        if self.watchers and (self._sweeping is None or self._sweeping.done()):
            self._sweeping = asyncio.get_running_loop().create_task(self._sweep())

    async def _sweep(self) -> None:
        while self._is_due:
            await self._wait_for_the_turn()
            self._is_due = self._is_urgent = False
            begun = self._seconds()
            for place, watcher in enumerate(list(self.watchers), start=1):
                watcher.ring()
                if place % COHORT == 0:
                    await asyncio.sleep(0)
            await asyncio.sleep(0)
            self.told_at = self._swept_at = self._seconds()
            took = self.told_at - begun
            self._earliest = max(begun + SOONEST, self.told_at + took * (1 / SHARE - 1))

    async def _wait_for_the_turn(self) -> None:
        """An urgent frame waits for the floor alone."""
        while True:
            earliest = self._swept_at + SOONEST if self._is_urgent else self._earliest
            left = earliest - self._seconds()
            if left <= 0:
                return
            await asyncio.sleep(min(left, SOONEST))
