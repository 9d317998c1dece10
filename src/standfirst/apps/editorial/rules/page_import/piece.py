"""A piece of the page on its way to become a block of the article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from standfirst.apps.editorial.rules.page_import.page import BlockValue, ImportedAuthor, Kind, SetAside


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """`text` is what a reader sees, `value` what the block will hold; `wholly_link` is true when all of it is linked."""

    kind: Kind
    text: str
    value: BlockValue = ""
    wholly_link: bool = False
    marked: bool = False
    """The page itself says by its markup what this is; in plain text everything is a guess."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoughPage:
    """What a reader of HTML or of plain text found, before furniture and repeats are taken out of the pieces."""

    headline: str
    standfirst: str
    authors: tuple[ImportedAuthor, ...]
    published_on: date | datetime | None
    language: str
    canonical_url: str
    section_hint: str
    pieces: tuple[Piece, ...]
    set_aside: tuple[SetAside, ...]
    look_at: tuple[str, ...]
