"""Return paths that name their delivery (VERP): `b+<id>.<seal>@bounces…`. Whatever a bounce says, where it went is enough."""

import hashlib
import hmac
import re
from base64 import b32decode, b32encode
from collections.abc import Sequence

from standfirst.apps.mailing.rules.addresses import LONGEST_LOCAL_PART

LARGEST = 2**63 - 1
_SEAL_BYTES = 10
_LOCAL_PART = re.compile(r"b\+([a-z2-7]{1,13})\.([a-z2-7]{16})")
_PURPOSE = b"standfirst.mailing.return-path\0"


def return_path(delivery: int, *, domain: str, secret: bytes) -> str:
    """Where bounces of this delivery go. Small letters only: some servers change the case."""
    if not 0 <= delivery <= LARGEST:
        raise ValueError("a delivery's number fits into 63 bits")
    name = _id(delivery)
    local = f"b+{name}.{_seal(name, secret)}"
    if len(local) > LONGEST_LOCAL_PART:
        raise ValueError("the return path is too long")
    return f"{local}@{domain}"


def delivery_of(address: str, *, domain: str, secrets: Sequence[bytes]) -> int | None:
    """Which delivery a bounce to this address is about; None for an address that none of our secrets has sealed."""
    local, at, host = address.lower().rpartition("@")
    found = _LOCAL_PART.fullmatch(local)
    if not at or host != domain.lower() or found is None:
        return None
    name, seal = found.groups()
    fits = [hmac.compare_digest(seal, _seal(name, secret)) for secret in secrets]
    if not any(fits):
        return None
    return _number(name)


def _id(number: int) -> str:
    size = (number.bit_length() + 7) // 8 or 1
    return b32encode(number.to_bytes(size, "big")).decode().rstrip("=").lower()


def _number(name: str) -> int:
    padded = name.upper() + "=" * (-len(name) % 8)
    return int.from_bytes(b32decode(padded), "big")


def _seal(name: str, secret: bytes) -> str:
    digest = hmac.digest(secret, _PURPOSE + name.encode(), hashlib.sha256)
    return b32encode(digest[:_SEAL_BYTES]).decode().lower()
