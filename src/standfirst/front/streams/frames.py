"""Frames as they go over the wire, and the place of a watcher among them.

Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

import re
from random import SystemRandom
from typing import NamedTuple

BEAT = b":\n\n"  # a comment: nothing for the page, and proof for proxies and dead sockets
_CURSOR = re.compile(rb"([0-9a-z]{1,16})\.([0-9]{1,15})")
_NAME = re.compile(r"[a-z-]{1,20}")
_LOT = SystemRandom()


class Cursor(NamedTuple):
    """Up to where somebody has seen a room: `seq` counts from 1 within an `epoch`, which begins anew when a room is emptied."""

    epoch: str
    seq: int

    def __str__(self) -> str:
        return f"{self.epoch}.{self.seq}"


class Frame(NamedTuple):
    """`data` is a whole event; `is_urgent` does not wait for its turn; what came before one that `forgets` is told no more."""

    seq: int
    data: bytes
    is_urgent: bool = False
    forgets: bool = False


def event(name: str, text: str, *, at: Cursor | None = None) -> bytes:
    """One event. `text` is one line, as JSON is. Raises ValueError where it could be read as more than one event."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"no name of an event: {name!r}")
    if "\n" in text or "\r" in text:
        raise ValueError("an event's text is one line")
    place = f"id: {at}\n" if at else ""
    return f"{place}event: {name}\ndata: {text}\n\n".encode()


def retry(soonest: int, latest: int) -> bytes:
    """After how many milliseconds the browser connects again: for each another time between the two."""
    return b"retry: %d\n\n" % _LOT.randint(soonest, latest)


def read_cursor(raw: bytes) -> Cursor | None:
    """As the browser gives it back; None for whatever is none of ours."""
    found = _CURSOR.fullmatch(raw)
    return Cursor(found[1].decode(), int(found[2])) if found else None
