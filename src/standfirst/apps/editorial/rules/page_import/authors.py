"""Takes the lines about the authors out of the text and gives them to the authors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from standfirst.apps.editorial.rules.page_import.bylines import (
    find_handle,
    is_about,
    is_about_heading,
    is_follow_line,
)
from standfirst.apps.editorial.rules.page_import.page import ImportedAuthor, Kind
from standfirst.apps.editorial.rules.page_import.piece import Piece

_NAME_OF_WHO_IS_FOLLOWED = re.compile(
    r"^follow (?P<name>[A-ZÀ-Þ][\w'’.-]+(?: [A-ZÀ-Þ][\w'’.-]+)*)", re.IGNORECASE
)


def take_about_lines(
    pieces: Sequence[Piece], authors: tuple[ImportedAuthor, ...]
) -> tuple[list[Piece], tuple[ImportedAuthor, ...]]:
    """Only lines before the first and after the last third of the text can be about the author."""
    found = list(authors)
    kept: list[Piece] = []
    current = 0
    for at, piece in enumerate(pieces):
        whose = _whose(piece, found, current=current) if _is_at_an_edge(at, len(pieces)) else None
        if whose is None:
            kept.append(piece)
        elif whose >= 0:
            found[whose], current = _told(found[whose], piece.text), whose
    return kept, tuple(found)


def _is_at_an_edge(at: int, count: int) -> bool:
    return at < min(6, count / 3) or at >= count * 0.5


def _whose(piece: Piece, authors: Sequence[ImportedAuthor], *, current: int) -> int | None:
    """Index of the author, -1 for a line that only announces one, nothing for the article's own text."""
    if piece.kind not in {Kind.PARAGRAPH, Kind.HEADING}:
        return None
    if is_about_heading(piece.text):
        return -1
    for index, author in enumerate(authors):
        if is_about(piece.text, author):
            return index
    if authors and is_follow_line(piece.text):
        return _followed(piece.text, authors, current=current)
    return None


def _followed(text: str, authors: Sequence[ImportedAuthor], *, current: int) -> int:
    named = _NAME_OF_WHO_IS_FOLLOWED.match(text)
    matching = [
        index
        for index, author in enumerate(authors)
        if named and named["name"].casefold() in author.name.casefold()
    ]
    return next(iter(matching), current)


def _told(author: ImportedAuthor, text: str) -> ImportedAuthor:
    handle = author.handle or find_handle(text)
    if is_follow_line(text):
        return replace(author, handle=handle)
    about = text if len(text) > len(author.about) else author.about
    return replace(author, about=about, handle=handle)
