"""A short code by mail, bound to the browser that asked for it: ten minutes, three entries, used once."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from standfirst.core.limits import Limit, spend

LIFE = timedelta(minutes=10)
RESENDS = 2
_FOR_GOOD = timedelta(days=300)  # longer than any code lives, so that nothing is given back
ENTRIES = Limit("code entries", 3, _FOR_GOOD)
USES = Limit("code uses", 1, _FOR_GOOD)
_KEY = "code"
_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # no vowels, so no words; 8 of them are 34 bits (RFC 8628 §6.1)
_GROUP = 4


class CodeGone(Exception):
    """There is no code to enter here: none was asked for in this browser, or it is used up, ended or too old."""


class WrongCode(Exception):
    """Not this one; the code can still be entered."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """What waits for a code. `stamp` outdates it, `more` is what the purpose needs; `at` is in Unix time."""

    id: str
    purpose: str
    address: str
    digest: str
    at: float
    stamp: str = ""
    resends: int = 0
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def may_resend(self) -> bool:
        return self.resends < RESENDS


def begin(
    request: HttpRequest,
    *,
    purpose: str,
    address: str,
    now: datetime,
    stamp: str = "",
    more: Mapping[str, Any] | None = None,
) -> tuple[Challenge, str]:
    """A new code for this browser, in place of any that it waited for; to be mailed, it is kept as a digest."""
    challenge = Challenge(
        id=secrets.token_hex(16),
        purpose=purpose,
        address=address,
        digest="",
        at=now.timestamp(),
        stamp=stamp,
        more=dict(more or {}),
    )
    return _store(request, challenge)


def again(request: HttpRequest, waiting: Challenge, *, now: datetime, stamp: str) -> tuple[Challenge, str]:
    """Another code for the same purpose; the one before is dead."""
    fresh = replace(
        waiting, id=secrets.token_hex(16), at=now.timestamp(), stamp=stamp, resends=waiting.resends + 1
    )
    return _store(request, fresh)


def waiting_for(request: HttpRequest, *, purpose: str, now: datetime) -> Challenge | None:
    """What this browser waits for, if it still may."""
    kept = request.session.get(_KEY)
    if not isinstance(kept, dict) or kept.get("purpose") != purpose:
        return None
    challenge = Challenge(**kept)
    return challenge if now.timestamp() - challenge.at <= LIFE.total_seconds() else None


def enter(request: HttpRequest, *, purpose: str, typed: str, now: datetime) -> Challenge:
    """The challenge whose code this is; it can be entered no more. Raises WrongCode, CodeGone.

    Each entry is counted before it is looked at, in the database, so that many at once are no more than three.
    """
    challenge = waiting_for(request, purpose=purpose, now=now)
    if challenge is None or spend(ENTRIES, key=challenge.id, now=now):
        forget(request)
        raise CodeGone
    if not constant_time_compare(_digest(challenge.id, _plain(typed)), challenge.digest):
        raise WrongCode
    forget(request)
    if spend(USES, key=challenge.id, now=now):
        raise CodeGone
    return challenge


def forget(request: HttpRequest) -> None:
    """Wait for nothing."""
    request.session.pop(_KEY, None)


def _store(request: HttpRequest, challenge: Challenge) -> tuple[Challenge, str]:
    code = "".join(secrets.choice(_LETTERS) for _ in range(2 * _GROUP))
    kept = replace(challenge, digest=_digest(challenge.id, code))
    request.session[_KEY] = asdict(kept)
    return kept, f"{code[:_GROUP]}-{code[_GROUP:]}"


def _plain(typed: str) -> str:
    """However it was typed: small or large, with spaces or dashes."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())[:40]


def _digest(challenge_id: str, code: str) -> str:
    return salted_hmac(f"standfirst.code {challenge_id}", code, algorithm="sha256").hexdigest()
