"""Takes the TOML at the head of a manuscript apart, field by field."""

import re
import tomllib
from datetime import timedelta
from typing import Any, Final, TypeVar

from standfirst.screens.demo.marks import ManuscriptError

_FENCE: Final = "+++"
_AGE: Final = re.compile(r"(?:(\d+)d)?\s*(?:(\d+)h)?\s*(?:(\d+)m)?")

T = TypeVar("T")


def split(text: str) -> tuple[dict[str, Any], str]:
    opening, *rest = text.split(f"{_FENCE}\n", 2)
    if opening.strip() or len(rest) != 2:
        raise ManuscriptError(f"it does not begin with TOML between two lines of “{_FENCE}”")
    try:
        return tomllib.loads(rest[0]), rest[1]
    except tomllib.TOMLDecodeError as error:
        raise ManuscriptError(f"its front matter is not TOML: {error}") from error


class Fields:
    """The front matter, taken out field by field so that what is left over is a mistake."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._left = dict(table)

    def take(self, name: str, kind: type[T], *, otherwise: T | None = None) -> T:
        value = self._left.pop(name, otherwise)
        if value is None:
            raise ManuscriptError(f"“{name}” is missing")
        if not isinstance(value, kind):
            raise ManuscriptError(f"“{name}” is not of the kind {kind.__name__}")
        return value

    def text(self, name: str, *, otherwise: str | None = None) -> str:
        value = self.take(name, str, otherwise=otherwise).strip()
        if not value and otherwise is None:
            raise ManuscriptError(f"“{name}” is empty")
        return value

    def slugs(self, name: str, *, most: int) -> tuple[str, ...]:
        values = tuple(self.take(name, list))
        if not 1 <= len(values) <= most:
            raise ManuscriptError(f"“{name}” names {len(values)}; it may name 1 to {most}")
        return values

    def place(self, name: str) -> int | None:
        return self.take(name, int) if self.has(name) else None

    def span(self, name: str) -> timedelta:
        return _span(self.text(name))

    def has(self, name: str) -> bool:
        return name in self._left

    def refuse_the_rest(self) -> None:
        if self._left:
            raise ManuscriptError(f"“{next(iter(self._left))}” is not a field of a manuscript")


def _span(text: str) -> timedelta:
    """Reads “2d 4h”, “5h 20m” or “40m”."""
    match = _AGE.fullmatch(text.strip())
    if match is None or not any(match.groups()):
        raise ManuscriptError(f"“{text}” is not an age such as “2d 4h”")
    days, hours, minutes = (int(part or 0) for part in match.groups())
    return timedelta(days=days, hours=hours, minutes=minutes)
