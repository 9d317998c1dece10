"""A sender's journal: a file that outlives a killed process, and says of each message whether it may have been sent.

`write(2)` survives `kill -9`; `fdatasync` in the background bounds what a power failure can take. The file is locked as long as
its sender lives, so that nobody judges over messages that are still on their way.
"""

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Self

from standfirst.apps.mailing.rules.bulk.outcomes import Envelope, Outcome
from standfirst.apps.mailing.rules.bulk.records import Reading, intent, read, record

SYNC_EVERY = 0.05  # seconds
_MODE = 0o600


class JournalBroken(OSError):
    """Nothing can be written down, so nothing may be sent: the disk is full or failing."""


class SenderAlive(Exception):
    """The journal is locked: its sender is at work."""


class NotRecovered(Exception):
    """The journal holds what an earlier sender left; `recover` reads it first."""


class Journal:
    """The book of one process, for all its sessions. Made by `Journal.open`; used from one thread."""

    def __init__(self, file: int) -> None:
        self._file = file
        self._size = 0  # of what is whole
        self._open: set[tuple[int, int]] = set()
        self._is_dirty = False
        self._is_broken = False

    @classmethod
    def open(cls, path: Path) -> Self:
        """Raises SenderAlive, NotRecovered, and OSError."""
        file = _locked(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        if os.fstat(file).st_size:
            os.close(file)
            raise NotRecovered(path.name)
        return cls(file)

    def intend(self, envelope: Envelope) -> None:
        """Raises JournalBroken: the dot must not be written then."""
        self._check()
        self._write(intent(envelope.seq, envelope.attempt))
        self._open.add((envelope.seq, envelope.attempt))

    def settle(self, outcome: Outcome) -> None:
        """Raises JournalBroken; the caller then still knows the outcome, and the journal says “unknown”."""
        key = (outcome.seq, outcome.attempt)
        line = record(outcome)
        if line and (key in self._open or not line.startswith(b"N")):
            self._write(line)
        self._open.discard(key)

    def sync(self) -> None:
        """To the disk itself. May be called from another thread; after a failure there are no more intents.

        Raises JournalBroken, also for a failure that was before.
        """
        self._check()
        if not self._is_dirty:
            return
        self._is_dirty = False
        try:
            os.fdatasync(self._file)
        except OSError as trouble:
            self._is_broken = True
            raise JournalBroken(trouble.errno, trouble.strerror) from trouble

    def forget(self) -> None:
        """Once all that it says is in the database. Raises RuntimeError while a message is on its way."""
        if self._open:
            raise RuntimeError("a message is on its way")
        os.ftruncate(self._file, 0)
        self._size, self._is_dirty = 0, True

    def close(self) -> None:
        """Gives up the lock; what was written stays."""
        os.close(self._file)

    def _check(self) -> None:
        if self._is_broken:
            raise JournalBroken("the journal has failed before")

    def _write(self, line: bytes) -> None:
        try:
            written = os.write(self._file, line)
        except OSError as trouble:
            self._give_up()
            raise JournalBroken(trouble.errno, trouble.strerror) from trouble
        if written != len(line):
            self._give_up()
            raise JournalBroken("a line was written in part: the disk is full")
        self._size += written
        self._is_dirty = True

    def _give_up(self) -> None:
        """Outcomes of what is under way may still fit; a line that was cut off must not stand before them."""
        self._is_broken = True
        with suppress(OSError):
            os.ftruncate(self._file, self._size)


@asynccontextmanager
async def kept_on_disk(journal: Journal, *, every: float = SYNC_EVERY) -> AsyncIterator[None]:
    """`fdatasync` in a thread, at most once in so many seconds, and once at the end. Raises JournalBroken at the end."""

    async def keep() -> None:
        while True:
            await asyncio.sleep(every)
            await asyncio.to_thread(journal.sync)

    keeping = asyncio.ensure_future(keep())
    try:
        yield
    finally:
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping
        journal.sync()


@contextmanager
def recover(path: Path) -> Iterator[Reading]:
    """What a dead sender left. The journal is deleted when the block ends without an exception: settle everything in it.

    A journal that is not there has nothing to say. Raises SenderAlive and Unreadable.
    """
    try:
        file = _locked(path, os.O_RDONLY)
    except FileNotFoundError:
        yield Reading((), (), is_torn=False)
        return
    try:
        yield read(path.read_bytes())
        path.unlink()
    finally:
        os.close(file)


def _locked(path: Path, flags: int) -> int:
    """The file at this path, with its lock; another may have been put in its place meanwhile."""
    while True:
        file = os.open(path, flags | os.O_CLOEXEC, _MODE)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_at(path, file):
                return file
        except BlockingIOError:
            os.close(file)
            raise SenderAlive(path.name) from None
        os.close(file)


def _is_at(path: Path, file: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(file))
    except FileNotFoundError:
        return False
