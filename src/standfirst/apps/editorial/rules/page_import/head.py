"""Completes the head of a page from its first pieces, and takes out of the text what the head says already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from standfirst.apps.editorial.rules.page_import.bylines import is_byline, read_byline
from standfirst.apps.editorial.rules.page_import.dates import find_date, is_dateline
from standfirst.apps.editorial.rules.page_import.page import Kind, Reason, SetAside
from standfirst.apps.editorial.rules.page_import.piece import Piece, RoughPage
from standfirst.apps.editorial.rules.page_import.words import count_words, ends_a_sentence, folded, shortened

PIECES_OF_A_HEAD = 12
FEWEST_WORDS_OF_A_HEADLINE = 3
MOST_WORDS_OF_A_KICKER = 4


def completed(rough: RoughPage) -> RoughPage:
    """A page without marks for byline and date has both in its first lines, as a reader sees them."""
    near = [piece.text for piece in rough.pieces[:PIECES_OF_A_HEAD]]
    byline = next((line for line in near if is_byline(line)), "")
    dateline = next((line for line in near if is_dateline(line)), "")
    return replace(
        rough,
        headline=_visible_headline(rough.headline, near),
        authors=rough.authors or read_byline(byline),
        published_on=rough.published_on or find_date(dateline),
    )


def _visible_headline(headline: str, near: Sequence[str]) -> str:
    """`Gazette: The Band Goes Under Ground` is what the window says; the page says it without the name."""
    whole = folded(headline)
    for line in near[:3]:
        if count_words(line) >= FEWEST_WORDS_OF_A_HEADLINE and folded(line) and folded(line) in whole:
            return line
    return headline


def without_head(pieces: Sequence[Piece], rough: RoughPage) -> tuple[list[Piece], list[SetAside]]:
    """Headline, standfirst, byline and date stand over the text once more on most pages."""
    kept: list[Piece] = []
    dropped: list[SetAside] = []
    headline = _place_of_headline(pieces, rough)
    for at, piece in enumerate(pieces):
        if _says_the_head(piece, rough, near=at < PIECES_OF_A_HEAD) or (at < headline and _is_kicker(piece)):
            dropped.append(SetAside(shortened(piece.text), Reason.HEAD))
        else:
            kept.append(piece)
    return kept, dropped


def _place_of_headline(pieces: Sequence[Piece], rough: RoughPage) -> int:
    near = enumerate(pieces[:PIECES_OF_A_HEAD])
    return next((at for at, piece in near if folded(piece.text) == folded(rough.headline)), 0)


def _is_kicker(piece: Piece) -> bool:
    """A word or two over the headline: the section, the kind of piece."""
    short = count_words(piece.text) <= MOST_WORDS_OF_A_KICKER and not ends_a_sentence(piece.text)
    return short and piece.kind in {Kind.PARAGRAPH, Kind.HEADING}


def _says_the_head(piece: Piece, rough: RoughPage, *, near: bool) -> bool:
    words = folded(piece.text)
    if not words or piece.kind not in {Kind.PARAGRAPH, Kind.HEADING, Kind.LIST}:
        return False
    if words == folded(rough.headline):
        return True
    told = {
        folded(rough.standfirst),
        folded(rough.section_hint),
        *(folded(author.name) for author in rough.authors),
    }
    return near and (words in told or is_byline(piece.text) or is_dateline(piece.text))
