"""What reading a page yields: the article's parts, the report on them, and the two refusals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum


class Kind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTATION = "quotation"
    PULL_QUOTE = "pull_quote"
    LIST = "list"
    PICTURE = "picture"
    DIVIDER = "divider"


class Reason(Enum):
    """Why a piece of the page is not part of the article; the value is the sentence for the report."""

    COMMENTS = "It belongs to the comments area."
    COMMENT_RULES = "It is a rule for commenting."
    USER_NAMES = "It is a rule about user names."
    NEWSLETTER = "It offers a newsletter."
    SUBSCRIBE = "It asks the reader to subscribe or to sign in."
    PRIVACY = "It speaks of privacy, terms or consent."
    COOKIES = "It is a notice about cookies."
    PICKS = "It is a box with other articles that the editors picked."
    RELATED = "It leads to other articles."
    SHARE = "It belongs to the bar for sharing, saving or printing."
    NAVIGATION = "It belongs to the menu, the header or the footer of the site."
    ADVERTISEMENT = "It is an advertisement or stands around one."
    COPYRIGHT = "It is a copyright line."
    PRINT_ISSUE = "It says in which printed issue the article appeared."
    TOPICS = "It lists the topics of the article."
    REPEATED = "The page says it twice."
    HEAD = "It was taken as headline, standfirst, byline or date."
    FORM = "It is a form."
    EMBED = "It is embedded from another site."
    TABLE = "It is a table, which the importer does not read."
    HIDDEN = "The page hides it."
    CAPTION = "It is the caption of a picture that the text does not bring along."
    OUTSIDE = "It stands outside of the article's text."


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedAuthor:
    name: str
    about: str = ""
    handle: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedPicture:
    src: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    text: str
    speaker: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The items are safe inline HTML, as paragraphs are."""

    ordered: bool
    items: tuple[str, ...]


BlockValue = str | Quotation | Listing | ImportedPicture


@dataclass(frozen=True, slots=True)
class ImportedBlock:
    """The value of a paragraph is safe inline HTML (a, em, strong); headings and pull quotes are plain text."""

    kind: Kind
    value: BlockValue = ""


@dataclass(frozen=True, slots=True)
class SetAside:
    text: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedPage:
    headline: str
    standfirst: str
    authors: tuple[ImportedAuthor, ...]
    published_on: date | datetime | None
    language: str
    canonical_url: str
    section_hint: str
    blocks: tuple[ImportedBlock, ...]
    taken: tuple[str, ...]
    set_aside: tuple[SetAside, ...]
    look_at: tuple[str, ...]
    fingerprint: str


class PageRefused(Exception):
    """Its text is one sentence for the person who brought the page."""


class Unreadable(PageRefused):
    """The bytes are not a page at all."""


class NotAnArticle(PageRefused):
    """It is a page, but no article was found in it."""
