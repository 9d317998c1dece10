"""What can be said of a message that came back."""

from dataclasses import dataclass, field
from enum import StrEnum

from standfirst.apps.mailing.rules.replies import Meaning


class Kind(StrEnum):
    """What sort of message it is."""

    BOUNCE = "bounce"  # a server says that it could not be delivered
    DELAY = "delay"  # a server says that it goes on trying
    COMPLAINT = "complaint"  # somebody has called it spam
    AUTO_REPLY = "auto-reply"  # nobody has read it: out of office and the like
    SIGN_OFF = "sign-off"  # somebody has followed the provider's own link to stop it
    TAKEN = "taken"  # nothing came back: the provider says that it has it
    OTHER = "other"  # well-formed and none of these: a person's answer, a receipt
    UNREAD = "unread"  # not to be taken apart, or of nothing that we have sent


class Way(StrEnum):
    """How it came."""

    LMTP = "lmtp"
    PIPE = "pipe"
    MAILBOX = "mailbox"
    WEBHOOK = "webhook"  # no message: the provider tells of it
    AT_ONCE = "at once"  # no message: the server has said it while it was handed over


FAULTS = (Meaning.ADDRESS, Meaning.MAILBOX, Meaning.CONTENT, Meaning.POLICY, Meaning.CONFIGURATION)


@dataclass(frozen=True, slots=True)
class Traces:
    """What names the message that came back; all of it may be forged but return paths and marks, which are sealed."""

    paths: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()  # as a provider gives them back
    message_ids: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()  # to whom it went, in small letters
    links: tuple[str, ...] = ()  # of its List-Unsubscribe


@dataclass(frozen=True, slots=True)
class Finding:
    """`fault` is one of FAULTS, or None where nothing is said; `status` is of RFC 3463, such as “5.1.1”.

    `diagnostic` is one line that names no address. `name` tells this message from every other.
    """

    kind: Kind
    fault: Meaning | None = None
    is_permanent: bool = False
    status: str = ""
    diagnostic: str = ""
    traces: Traces = field(default_factory=Traces)
    name: str = ""
