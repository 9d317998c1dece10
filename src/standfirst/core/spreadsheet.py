"""Tables for spreadsheets, which must not take a cell for a formula, and tables that come from them."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, TextIO

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
# Signs that order the text about them or end a line: they have no place in a cell.
UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_DELIMITERS = ",;\t"


def safe_cell(value: object) -> str:
    """As text that no spreadsheet reckons with: what could begin a formula stands behind an apostrophe."""
    text = "" if value is None else str(value).replace("\x00", "")
    begins = text.lstrip(" \u00a0\u200b\ufeff")
    return f"'{text}" if begins.startswith(_FORMULA) else text


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """RFC 4180, line by line, with a mark that it is UTF-8."""
    writer = csv.writer(_Line(), quoting=csv.QUOTE_ALL)
    yield f"\ufeff{writer.writerow(head)}"
    for row in rows:
        yield str(writer.writerow([safe_cell(cell) for cell in row]))


class NotATable(ValueError):
    """A quotation mark is not closed, or the like."""


def lines_of(file: TextIO) -> Iterator[list[str]]:
    """The cells, line by line; commas, semicolons or tabs, whichever the first line has most of. Raises NotATable.

    `file` is opened with newline="".
    """
    first = file.readline()
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        yield from csv.reader(chain([first], file) if first else (), delimiter=delimiter, strict=True)
    except csv.Error:
        raise NotATable("The file is not a table that can be read: a quotation mark is not closed.") from None


def column_name(cell: str) -> str:
    """The head of a column however it is written: "E-Mail_Address" is "e mail address"."""
    return re.sub(r"[\s_-]+", " ", cell).strip().casefold()


class _Line:
    """Gives back what is written."""

    def write(self, line: str) -> Any:
        return line
