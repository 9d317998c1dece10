"""The lines of a sender's journal: what was intended, and what came of it.

I seq attempt                 the final dot is written next
A seq attempt code queue-id   the server has taken it over
R seq attempt code            the server has said no
N seq attempt                 the dot never left, after all
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from standfirst.apps.mailing.rules.bulk.outcomes import Accepted, NotSent, Outcome, Refused

_RECORD = re.compile(rb"([IARN]) ([0-9]{1,20}) ([0-9]{1,10})(?: ([0-9]{3}))?(?: (\S{1,64}))?")
_QUEUE_ID = re.compile(r"\b(?:queued as |with id |(?:Ok )?id=|Ok (?=[!-~]{8,}\s*$))([!-~]{1,64})", re.I)


class Unreadable(ValueError):
    """A line within the journal is no record: somebody else has written into it, or the disk is failing."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A message whose outcome was written down; `queue_id` is the server's own number for it, or empty."""

    seq: int
    attempt: int
    is_accepted: bool
    code: int
    queue_id: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a journal tells. `unknown` holds (seq, attempt) of those that were intended and have no outcome: the server may
    have them. Whoever is in neither was not sent. `is_torn` says that the last line was cut off in the writing."""

    settled: tuple[Settled, ...]
    unknown: tuple[tuple[int, int], ...]
    is_torn: bool


def intent(seq: int, attempt: int) -> bytes:
    return b"I %d %d\n" % (seq, attempt)


def record(outcome: Outcome) -> bytes:
    """Empty for an unknown one: that is an intent without an outcome."""
    match outcome:
        case Accepted(seq, attempt, code, text):
            return b"A %d %d %d %b\n" % (seq, attempt, code, (queue_id(text) or "-").encode())
        case Refused(seq, attempt, code):
            return b"R %d %d %d\n" % (seq, attempt, code)
        case NotSent(seq, attempt):
            return b"N %d %d\n" % (seq, attempt)
    return b""


@lru_cache(maxsize=4096)  # the journal asks, and then the ledger
def queue_id(text: str) -> str:
    """Postfix, Exim, KumoMTA, SES and their like say under which number they have queued a message."""
    found = _QUEUE_ID.search(text)
    return found[1].rstrip(".,;") if found else ""


def read(content: bytes) -> Reading:
    """Raises Unreadable. What is torn is at the end: an intent that is cut off was followed by no dot."""
    *lines, last = content.split(b"\n")
    settled: dict[tuple[int, int], Settled] = {}
    unknown: dict[tuple[int, int], None] = {}
    for number, line in enumerate(lines, start=1):
        found = _RECORD.fullmatch(line)
        if found is None:
            raise Unreadable(f"line {number} of the journal is no record")
        kind, key = found[1], (int(found[2]), int(found[3]))
        if kind == b"I":
            unknown[key] = None
            continue
        unknown.pop(key, None)
        if kind != b"N":
            settled[key] = _settled(key, found)
    return Reading(tuple(settled.values()), tuple(unknown), bool(last))


def _settled(key: tuple[int, int], found: re.Match[bytes]) -> Settled:
    name = (found[5] or b"-").decode("ascii", "replace")
    return Settled(*key, found[1] == b"A", int(found[4] or 0), "" if name == "-" else name)
