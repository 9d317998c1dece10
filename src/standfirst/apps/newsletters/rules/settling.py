"""What an outcome on the wire means for its delivery, and when a whole newsletter has to stop.

Meanings are the words of the mail's table of replies; here they are plain words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from standfirst.apps.newsletters.rules.states import DeliveryState, OnUnknown

MOST_REFUSALS = 12  # passing ones, of one message
MOST_BREAKS = 50  # of the connection before the dot
LONGEST_PAUSE = 3600.0  # seconds
NOT_OURS_TO_SEND = frozenset(
    {"failed_eai", "address", "message", "unfilled"}
)  # this row could go to no server
ON_PURPOSE = "stopped"  # the sender was told to stop
PASSING = frozenset({"retry", "slow down"})
CONFIGURATION = "configuration"
UNWELCOME = frozenset({"policy", "content"})  # refused for who sends, or for what it says
UNMAKEABLE = frozenset({"message", "unfilled"})  # no message could be made of it
TELLING = UNWELCOME | UNMAKEABLE | {CONFIGURATION}
MANY, SHARE = 10, 0.05  # from which on a newsletter stops


class Word(StrEnum):
    """What happened."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    NOT_SENT = "not sent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Heard:
    """One outcome: `why` is a word for what was not sent, `meaning` one for a refusal."""

    word: Word
    meaning: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Settlement:
    """The state that follows, its reason in a word, and in how many seconds it may be tried again."""

    state: DeliveryState
    reason: str = ""
    again_in: float | None = None


def settlement(heard: Heard, *, attempt: int, on_unknown: OnUnknown, first_pause: float) -> Settlement:
    """`attempt` counts from 1; `first_pause` is in seconds and doubles from attempt to attempt."""
    pause = min(LONGEST_PAUSE, first_pause * 2 ** min(attempt - 1, 16))
    match heard.word:
        case Word.ACCEPTED:
            return Settlement(DeliveryState.SENT)
        case Word.UNKNOWN:
            return _doubtful(on_unknown, pause)
        case Word.NOT_SENT:
            return _not_sent(heard.why, attempt, pause)
    return _refused(heard.meaning, attempt, pause)


def _doubtful(on_unknown: OnUnknown, pause: float) -> Settlement:
    if on_unknown is OnUnknown.RESEND:
        return Settlement(DeliveryState.RETRY, "unknown", pause)
    return Settlement(DeliveryState.UNKNOWN, "dropped" if on_unknown is OnUnknown.DROP else "")


def _not_sent(why: str, attempt: int, pause: float) -> Settlement:
    if why in NOT_OURS_TO_SEND:
        return Settlement(DeliveryState.REJECTED, why)
    if why == ON_PURPOSE:
        return Settlement(DeliveryState.PENDING)
    if attempt >= MOST_BREAKS:
        return Settlement(DeliveryState.REJECTED, "connection")
    return Settlement(DeliveryState.RETRY, "connection", pause)


def _refused(meaning: str, attempt: int, pause: float) -> Settlement:
    if meaning == CONFIGURATION:  # our own fault costs nobody their edition
        return Settlement(DeliveryState.RETRY, meaning, pause)
    if meaning not in PASSING:
        return Settlement(DeliveryState.REJECTED, meaning)
    if attempt >= MOST_REFUSALS:
        return Settlement(DeliveryState.REJECTED, "refused too often")
    return Settlement(DeliveryState.RETRY, meaning, pause)


def why_to_stop(refused: Mapping[str, int], *, settled: int) -> str:
    """The sentence for which a newsletter stops; empty where it goes on. `refused` counts this edition's by reason."""
    if refused.get(CONFIGURATION):
        return "The mail server says that our own set-up is wrong (SPF, DKIM, DMARC or our account)."
    for reasons, what in (
        (UNWELCOME, "were refused for who sends or for what it says"),
        (UNMAKEABLE, "could not be made into a message"),
    ):
        number = sum(refused.get(reason, 0) for reason in reasons)
        if number >= MANY and number >= SHARE * settled:
            return f"{number} of {settled} {what}."
    return ""
