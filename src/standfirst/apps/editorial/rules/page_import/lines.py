"""Puts text that was copied out of a browser back into the lines that the page had."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from standfirst.apps.editorial.rules.page_import.words import ends_a_sentence

SHORTEST_WRAPPED_LINE = 45
LONGEST_WRAPPED_LINE = 110
FEWEST_WRAPPED_LINES = 6
SHARE_OF_WRAPPED_LINES = 0.4
SHORTEST_BROKEN_LINE = 25

_GOES_ON = re.compile(r"^[a-zà-öø-ÿß,;:.)’”]")
_BEGINS_ANEW = re.compile(r"^(?:https?:|www\.|by\s+[A-ZÀ-Þ])")
_HYPHEN = re.compile(r"(\w+)-$")


def read_lines(text: str) -> list[str]:
    """One entry a paragraph, heading or other line of the page."""
    text = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n\n")
        .replace("\f", "\n")
    )
    rows = [row.strip() for row in text.split("\n")]
    joined = _unwrapped(rows) if is_wrapped(rows) else [row for row in rows if row]
    return _joined_sentences(joined)


def is_wrapped(rows: Sequence[str]) -> bool:
    """Whether most rows end at a margin in the middle of a sentence, as in mail or from a PDF."""
    full = [row for row in rows if row]
    broken = [
        row
        for row, after in pairwise(rows)
        if after and SHORTEST_WRAPPED_LINE <= len(row) <= LONGEST_WRAPPED_LINE and not ends_a_sentence(row)
    ]
    return len(broken) >= FEWEST_WRAPPED_LINES and len(broken) >= len(full) * SHARE_OF_WRAPPED_LINES


def _unwrapped(rows: Sequence[str]) -> list[str]:
    """Rows up to the next empty one are one paragraph."""
    words = set(re.findall(r"\w+", " ".join(rows).lower()))
    paragraphs: list[list[str]] = [[]]
    for row in rows:
        if not row:
            paragraphs.append([])
        else:
            paragraphs[-1].append(row)
    return [_glued(paragraph, words=words) for paragraph in paragraphs if paragraph]


def _glued(rows: Sequence[str], *, words: set[str]) -> str:
    """A hyphen at the margin goes only when the text has the whole word elsewhere."""
    parts: list[str] = []
    before = ""
    for row in rows:
        cut = _HYPHEN.search(before)
        if cut and row[:1].islower():
            whole = cut[1] + re.split(r"\W", row, maxsplit=1)[0]
            parts[-1] = parts[-1].removesuffix("-") if whole.lower() in words else parts[-1]
            parts.append(row)
        else:
            parts.extend((" ", row) if parts else (row,))
        before = row
    return "".join(parts)


def _joined_sentences(rows: Sequence[str]) -> list[str]:
    """A row that begins in the middle of a sentence belongs to the row before it, whatever lies between."""
    joined: list[list[str]] = []
    for row in rows:
        if joined and _GOES_ON.match(row) and not _BEGINS_ANEW.match(row) and _may_go_on(joined[-1]):
            joined[-1].append(row)
        else:
            joined.append([row])
    return [_with_spaces(parts) for parts in joined]


def _may_go_on(parts: Sequence[str]) -> bool:
    return (len(parts) > 1 or len(parts[-1]) >= SHORTEST_BROKEN_LINE) and not ends_a_sentence(parts[-1])


def _with_spaces(parts: Sequence[str]) -> str:
    return re.sub(r" (?=[,;.)’”])", "", " ".join(parts)) if len(parts) > 1 else parts[0]
