"""Reads a saved HTML page: what it says about itself, then what a reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from lxml.html import HtmlElement

from standfirst.apps.editorial.rules.page_import.body import Body, read_body
from standfirst.apps.editorial.rules.page_import.bylines import (
    find_handle,
    is_a_name,
    merged,
    read_byline,
    without_about_heading,
)
from standfirst.apps.editorial.rules.page_import.container import find_container
from standfirst.apps.editorial.rules.page_import.dates import find_date, is_dateline, read_stamp
from standfirst.apps.editorial.rules.page_import.inline import absolute
from standfirst.apps.editorial.rules.page_import.language import guess_language
from standfirst.apps.editorial.rules.page_import.marks import furniture_reason, has_mark, is_hidden
from standfirst.apps.editorial.rules.page_import.mend import mend
from standfirst.apps.editorial.rules.page_import.metadata import Metadata, read_metadata
from standfirst.apps.editorial.rules.page_import.page import ImportedAuthor, Kind, Reason, SetAside
from standfirst.apps.editorial.rules.page_import.pictures import read_picture
from standfirst.apps.editorial.rules.page_import.piece import Piece, RoughPage
from standfirst.apps.editorial.rules.page_import.tree import parse, text_of, text_to_report
from standfirst.apps.editorial.rules.page_import.words import count_words, folded, shortened

MOST_WORDS_OF_A_STANDFIRST = 90
MOST_WORDS_ABOUT = 120
MOST_CHARACTERS_BEFORE_THE_NOTE = 2_000

_STANDFIRST = re.compile(
    r"(?:\w+-)*(?:standfirst|dek|deck|sub-?(?:title|head(?:line|ing)?)|summary|lede|chapo|vorspann|entradilla|excerpt|intro(?:duction)?|article-description)(?:-(?:heading|text|content))?"
)
_BYLINE = re.compile(
    r"(?:\w+-)*(?:by-?line|authors?|author-names?|contributors?|signature)(?:-(?:names?|list|info|link))?"
)
_ABOUT = re.compile(
    r"(?:\w+-)*(?:author-?(?:bio(?:graphy)?|box|about|description|info-box|card)|about-(?:the-)?authors?|bio(?:graphy)?|contributor-bio)(?:-\w+)*"
)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)", re.IGNORECASE)
_SITE_IN_TITLE = re.compile(r"\s+[|–—·•-]\s+[^|–—·•]{2,60}$")


def read_html(text: str, *, name: str, address: str) -> RoughPage:
    root = parse(text, name=name)
    about = read_metadata(root)
    about = about if about.canonical_url else replace(about, canonical_url=address or _saved_from(text))
    language = about.language or guess_language(text_of(root))
    base = address or about.canonical_url
    container = find_container(root)
    scope = _scope(container)
    body = read_body(container, base=base, language=language)
    headline = _headline(scope, about, language=language)
    standfirst, look_at = _standfirst(scope, about, language=language)
    return RoughPage(
        headline=headline,
        standfirst=standfirst if folded(standfirst) != folded(headline) else "",
        authors=_authors(scope, about, language=language),
        published_on=about.published_on or _date(scope),
        language=language,
        canonical_url=about.canonical_url,
        section_hint=about.section,
        pieces=(
            *_lead_picture(scope, container, body, base=base, language=language),
            *body.pieces,
        ),
        set_aside=(*body.set_aside, *_outside(container)),
        look_at=look_at,
    )


def _scope(container: HtmlElement) -> HtmlElement:
    """The part of the page about this one article: its head is often beside its text."""
    holders = [container, *container.iterancestors()]
    for tag in ("article", "main", "body"):
        found = next((holder for holder in holders if holder.tag == tag), None)
        if found is not None and (tag == "body" or found.find(".//h1") is not None):
            return found
    return holders[-1]


def _headline(scope: HtmlElement, about: Metadata, *, language: str) -> str:
    """The visible headline rather than the one for machines, unless the only h1 is the site's name."""
    seen = [text for element in scope.iter("h1") if (text := mend(text_of(element), language=language))]
    seen = [text for text in seen if text.casefold() != about.site.casefold()]
    told = mend(without_site(about.headline or about.title, site=about.site), language=language)
    matching = (
        next((text for text in seen if folded(text) in folded(told) or folded(told) in folded(text)), "")
        if told
        else ""
    )
    if matching:
        return matching
    if len(seen) == 1 and (count_words(seen[0]) > 1 or not about.headline):
        return seen[0]
    return told or next(iter(seen), "")


def without_site(title: str, *, site: str) -> str:
    if site and title.casefold().endswith(site.casefold()):
        return re.sub(r"[\s|–—·•:-]+$", "", title[: -len(site)])
    return _SITE_IN_TITLE.sub("", title) or title


