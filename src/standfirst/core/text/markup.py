"""The little Markdown that readers may write: how it looks, how it reads aloud, and where it leads."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.blockquote import blockquote
from markdown_it.rules_block.list import list_block
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from standfirst.core.text.fold import clean, fold

LONGEST_SOURCE = 20_000  # characters
LONGEST_ADDRESS = 2_000
DEEPEST = 6  # levels of blocks: a quotation is one, a list two; what is deeper stays as it was typed
TAGS: Final = frozenset({"p", "br", "em", "strong", "blockquote", "ul", "ol", "li", "a"})
SCHEMES: Final = frozenset({"http", "https"})
REL: Final = "nofollow ugc noopener noreferrer"
_ATTRIBUTES: Final = {"*": set[str](), "a": {"href"}, "ol": {"start"}}
_BY_ITSELF: Final = {tag: {"dir": "auto"} for tag in ("p", "li")}  # each finds its own direction
_ADDRESS = re.compile(rf"://[^\s<>\"“”«»\\^`{{|}}]{{1,{LONGEST_ADDRESS}}}")
_SCHEME_BEFORE = re.compile(r"(?<![^\W_])https?$", re.I)
_LONGEST_SCHEME = len("https")
_ENDINGS = ".,;:!?'’*_~"
_NAMED_HOST = re.compile(
    r"(?:https?:/*)?(?:[^\s/@]*@)?([^\s/:?#@]+\.[^\s/:?#@.\d]{2,})\.?(?:[:/?#]\S*)?", re.I
)
_HOST_INSIDE = re.compile(r"https?:/*([^\s/:?#@]+)|\b(www\.[^\s/:?#@]+)", re.I)


@dataclass(frozen=True, slots=True)
class Rendered:
    """One source in the ways in which it is used. `html` is safe as it is; `text` holds no marks; `links` are all."""

    html: str
    text: str
    links: tuple[str, ...]


class TooLong(ValueError):
    """The source is longer than anything that is rendered."""


def render(source: str) -> Rendered:
    """Paragraphs, line breaks, emphasis, quotations, lists and links; anything else is shown as typed.

    Raises TooLong.
    """
    if len(source) > LONGEST_SOURCE:
        raise TooLong(f"{len(source)} characters, at most {LONGEST_SOURCE}")
    markdown = _markdown()
    tokens = markdown.parse(clean(source))
    for token in tokens:
        if token.children:
            token.children = _tidy(token.children)
    text = _aloud(tokens)
    return Rendered(
        html=sanitised(markdown.renderer.render(tokens, markdown.options, {})) if text else "",
        text=text,
        links=tuple(
            str(child.attrs["href"])
            for token in tokens
            for child in token.children or ()
            if child.type == "link_open"
        ),
    )


def sanitised(html: str) -> str:
    """Only the tags and attributes of readers' Markdown, whatever is put in; done once more by those who import."""
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes=_ATTRIBUTES,
        set_tag_attribute_values=_BY_ITSELF,
        url_schemes=set(SCHEMES),
        url_relative="deny",
        link_rel=REL,
    ).strip()


