"""What becomes of one message on the wire: exactly one of four things."""

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Reply:
    """What a mail server said: its code, and its lines without it."""

    code: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.lines)

    @property
    def is_yes(self) -> bool:
        return 200 <= self.code < 300


class Clean(bytes):
    """A message whose lines end in CRLF and begin with anything but a dot: whoever makes one vouches for that."""


class Verb(StrEnum):
    """Where in the conversation something was said."""

    CONNECT = "connect"
    EHLO = "EHLO"
    STARTTLS = "STARTTLS"
    AUTH = "AUTH"
    MAIL = "MAIL"
    RCPT = "RCPT"
    DATA = "DATA"
    DOT = "dot"
    RSET = "RSET"


@dataclass(frozen=True, slots=True)
class Envelope:
    """One message for one recipient. `seq` and `attempt` are the sender's numbers for it; both addresses are ASCII,
    `sender` may be empty; `data` is the whole message with CRLF, and is taken at its word if it is `Clean`."""

    seq: int
    attempt: int
    sender: str
    recipient: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class NotSent:
    """No final dot was given away: it can be sent again, and nobody has it. `why` is a word for the log, never an address."""

    seq: int
    attempt: int
    why: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """The server has taken it over."""

    seq: int
    attempt: int
    code: int
    text: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The server has said no, at `verb`. What that means is said by `rules.replies`."""

    seq: int
    attempt: int
    code: int
    text: str
    verb: Verb


@dataclass(frozen=True, slots=True)
class Unknown:
    """The final dot was given away and no answer came: the server may have it or not."""

    seq: int
    attempt: int
    why: str


Outcome = NotSent | Accepted | Refused | Unknown
