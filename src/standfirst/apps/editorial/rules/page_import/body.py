"""Walks through the part of a page that holds the article and cuts it into pieces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape

from lxml.html import HtmlElement

from standfirst.apps.editorial.rules.page_import.inline import (
    inline_around,
    inline_of,
    safe_inline,
    text_of_inline,
    tidy,
)
from standfirst.apps.editorial.rules.page_import.marks import DROPPED, EMBEDS, furniture_reason, has_mark
from standfirst.apps.editorial.rules.page_import.mend import clean_spaces, mend
from standfirst.apps.editorial.rules.page_import.page import (
    ImportedPicture,
    Kind,
    Listing,
    Quotation,
    Reason,
    SetAside,
)
from standfirst.apps.editorial.rules.page_import.pictures import read_picture
from standfirst.apps.editorial.rules.page_import.piece import Piece
from standfirst.apps.editorial.rules.page_import.tree import text_of, text_to_report
from standfirst.apps.editorial.rules.page_import.words import count_words, ends_a_sentence, shortened

MOST_WORDS_OF_A_BOLD_HEADING = 14
SHARE_OF_A_LINK = 0.85
MOST_WORDS_OF_A_SHORT_LINE = 12
FEWEST_PARAGRAPHS = 3

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "nav",
        "figure",
        "picture",
        "img",
        "blockquote",
        "ul",
        "ol",
        "table",
        "hr",
        "pre",
        "form",
        "dl",
        "dd",
        "dt",
        "center",
        "td",
        "tr",
        "tbody",
        "details",
        "summary",
        "address",
        "fieldset",
        "iframe",
        "video",
        "audio",
        "noscript",
    ]
)
_PULL_QUOTE = re.compile(r"(?:\w+-)*pull-?(?:ed-)?quotes?(?:-\w+)*")
_EMBEDDED_POST = re.compile(r"(?:twitter|instagram|tiktok|bluesky)-(?:tweet|media|embed)(?:-\w+)*|fb-post")
_ONLY_STARS = re.compile(r"^[\s*•·⁂~—–_#■◆-]{1,12}$")
_BULLETS = ("ul", "ol")


@dataclass(slots=True)
class Body:
    pieces: list[Piece] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)


@dataclass(slots=True)
class _Walk:
    base: str
    language: str
    holders: set[HtmlElement]
    body: Body = field(default_factory=Body)


def read_body(container: HtmlElement, *, base: str, language: str) -> Body:
    """Pieces in the order of the page; what its own marks call furniture is set aside with the reason."""
    walk = _Walk(base=base, language=language, holders=_holders(container))
    if container in walk.holders:
        _enter(container, walk)
    else:
        _add_text_block(container, walk)
    return walk.body


def _holders(container: HtmlElement) -> set[HtmlElement]:
    """The elements that hold blocks, found in one pass."""
    found: set[HtmlElement] = set()
    for block in container.iter(*_BLOCKS):
        holder = block.getparent() if block is not container else None
        while holder is not None and holder not in found:
            found.add(holder)
            holder = holder.getparent() if holder is not container else None
    return found


def _enter(element: HtmlElement, walk: _Walk) -> None:
    """Children in order; words and inline elements between blocks make paragraphs of their own."""
    loose: list[str] = [_escaped(element.text, walk)]
    for child in element:
        if isinstance(child.tag, str) and (
            child in walk.holders or child.tag in _BLOCKS or child.tag in EMBEDS
        ):
            _add_loose(loose, walk)
            loose = []
            _visit(child, walk)
        elif isinstance(child.tag, str) and child.tag not in DROPPED:
            loose.append("\n" if child.tag == "br" else _loose_inline(child, walk))
        loose.append(_escaped(child.tail, walk))
    _add_loose(loose, walk)


def _escaped(text: str | None, walk: _Walk) -> str:
    return escape(clean_spaces(text or "", language=walk.language), quote=False)


def _loose_inline(child: HtmlElement, walk: _Walk) -> str:
    return "" if furniture_reason(child) else inline_around(child, base=walk.base, language=walk.language)


def _add_loose(parts: list[str], walk: _Walk) -> None:
    """Two line breaks part paragraphs; one is a space, but for short lines such as a byline and a date."""
    for run in re.split(r"\n[ \n]*\n", "".join(parts)):
        lines = run.split("\n")
        short = all(count_words(text_of_inline(line)) <= MOST_WORDS_OF_A_SHORT_LINE for line in lines)
        for line in lines if short else [run]:
            _add_paragraph(line, walk)


def _add_paragraph(run: str, walk: _Walk) -> None:
    markup = safe_inline(tidy(run, language=walk.language))
    if text := text_of_inline(markup):
        walk.body.pieces.append(Piece(kind=Kind.PARAGRAPH, text=text, value=markup, marked=True))


def _visit(element: HtmlElement, walk: _Walk) -> None:
    if element.tag in DROPPED or element.tag == "noscript":
        return
    if element.tag in EMBEDS or has_mark(element, _EMBEDDED_POST):
        _set_aside(element, Reason.EMBED, walk)
    elif has_mark(element, _PULL_QUOTE):
        _add_plain(Kind.PULL_QUOTE, element, walk)
    elif reason := furniture_reason(element):
        _set_aside(element, reason, walk)
    else:
        _add_block(element, walk)


def _add_block(element: HtmlElement, walk: _Walk) -> None:
    if element.tag in _ADD:
        _ADD[element.tag](element, walk)
    elif element.tag == "table" and _count_paragraphs(element) < FEWEST_PARAGRAPHS:
        _set_aside(element, Reason.TABLE, walk)
    elif element.tag == "aside" and _count_paragraphs(element) < FEWEST_PARAGRAPHS:
        _set_aside(element, Reason.RELATED, walk)
    elif element in walk.holders:
        _enter(element, walk)
    else:
        _add_text_block(element, walk)


def _set_aside(element: HtmlElement, reason: Reason, walk: _Walk) -> None:
    text = text_to_report(element) or element.get("src", "") or element.get("title", "")
    if text:
        walk.body.set_aside.append(SetAside(shortened(text), reason))


def _count_paragraphs(element: HtmlElement) -> int:
    """Old pages set their columns with tables: one with paragraphs in it is no table of figures."""
    return sum(count_words(text_of(paragraph)) >= 15 for paragraph in element.iter("p"))


def _add_plain(kind: Kind, element: HtmlElement, walk: _Walk) -> None:
    text = mend(text_of(element), language=walk.language)
    if kind is Kind.PULL_QUOTE:
        text = text.strip('“”"„«» ')
    if text:
        walk.body.pieces.append(
            Piece(kind=kind, text=text, value=text, wholly_link=_is_link(element), marked=True)
        )


def _is_link(element: HtmlElement) -> bool:
    text = text_of(element)
    linked = sum(len(text_of(link)) for link in element.iter("a"))
    return bool(text) and linked >= len(text) * SHARE_OF_A_LINK


def _add_text_block(element: HtmlElement, walk: _Walk) -> None:
    text = mend(text_of(element), language=walk.language)
    if not text:
        return
    if _ONLY_STARS.match(text):
        walk.body.pieces.append(Piece(kind=Kind.DIVIDER, text="", marked=True))
    elif _is_bold_heading(element, text):
        walk.body.pieces.append(Piece(kind=Kind.HEADING, text=text, value=text))
    elif element.find("br") is not None and _has_double_break(element):
        _enter(element, walk)
    else:
        markup = inline_of(element, base=walk.base, language=walk.language)
        walk.body.pieces.append(
            Piece(kind=Kind.PARAGRAPH, text=text, value=markup, wholly_link=_is_link(element), marked=True)
        )


def _has_double_break(element: HtmlElement) -> bool:
    return any(
        not (line.tail or "").strip() and getattr(line.getnext(), "tag", None) == "br"
        for line in element.iter("br")
    )


def _is_bold_heading(element: HtmlElement, text: str) -> bool:
    """Many editors write a subhead as a short paragraph that is bold throughout."""
    if (
        element.tag not in {"p", "div"}
        or count_words(text) > MOST_WORDS_OF_A_BOLD_HEADING
        or (ends_a_sentence(text) and not text.endswith("?"))
    ):
        return False
    bold = next((child for child in element if child.tag in {"strong", "b"}), None)
    return bold is not None and text_of(bold) == text_of(element) and not _is_link(element)


def _add_quotation(element: HtmlElement, walk: _Walk) -> None:
    named = next((node for node in element.iter("cite", "footer", "figcaption") if text_of(node)), None)
    whole = mend(text_of(element), language=walk.language)
    by = mend(text_of(named), language=walk.language) if named is not None else ""
    text = whole.replace(by, "", 1).strip() if by else whole
    speaker, _, role = by.lstrip("—–- ").partition(", ")
    if text:
        quotation = Quotation(text=text.strip("—– ").strip('“”"„«»'), speaker=speaker, role=role)
        walk.body.pieces.append(Piece(kind=Kind.QUOTATION, text=whole, value=quotation, marked=True))


def _add_list(element: HtmlElement, walk: _Walk) -> None:
    """A list of nothing but links leads elsewhere."""
    entries = [
        item
        for item in element.iter("li")
        if text_of(item)
        and not any(holder.tag in _BULLETS and holder is not element for holder in _between(item, element))
    ]
    if not entries:
        _enter_figures(element, walk)
    elif _is_link(element) and len(entries) > 1:
        _set_aside(element, Reason.RELATED, walk)
    else:
        items = tuple(
            filter(None, (inline_of(item, base=walk.base, language=walk.language) for item in entries))
        )
        text = mend(text_of(element), language=walk.language)
        walk.body.pieces.append(
            Piece(
                kind=Kind.LIST,
                text=text,
                value=Listing(ordered=element.tag == "ol", items=items),
                marked=True,
            )
        )


def _between(item: HtmlElement, element: HtmlElement) -> Iterator[HtmlElement]:
    holder = item.getparent()
    while holder is not None and holder is not element:
        yield holder
        holder = holder.getparent()


def _enter_figures(element: HtmlElement, walk: _Walk) -> None:
    for figure in element.iter("figure", "img"):
        if figure.tag == "figure" or not any(holder.tag == "figure" for holder in figure.iterancestors()):
            _add_picture(figure, walk)


def _add_picture(element: HtmlElement, walk: _Walk) -> None:
    quotation = next(element.iter("blockquote"), None) if element.tag == "figure" else None
    if quotation is not None:
        _add_quotation(element, walk)
        return
    if element.tag == "figure" and (embed := next(element.iter(*EMBEDS), None)) is not None:
        _set_aside(embed, Reason.EMBED, walk)
        return
    picture = read_picture(element, base=walk.base, language=walk.language)
    if picture is not None and picture.src not in _sources(walk.body.pieces):
        walk.body.pieces.append(Piece(kind=Kind.PICTURE, text=picture.caption, value=picture, marked=True))


def _sources(pieces: list[Piece]) -> set[str]:
    return {piece.value.src for piece in pieces if isinstance(piece.value, ImportedPicture)}


def _add_heading(element: HtmlElement, walk: _Walk) -> None:
    _add_plain(Kind.HEADING, element, walk)


def _add_divider(_: HtmlElement, walk: _Walk) -> None:
    walk.body.pieces.append(Piece(kind=Kind.DIVIDER, text="", marked=True))


_ADD: dict[str, Callable[[HtmlElement, _Walk], None]] = {
    **dict.fromkeys(_HEADINGS, _add_heading),
    **dict.fromkeys(_BULLETS, _add_list),
    **dict.fromkeys(("figure", "picture", "img"), _add_picture),
    "blockquote": _add_quotation,
    "hr": _add_divider,
}
