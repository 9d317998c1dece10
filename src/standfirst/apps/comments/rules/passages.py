"""Passages of an article that comments refer to: found however they are spaced, and linked to where they stand."""

from urllib.parse import quote

from standfirst.core.text.fold import clean

LONGEST = 600  # characters
_WHOLE = 8  # words up to which a link names all of them
_END = 5  # words at either end that a link names of a longer passage


def folded(text: str) -> str:
    """As it is kept and compared: without what cannot be seen, every white space as one space."""
    return " ".join(clean(text).split())


def stands_in(passage: str, text: str) -> bool:
    """Whether the text says this, word for word."""
    return bool(passage) and folded(passage) in folded(text)


def fragment_of(passage: str) -> str:
    """The end of an address that leads to the passage (a text fragment), or where that is unknown to the text's beginning."""
    words = passage.split()
    ends = [words] if len(words) <= _WHOLE else [words[:_END], words[-_END:]]
    return "#text:~:text=" + ",".join(_encoded(" ".join(end)) for end in ends)


def _encoded(text: str) -> str:
    """A hyphen has a meaning of its own there."""
    return quote(text, safe="").replace("-", "%2D")
