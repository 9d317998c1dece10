"""The shape of one furniture rule: a line of the page that is never part of an article."""

from __future__ import annotations

import re
from dataclasses import dataclass

from standfirst.apps.editorial.rules.page_import.page import Reason


@dataclass(frozen=True, slots=True)
class FurnitureRule:
    """`opens`: so many titles after it belong to the same box. `needs_company`: it counts only close to a line
    of the same family that is furniture by itself. `takes_back`: 1 the name above
    belongs to it, 2 name and blurb."""

    name: str
    reason: Reason
    pattern: re.Pattern[str]
    most_words: int
    opens: int = 0
    needs_company: bool = False
    takes_back: int = 0


def rule(
    name: str,
    reason: Reason,
    pattern: str,
    *,
    most_words: int = 14,
    opens: int = 0,
    needs_company: bool = False,
    takes_back: int = 0,
) -> FurnitureRule:
    """The pattern has to match from the start of the line; end it with `$` to bind the whole line."""
    compiled = re.compile(rf"(?:{pattern})", re.IGNORECASE)
    return FurnitureRule(name, reason, compiled, most_words, opens, needs_company, takes_back)
