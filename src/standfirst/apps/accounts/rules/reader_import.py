"""A table of readers, as another system gives it: what each line says, and why a line or the whole is refused."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from standfirst.core.days import YEARS
from standfirst.core.spreadsheet import UNWRITABLE, NotATable, column_name, lines_of

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 50_000
LONGEST_CELL = 1_000
LONGEST_NAME = 150
LONGEST_LANGUAGE = 12
COLUMNS = {
    "email": ("e mail", "email", "e mail address", "email address", "address", "mail"),
    "given_name": ("given name", "first name", "forename"),
    "family_name": ("family name", "last name", "surname"),
    "language": ("language", "locale"),
    "plan": ("plan",),
    "starts_on": ("from", "starts", "start"),
    "ends_on": ("until", "ends", "end", "to"),
}
_DAYS = ("%Y-%m-%d", "%d.%m.%Y")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_NAMED = {alias: column for column, aliases in COLUMNS.items() for alias in aliases}


class FileRefused(ValueError):
    """Nothing of the file is taken; the text is one sentence for the person who sent it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `line` counts from 2, the head being the first; `fault` says why it is refused."""

    line: int
    email: str
    given_name: str = ""
    family_name: str = ""
    language: str = ""
    plan: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """What was read; `left` are columns that nothing is taken from."""

    rows: tuple[Row, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Glance:
    """What is seen of a table before its lines are read: how many there are, and columns that nothing is taken from."""

    rows: int
    left: tuple[str, ...]


def glance_at(data: bytes) -> Glance:
    """As fast as the table can be counted. Raises FileRefused wherever `read_table` does."""
    opened = _opened(data)
    return Glance(sum(1 for _ in opened.rows), opened.left)


def read_table(data: bytes) -> Table:
    """UTF-8 with or without its mark; commas, semicolons or tabs. Raises FileRefused."""
    opened = _opened(data)
    seen: dict[str, int] = {}
    rows = (_row(number, cells, opened.width, opened.places) for number, cells in opened.rows)
    return Table(tuple(_once(row, seen) for row in rows), opened.left)


@dataclass(frozen=True, slots=True)
class _Opened:
    """The head, and the lines that are not empty with their numbers."""

    width: int
    places: dict[str, int]
    left: tuple[str, ...]
    rows: Iterator[tuple[int, list[str]]]


def _opened(data: bytes) -> _Opened:
    if len(data) > MOST_BYTES:
        raise FileRefused("The file is larger than 10 MB.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileRefused("The file is not written in UTF-8. Save it as “CSV UTF-8”.") from None
    lines = _lines(text)
    head = next(lines, None)
    if head is None:
        raise FileRefused("The file is empty.")
    return _Opened(len(head), *_places(head), _filled(lines))


def _filled(lines: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    count = 0
    for number, cells in enumerate(lines, start=2):
        if any(cell.strip() for cell in cells):
            count += 1
            if count > MOST_ROWS:
                raise FileRefused("The file has more than 50,000 lines. Bring it in several parts.")
            yield number, cells
    if not count:
        raise FileRefused("The file has a head and no lines.")


def _lines(text: str) -> Iterator[list[str]]:
    try:
        yield from lines_of(io.StringIO(text, newline=""))
    except NotATable as refusal:
        raise FileRefused(str(refusal)) from None


def _places(head: Sequence[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    """In which place each column stands, and those that are none of ours."""
    places: dict[str, int] = {}
    left: list[str] = []
    for place, cell in enumerate(head):
        column = _NAMED.get(column_name(cell))
        if column is None:
            left.append(cell.strip()[:60] or "without a name")
        elif column in places:
            raise FileRefused(f"Two columns of the file are for the same: {cell.strip()[:60]}.")
        else:
            places[column] = place
    if "email" not in places:
        raise FileRefused("The file has no column for e-mail addresses. Its head must name one “email”.")
    return places, tuple(left)


def _row(number: int, cells: Sequence[str], width: int, places: dict[str, int]) -> Row:
    held = {column: cells[place].strip() if place < len(cells) else "" for column, place in places.items()}
    email = held["email"].lower()
    if fault := _fault_of_cells(cells, width, held):
        return Row(number, UNWRITABLE.sub("", email)[:254], fault=fault)
    try:
        starts_on, ends_on = _day(held.get("starts_on", "")), _day(held.get("ends_on", ""))
    except ValueError as problem:
        return Row(number, email[:254], fault=str(problem))
    words = {name: held.get(name, "") for name in ("given_name", "family_name", "language", "plan")}
    row = Row(number, email[:254], **words, starts_on=starts_on, ends_on=ends_on)
    return row if not (fault := _fault_of_time(row)) else Row(number, row.email, fault=fault)


def _fault_of_cells(cells: Sequence[str], width: int, held: dict[str, str]) -> str:
    """The first that is wrong."""
    names = [held.get(name, "") for name in ("given_name", "family_name", "plan")]
    language = held.get("language", "")
    faults = {
        "The line has more cells than the head.": len(cells) > width,
        "A cell is too long.": any(len(cell) > LONGEST_CELL for cell in cells),
        "A cell holds characters that cannot be written.": any(map(UNWRITABLE.search, held.values())),
        "There is no e-mail address.": not held["email"],
        "A name is too long.": any(len(name) > LONGEST_NAME for name in names),
        "The language is not written like “en” or “pt-BR”.": bool(language) and not _is_language(language),
    }
    return next((sentence for sentence, holds in faults.items() if holds), "")


def _is_language(text: str) -> bool:
    return len(text) <= LONGEST_LANGUAGE and _LANGUAGE.fullmatch(text) is not None


def _day(text: str) -> date | None:
    if not text:
        return None
    for form in _DAYS:
        try:
            day = datetime.strptime(text, form).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
        if day.year not in YEARS:
            raise ValueError(f"The year of a day is not between {YEARS[0]} and {YEARS[-1]}.")
        return day
    raise ValueError("A day is not written like 2027-01-31 or 31.01.2027.")


def _fault_of_time(row: Row) -> str:
    if not row.plan and (row.starts_on or row.ends_on):
        return "There are days, but no plan."
    if row.starts_on and row.ends_on and row.ends_on < row.starts_on:
        return "The time ends before it begins."
    return ""


def _once(row: Row, seen: dict[str, int]) -> Row:
    """Of lines with the same address the first counts."""
    if row.fault:
        return row
    before = seen.setdefault(row.email, row.line)
    if before == row.line:
        return row
    return Row(row.line, row.email, fault=f"Line {before} has the same address.")
