"""The words of a letter, as a rendered template gives them."""

import re
from dataclasses import dataclass

LONGEST_SUBJECT = 200
_MARK = "Subject: "
# Everything that any reader of mail might take for the end of a line or for a sign of direction.
_NOT_IN_A_SUBJECT = re.compile("[\x00-\x20\x7f-\xa0\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
_NOT_IN_A_TEXT = re.compile("[\x00\ud800-\udfff]")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


class NotALetter(ValueError):
    """The template does not begin with its subject and a blank line; a fault of the template."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Subject in one line, and the text."""

    subject: str
    text: str


def read_wording(rendered: str) -> Wording:
    """Split at the first blank line. Whatever a name brings along, the subject stays one line."""
    whole = rendered.replace("\r\n", "\n").replace("\r", "\n").lstrip()
    head, *rest = _BLANK_LINE.split(whole, maxsplit=1)
    if not head.startswith(_MARK) or not rest or not rest[0].strip():
        raise NotALetter("a letter begins with “Subject: …” and a blank line, then comes its text")
    subject = one_line(head.removeprefix(_MARK))[:LONGEST_SUBJECT].rstrip()
    if not subject:
        raise NotALetter("the subject of a letter is empty")
    return Wording(subject, _NOT_IN_A_TEXT.sub("", rest[0]).strip() + "\n")


def one_line(text: str) -> str:
    """Without line ends, control characters, signs of direction and blanks at either end; other blanks are one space."""
    return _NOT_IN_A_SUBJECT.sub(" ", text).strip()


def clean_html(rendered: str) -> str:
    """Without what a database cannot keep."""
    return _NOT_IN_A_TEXT.sub("", rendered).strip() + "\n"
