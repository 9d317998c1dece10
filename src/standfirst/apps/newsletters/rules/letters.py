"""The wordings of an edition, and who gets which."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LetterGiven:
    """One wording as it was composed. `variant` is `subscriber` or `reader`, `language` a BCP 47 tag.

    Subject, HTML and text may hold the tokens of the wire, such as `[[unsubscribe]]`.
    """

    variant: str
    language: str
    subject: str
    html: str
    text: str
