"""Turns the marks of a manuscript’s body into blocks."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from markdown_it import MarkdownIt

_INLINE: Final = MarkdownIt("zero", {"html": False}).enable(["emphasis", "link", "escape"])
_ORDERED: Final = re.compile(r"\d+\. ")
_BLANK_LINES: Final = re.compile(r"\n\s*\n")


class ManuscriptError(ValueError):
    """Says which file cannot be read, and what is wrong in it."""


@dataclass(frozen=True, slots=True)
class PictureNote:
    key: str
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True, slots=True)
class Block:
    """What a value holds depends on the kind: text, safe HTML, a note, or a dict of them."""

    kind: str
    value: Any


def parse_body(text: str) -> tuple[Block, ...]:
    chunks = (chunk.strip() for chunk in _BLANK_LINES.split(text))
    return tuple(_block(chunk.splitlines()) for chunk in chunks if chunk)


def inline(text: str) -> str:
    """HTML of one run of text; only emphasis, strong and links are marks in it."""
    return str(_INLINE.renderInline(text.strip()))


def _block(lines: list[str]) -> Block:
    first = lines[0]
    if first.startswith("!"):
        return _marked(lines)
    if first.startswith("## "):
        return Block("heading", _only(lines).removeprefix("## ").strip())
    if first.startswith("> "):
        return _quotation(lines)
    if first == "***":
        return Block("divider", None)
    if first.startswith("- ") or _ORDERED.match(first):
        return _list(lines)
    return Block("paragraph", inline(" ".join(line.strip() for line in lines)))


def _marked(lines: list[str]) -> Block:
    name, _, rest = lines[0].removeprefix("!").partition(" ")
    reader = _READERS.get(name)
    if reader is None:
        raise ManuscriptError(f"the mark “!{name}” is not known")
    return reader(rest.strip(), lines[1:])


def _gate(rest: str, more: list[str]) -> Block:
    _refuse_more(rest, more, "gate")
    return Block("gate_line", None)


def _pull(rest: str, more: list[str]) -> Block:
    return Block("pull_quote", " ".join([rest, *more]).strip())


def _picture(rest: str, more: list[str]) -> Block:
    _refuse_more("", more, "picture")
    return Block("picture", _note(rest))


def _gallery(title: str, more: list[str]) -> Block:
    if not more:
        raise ManuscriptError(f"the gallery “{title}” has no pictures")
    return Block("gallery", {"title": title, "pictures": tuple(_note(line) for line in more)})


def _table(caption: str, more: list[str]) -> Block:
    rows = [_cells(line) for line in more]
    if len(rows) < 2:
        raise ManuscriptError(f"the table “{caption}” needs a header and a row")
    if len({len(row) for row in rows}) != 1:
        raise ManuscriptError(f"the rows of the table “{caption}” differ in length")
    return Block("table", {"caption": caption, "rows": rows})


def _embed(rest: str, more: list[str]) -> Block:
    _refuse_more("", more, "embed")
    url, title = _fields(rest, 2, "an embed is “url | title”")
    return Block("embed", {"url": url, "title": title})


def _related(rest: str, more: list[str]) -> Block:
    return Block("related", tuple(" ".join([rest, *more]).split()))


_READERS: Final[dict[str, Callable[[str, list[str]], Block]]] = {
    "gate": _gate,
    "pull": _pull,
    "picture": _picture,
    "gallery": _gallery,
    "table": _table,
    "embed": _embed,
    "related": _related,
}


def _quotation(lines: list[str]) -> Block:
    said = [line.removeprefix(">").strip() for line in lines]
    if not said[-1].startswith("— "):
        raise ManuscriptError("a quotation ends with “> — speaker, role”")
    speaker, _, role = said[-1].removeprefix("— ").partition(", ")
    return Block("quotation", {"text": " ".join(said[:-1]), "speaker": speaker, "role": role})


def _list(lines: list[str]) -> Block:
    ordered = not lines[0].startswith("- ")
    if any(bool(_ORDERED.match(line)) != ordered for line in lines):
        raise ManuscriptError("a list is either ordered or not, one item a line")
    items = [inline(line.partition(" ")[2]) for line in lines]
    return Block("list", {"ordered": ordered, "items": items})


def _note(line: str) -> PictureNote:
    return PictureNote(*_fields(line, 4, "a picture is “key | alt | caption | credit”"))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _fields(line: str, count: int, rule: str) -> list[str]:
    fields = [field.strip() for field in line.split("|")]
    if len(fields) != count or not all(fields):
        raise ManuscriptError(rule)
    return fields


def _only(lines: list[str]) -> str:
    if len(lines) > 1:
        raise ManuscriptError(f"“{lines[0]}” is not followed by a blank line")
    return lines[0]


def _refuse_more(rest: str, more: list[str], name: str) -> None:
    if rest or more:
        raise ManuscriptError(f"the mark “!{name}” is followed by words that are not its own")
