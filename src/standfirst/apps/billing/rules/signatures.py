"""Signatures of webhooks: a moment and an HMAC-SHA256 of it with the body, under one of our secrets."""

import hashlib
import hmac
from collections.abc import Sequence

TOLERANCE = 300  # seconds
_LONGEST = 2000


def is_signed(body: bytes, header: str, *, secrets: Sequence[str], now: float) -> bool:
    """Whether `header` (t=…,v1=…) seals `body` not long ago. As much work for a wrong seal as for a right one."""
    moment, seals = _parts(header if len(header) <= _LONGEST else "")
    sealed = [_seal(secret, moment, body) for secret in secrets]
    fits = [hmac.compare_digest(one, seal) for one in sealed for seal in seals]
    return any(fits) and _is_fresh(moment, now=now)


def _seal(secret: str, moment: str, body: bytes) -> bytes:
    return hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest().encode()


def _is_fresh(moment: str, *, now: float) -> bool:
    is_number = moment.isascii() and moment.isdigit() and len(moment) <= 12
    return is_number and abs(now - int(moment)) <= TOLERANCE


def _parts(header: str) -> tuple[str, list[bytes]]:
    """A header with two moments has been put together by somebody, and counts for nothing."""
    pairs = [part.strip().partition("=") for part in header.split(",")]
    moments = [value for name, _, value in pairs if name == "t"]
    seals = [value.encode("ascii", "replace") for name, _, value in pairs if name == "v1"]
    return (moments[0], seals[:8]) if len(moments) == 1 else ("", [])
