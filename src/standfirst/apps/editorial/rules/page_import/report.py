"""The report on an import, for storing and for reading."""

from collections.abc import Iterator, Sequence
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


def lines_of(report: dict[str, Any]) -> Iterator[str]:
    """What was set aside stands under its reasons, each said once."""
    yield "  Taken"
    yield from (f"    {line}" for line in report["taken"])
    yield "  Set aside"
    for why in dict.fromkeys(entry["why"] for entry in report["set_aside"]):
        yield f"    {why}"
        yield from (f"      – {entry['text']}" for entry in report["set_aside"] if entry["why"] == why)
    if not report["set_aside"]:
        yield "    nothing"
    yield "  Look at"
    yield from (f"    – {note}" for note in report["look_at"] or ("nothing in particular",))
