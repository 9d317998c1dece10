"""Names what a person should look at before the draft goes further."""

from __future__ import annotations

import re
from collections.abc import Sequence

from standfirst.apps.editorial.rules.page_import.mend import has_unbalanced_quotation
from standfirst.apps.editorial.rules.page_import.page import ImportedPicture, Kind, Reason, SetAside
from standfirst.apps.editorial.rules.page_import.piece import Piece, RoughPage
from standfirst.apps.editorial.rules.page_import.words import count_words, shortened

SHORT_ARTICLE = 200
MOST_NAMED = 12
LARGE_SHARE_SET_ASIDE = 0.7

_OPENS_QUOTATION = re.compile(r"^[“\"„«»]")
_CORRECTION = re.compile(
    r"^(?:this (?:article|story|post) (?:was|has been) (?:amended|corrected|updated)\b|(?:corrections?|editor['’]s note|clarification|update|berichtigung|korrektur|rectificatif|corrección)\b[^.]{0,60}[:,])",
    re.IGNORECASE,
)


def look_over(rough: RoughPage, pieces: Sequence[Piece], set_aside: Sequence[SetAside]) -> list[str]:
    return [
        *_missing(rough),
        *_about_length(pieces, set_aside),
        *_quotations(pieces),
        *_corrections(pieces),
        *_tables_and_pictures(pieces, set_aside),
    ]


def _missing(rough: RoughPage) -> list[str]:
    found = []
    if not rough.standfirst:
        found.append("There is no standfirst.")
    if not rough.authors:
        found.append("No author was found.")
    if rough.published_on is None:
        found.append("No date was found.")
    if not rough.language:
        found.append("The language could not be told.")
    return found


def _about_length(pieces: Sequence[Piece], set_aside: Sequence[SetAside]) -> list[str]:
    words = sum(count_words(piece.text) for piece in pieces)
    found = [f"The article is very short: {words} words."] if words < SHORT_ARTICLE else []
    dropped = sum(
        count_words(entry.text)
        for entry in set_aside
        if entry.reason not in {Reason.REPEATED, Reason.HEAD, Reason.OUTSIDE}
    )
    if dropped > (words + dropped) * LARGE_SHARE_SET_ASIDE:
        found.append("More was set aside than taken: read through what was set aside.")
    return found


def _quotations(pieces: Sequence[Piece]) -> list[str]:
    following = [*pieces[1:], None]
    open_ones = [
        piece.text
        for piece, after in zip(pieces, following, strict=True)
        if piece.kind is Kind.PARAGRAPH
        and has_unbalanced_quotation(
            piece.text, continues=after is not None and _OPENS_QUOTATION.match(after.text) is not None
        )
    ]
    named = [
        f"A quotation mark has no partner in: “{shortened(text, most=90)}”" for text in open_ones[:MOST_NAMED]
    ]
    return named + (
        [f"{len(open_ones) - MOST_NAMED} more paragraphs have a quotation mark without a partner."]
        if len(open_ones) > MOST_NAMED
        else []
    )


def _corrections(pieces: Sequence[Piece]) -> list[str]:
    return [
        f"This may be a correction, which has a place of its own: “{shortened(piece.text, most=90)}”"
        for piece in pieces
        if _CORRECTION.match(piece.text)
    ]


def _tables_and_pictures(pieces: Sequence[Piece], set_aside: Sequence[SetAside]) -> list[str]:
    tables = sum(entry.reason is Reason.TABLE for entry in set_aside)
    mute = sum(isinstance(piece.value, ImportedPicture) and not piece.value.alt for piece in pieces)
    found = [f"Tables left out: {tables}."] if tables else []
    return found + ([f"Pictures without an alternative text: {mute}."] if mute else [])
