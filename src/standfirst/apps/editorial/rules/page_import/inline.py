"""Turns the inside of a paragraph into safe inline HTML: links, emphasis and strong emphasis, nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import urljoin, urlsplit

import nh3
from lxml.html import HtmlElement

from standfirst.apps.editorial.rules.page_import.marks import DROPPED, EMBEDS
from standfirst.apps.editorial.rules.page_import.mend import clean_spaces, close_abbreviations

TAGS = {"a", "em", "strong"}
SCHEMES = {"http", "https", "mailto"}

_SAME = {"i": "em", "em": "em", "cite": "em", "b": "strong", "strong": "strong"}


def safe_inline(markup: str) -> str:
    """The last word on what leaves this package as HTML."""
    return nh3.clean(markup, tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel=None)


def inline_of_text(text: str) -> str:
    return safe_inline(escape(text, quote=False))


def inline_of(element: HtmlElement, *, base: str, language: str) -> str:
    """Inner markup of one paragraph with absolute links."""
    return safe_inline(tidy(_inside(element, base=base, words=_escaping(language)), language=language))


def inline_around(element: HtmlElement, *, base: str, language: str) -> str:
    """Markup of an inline element itself, to be set among others and made safe with them."""
    return _wrapped(element, base=base, words=_escaping(language))


def tidy(markup: str, *, language: str) -> str:
    return close_abbreviations(re.sub(r"[ \n]+", " ", markup).strip(" \n"), language=language)


def text_of_inline(markup: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", markup)).strip()


def _escaping(language: str) -> Callable[[str | None], str]:
    return lambda text: escape(clean_spaces(text or "", language=language), quote=False)


def _inside(element: HtmlElement, *, base: str, words: Callable[[str | None], str]) -> str:
    parts = [words(element.text)]
    for child in element:
        if isinstance(child.tag, str):
            parts.append(_wrapped(child, base=base, words=words))
        parts.append(words(child.tail))
    return "".join(parts)


def _wrapped(element: HtmlElement, *, base: str, words: Callable[[str | None], str]) -> str:
    if element.tag in DROPPED or element.tag in EMBEDS or element.tag in {"img", "picture", "noscript"}:
        return ""
    if element.tag == "br":
        return " "
    inside = _inside(element, base=base, words=words)
    if not inside.strip():
        return inside
    if element.tag == "a":
        href = absolute(element.get("href", ""), base=base)
        return f'<a href="{escape(href)}">{inside}</a>' if href else inside
    tag = _SAME.get(element.tag)
    return f"<{tag}>{inside}</{tag}>" if tag else inside


def absolute(address: str, *, base: str) -> str:
    """Address with scheme and host, or nothing when it cannot be one."""
    try:
        joined = urljoin(base, address.strip())
        parts = urlsplit(joined)
    except ValueError:
        return ""
    if parts.scheme == "mailto" and parts.path:
        return joined
    return joined if parts.scheme in {"http", "https"} and parts.netloc and address.strip()[:1] != "#" else ""
