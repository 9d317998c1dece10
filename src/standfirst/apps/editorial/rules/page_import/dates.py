"""Finds the date of an article in metadata and in the dateline that a reader sees."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

EARLIEST_YEAR = 1700
LATEST_YEAR = 2200

_MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari",
            "february feb februar février févr fevrier febrero febbraio febr fevereiro februari",
            "march mar märz mär mars marzo março maart",
            "april apr avril avr abril abr aprile",
            "may mai mayo maggio maio mei",
            "june jun juni juin junio giugno junho",
            "july jul juli juillet juil julio luglio julho",
            "august aug août aout agosto ago augustus",
            "september sep sept septembre septiembre settembre setembro",
            "october oct oktober okt octobre octubre ottobre outubro",
            "november nov novembre noviembre novembro",
            "december dec dezember dez décembre déc diciembre dic dicembre dezembro",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = rf"(?P<month>{'|'.join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))})\.?"
_YEAR = r"(?P<year>\d{4})"
_DAY = r"(?P<day>\d{1,2})"
_SPOKEN = (
    re.compile(rf"\b{_MONTH}\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}\b", re.IGNORECASE),
    re.compile(
        rf"\b{_DAY}(?:st|nd|rd|th|er|º|\.)?(?:\s+de)?\s+{_MONTH}(?:\s+del?)?,?\s+{_YEAR}\b", re.IGNORECASE
    ),
    re.compile(rf"\b{_DAY}\.(?P<month>\d{{1,2}})\.{_YEAR}\b"),
    re.compile(rf"\b{_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})\b"),
)
_ISO = re.compile(
    r"^\s*(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?"
)
MOST_CHARACTERS_OF_A_DATELINE = 120


def read_stamp(text: str) -> date | datetime | None:
    """A date of metadata: ISO 8601 with or without time, or RFC 5322; a time without zone is read as UTC."""
    text = text[:MOST_CHARACTERS_OF_A_DATELINE]
    return _iso(text) or _rfc(text) or find_date(text)


def find_date(line: str) -> date | None:
    """The first date in a line as people write it (October 3, 2025 · 3. Oktober 2025 · 3 de octubre de 2025)."""
    for pattern in _SPOKEN:
        if found := pattern.search(line[:MOST_CHARACTERS_OF_A_DATELINE]):
            month = found["month"].lower()
            return _sane_date(
                int(found["year"]), int(month) if month.isdigit() else _MONTHS[month], int(found["day"])
            )
    return None


def is_dateline(line: str) -> bool:
    """Short, and little but a date: a sentence with a date in it is none."""
    if len(line) > MOST_CHARACTERS_OF_A_DATELINE or find_date(line) is None:
        return False
    rest = line
    for pattern in _SPOKEN:
        rest = pattern.sub(" ", rest)
    words = re.findall(r"[^\W\d_]{4,}", rest)
    return len(words) <= 4 and not re.search(r"[a-zß-ÿ]{2}[.!?][\"”]?$", line)


def _iso(text: str) -> date | datetime | None:
    found = _ISO.match(text)
    if not found:
        return None
    zone = (found[3] or "+00:00").replace("Z", "+00:00")
    try:
        day = date.fromisoformat(found[1])
        moment = datetime.fromisoformat(f"{found[1]}T{found[2]}{zone}") if found[2] else day
    except ValueError:
        return None
    return moment if EARLIEST_YEAR <= day.year <= LATEST_YEAR else None


def _rfc(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _sane_date(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if EARLIEST_YEAR <= year <= LATEST_YEAR else None
