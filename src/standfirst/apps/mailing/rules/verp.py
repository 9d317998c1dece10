"""Return paths that name what they are of (VERP): `b+<id>.<seal>@bounces…`. Whatever a bounce says, where it went is enough."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from standfirst.apps.mailing.rules.addresses import LONGEST_LOCAL_PART
from standfirst.apps.mailing.rules.sealed import LARGEST, sealed, unsealed

__all__ = ["LARGEST", "Of", "Sealed", "delivery_of", "mark_of", "return_path", "sealed_in", "sealed_mark"]

_LOCAL_PART = re.compile(r"([bl])\+([0-9a-v]{1,13})\.([0-9a-f]{20})")
_MARK = re.compile(r"([bl])-([0-9a-v]{1,13})-([0-9a-f]{20})")


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
    """Where bounces of it go. Small letters only: some servers change the case. Raises ValueError."""
    local = "{}+{}.{}".format(of, *sealed(number, purpose=_PURPOSES[of], secret=secret))
    if len(local) > LONGEST_LOCAL_PART:
        raise ValueError("the return path is too long")
    return f"{local}@{domain}"


def sealed_in(address: str, *, domains: Sequence[str], secrets: Sequence[bytes]) -> Sealed | None:
    """What a bounce to this address is about; None for an address that none of our secrets has sealed."""
    local, at, host = address.lower().rpartition("@")
    found = _LOCAL_PART.fullmatch(local)
    if not at or host not in {domain.lower() for domain in domains} or found is None:
        return None
    return _opened(found, secrets)


def mark_of(path: str) -> str:
    """A return path of ours in letters, digits and hyphens alone: providers keep nothing else beside a message."""
    return path.partition("@")[0].replace("+", "-").replace(".", "-")


def sealed_mark(mark: str, *, secrets: Sequence[bytes]) -> Sealed | None:
    """What a mark names; None for one that none of our secrets has sealed."""
    found = _MARK.fullmatch(mark)
    return _opened(found, secrets) if found else None


def _opened(found: re.Match[str], secrets: Sequence[bytes]) -> Sealed | None:
    of = Of(found[1])
    number = unsealed(found[2], found[3], purpose=_PURPOSES[of], secrets=secrets)
    return None if number is None else Sealed(of, number)


def delivery_of(address: str, *, domain: str, secrets: Sequence[bytes]) -> int | None:
    """The same for a path that can only be a delivery's: its number."""
    found = sealed_in(address, domains=[domain], secrets=secrets)
    return found.number if found and found.of is Of.DELIVERY else None
