"""Numbers that leave the house under a seal: whoever has one can read it back to us, and can make no other."""

import hashlib
import hmac
from collections.abc import Sequence

LARGEST = 2**63 - 1
DIGITS = "0123456789abcdefghijklmnopqrstuv"  # base32hex, RFC 4648 §7; small letters, as some servers change the case
SEAL_BYTES = 10


def sealed(number: int, *, purpose: bytes, secret: bytes) -> tuple[str, str]:
    """The number in at most 13 digits, and its seal in 20; one of another purpose does not fit. Raises ValueError."""
    if not 0 <= number <= LARGEST:
        raise ValueError("a number under seal fits into 63 bits")
    name = _written(number)
    return name, _seal(name, purpose, secret)


def unsealed(name: str, seal: str, *, purpose: bytes, secrets: Sequence[bytes]) -> int | None:
    """The number; None where none of our secrets has sealed it for this purpose."""
    fits = [hmac.compare_digest(seal.encode(), _seal(name, purpose, secret).encode()) for secret in secrets]
    return int(name, 32) if any(fits) else None


def _written(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 32)
        digits = DIGITS[digit] + digits
    return digits


def _seal(name: str, purpose: bytes, secret: bytes) -> str:
    return hmac.digest(secret, purpose + name.encode(), hashlib.sha256)[:SEAL_BYTES].hex()
