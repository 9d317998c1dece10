"""Finds the part of a page that holds the article's text."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from standfirst.apps.editorial.rules.page_import.marks import DROPPED, has_mark, marked_reason, marks_of
from standfirst.apps.editorial.rules.page_import.page import Reason
from standfirst.apps.editorial.rules.page_import.tree import text_of
from standfirst.apps.editorial.rules.page_import.words import count_words

FEWEST_WORDS_OF_TEXT = 10
FEWEST_WORDS_TO_TRUST_A_MARK = 60
SHARE_TO_HOLD = 0.85
SHARE_TO_PREFER_A_TIER = 0.5
MOST_SHARE_OF_LINKS = 0.6

_BODY_MARK = re.compile(
    r"(?:\w+-)*(?:article|story|post|entry|news|text|main)-?(?:body|content|text|main)(?:-(?:content|text|inner|container|wrapper))?|articlebody|body-?copy|rich-?text|prose"
)
_OUTSIDE = {Reason.COMMENTS, Reason.COOKIES, Reason.HIDDEN}


def find_container(root: HtmlElement) -> HtmlElement:
    """The deepest element that holds nearly all running text of the best-marked part of the page."""
    weights = _weights(root)
    tiers = (_with_property(root), list(root.iter("article")), _with_body_mark(root), _mains(root))
    best_of = [max(marked, key=lambda element: weights.get(element, 0)) for marked in tiers if marked]
    most = max((weights.get(best, 0) for best in best_of), default=0)
    for best in best_of:
        if weights.get(best, 0) >= max(FEWEST_WORDS_TO_TRUST_A_MARK, most * SHARE_TO_PREFER_A_TIER):
            return _deepest(_with_its_other_parts(best, weights), weights)
    body = root.find("body")
    return _deepest(body if body is not None else root, weights)


def _with_its_other_parts(best: HtmlElement, weights: dict[HtmlElement, int]) -> HtmlElement:
    """Some pages cut one article into several parts with the same mark, around advertisements."""
    parent = best.getparent()
    marks = marks_of(best)
    if parent is None or not marks or best.tag == "article":
        return best
    parts = [
        child
        for child in parent
        if isinstance(child.tag, str) and weights.get(child) and marks_of(child) == marks
    ]
    return parent if len(parts) > 1 and len(list(parent.iter("h1"))) <= 1 else best


def _with_property(root: HtmlElement) -> list[HtmlElement]:
    return [
        element
        for element in root.iter("div", "section", "article", "main", "span")
        if "articleBody" in element.get("itemprop", "")
    ]


def _with_body_mark(root: HtmlElement) -> list[HtmlElement]:
    return [element for element in root.iter("div", "section", "main", "td") if has_mark(element, _BODY_MARK)]


def _mains(root: HtmlElement) -> list[HtmlElement]:
    return [
        element
        for element in root.iter("main", "div", "section")
        if element.tag == "main" or element.get("role") == "main"
    ]


def _weights(root: HtmlElement) -> dict[HtmlElement, int]:
    """Words of running text in each element; a paragraph counts for all that hold it."""
    weights: dict[HtmlElement, int] = {}
    outside = _outside(root)
    for paragraph in root.iter("p", "blockquote", "div", "section", "td"):
        words = _own_words(paragraph)
        if words < FEWEST_WORDS_OF_TEXT or paragraph in outside:
            continue
        for holder in (paragraph, *paragraph.iterancestors()):
            weights[holder] = weights.get(holder, 0) + words
    return weights


def _outside(root: HtmlElement) -> set[HtmlElement]:
    """Everything inside comments, cookie boxes, hidden parts and elements that hold no text for readers."""
    found: set[HtmlElement] = set()
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in {"html", "body"}:
            continue
        if element.getparent() in found or element.tag in DROPPED or marked_reason(element) in _OUTSIDE:
            found.add(element)
    return found


def _own_words(element: HtmlElement) -> int:
    """Of a paragraph all words that are no links; of a division only the words directly in it."""
    if element.tag == "p":
        text = text_of(element)
        linked = sum(len(text_of(link)) for link in element.iter("a"))
        return 0 if linked > len(text) * MOST_SHARE_OF_LINKS else count_words(text)
    own = [element.text or "", *(child.tail or "" for child in element)]
    return count_words(" ".join(own))


def _deepest(element: HtmlElement, weights: dict[HtmlElement, int]) -> HtmlElement:
    """Goes down while one child holds nearly everything; headings and pictures beside it stay outside."""
    enough = weights.get(element, 0) * SHARE_TO_HOLD
    while True:
        inner = [
            child
            for child in element
            if weights.get(child, 0) >= max(enough, 1) and child.tag not in {"p", "blockquote"}
        ]
        if not inner or _own_words(element) >= FEWEST_WORDS_OF_TEXT:
            return element
        element = inner[0]
