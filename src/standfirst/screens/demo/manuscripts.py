"""Reads the demo publication from the files in `content/`."""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any, Final, Literal, TypeVar, cast, get_args

from standfirst.screens.demo.front_matter import Fields, split
from standfirst.screens.demo.marks import Block, ManuscriptError, PictureNote, parse_body

__all__ = [
    "Author",
    "Block",
    "CorrectionNote",
    "Manuscript",
    "ManuscriptError",
    "PictureNote",
    "PlainPage",
    "Publication",
    "Section",
    "Topic",
    "articles",
    "authors",
    "pages",
    "parse_article",
    "pictures",
    "publication",
    "read_articles",
    "topics",
    "word_count",
]

Access = Literal["open", "registered", "subscribers"]

CONTENT: Final = Path(__file__).parent / "content"
_TAGS: Final = re.compile(r"<[^>]+>")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CorrectionNote:
    age: timedelta
    text: str


@dataclass(frozen=True, slots=True)
class Manuscript:
    """Ages count back from the day of loading."""

    slug: str
    section: str
    headline: str
    short_headline: str
    standfirst: str
    kicker: str
    authors: tuple[str, ...]
    topics: tuple[str, ...]
    access: Access
    age: timedelta
    updated: timedelta | None
    picture: PictureNote
    byline_note: str
    pick: int | None
    section_pick: int | None
    lead: bool
    corrections: tuple[CorrectionNote, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class PlainPage:
    slug: str
    title: str
    standfirst: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Author:
    slug: str
    name: str
    role: str
    biography: str
    handle: str
    portrait_key: str


@dataclass(frozen=True, slots=True)
class Topic:
    slug: str
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Section:
    slug: str
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Publication:
    name: str
    nameplate: tuple[str, ...]
    strapline: str
    imprint: str
    sections: tuple[Section, ...]


def articles() -> tuple[Manuscript, ...]:
    """All articles, the newest first."""
    return read_articles(CONTENT / "articles")


def authors() -> tuple[Author, ...]:
    return tuple(Author(portrait_key=f"portrait-{slug}", **row) for slug, row in _rows("authors.toml"))


def topics() -> tuple[Topic, ...]:
    return tuple(Topic(**row) for _, row in _rows("topics.toml"))


def publication() -> Publication:
    table = tomllib.loads((CONTENT / "publication.toml").read_text("utf-8"))
    sections = tuple(Section(**row) for row in table.pop("sections"))
    return Publication(nameplate=tuple(table.pop("nameplate")), sections=sections, **table)


def pages() -> tuple[PlainPage, ...]:
    return tuple(_from_file(path, _parse_page) for path in sorted((CONTENT / "pages").glob("*.md")))


def read_articles(folder: Path) -> tuple[Manuscript, ...]:
    found = [_from_file(path, _parse_in_section) for path in folder.glob("*/*.md")]
    return tuple(sorted(found, key=lambda each: (each.age, each.slug)))


def parse_article(text: str, *, slug: str, section: str) -> Manuscript:
    table, body = split(text)
    fields = Fields(table)
    manuscript = Manuscript(
        slug=slug,
        section=section,
        headline=fields.text("headline"),
        short_headline=fields.text("short_headline", otherwise=str(table.get("headline"))),
        standfirst=fields.text("standfirst"),
        kicker=fields.text("kicker", otherwise=""),
        authors=fields.slugs("authors", most=3),
        topics=fields.slugs("topics", most=5),
        access=_access(fields.text("access")),
        age=fields.span("age"),
        updated=fields.span("updated") if fields.has("updated") else None,
        picture=_picture(slug, fields.take("picture", dict)),
        byline_note=fields.text("byline_note", otherwise=""),
        pick=fields.place("pick"),
        section_pick=fields.place("section_pick"),
        lead=fields.take("lead", bool, otherwise=False),
        corrections=tuple(_correction(row) for row in fields.take("corrections", list, otherwise=[])),
        blocks=parse_body(body),
    )
    fields.refuse_the_rest()
    _check(manuscript)
    return manuscript


def word_count(manuscript: Manuscript) -> int:
    """Words of the running text; captions, tables and pull quotes are not counted."""
    return sum(len(text.split()) for block in manuscript.blocks for text in _running_text(block))


def pictures(manuscript: Manuscript) -> tuple[PictureNote, ...]:
    """The lead picture first, then those in the text, in their order."""
    return (manuscript.picture, *(note for block in manuscript.blocks for note in _notes(block)))


def _notes(block: Block) -> Iterator[PictureNote]:
    match block.kind, block.value:
        case ("picture", PictureNote() as note):
            yield note
        case ("gallery", {"pictures": notes}):
            yield from notes


def _running_text(block: Block) -> Iterator[str]:
    match block.kind, block.value:
        case ("paragraph" | "heading", str(text)):
            yield unescape(_TAGS.sub("", text))
        case ("quotation", {"text": text}):
            yield text
        case ("list", {"items": items}):
            yield from (unescape(_TAGS.sub("", item)) for item in items)


def _access(name: str) -> Access:
    if name not in get_args(Access):
        raise ManuscriptError(f"access “{name}” is none of {', '.join(get_args(Access))}")
    return cast("Access", name)


def _picture(key: str, table: dict[str, Any]) -> PictureNote:
    fields = Fields(table)
    alt, caption, credit = (fields.text(name) for name in ("alt", "caption", "credit"))
    fields.refuse_the_rest()
    return PictureNote(key=key, alt=alt, caption=caption, credit=credit)


def _correction(table: dict[str, Any]) -> CorrectionNote:
    fields = Fields(table)
    note = CorrectionNote(age=fields.span("age"), text=fields.text("text"))
    fields.refuse_the_rest()
    return note


def _check(manuscript: Manuscript) -> None:
    later = [note.age for note in manuscript.corrections]
    if manuscript.updated is not None:
        later.append(manuscript.updated)
    if any(age >= manuscript.age for age in later):
        raise ManuscriptError("it is updated or corrected before it was published")
    if not manuscript.blocks:
        raise ManuscriptError("it has no text")
    if sum(block.kind == "gate_line" for block in manuscript.blocks) > 1:
        raise ManuscriptError("it has more than one gate line")


def _from_file(path: Path, parse: Callable[[str, Path], T]) -> T:
    """Parses one file; whatever is wrong in it is told with its name."""
    try:
        return parse(path.read_text("utf-8"), path)
    except UnicodeDecodeError as error:
        raise ManuscriptError(f"{path.parent.name}/{path.name}: it is not UTF-8") from error
    except ManuscriptError as error:
        raise ManuscriptError(f"{path.parent.name}/{path.name}: {error}") from error


def _parse_in_section(text: str, path: Path) -> Manuscript:
    return parse_article(text, slug=path.stem, section=path.parent.name)


def _parse_page(text: str, path: Path) -> PlainPage:
    table, body = split(text)
    fields = Fields(table)
    page = PlainPage(path.stem, fields.text("title"), fields.text("standfirst"), parse_body(body))
    fields.refuse_the_rest()
    return page


def _rows(name: str) -> list[tuple[str, dict[str, Any]]]:
    table = tomllib.loads((CONTENT / name).read_text("utf-8"))
    return [(slug, {"slug": slug, **row}) for slug, row in table.items()]
