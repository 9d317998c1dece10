"""The report on an import, for storing and for reading."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from standfirst.apps.editorial.rules.page_import.page import ImportedPage


def report_of(page: ImportedPage, *, look_at: Sequence[str]) -> dict[str, Any]:
    """Plain values: what was taken, what was set aside and why, what a person should look at."""
    return {
        "taken": list(page.taken),
        "set_aside": [
            {"text": entry.text, "reason": entry.reason.name.lower(), "why": entry.reason.value}
            for entry in page.set_aside
        ],
        "look_at": [*page.look_at, *look_at],
    }


def set_aside_by_reason(report: Mapping[str, Any]) -> dict[str, list[str]]:
    """The texts under each reason, in the order of the page."""
    found: dict[str, list[str]] = {}
    for entry in report["set_aside"]:
        found.setdefault(entry["why"], []).append(entry["text"])
    return found


def lines_of(report: dict[str, Any]) -> Iterator[str]:
    """What was set aside stands under its reasons, each said once."""
    yield "  Taken"
    yield from (f"    {line}" for line in report["taken"])
    yield "  Set aside"
    for why, texts in set_aside_by_reason(report).items():
        yield f"    {why}"
        yield from (f"      – {text}" for text in texts)
    if not report["set_aside"]:
        yield "    nothing"
    yield "  Look at"
    yield from (f"    – {note}" for note in report["look_at"] or ("nothing in particular",))
