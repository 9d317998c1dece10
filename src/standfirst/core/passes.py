"""The pass: the signed cookie that carries a reader's standing to the front, for at most fifteen minutes."""

import base64
import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from standfirst.core.viewer import Standing

LIFE = timedelta(minutes=15)
# Other hosts' clocks may run a little ahead of ours.
_SKEW = timedelta(seconds=30)
# Keeps this signature from standing for anything else that the same key signs.
_PURPOSE = b"standfirst/pass/1\x00"
_LONGEST = 1024


@dataclass(frozen=True, slots=True)
class Pass:
    """What the front may know of a reader. `version` counts the changes of this reader's standing."""

    reader_id: int
    standing: Standing
    version: int
    expires_at: datetime
    plan_group: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class PassCookie:
    """How the pass is handed out."""

    name: str
    secure: bool

    def header(self, text: str) -> str:
        """The value of a Set-Cookie header."""
        secure = "; Secure" if self.secure else ""
        life = int(LIFE.total_seconds())
        return f"{self.name}={text}; Max-Age={life}; Path=/; HttpOnly; SameSite=Lax{secure}"


def sign(pass_: Pass, *, key: str) -> str:
    """The pass as text for a cookie."""
    body = _encode(json.dumps(_fields(pass_), separators=(",", ":")).encode())
    return f"{body}.{_signature(body, key)}"


def verify(text: str, *, keys: Sequence[str], now: datetime) -> Pass | None:
    """The pass, if one of the keys signed it and it is neither over nor promised for longer than a pass may live."""
    if len(text) > _LONGEST or not text.isascii():
        return None
    body, _, signature = text.partition(".")
    # Compared as text: base64 has spare bits, so one signature could otherwise be spelled in several ways.
    if not any([hmac.compare_digest(_signature(body, key), signature) for key in keys]):  # noqa: C419  all, in equal time
        return None
    pass_ = _read(body)
    if pass_ is None or not now < pass_.expires_at <= now + LIFE + _SKEW:
        return None
    return pass_


def _fields(pass_: Pass) -> list[object]:
    end = int(pass_.expires_at.timestamp())
    return [pass_.reader_id, pass_.standing.value, pass_.version, end, pass_.plan_group, pass_.language]


def _read(body: str) -> Pass | None:
    """Only what we signed comes here, yet an older release may have signed another shape."""
    try:
        reader_id, standing, version, end, plan_group, language = json.loads(_decode(body))
        return Pass(
            reader_id, Standing(standing), version, datetime.fromtimestamp(end, UTC), plan_group, language
        )
    except (ValueError, TypeError):
        return None


def _signature(body: str, key: str) -> str:
    return _encode(hmac.digest(key.encode(), _PURPOSE + body.encode(), hashlib.sha256))


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
