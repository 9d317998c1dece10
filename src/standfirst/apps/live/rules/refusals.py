"""Why something was not done, in words for whoever asked; nothing of what they wrote is lost."""

from enum import StrEnum


class Code(StrEnum):
    """Every reason there is. Their names are stable: pages and scripts know them."""

    SIGN_IN = "sign_in"
    ACCESS = "access"
    SUSPENDED = "suspended"
    BANNED = "banned"
    WARNED = "warned"
    GUIDELINES = "guidelines"
    NAME = "name"
    CLOSED = "closed"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    TEXT = "text"
    TOO_SOON = "too_soon"
    TOO_MANY = "too_many"
    OWN = "own"
    GONE = "gone"
    STATE = "state"
    STAGE = "stage"
    REASON = "reason"
    LABEL = "label"
    ITSELF = "itself"
    NOTHING_NEXT = "nothing_next"
    CONFLICT = "conflict"


_WORDS = {
    Code.SIGN_IN: "Sign in to take part.",
    Code.ACCESS: "Only subscribers can submit questions and vote.",
    Code.SUSPENDED: "You cannot take part at present.",
    Code.BANNED: "You cannot take part any more.",
    Code.WARNED: "Please read what a moderator wrote to you first.",
    Code.GUIDELINES: "Please read the guidelines and say that you keep to them.",
    Code.NAME: "Please see first under which name you will appear.",
    Code.CLOSED: "No questions are taken now.",
    Code.TOO_SHORT: "A question has at least 5 characters.",
    Code.TOO_LONG: "A question has at most 500 characters.",
    Code.TEXT: "This cannot be submitted as it is.",
    Code.TOO_SOON: "One question a minute. Please wait a little.",
    Code.TOO_MANY: "That is as many as one person may have at once.",
    Code.OWN: "This is your own question.",
    Code.GONE: "This question is not there any more.",
    Code.STATE: "This cannot be done with the question as it is now.",
    Code.STAGE: "This cannot be done at this stage of the interview.",
    Code.REASON: "Say which rule it breaks, or why, in a sentence.",
    Code.LABEL: "A label has at most 20 characters.",
    Code.ITSELF: "A question cannot be merged with itself.",
    Code.NOTHING_NEXT: "No question is next. Choose one first.",
    Code.CONFLICT: "Somebody else was quicker. This is how it stands now.",
}


class Refused(Exception):
    """It was not done. `code` is stable; `words` are for whoever asked; `rule` is a number of the guidelines where one
    was broken."""

    def __init__(self, code: Code, words: str = "", *, rule: int | None = None) -> None:
        self.code, self.rule = code, rule
        self.words = words or _WORDS[code]
        super().__init__(self.words)


class Conflict(Refused):
    """Somebody else changed it since it was seen; `version` is the one that it has now."""

    def __init__(self, version: int) -> None:
        super().__init__(Code.CONFLICT)
        self.version = version