def leads_out(address: str) -> bool:
    """Whether it is a whole web address of a host, with nobody's name in it."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    plain = parts.scheme.lower() in SCHEMES and bool(host) and "@" not in parts.netloc
    return plain and len(address) <= LONGEST_ADDRESS and not re.search(r"[\s\\<>\x00-\x20\x7f]", address)


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("zero", {"breaks": True, "html": False})
    markdown.validateLink = leads_out  # type: ignore[method-assign, assignment]
    markdown.enable(["blockquote", "list", "newline", "escape", "emphasis", "link", "autolink", "linkify"])
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    markdown.block.ruler.at("blockquote", _not_too_deep(blockquote), ends)
    markdown.block.ruler.at(
        "list", _not_too_deep(list_block), {"alt": ["paragraph", "reference", "blockquote"]}
    )
    markdown.inline.ruler.at("linkify", _bare_address)
    return markdown


BlockRule = Callable[[StateBlock, int, int, bool], bool]


def _not_too_deep(rule: BlockRule) -> BlockRule:
    def checked(state: StateBlock, first: int, last: int, silent: bool) -> bool:
        return state.level < DEEPEST and rule(state, first, last, silent)

    return checked


def _bare_address(state: StateInline, silent: bool) -> bool:
    """An address that stands in the text as it is becomes a link to itself."""
    if state.linkLevel or state.src[state.pos] != ":":
        return False
    scheme = _SCHEME_BEFORE.search(state.pending[-_LONGEST_SCHEME - 1 :])
    found = _ADDRESS.match(state.src, state.pos, state.posMax)
    if scheme is None or found is None:
        return False
    rest = _without_endings(found[0])
    href = state.md.normalizeLink(scheme[0] + rest)
    if silent:
        pass
    elif leads_out(href):
        state.pending = state.pending[: -len(scheme[0])]
        state.push("link_open", "a", 1).attrs = {"href": href}
        state.push("text", "", 0).content = scheme[0] + rest
        state.push("link_close", "a", -1)
    else:  # passed over whole, or each address inside it would be tried again
        state.pending += rest
    state.pos += len(rest)
    return True


def _without_endings(address: str) -> str:
    """The address without the signs that belong to the sentence around it."""
    while address:
        shorter = address.rstrip(_ENDINGS)
        for opens, closes in ("()", "[]"):
            if shorter.endswith(closes) and shorter.count(closes) > shorter.count(opens):
                shorter = shorter[:-1]
        if shorter == address:
            return address
        address = shorter
    return address


def _tidy(tokens: list[Token]) -> list[Token]:
    """Without links that lead nowhere and emphasis in emphasis; a label that names another host gives way to the address."""
    kept: list[Token] = []
    for token in _once_each(tokens):
        kept.append(token)
        if token.type != "link_close":
            continue
        start = max(place for place, one in enumerate(kept) if one.type == "link_open")
        href, label = str(kept[start].attrs["href"]), kept[start + 1 : -1]
        if not leads_out(href):
            kept[start:] = label
        elif not _words(label).strip() or _misleads(_words(label), href):
            kept[start + 1 : -1] = [Token("text", "", 0, content=href)]
    return kept


def _once_each(tokens: Iterable[Token]) -> Iterator[Token]:
    """Strong in strong says nothing more, and hundreds of them burden a browser."""
    depth = {"em": 0, "strong": 0}
    for token in tokens:
        if token.tag not in depth:
            yield token
            continue
        depth[token.tag] += token.nesting
        if depth[token.tag] == (1 if token.nesting > 0 else 0):
            yield token


def _misleads(label: str, href: str) -> bool:
    """Whether the label reads as the address of a host to which the link does not lead."""
    host = (urlsplit(href).hostname or "").removeprefix("www.")
    read = fold(label).strip()
    whole = _NAMED_HOST.fullmatch(read)
    named = [whole[1]] if whole else [one or other for one, other in _HOST_INSIDE.findall(read)]
    return any(name.removeprefix("www.").rstrip(".,;") != fold(host) for name in named)


def _aloud(tokens: Iterable[Token]) -> str:
    """Paragraphs with a blank line between them, as they are read to somebody; what is numbered keeps its number."""
    blocks: list[str] = []
    number = ""
    for token in tokens:
        if token.type == "list_item_open":
            number = f"{token.info}. " if token.info else ""
        elif token.type == "inline":
            words = "".join(
                "\n" if one.type.endswith("break") else one.content for one in token.children or ()
            )
            blocks.append(number + words.strip())
            number = ""
    return "\n\n".join(block for block in blocks if block.strip())


def _words(tokens: Iterable[Token]) -> str:
    return "".join("\n" if token.type.endswith("break") else token.content for token in tokens)
