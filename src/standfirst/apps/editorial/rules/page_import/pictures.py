"""Reads a picture of a page: its best source, alternative text, caption and credit."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from standfirst.apps.editorial.rules.page_import.inline import absolute
from standfirst.apps.editorial.rules.page_import.marks import has_mark
from standfirst.apps.editorial.rules.page_import.mend import mend
from standfirst.apps.editorial.rules.page_import.page import ImportedPicture
from standfirst.apps.editorial.rules.page_import.tree import text_of

SMALLEST_SIDE = 60
MOST_CHARACTERS_OF_AN_ADDRESS = 2_000

_LAZY_SOURCES = ("data-src", "data-original", "data-lazy-src", "data-srcset", "data-full-src")
_CREDIT_MARK = re.compile(
    r"(?:\w+-)*(?:credits?|copyright|photographer|photo-by|byline|source|attribution)(?:-\w+)*"
)
_CREDIT_IN_CAPTION = re.compile(
    r"^(?P<caption>.*?)[\s(\[–—|-]*\b(?P<credit>(?:photos?|pictures?|illustrations?|images?|foto|photographie|fotografía|bild|credit|crédit)"
    r"(?:\s(?:by|credit|von|par|de))?\s*:?\s+(?:by\s+)?[A-ZÀ-Þ©][^.;]{2,80})[)\].]*$",
    re.IGNORECASE,
)
_ICON = re.compile(
    r"(?:^|[/_-])(?:logo|icon|avatar|pixel|spacer|sprite|tracking|blank|badge)s?[._/-]", re.IGNORECASE
)
_DESCRIPTOR = re.compile(r"^(\d+(?:\.\d+)?)[wx]$")


def read_picture(element: HtmlElement, *, base: str, language: str) -> ImportedPicture | None:
    """From a figure, a picture or an img; nothing for icons, trackers and pictures without an address."""
    image = element if element.tag == "img" else next(element.iter("img"), None)
    if image is None or _is_icon(image):
        return None
    src = _source(image, base=base)
    if not src:
        return None
    caption, credit = _caption_and_credit(element, language=language)
    return ImportedPicture(
        src=src, alt=mend(image.get("alt", ""), language=language), caption=caption, credit=credit
    )


def _is_icon(image: HtmlElement) -> bool:
    sides = [
        int(value)
        for value in (image.get("width", ""), image.get("height", ""))
        if value.isascii() and value.isdigit()
    ]
    if sides and min(sides) < SMALLEST_SIDE:
        return True
    return _ICON.search(image.get("src", "")[:MOST_CHARACTERS_OF_AN_ADDRESS]) is not None


def _source(image: HtmlElement, *, base: str) -> str:
    """What the browser saved beside the page, else the page's own picture data, else an address on the web."""
    src: str = image.get("src", "").strip()
    if is_beside(src):
        return src
    wide = _widest(image.get("srcset", "")) or _widest(image.get("data-srcset", ""))
    lazy = next(
        (
            value.strip()
            for name in _LAZY_SOURCES
            if (value := image.get(name, "")) and " " not in value.strip()
        ),
        "",
    )
    for address in (wide, lazy, src):
        if address and not address.startswith("data:") and (found := absolute(address, base=base)):
            return found[:MOST_CHARACTERS_OF_AN_ADDRESS]
    return (
        src
        if src.startswith("data:image/") and not src.startswith("data:image/svg") and len(src) > 1_000
        else ""
    )


def is_beside(src: str) -> bool:
    """Whether a browser that saved the page put the picture in the folder `<name>_files` beside it."""
    return re.match(r"^(?:\./)?[^/:?#]+(?:_files|_Dateien|_fichiers|_archivos)/[^/?#]+$", src) is not None


def _widest(srcset: str) -> str:
    best, widest = "", 0.0
    for candidate in re.split(r",\s+", srcset.strip()):
        address, _, descriptor = candidate.strip().partition(" ")
        found = _DESCRIPTOR.match(descriptor.strip().rstrip(","))
        width = float(found[1]) if found else 0.5
        if address and width > widest:
            best, widest = address, width
    return best


def _caption_and_credit(element: HtmlElement, *, language: str) -> tuple[str, str]:
    if element.tag != "figure":
        return "", ""
    caption = next(element.iter("figcaption"), None)
    holder = caption if caption is not None else element
    marked = next(
        (
            node
            for node in holder.iter("span", "cite", "small", "p", "div", "em")
            if has_mark(node, _CREDIT_MARK)
        ),
        None,
    )
    credit = mend(text_of(marked), language=language) if marked is not None else ""
    words = mend(text_of(caption), language=language) if caption is not None else ""
    if credit:
        return words.replace(credit, "", 1).strip(" |–—-"), credit
    found = _CREDIT_IN_CAPTION.match(words)
    return (found["caption"].strip(" ([–—|-"), found["credit"].strip(" )]")) if found else (words, "")
