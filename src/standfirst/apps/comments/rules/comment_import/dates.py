"""Moments as other systems write them; without a zone they are UTC."""

from datetime import UTC, datetime, timedelta

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def moment_of(text: str) -> datetime | None:
    """A date in ISO 8601, also with a space in its middle; None for what is none, or lies before the web."""
    try:
        found = datetime.fromisoformat(text.strip())
        moment = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if moment >= _EARLIEST else None


def moment_of_mongo(value: object) -> datetime | None:
    """A date in the JSON of MongoDB: text, an object with `$date`, or milliseconds."""
    for wrapping in ("$date", "$numberLong"):
        value = value.get(wrapping) if isinstance(value, dict) and wrapping in value else value
    if isinstance(value, str) and not value.lstrip("-").isdecimal():
        return moment_of(value)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        moment = _EPOCH + timedelta(milliseconds=int(value))
    except (ValueError, OverflowError):
        return None
    return moment if moment >= _EARLIEST else None
