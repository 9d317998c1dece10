"""Tables for spreadsheets, which must not take a cell for a formula."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


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


class _Line:
    """Gives back what is written."""

    def write(self, line: str) -> Any:
        return line
