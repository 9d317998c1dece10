"""Why somebody could not do something, in words for them; nothing of what they wrote is lost."""

from enum import StrEnum


class Reason(StrEnum):
    """Every reason there is."""

    SIGN_IN = "sign_in"
    SUBSCRIBE = "subscribe"
    SUSPENDED = "suspended"
    BANNED = "banned"
    WARNED = "warned"
    GUIDELINES = "guidelines"
    NAME = "name"
    CLOSED = "closed"
    READERS_ONLY = "readers_only"
    HOURS = "hours"
    OLD = "old"
    GONE = "gone"
    OWN = "own"
    TOO_LATE = "too_late"
    ANSWERED = "answered"
    NUDGE = "nudge"
    TEXT = "text"
    TOO_MANY = "too_many"
    CHANGED = "changed"
    APPEALED = "appealed"
    PASSAGE = "passage"
    SENT = "sent"
    NO_AUTHOR = "no_author"


_SENTENCES = {
    Reason.SIGN_IN: "Sign in to take part.",
    Reason.SUBSCRIBE: "Join the conversation on this and other recent articles when you subscribe.",
    Reason.SUSPENDED: "You cannot take part at present.",
    Reason.BANNED: "You cannot take part any more.",
    Reason.WARNED: "Please read what a moderator wrote to you first.",
    Reason.GUIDELINES: "Please read the guidelines and say that you keep to them.",
    Reason.NAME: "Please see first under which name you will appear.",
    Reason.CLOSED: "There are no comments on this article.",
    Reason.READERS_ONLY: "Nothing more can be written here.",
    Reason.HOURS: "The conversation is closed at this hour.",
    Reason.OLD: "The conversation on this article is over: comments are open for recent articles.",
    Reason.GONE: "This comment is not there any more.",
    Reason.OWN: "This is your own comment.",
    Reason.TOO_LATE: "A comment can be changed for a quarter of an hour.",
    Reason.ANSWERED: "Somebody has answered, so this comment stays as it is.",
    Reason.NUDGE: "This may break a rule.",
    Reason.TEXT: "This cannot be posted as it is.",
    Reason.TOO_MANY: "That is a lot in a short time. Please wait a little.",
    Reason.CHANGED: "This comment was changed meanwhile. Please look at it again.",
    Reason.APPEALED: "You have asked for another look already.",
    Reason.SENT: "It has been sent to the author already.",
    Reason.NO_AUTHOR: "Nobody else who wrote this article has an account at the desk.",
    Reason.PASSAGE: (
        "The passage does not stand in this article as you can read it. Copy it from the text, or leave the field empty."
    ),
}


class Refusal(Exception):
    """It was not done. `rule` is a number of the guidelines where one was broken; `detail` says more."""

    def __init__(self, reason: Reason, *, detail: str = "", rule: int | None = None) -> None:
        super().__init__(reason, detail, rule)
        self.reason, self.detail, self.rule = reason, detail, rule

    @property
    def sentence(self) -> str:
        """For whoever asked."""
        return self.detail or _SENTENCES[self.reason]
