"""Signatures of messages (RFC 6376, 8463): relaxed/relaxed, with what must not be added named once more than it is there."""

import hashlib
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

SMALLEST_RSA = 2048  # bits; RFC 8301 §3.2 and the large receivers
# Each is signed as often as it is there and once more: another one, added on the way, breaks the signature.
SIGNED = (
    b"from", b"to", b"cc", b"reply-to", b"subject", b"date", b"message-id", b"list-id", b"list-unsubscribe",
    b"list-unsubscribe-post", b"list-help", b"list-archive", b"list-owner", b"list-post", b"feedback-id",
    b"auto-submitted", b"mime-version", b"content-type", b"content-transfer-encoding",
)  # fmt: skip
_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_ROW = 70
_BLANKS = re.compile(rb"[ \t]+")
_LAST_BLANKS = re.compile(rb" +\r\n")
_EMPTY_LINES = re.compile(rb"(?:\r\n)+\Z")


class KeyRefused(ValueError):
    """With this key nothing can be signed; the text never holds any of it."""


class SignedField(Protocol):
    """A header field: its name in small letters, and its relaxed canonical form."""

    @property
    def name(self) -> bytes: ...
    @property
    def canonical(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Key:
    """A private key, and under which `selector` of `domain` its public half is found in the DNS."""

    domain: str
    selector: str
    private: RSAPrivateKey | Ed25519PrivateKey

    @property
    def algorithm(self) -> str:
        return "rsa-sha256" if isinstance(self.private, RSAPrivateKey) else "ed25519-sha256"

    def seal(self, digest: bytes) -> bytes:
        """RFC 8463 §3: Ed25519 signs the hash as if it were the text."""
        if isinstance(self.private, RSAPrivateKey):
            return self.private.sign(digest, padding.PKCS1v15(), Prehashed(SHA256()))
        return self.private.sign(digest)


def load_key(pem: bytes, *, domain: str, selector: str) -> Key:
    """RSA of 2048 bits or more, or Ed25519. Raises KeyRefused."""
    if not _DOMAIN.fullmatch(domain) or not _DOMAIN.fullmatch(selector):
        raise KeyRefused("domain and selector of a DKIM key are names in small letters")
    try:
        private = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError):
        raise KeyRefused("this is not an unencrypted private key in PEM") from None
    if isinstance(private, RSAPrivateKey) and private.key_size >= SMALLEST_RSA:
        return Key(domain, selector, private)
    if isinstance(private, Ed25519PrivateKey):
        return Key(domain, selector, private)
    raise KeyRefused("DKIM is signed with RSA of at least 2048 bits, or with Ed25519")


class Signer:
    """Signs with each of its keys, so that whoever cannot read the one reads the other."""

    def __init__(self, keys: Sequence[Key]) -> None:
        if not keys:
            raise KeyRefused("a signer has at least one key")
        self._keys = tuple(keys)

    def sign(self, fields: Sequence[SignedField], body_hash: bytes, *, at: datetime) -> bytes:
        """The signatures as header fields, each with its line end, to be put before the others.

        `fields` are those of the message from top to bottom; `body_hash` is SHA-256 of the body in its relaxed form, and `at`
        the moment of signing.
        """
        names, content = _covered(fields)
        bh = b64encode(body_hash).decode()
        moment = int(at.timestamp())
        return b"".join(_signature(key, names, content, bh, moment) for key in self._keys)


def _covered(fields: Sequence[SignedField]) -> tuple[list[str], bytes]:
    """The tag `h=`, and the fields that it picks: of those with one name the lowest first (RFC 6376 §5.4.2)."""
    there = Counter(one.name for one in fields)
    names = [name.decode() for name in SIGNED for _ in range(there[name] + 1)]
    place = {name: number for number, name in enumerate(SIGNED)}
    picked = sorted((one for one in reversed(fields) if one.name in place), key=lambda one: place[one.name])
    return names, b"".join(one.canonical + b"\r\n" for one in picked)


def _signature(key: Key, names: list[str], content: bytes, bh: str, moment: int) -> bytes:
    rows = [
        f"v=1; a={key.algorithm}; c=relaxed/relaxed;",
        f"d={key.domain}; s={key.selector}; t={moment};",
        *_rows_of_names(names),
        f"bh={bh};",
        "b=",
    ]
    unsealed = f"dkim-signature:{' '.join(rows)}".encode()
    seal = b64encode(key.seal(hashlib.sha256(content + unsealed).digest())).decode()
    sealed = "\r\n ".join(seal[place : place + _ROW] for place in range(0, len(seal), _ROW))
    return ("DKIM-Signature: " + "\r\n ".join(rows) + sealed + "\r\n").encode()


def _rows_of_names(names: list[str]) -> list[str]:
    rows = ["h="]
    for name in names:
        if len(rows[-1]) + len(name) + 1 > _ROW:
            rows.append("")
        rows[-1] += f"{name}:"
    rows[-1] = rows[-1].removesuffix(":") + ";"
    return rows


def relaxed_body(body: bytes) -> bytes:
    """The canonical form of any body (RFC 6376 §3.4.4), for messages that are not made in it."""
    if not body:
        return b""
    reduced = _LAST_BLANKS.sub(b"\r\n", _BLANKS.sub(b" ", body + b"\r\n"))
    kept = _EMPTY_LINES.sub(b"", reduced)
    return kept + b"\r\n" if kept else b""


def hash_of_body(body: bytes) -> bytes:
    """What a signature's `bh=` says."""
    return hashlib.sha256(relaxed_body(body)).digest()
