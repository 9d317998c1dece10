"""Parses HTML without loading anything, without entities of the page's own and without endless nesting."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree, html
from lxml.html import HtmlElement

from standfirst.apps.editorial.rules.page_import.page import NotAnArticle, Unreadable

MOST_DEPTH = 200
MOST_ELEMENTS = 60_000

_OWN_ENTITY = re.compile(r"<!ENTITY\s", re.IGNORECASE)
_PROLOGUE = re.compile(r"^\s*<\?xml[^>]*\?>", re.IGNORECASE)
_TAGS_OF_A_PAGE = re.compile(
    r"<(?:!doctype\s+html|html|head|body|article|main|div|p|section|span|h1|table|br)\b[^>]{0,2000}>",
    re.IGNORECASE,
)

_WITHOUT_TEXT = frozenset({"script", "style", "template", "noscript"})
_PARTS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
        "hr",
        "td",
        "th",
        "tr",
        "table",
        "blockquote",
        "figure",
        "figcaption",
        "header",
        "footer",
        "aside",
        "nav",
        "main",
        "address",
        "form",
        "button",
        "option",
    ]
)


def looks_like_html(text: str) -> bool:
    return _TAGS_OF_A_PAGE.search(text[:200_000]) is not None


def parse(text: str, *, name: str) -> HtmlElement:
    """Root element; raises Unreadable for a bomb and NotAnArticle when there is nothing inside."""
    if _OWN_ENTITY.search(text[:100_000]):
        raise Unreadable(f"{name} defines entities of its own, which no web page does.")
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = html.document_fromstring(_PROLOGUE.sub("", text).encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        raise NotAnArticle(f"{name} has no article in it: the page is empty.") from None
    _refuse_shape(root, name=name)
    if any("depth" in entry.message for entry in parser.error_log):
        raise Unreadable(f"{name} is nested too deeply to be a page.")
    return root


def _refuse_shape(root: HtmlElement, *, name: str) -> None:
    depth = elements = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        if depth > MOST_DEPTH:
            raise Unreadable(f"{name} is nested too deeply to be a page.")
        if elements > MOST_ELEMENTS:
            raise Unreadable(f"{name} has more than {MOST_ELEMENTS} elements, too many for one article.")


def text_of(element: HtmlElement) -> str:
    """All words in an element; blocks are parted by a space, links as well, and what scripts hold is no text."""
    return " ".join("".join(_words(element, parts=_are_links)).split())


def text_to_report(element: HtmlElement) -> str:
    """The same for people to read: whatever stands side by side in the markup is parted.

    In a text that would cut words in two, because editors wrap parts of words in elements of their own.
    """
    return " ".join("".join(_words(element, parts=_are_neighbours)).split())


def _are_links(left: HtmlElement, right: HtmlElement) -> bool:
    return bool(left.tag == right.tag == "a")


def _are_neighbours(left: HtmlElement, right: HtmlElement) -> bool:
    """A single letter is the large first one of a word."""
    return len("".join(left.itertext()).strip()) > 1


def _words(element: HtmlElement, *, parts: Callable[[HtmlElement, HtmlElement], bool]) -> Iterator[str]:
    for event, node in etree.iterwalk(element, events=("start", "end")):
        seen = isinstance(node.tag, str) and node.tag not in _WITHOUT_TEXT
        if event == "start":
            yield (" " if node.tag in _PARTS else "") + (node.text or "" if seen else "")
        elif node is not element:
            after = None if node.tail else node.getnext()
            parted = node.tag in _PARTS or (after is not None and parts(node, after))
            yield (" " if parted else "") + (node.tail or "")
