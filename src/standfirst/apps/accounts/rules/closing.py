"""When a closed account is erased, and which address was whose at what time."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

_BLOCK = 64  # bytes that SHA-256 takes at a time


@dataclass(frozen=True, slots=True)
class Change:
    """A change of address, and when it was taken back, if it was."""

    old: str
    new: str
    changed_at: datetime
    undone_at: datetime | None


def tenures(
    *, now_called: str, joined_at: datetime, changes: Sequence[Change]
) -> list[tuple[str, datetime, datetime | None]]:
    """Each address with the time from which and until which it was the reader's; `changes` are the oldest first."""
    address = changes[0].old if changes else now_called
    since, found = joined_at, []
    for moment, new in _steps(changes):
        found.append((address, since, moment))
        address, since = new, moment
    return [*found, (address, since, None)]


def _steps(changes: Sequence[Change]) -> list[tuple[datetime, str]]:
    """What the address became, in order. Changes taken back together end at the old address of the first of them."""
    made = [(change.changed_at, change.new) for change in changes]
    taken_back = [(change.undone_at, change.old) for change in reversed(changes) if change.undone_at]
    return sorted([*made, *taken_back], key=lambda step: step[0])


def first_address_key(secret_key: str) -> bytes:
    """The key of the hashes of addresses as a publication gets it; hashes made before there was a key are right under it.

    SECRET_KEY cannot be read from it.
    """
    return hashlib.sha256(f"standfirst.erasure.address{secret_key}".encode()).digest()


def pads_of_hmac(key: bytes) -> tuple[bytes, bytes]:
    """The inner and the outer block of an HMAC by SHA-256 (RFC 2104), for whoever can hash and nothing else."""
    whole = (hashlib.sha256(key).digest() if len(key) > _BLOCK else key).ljust(_BLOCK, b"\0")
    inner, outer = (bytes(byte ^ mask for byte in whole) for mask in (0x36, 0x5C))
    return inner, outer