def _standfirst(scope: HtmlElement, about: Metadata, *, language: str) -> tuple[str, tuple[str, ...]]:
    for element in scope.iter("p", "h2", "h3", "div", "header", "span"):
        if has_mark(element, _STANDFIRST) and not _is_in_furniture(element, scope):
            text = mend(text_of(element), language=language)
            if 3 <= count_words(text) <= MOST_WORDS_OF_A_STANDFIRST and not is_hidden(element):
                return text, ()
    text = mend(about.standfirst, language=language)
    if not text:
        return "", ()
    return text, (
        "The standfirst is the page's description for search engines: is it the one that readers saw?",
    )


def _is_in_furniture(element: HtmlElement, scope: HtmlElement) -> bool:
    for holder in (element, *element.iterancestors()):
        if holder is scope:
            return False
        if holder.tag in {"aside", "li"} or furniture_reason(holder):
            return True
    return False


def _authors(scope: HtmlElement, about: Metadata, *, language: str) -> tuple[ImportedAuthor, ...]:
    told = {folded(author.name) for author in about.authors}
    seen = [
        author
        for author in _byline_authors(scope, language=language)
        if not told or folded(author.name) in told
    ]
    return _with_about(merged((*about.authors, *seen)), scope, language=language)


def _byline_authors(scope: HtmlElement, *, language: str) -> Iterator[ImportedAuthor]:
    for element in scope.iter("p", "div", "span", "a", "address", "li", "section", "header"):
        if not (
            has_mark(element, _BYLINE)
            or element.get("rel") == "author"
            or element.get("itemprop") == "author"
        ):
            continue
        text = mend(text_of(element), language=language)
        if has_mark(element, _ABOUT) or _is_in_furniture(element, scope) or count_words(text) > 60:
            continue
        yield from _without_dates(
            read_byline(text) or ((ImportedAuthor(name=text),) if is_a_name(text) else ())
        )


def _without_dates(authors: tuple[ImportedAuthor, ...]) -> Iterator[ImportedAuthor]:
    for author in authors:
        yield replace(author, about="") if find_date(author.about) else author


def _with_about(
    authors: tuple[ImportedAuthor, ...], scope: HtmlElement, *, language: str
) -> tuple[ImportedAuthor, ...]:
    boxes = [
        mend(text_of(element), language=language)
        for element in scope.iter("p", "div", "section", "aside", "footer")
        if has_mark(element, _ABOUT)
    ]
    boxes = [without_about_heading(box) for box in boxes]
    boxes = [box for box in boxes if 4 <= count_words(box) <= MOST_WORDS_ABOUT]
    return tuple(_with_box(author, boxes, alone=len(authors) == 1) for author in authors)


def _with_box(author: ImportedAuthor, boxes: list[str], *, alone: bool) -> ImportedAuthor:
    box = next((box for box in boxes if author.name in box), boxes[0] if alone and boxes else "")
    return (
        replace(author, about=box or author.about, handle=author.handle or find_handle(box))
        if box
        else author
    )


def _date(scope: HtmlElement) -> date | datetime | None:
    for element in scope.iter("time"):
        if found := read_stamp(element.get("datetime", "") or text_of(element)):
            return found
    for element in scope.iter("span", "p", "div", "li", "em", "small"):
        if (
            len(element) == 0
            and is_dateline(line := text_of(element))
            and not _is_in_furniture(element, scope)
        ):
            return find_date(line)
    return None


def _outside(container: HtmlElement) -> Iterator[SetAside]:
    """All that the page shows beside the article's text, but for what is taken by other ways."""
    for holder in (container, *container.iterancestors()):
        parent = holder.getparent()
        for element in parent if parent is not None and parent.tag != "html" else ():
            if element is holder or not isinstance(element.tag, str) or _is_taken_elsewhere(element):
                continue
            if text := text_to_report(element):
                yield SetAside(shortened(text), furniture_reason(element) or Reason.OUTSIDE)


def _is_taken_elsewhere(element: HtmlElement) -> bool:
    """The head, the lead picture and the lines about the authors."""
    if element.tag in {"h1", "figure"} or element.find(".//h1") is not None:
        return True
    return any(has_mark(element, mark) for mark in (_ABOUT, _BYLINE, _STANDFIRST))


def _saved_from(text: str) -> str:
    """Browsers note in a comment where they saved a page from."""
    found = _SAVED_FROM.search(text[:MOST_CHARACTERS_BEFORE_THE_NOTE])
    return absolute(found[1], base="") if found else ""


def _lead_picture(
    scope: HtmlElement, container: HtmlElement, body: Body, *, base: str, language: str
) -> Iterator[Piece]:
    """The picture over the text stands outside of it on most pages."""
    inside = set(container.iter())
    for figure in scope.iter():
        if figure is container:
            return
        if figure.tag not in {"figure", "img"} or figure in inside or _is_in_furniture(figure, scope):
            continue
        picture = read_picture(figure, base=base, language=language)
        if picture and not any(
            piece.kind is Kind.PICTURE and piece.value == picture for piece in body.pieces
        ):
            yield Piece(kind=Kind.PICTURE, text=picture.caption, value=picture, marked=True)
            return
