"""Reads a saved page: bytes in, an article with a report out, or one of two refusals."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from urllib.parse import urlsplit, urlunsplit

from standfirst.apps.editorial.rules.page_import.authors import take_about_lines
from standfirst.apps.editorial.rules.page_import.checks import look_over
from standfirst.apps.editorial.rules.page_import.decode import decode
from standfirst.apps.editorial.rules.page_import.furniture import sort_out
from standfirst.apps.editorial.rules.page_import.head import completed, without_head
from standfirst.apps.editorial.rules.page_import.html import read_html
from standfirst.apps.editorial.rules.page_import.page import (
    ImportedAuthor,
    ImportedBlock,
    ImportedPage,
    Kind,
    NotAnArticle,
    Unreadable,
)
from standfirst.apps.editorial.rules.page_import.piece import Piece, RoughPage
from standfirst.apps.editorial.rules.page_import.plain import read_plain
from standfirst.apps.editorial.rules.page_import.repeats import drop_repeats
from standfirst.apps.editorial.rules.page_import.saved_archive import page_inside
from standfirst.apps.editorial.rules.page_import.tree import looks_like_html
from standfirst.apps.editorial.rules.page_import.words import count_words, folded, shortened

FEWEST_WORDS = 50
FEWEST_WORDS_OF_ONE_PARAGRAPH = 15
MOST_PIECES = 4_000


def read_page(data: bytes, *, name: str, address: str = "") -> ImportedPage:
    """`name` is what the sentences call the page, `address` where it was fetched; raises Unreadable or NotAnArticle."""
    decoded = decode(page_inside(data), name=name)
    rough = (
        read_html(decoded.text, name=name, address=address)
        if looks_like_html(decoded.text)
        else read_plain(decoded.text, name=name)
    )
    if len(rough.pieces) > MOST_PIECES:
        raise Unreadable(f"{name} has {len(rough.pieces)} paragraphs, too many for one article.")
    return _finished(completed(rough), decoded.look_at, name=name)


def _finished(rough: RoughPage, notes: Sequence[str], *, name: str) -> ImportedPage:
    pieces, furniture = sort_out(rough.pieces, language=rough.language)
    pieces, head = without_head(pieces, rough)
    pieces, authors = take_about_lines(pieces, rough.authors)
    pieces, repeats, near = drop_repeats(pieces)
    pieces = _trimmed(pieces)
    _refuse_too_little(pieces, name=name)
    set_aside = (*rough.set_aside, *furniture, *head, *repeats)
    look_at = (*notes, *rough.look_at, *look_over(rough, pieces, set_aside), *near)
    return ImportedPage(
        headline=rough.headline or shortened(pieces[0].text, most=80),
        standfirst=rough.standfirst,
        authors=authors,
        published_on=rough.published_on,
        language=rough.language,
        canonical_url=rough.canonical_url,
        section_hint=rough.section_hint,
        blocks=tuple(ImportedBlock(piece.kind, piece.value) for piece in pieces),
        taken=_taken(rough, pieces, authors),
        set_aside=set_aside,
        look_at=look_at
        if rough.headline
        else ("No headline was found: the first words stand in for it.", *look_at),
        fingerprint=fingerprint(canonical_url=rough.canonical_url, texts=[piece.text for piece in pieces]),
    )


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    """No divider first, last or after another, and no heading at the very end."""
    kept: list[Piece] = []
    for piece in pieces:
        if piece.kind is not Kind.DIVIDER or (kept and kept[-1].kind is not Kind.DIVIDER):
            kept.append(piece)
    while kept and kept[-1].kind in {Kind.DIVIDER, Kind.HEADING}:
        kept.pop()
    return kept


def _refuse_too_little(pieces: Sequence[Piece], *, name: str) -> None:
    texts = [piece.text for piece in pieces if piece.kind in {Kind.PARAGRAPH, Kind.QUOTATION, Kind.LIST}]
    words = sum(map(count_words, texts))
    if words < FEWEST_WORDS or max(map(count_words, texts), default=0) < FEWEST_WORDS_OF_ONE_PARAGRAPH:
        raise NotAnArticle(
            f"{name} has no article in it: {words} words of running text are left without the page's furniture."
        )


def _taken(rough: RoughPage, pieces: Sequence[Piece], authors: Sequence[ImportedAuthor]) -> tuple[str, ...]:
    counts = {kind: sum(piece.kind is kind for piece in pieces) for kind in Kind}
    facts = (
        ("Headline", rough.headline),
        ("Standfirst", rough.standfirst),
        ("Authors", ", ".join(author.name for author in authors)),
        ("Date", rough.published_on.isoformat() if rough.published_on else ""),
        ("Section", rough.section_hint),
        ("Address", rough.canonical_url),
        (
            "Body",
            ", ".join(f"{count} × {kind.value.replace('_', ' ')}" for kind, count in counts.items() if count),
        ),
        ("Words", str(sum(count_words(piece.text) for piece in pieces))),
    )
    return tuple(f"{label}: {shortened(value, most=300)}" for label, value in facts if value)


def fingerprint(*, canonical_url: str, texts: Sequence[str]) -> str:
    """The same for the same article: by its address if it has one, else by its words without punctuation."""
    source = (
        f"address {_plain_address(canonical_url)}"
        if canonical_url
        else "text " + " ".join(folded(text) for text in texts)
    )
    return hashlib.sha256(source.encode("utf-8", "replace")).hexdigest()


def _plain_address(address: str) -> str:
    """Without scheme, query, fragment and closing slash, which differ between two visits to one page."""
    parts = urlsplit(address)
    return urlunsplit(("", parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/"), "", ""))
