"""Return paths that name their delivery (VERP): `b+<id>.<seal>@bounces…`. Whatever a bounce says, where it went is enough."""

import hashlib
import hmac
import re
from collections.abc import Sequence

from standfirst.apps.mailing.rules.addresses import LONGEST_LOCAL_PART

LARGEST = 2**63 - 1
_SEAL_BYTES = 10
_DIGITS = "0123456789abcdefghijklmnopqrstuv"  # base32hex, RFC 4648 §7
_LOCAL_PART = re.compile(r"b\+([0-9a-v]{1,13})\.([0-9a-f]{20})")
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
    return int(name, 32)


def _id(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 32)
        digits = _DIGITS[digit] + digits
    return digits


def _seal(name: str, secret: bytes) -> str:
    return hmac.digest(secret, _PURPOSE + name.encode(), hashlib.sha256)[:_SEAL_BYTES].hex()
