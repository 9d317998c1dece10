"""What may differ between two readers of one message: a closed set. Anything else is another variant, not another token."""

import re
from enum import StrEnum

from standfirst.apps.mailing.rules.wording import one_line


class Token(StrEnum):
    """Written as `[[name]]` in subject, text and HTML."""

    NAME = "name"
    WHY = "why"  # the sentence that says why somebody gets this
    UNSUBSCRIBE = "unsubscribe"
    PREFERENCES = "preferences"
    ONLINE = "online"
    CLICK = "click"  # the id of this delivery in addresses that are counted; never an address itself


ADDRESSES = frozenset({Token.UNSUBSCRIBE, Token.PREFERENCES, Token.ONLINE})
IN_A_SUBJECT = frozenset({Token.NAME})
LONGEST_WEB_ADDRESS = 900  # in a header's line of 998, RFC 5322 §2.1.1
_MARK = re.compile(r"\[\[([^\[\]]*)\]\]")
_WEB_ADDRESS = re.compile(r"https?://[A-Za-z0-9!#$%&()*+,./:;=?@_~-]+")
_ID = re.compile(r"[A-Za-z0-9_.~-]{1,200}")


class NotAMessage(ValueError):
    """What was composed cannot be sent to anybody: a sentence for the person who composed it."""


class UnknownToken(NotAMessage):
    """There is no such token, or not in this place."""


class Unfilled(ValueError):
    """This reader has no value for a token, or one that cannot stand there. Nothing goes to them; others are not touched."""


def split(text: str, *, allowed: frozenset[Token] = frozenset(Token)) -> tuple[list[str], list[Token]]:
    """The fixed pieces and the tokens between them, one fewer. Raises UnknownToken."""
    pieces = _MARK.split(text)
    for name in pieces[1::2]:
        if name not in allowed:
            raise UnknownToken(f"“[[{name}]]” cannot be filled here; what can: {', '.join(sorted(allowed))}.")
    return pieces[::2], [Token(name) for name in pieces[1::2]]


def literal(text: str) -> str:
    """Text of a reader, in which nothing is a token: an invisible mark stands between its double brackets."""
    return text.replace("[[", "[\u2060[")


def checked(token: Token, value: str | None) -> str:
    """The value as it may stand in a message. Raises Unfilled, which names the token and never the value."""
    if token not in ADDRESSES and token is not Token.CLICK:
        value = one_line(value or "")
    if value is None or not _may_stand(token, value):
        raise Unfilled(f"no good value for {token}")
    return value


def _may_stand(token: Token, value: str) -> bool:
    if token in ADDRESSES:
        return len(value) <= LONGEST_WEB_ADDRESS and _WEB_ADDRESS.fullmatch(value) is not None
    return _ID.fullmatch(value) is not None if token is Token.CLICK else bool(value)
