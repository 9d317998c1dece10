"""Reads what a page says about itself to machines: JSON-LD, Open Graph and meta elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from html import unescape

from lxml.html import HtmlElement

from standfirst.apps.editorial.rules.page_import.bylines import find_handle, is_a_name, read_byline
from standfirst.apps.editorial.rules.page_import.dates import read_stamp
from standfirst.apps.editorial.rules.page_import.inline import absolute
from standfirst.apps.editorial.rules.page_import.page import ImportedAuthor
from standfirst.apps.editorial.rules.page_import.tree import text_of
from standfirst.apps.editorial.rules.page_import.words import shortened

MOST_CHARACTERS = 1_000
MOST_CHARACTERS_OF_JSON = 500_000
MOST_DEPTH = 12
MOST_NODES = 5_000

_ARTICLE_TYPES = re.compile(r"^(?:\w*Article|BlogPosting|Report|Review|LiveBlogPosting)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    headline: str = ""
    standfirst: str = ""
    authors: tuple[ImportedAuthor, ...] = ()
    published_on: date | datetime | None = None
    language: str = ""
    canonical_url: str = ""
    section: str = ""
    site: str = ""
    title: str = ""


def read_metadata(root: HtmlElement) -> Metadata:
    about = _article_node(root)
    meta = _meta(root)
    site = meta.get("og:site_name", "")
    title = _line(text_of(element)) if (element := root.find(".//title")) is not None else ""
    return Metadata(
        headline=_text(about.get("headline"))
        or _text(about.get("name"))
        or meta.get("og:title", "")
        or meta.get("twitter:title", ""),
        standfirst=_text(about.get("description"))
        or meta.get("og:description", "")
        or meta.get("description", ""),
        authors=_people(about.get("author"), site=site) or _named(meta, site=site),
        published_on=_published(about, meta),
        language=(
            root.get("lang")
            or root.get("{http://www.w3.org/XML/1998/namespace}lang")
            or _text(about.get("inLanguage"))
            or meta.get("og:locale", "")
        )[:2].lower(),
        canonical_url=_canonical(root, about, meta),
        section=_text(about.get("articleSection"))
        or meta.get("article:section", "")
        or meta.get("section", ""),
        site=site or _text(_first_of(about.get("publisher")).get("name")),
        title=title,
    )


def _meta(root: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        if name and element.get("content"):
            found.setdefault(name, _line(element.get("content")))
    return found


def _article_node(root: HtmlElement) -> dict[str, object]:
    """The JSON-LD node of an article that says most; an empty one when there is none."""
    nodes = [
        node
        for script in root.iter("script")
        if "ld+json" in script.get("type", "")
        for node in _nodes(script.text or "")
    ]
    articles = [
        node for node in nodes if any(_ARTICLE_TYPES.match(kind) for kind in _strings(node.get("@type")))
    ]
    return max(articles, key=len, default={})


def _nodes(source: str) -> Iterator[dict[str, object]]:
    try:
        loaded = json.loads(
            source[:MOST_CHARACTERS_OF_JSON].strip().removeprefix("<!--").removesuffix("-->"), strict=False
        )
    except (ValueError, RecursionError):
        return
    waiting: list[tuple[object, int]] = [(loaded, 0)]
    for _ in range(MOST_NODES):
        if not waiting:
            return
        node, depth = waiting.pop()
        if isinstance(node, dict):
            yield node
        if depth < MOST_DEPTH:
            inner = (
                node
                if isinstance(node, list)
                else [node.get("@graph"), node.get("mainEntity")]
                if isinstance(node, dict)
                else []
            )
            waiting.extend((child, depth + 1) for child in inner if isinstance(child, dict | list))


def _published(about: dict[str, object], meta: dict[str, str]) -> date | datetime | None:
    stamps = [_text(about.get("datePublished")), _text(about.get("dateCreated"))]
    stamps += [
        meta.get(name, "")
        for name in (
            "article:published_time",
            "og:published_time",
            "datepublished",
            "pubdate",
            "date",
            "dc.date",
            "dc.date.issued",
            "sailthru.date",
            "parsely-pub-date",
            "citation_publication_date",
        )
    ]
    return next((found for stamp in stamps if stamp and (found := read_stamp(stamp))), None)


def _people(value: object, *, site: str) -> tuple[ImportedAuthor, ...]:
    found = []
    for entry in (value if isinstance(value, list) else [value])[:20]:
        node = entry if isinstance(entry, dict) else {"name": entry}
        if "Organization" in _strings(node.get("@type")):
            continue
        for name in _strings(node.get("name")):
            found += _authors_of(
                _line(name),
                site=site,
                about=_text(node.get("description")),
                links=_strings(node.get("sameAs")),
            )
    return tuple(found)


def _authors_of(names: str, *, site: str, about: str, links: list[str]) -> list[ImportedAuthor]:
    if not names or names.casefold() == site.casefold() or names.startswith("http"):
        return []
    several = () if is_a_name(names) else read_byline(names)
    if several:
        return list(several)
    handle = next(
        (
            f"@{found[1]}"
            for link in links
            if (found := re.search(r"(?:twitter|x)\.com/@?(\w{2,30})/?$", link))
        ),
        "",
    )
    return (
        [ImportedAuthor(name=shortened(names, most=120), about=about, handle=handle)]
        if len(names) < 120
        else []
    )


def _named(meta: dict[str, str], *, site: str) -> tuple[ImportedAuthor, ...]:
    names = next(
        (
            meta[name]
            for name in ("author", "article:author", "dc.creator", "sailthru.author", "parsely-author", "byl")
            if meta.get(name) and not meta[name].startswith("http")
        ),
        "",
    )
    handle = find_handle(meta.get("twitter:creator", ""))
    found = _authors_of(names, site=site, about="", links=[])
    if len(found) == 1 and handle and not found[0].handle:
        return (ImportedAuthor(name=found[0].name, about=found[0].about, handle=handle),)
    return tuple(found)


def _canonical(root: HtmlElement, about: dict[str, object], meta: dict[str, str]) -> str:
    links = [link.get("href", "") for link in root.iter("link") if "canonical" in link.get("rel", "").split()]
    entity = about.get("mainEntityOfPage")
    identity = _text(_first_of(entity).get("@id")) or _text(entity)
    for address in (*links, meta.get("og:url", ""), _text(about.get("url")), identity):
        if found := absolute(address, base=""):
            return found[:MOST_CHARACTERS]
    return ""


def _first_of(value: object) -> dict[str, object]:
    value = value[0] if isinstance(value, list) and value else value
    return value if isinstance(value, dict) else {}


def _strings(value: object) -> list[str]:
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)]


def _text(value: object) -> str:
    return _line(next(iter(_strings(value)), ""))


def _line(text: str) -> str:
    """Metadata is often escaped twice and sometimes holds markup."""
    return " ".join(re.sub(r"<[^<>]{0,200}>", "", unescape(unescape(text[: MOST_CHARACTERS * 2]))).split())[
        :MOST_CHARACTERS
    ]
