"""What a moderator may lay down for a reader, and what of it holds at a moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """From the mildest. A warning stops a reader until they have read it; a ban until it is lifted."""

    NONE = "none"
    WARNED = "warned"
    HOLD_ALL = "hold_all"
    SUSPENDED = "suspended"
    BANNED = "banned"

    @property
    def gravity(self) -> int:
        """Its place in that order."""
        return list(Kind).index(self)


SAYINGS = {
    Kind.NONE: "nothing",
    Kind.WARNED: "warned",
    Kind.HOLD_ALL: "read first",
    Kind.SUSPENDED: "suspended",
    Kind.BANNED: "banned",
}
STOPS = frozenset({Kind.WARNED, Kind.SUSPENDED, Kind.BANNED})


@dataclass(frozen=True, slots=True)
class Sanction:
    """One that was laid down. `until` is for suspensions; `seen_at` for warnings; `rule` is one of those `guidelines`."""

    id: int
    kind: Kind
    made_at: datetime
    until: datetime | None
    rule: int | None
    sentence: str
    lifted_at: datetime | None = None
    seen_at: datetime | None = None
    guidelines: int | None = None

    def holds(self, *, now: datetime) -> bool:
        """Whether it counts at this moment."""
        if self.lifted_at is not None or (self.kind is Kind.WARNED and self.seen_at is not None):
            return False
        return self.until is None or now < self.until


@dataclass(frozen=True, slots=True)
class Restriction:
    """The gravest that holds, as the reader is told. `hold_all` may hold beside a graver one."""

    kind: Kind = Kind.NONE
    until: datetime | None = None
    rule: int | None = None
    sentence: str = ""
    id: int | None = None
    hold_all: bool = False
    guidelines: int | None = None

    @property
    def saying(self) -> str:
        """What holds, in a word or two."""
        return SAYINGS[self.kind]

    @property
    def stops(self) -> bool:
        """Whether the reader may not post, edit, recommend, report or ask for now."""
        return self.kind in STOPS


FREE = Restriction()


def restriction_from(sanctions: Iterable[Sanction], *, now: datetime) -> Restriction:
    """Of those that hold the gravest; of two alike the one that lasts longer, then the newer."""
    holding = [one for one in sanctions if one.holds(now=now)]
    if not holding:
        return FREE
    chosen = max(holding, key=lambda one: (one.kind.gravity, *_lasts(one), one.made_at))
    return Restriction(
        kind=chosen.kind,
        until=chosen.until,
        rule=chosen.rule,
        sentence=chosen.sentence,
        id=chosen.id,
        guidelines=chosen.guidelines,
        hold_all=any(one.kind is Kind.HOLD_ALL for one in holding),
    )


def _lasts(one: Sanction) -> tuple[bool, datetime]:
    return one.until is None, one.until or one.made_at


def fault_of_sanction(kind: str, *, until: datetime | None, sentence: str, now: datetime) -> str:
    """Why this cannot be laid down; empty when it can."""
    if kind not in {one.value for one in Kind} - {Kind.NONE.value}:
        return "This is no sanction."
    if not sentence.strip():
        return "Say to the reader why, in a sentence."
    if kind == Kind.SUSPENDED and (until is None or until <= now):
        return "A suspension needs a day to come on which it ends."
    if kind != Kind.SUSPENDED and until is not None:
        return "Only a suspension has an end."
    return ""
