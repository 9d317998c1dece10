"""Return paths that name what they are of (VERP): `b+<id>.<seal>@bounces…`. Whatever a bounce says, where it went is enough."""

import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from standfirst.apps.mailing.rules.addresses import LONGEST_LOCAL_PART

LARGEST = 2**63 - 1
_SEAL_BYTES = 10
_DIGITS = "0123456789abcdefghijklmnopqrstuv"  # base32hex, RFC 4648 §7
_LOCAL_PART = re.compile(r"([bl])\+([0-9a-v]{1,13})\.([0-9a-f]{20})")


class Of(StrEnum):
    """What a return path is of."""

    DELIVERY = "b"  # one of a message to very many
    LETTER = "l"  # to a single reader


_PURPOSES = {
    Of.DELIVERY: b"standfirst.mailing.return-path\0",
    Of.LETTER: b"standfirst.mailing.return-path-of-letter\0",
}


@dataclass(frozen=True, slots=True)
class Sealed:
    """What one of our own return paths names."""

    of: Of
    number: int


def return_path(number: int, *, domain: str, secret: bytes, of: Of = Of.DELIVERY) -> str:
    """Where bounces of it go. Small letters only: some servers change the case."""
    if not 0 <= number <= LARGEST:
        raise ValueError("a delivery's number fits into 63 bits")
    name = _id(number)
    local = f"{of}+{name}.{_seal(of, name, secret)}"
    if len(local) > LONGEST_LOCAL_PART:
        raise ValueError("the return path is too long")
    return f"{local}@{domain}"


def sealed_in(address: str, *, domains: Sequence[str], secrets: Sequence[bytes]) -> Sealed | None:
    """What a bounce to this address is about; None for an address that none of our secrets has sealed."""
    local, at, host = address.lower().rpartition("@")
    found = _LOCAL_PART.fullmatch(local)
    if not at or host not in {domain.lower() for domain in domains} or found is None:
        return None
    of, (name, seal) = Of(found[1]), found.group(2, 3)
    fits = [hmac.compare_digest(seal, _seal(of, name, secret)) for secret in secrets]
    number = int(name, 32)
    return Sealed(of, number) if any(fits) and number <= LARGEST else None


def delivery_of(address: str, *, domain: str, secrets: Sequence[bytes]) -> int | None:
    """The same for a path that can only be a delivery's: its number."""
    found = sealed_in(address, domains=[domain], secrets=secrets)
    return found.number if found and found.of is Of.DELIVERY else None


def _id(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 32)
        digits = _DIGITS[digit] + digits
    return digits


def _seal(of: Of, name: str, secret: bytes) -> str:
    return hmac.digest(secret, _PURPOSES[of] + name.encode(), hashlib.sha256)[:_SEAL_BYTES].hex()
