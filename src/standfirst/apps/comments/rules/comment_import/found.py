"""What a reader of another system's file finds in it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LONGEST_KEY = 100  # characters of the number that a thing has in the other system


class Unreadable(ValueError):
    """The file is not what it is said to be, or is made to harm; the words are for a person."""


class Standing(StrEnum):
    """How a comment stood in the other system."""

    OUT = "out"
    WAITING = "waiting"
    REMOVED = "removed"  # by a moderator, by its author, or as spam


@dataclass(frozen=True, slots=True)
class Page:
    """A page with comments, and where it is."""

    key: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who writes. `is_proven`: the other system let nobody write under this e-mail address but who has it."""

    key: str = ""
    name: str = ""
    email: str = ""
    is_proven: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One comment. `page`, `parent` and the key of `author` may be told of later in the file, or never."""

    key: str
    page: str
    parent: str
    author: Person
    html: str
    standing: Standing
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Flaw:
    """A comment that cannot be read, and why."""

    key: str
    reason: str


Piece = Page | Person | Found | Flaw


def comment_of(
    *,
    key: str,
    page: str,
    parent: str,
    author: Person,
    html: str,
    standing: Standing,
    written: datetime | None,
) -> Found | Flaw:
    """The comment, or what it lacks."""
    if not key or len(key) > LONGEST_KEY:
        return Flaw(key[:LONGEST_KEY], "no_number")
    if written is None:
        return Flaw(key, "no_date")
    return Found(
        key=key, page=page, parent=parent, author=author, html=html, standing=standing, written_at=written
    )
