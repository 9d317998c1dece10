"""What an entry may say, and the seal that ties it to the one before."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

Scalar = str | int | bool | None

LONGEST_LABEL = 200
LONGEST_REASON = 500
LONGEST_DETAIL = 200
MOST_DETAILS = 20

_ACTION = re.compile(r"[a-z][a-z_]*(\.[a-z_]+)+")
_ABOUT = re.compile(r"[a-z][a-z_]*:[\w.-]{1,70}", re.ASCII)
_DETAIL = re.compile(r"[a-z][a-z_0-9]{0,39}")
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


class EntryRefused(ValueError):
    """It is not written in a way that the record can keep; a fault of the calling code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Everything an entry says. `actor_id` is None for the house itself."""

    number: int
    action: str
    actor_id: int | None
    actor: str
    about: str
    reason: str
    recorded_at: datetime
    details: Mapping[str, Scalar] = field(default_factory=dict)


def fault_of(act: Act) -> str | None:
    """Why the record does not take it; None where it does."""
    if not _ACTION.fullmatch(act.action):
        return f"an action looks like membership.grant, not {act.action!r}"
    if not _ABOUT.fullmatch(act.about):
        return "what it is about looks like reader:12"
    if not act.actor or len(act.actor) > LONGEST_LABEL or len(act.reason) > LONGEST_REASON:
        return "the acting person's label is missing, or it or the reason is too long"
    if _UNWRITABLE.search(act.actor + act.reason):
        return "the label or the reason holds characters that cannot be written"
    return _fault_of_details(act.details)


def _fault_of_details(details: Mapping[str, Scalar]) -> str | None:
    if len(details) > MOST_DETAILS:
        return f"there are more than {MOST_DETAILS} details"
    for name, value in details.items():
        if not _DETAIL.fullmatch(name):
            return "the name of a detail is a short word in small letters"
        if not (value is None or isinstance(value, str | int)):
            return f"the detail {name} is no text, whole number, yes or no"
        if isinstance(value, str) and (len(value) > LONGEST_DETAIL or _UNWRITABLE.search(value)):
            return f"the detail {name} is too long or cannot be written"
        if isinstance(value, str) and _ADDRESS.search(value):
            return f"the detail {name} holds an e-mail address; people are named by their numbers"
    return None


def seal(act: Act, *, before: str) -> str:
    """SHA-256 of the seal before it and of everything the entry says, written in one way only."""
    said = {**asdict(act), "recorded_at": act.recorded_at.astimezone(UTC).isoformat(timespec="microseconds")}
    written = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(f"{before}\n{written}".encode()).hexdigest()
