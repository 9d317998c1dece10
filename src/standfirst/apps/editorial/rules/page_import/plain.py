"""Reads an article out of plain text that somebody copied from a browser."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from standfirst.apps.editorial.rules.page_import.bylines import is_a_name, is_byline, read_byline
from standfirst.apps.editorial.rules.page_import.dates import find_date, is_dateline
from standfirst.apps.editorial.rules.page_import.furniture import find_rule
from standfirst.apps.editorial.rules.page_import.furniture_rule import FurnitureRule
from standfirst.apps.editorial.rules.page_import.inline import inline_of_text
from standfirst.apps.editorial.rules.page_import.language import guess_language
from standfirst.apps.editorial.rules.page_import.lines import read_lines
from standfirst.apps.editorial.rules.page_import.mend import mend
from standfirst.apps.editorial.rules.page_import.page import (
    BlockValue,
    ImportedAuthor,
    Kind,
    Listing,
    Reason,
    SetAside,
    Unreadable,
)
from standfirst.apps.editorial.rules.page_import.piece import Piece, RoughPage
from standfirst.apps.editorial.rules.page_import.words import (
    count_words,
    ends_a_sentence,
    folded,
    is_title_like,
    shortened,
)

MOST_LINES = 20_000
MOST_LINES_OF_A_HEAD = 25
MOST_WORDS_OF_A_HEADLINE = 30
MOST_WORDS_OF_A_STANDFIRST = 60
MOST_WORDS_OF_A_KICKER = 3
MOST_WORDS_OF_A_SUBHEAD = 12
FEWEST_WORDS_OF_BODY = 25
MOST_LINES_AFTER_A_BYLINE = 8
MOST_WORDS_OF_A_CAPTION = 70

_BULLET = re.compile(r"^(?:[•·▪◦‣]|[*–-](?=\s))\s*(?=\S)")
_DIVIDER = re.compile(r"^[\s*•·⁂~—–_#=■◆-]{1,80}$")
_ADDRESS = re.compile(r"^(?:https?://\S+)$")
_CREDIT = re.compile(
    r"(?:\bvia (?:getty images|ap|reuters)|/\s?(?:getty images|afp|reuters|ap|epa)(?: via .{1,30})?|"
    r"\b(?:photo|photograph|illustration|foto|bild|crédit)s?(?: by| for| von|:) .{2,60})[.)]?$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Head:
    headline: str = ""
    standfirst: str = ""
    section: str = ""
    authors: tuple[ImportedAuthor, ...] = ()
    published_on: date | None = None
    address: str = ""
    has_byline: bool = False
    kept: list[str] = field(default_factory=list)
    ends: int = 0
    look_at: list[str] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)


def read_plain(text: str, *, name: str) -> RoughPage:
    if (count := len(text.splitlines())) > MOST_LINES:
        raise Unreadable(f"{name} has {count} lines, too many for one article.")
    language = guess_language(text)
    lines = [mended for line in read_lines(text) if (mended := mend(line, language=language))]
    lines, captions = _without_captions(lines)
    head = _read_head(lines, language=language)
    return RoughPage(
        headline=head.headline,
        standfirst=head.standfirst,
        authors=head.authors,
        published_on=head.published_on,
        language=language,
        canonical_url=head.address,
        section_hint=head.section,
        pieces=tuple(_pieces([*head.kept, *lines[head.ends :]])),
        set_aside=(*captions, *head.set_aside),
        look_at=tuple(head.look_at),
    )


def _without_captions(lines: Sequence[str]) -> tuple[list[str], list[SetAside]]:
    """A copied picture leaves its alternative text, then its caption, which begins alike and ends in a credit."""
    captions = {
        at
        for at, line in enumerate(lines)
        if _CREDIT.search(line) and count_words(line) <= MOST_WORDS_OF_A_CAPTION
    }
    alternatives = {
        at - 1
        for at in captions
        if at and folded(lines[at]).startswith(folded(lines[at - 1])) and folded(lines[at - 1])
    }
    dropped = sorted(captions | alternatives)
    kept = [line for at, line in enumerate(lines) if at not in captions and at not in alternatives]
    return kept, [SetAside(shortened(lines[at]), Reason.CAPTION) for at in dropped]


def _read_head(lines: Sequence[str], *, language: str) -> _Head:
    """Goes on after the byline up to the first long paragraph: the date often stands there."""
    head = _Head()
    titles: list[str] = []
    first_text = _first_text(lines)
    head.has_byline = any(is_byline(line) for line in lines[:MOST_LINES_OF_A_HEAD])
    for at, line in enumerate(lines[:MOST_LINES_OF_A_HEAD]):
        after = at >= first_text
        if after and (
            count_words(line) >= FEWEST_WORDS_OF_BODY or at > first_text + MOST_LINES_AFTER_A_BYLINE
        ):
            break
        head.ends = at + 1
        if _take_fact(line, head, titles=titles, after=after):
            continue
        if rule := find_rule(line, language=language):
            _set_aside(line, rule, head)
        else:
            (head.kept if after else titles).append(line)
    _name_titles(titles, head)
    return head


def _set_aside(line: str, rule: FurnitureRule, head: _Head) -> None:
    """A button may have a name above it, such as the topic that it follows."""
    if rule.takes_back and head.kept and is_title_like(head.kept[-1], most_words=MOST_WORDS_OF_A_KICKER):
        head.set_aside.append(SetAside(shortened(head.kept.pop()), rule.reason))
    head.set_aside.append(SetAside(shortened(line), rule.reason))


def _first_text(lines: Sequence[str]) -> int:
    """Where the body begins: after the byline if there is one near the top, else at the first long paragraph."""
    near = lines[:MOST_LINES_OF_A_HEAD]
    byline = next((at for at, line in enumerate(near) if is_byline(line)), None)
    if byline is not None:
        return byline + 1
    return next(
        (
            at
            for at, line in enumerate(near)
            if at > 0 and count_words(line) >= FEWEST_WORDS_OF_BODY and ends_a_sentence(line)
        ),
        1,
    )


def _take_fact(line: str, head: _Head, *, titles: list[str], after: bool) -> bool:
    """Byline, date and address say themselves what they are."""
    if not head.authors and is_byline(line):
        head.authors = read_byline(line)
    elif head.published_on is None and is_dateline(line):
        head.published_on = find_date(line)
    elif _ADDRESS.match(line) and not head.address:
        head.address = line
    elif not head.authors and not head.has_byline and titles and not after and is_a_name(line):
        head.authors = (ImportedAuthor(name=line),)
        head.look_at.append(f"The author “{line}” is a guess: the line under the headline looks like a name.")
    else:
        return False
    return True


def _name_titles(titles: list[str], head: _Head) -> None:
    """Of the lines over the byline the last is the standfirst, the one before it the headline, the first the section."""
    kickers = [
        title
        for title in titles[:-1]
        if count_words(title) <= MOST_WORDS_OF_A_KICKER and not ends_a_sentence(title)
    ]
    others = [title for title in titles if title not in kickers]
    if not others and kickers:
        others = [kickers.pop()]
    head.section = kickers[-1] if kickers else ""
    head.headline, head.standfirst = _headline_and_standfirst(others)
    head.set_aside += [
        SetAside(shortened(title), Reason.HEAD)
        for title in (*kickers, *others)
        if title not in {head.headline, head.standfirst}
    ]
    if head.headline:
        head.look_at.append("Headline and standfirst are read from the order of the lines: check both.")


def _headline_and_standfirst(others: Sequence[str]) -> tuple[str, str]:
    if len(others) < 2:
        return next(iter(others), ""), ""
    last, before = others[-1], others[-2]
    if folds_into(last, before):
        return last, ""
    return before, last


def folds_into(short: str, long: str) -> bool:
    """A browser's tab says the headline before the page does: `Title – Magazine`, then `Title`."""
    return short.casefold() in long.casefold()


