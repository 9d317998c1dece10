"""How fast an edition goes out, and when it will be through."""

from datetime import datetime, timedelta

WINDOW = timedelta(seconds=60)
LEAST = timedelta(seconds=1)


def rate(settled: int, *, since: datetime | None, now: datetime) -> float:
    """Settled in a second, of `settled` in the last minute; `since` is when it began, or went on."""
    span = WINDOW if since is None else min(WINDOW, max(LEAST, now - since))
    return settled / span.total_seconds()


def through_at(left: int, *, per_second: float, now: datetime) -> datetime | None:
    """When nothing waits any more if it goes on like this; None where nothing moves."""
    return now + timedelta(seconds=left / per_second) if left and per_second else None
