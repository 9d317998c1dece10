"""What follows from a message that came back, for its mailbox and for its newsletter.

Kinds and faults are the words of the mail's reading of it; here they are plain words.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

BOUNCE, COMPLAINT, SIGN_OFF, UNREAD = "bounce", "complaint", "sign-off", "unread"
ADDRESS, MAILBOX = "address", "mailbox"
MENDED_BY_A_READER = frozenset({ADDRESS, MAILBOX, COMPLAINT})  # whoever reads the mailbox knows best

# A mailbox is given up when it was full on so many days within so long, the last so long after the first: two weeks of
# holidays fill one, and one that is never emptied is nobody's.
FULL_DAYS, FULL_WITHIN, FULL_FOR = 4, 35, 15

# Of what was sent of one edition. Gmail and Yahoo ask for fewer than 0.3 % complaints; below the number it is chance.
MANY_BOUNCES, BOUNCED_SHARE = 20, 0.05
MANY_COMPLAINTS, COMPLAINED_SHARE = 5, 0.0025


class Effect(StrEnum):
    """What followed from a return."""

    NOTHING = "nothing"
    COUNTED = "counted"  # against its newsletter
    COUNTED_FULL = "counted as full"  # against its mailbox too
    GIVEN_UP = "given up"  # no newsletter is sent there
    STOPPED = "stopped"  # this newsletter is not
    SIGNED_OFF = "signed off"  # the reader is, from this newsletter


class AlarmKind(StrEnum):
    """What there was too much of."""

    BOUNCES = "bounces"
    COMPLAINTS = "complaints"


@dataclass(frozen=True, slots=True)
class Share:
    """Of one edition's deliveries: how many were sent, and of how many different ones something came back."""

    sent: int
    bounced: int = 0
    complained: int = 0


def effect_of(kind: str, fault: str, *, is_permanent: bool) -> Effect:
    """What a return calls for. Who sends, what it says and how we are set up are never a reader's fault."""
    if kind == COMPLAINT:
        return Effect.STOPPED
    if kind == SIGN_OFF:
        return Effect.SIGNED_OFF
    if kind != BOUNCE:
        return Effect.NOTHING
    if fault == ADDRESS and is_permanent:
        return Effect.GIVEN_UP
    return Effect.COUNTED_FULL if fault in (ADDRESS, MAILBOX) else Effect.COUNTED


def is_nobodys(days: Collection[date]) -> bool:
    """Whether a mailbox that was full on these days, all within FULL_WITHIN, is given up."""
    different = set(days)
    return len(different) >= FULL_DAYS and (max(different) - min(different)).days >= FULL_FOR


def alarms_of(share: Share) -> dict[AlarmKind, str]:
    """What there is too much of, each with its sentence."""
    found = {}
    if _is_too_much(share.bounced, MANY_BOUNCES, BOUNCED_SHARE * share.sent):
        found[AlarmKind.BOUNCES] = f"{share.bounced:,} of {share.sent:,} letters came back as undeliverable."
    if _is_too_much(share.complained, MANY_COMPLAINTS, COMPLAINED_SHARE * share.sent):
        found[AlarmKind.COMPLAINTS] = f"{share.complained:,} of {share.sent:,} readers called it spam."
    return found


def _is_too_much(number: int, least: int, most: float) -> bool:
    return number >= least and number >= most