def _pieces(lines: Sequence[str]) -> list[Piece]:
    pieces: list[Piece] = []
    items: list[str] = []
    for at, line in enumerate(lines):
        if not re.search(r"\w", line) and not _DIVIDER.match(line):
            continue
        if _BULLET.match(line):
            items.append(_BULLET.sub("", line))
            continue
        pieces += _list_of(items)
        items = []
        pieces.append(_piece(line, at=at, lines=lines))
    return pieces + _list_of(items)


def _list_of(items: Sequence[str]) -> list[Piece]:
    if not items:
        return []
    if len(items) == 1:
        return [_paragraph(items[0])]
    value: BlockValue = Listing(ordered=False, items=tuple(inline_of_text(item) for item in items))
    return [Piece(kind=Kind.LIST, text=" ".join(items), value=value)]


def _piece(line: str, *, at: int, lines: Sequence[str]) -> Piece:
    if _DIVIDER.match(line):
        return Piece(kind=Kind.DIVIDER, text="")
    if _is_subhead(
        line, before=lines[at - 1] if at else "", after=lines[at + 1] if at + 1 < len(lines) else ""
    ):
        return Piece(kind=Kind.HEADING, text=line, value=line)
    return _paragraph(line)


def _is_subhead(line: str, *, before: str, after: str) -> bool:
    """A short line without a full stop between two paragraphs."""
    if not is_title_like(line, most_words=MOST_WORDS_OF_A_SUBHEAD) or ends_a_sentence(line):
        return False
    return all(count_words(near) >= 15 and ends_a_sentence(near) for near in (before, after))


def _paragraph(line: str) -> Piece:
    return Piece(kind=Kind.PARAGRAPH, text=line, value=inline_of_text(line))
