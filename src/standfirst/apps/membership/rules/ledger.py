"""Which lines of the ledger are cut and which one is added when a subscription changes. They never overlap."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of open time: from, and until (None while nobody knows)."""

    id: int
    starts_at: datetime
    last_moment: datetime | None


@dataclass(frozen=True, slots=True)
class Settlement:
    """Lines to close, each with its moment, and the stretch to add."""

    cuts: tuple[tuple[int, datetime], ...] = ()
    added: tuple[datetime, datetime] | None = None


def settle(
    lines: Sequence[Line], *, at: datetime, window: tuple[datetime, datetime] | None, anew: bool = False
) -> Settlement:
    """Make the lines open exactly `window` from `at` on; with `anew` a new line begins at `at` in any case."""
    cuts: list[tuple[int, datetime]] = []
    begins, until = window or (at, at)
    reached = begins
    for line in sorted(lines, key=lambda line: line.starts_at):
        if line.last_moment is not None and line.last_moment <= at:
            continue
        goes_on = not anew and begins == at and line.starts_at <= reached < until
        stop = until if goes_on else at
        if line.last_moment is None or line.last_moment > stop:
            cuts.append((line.id, max(stop, line.starts_at)))
        if goes_on:
            reached = until if line.last_moment is None else max(reached, min(line.last_moment, until))
    return Settlement(tuple(cuts), (reached, until) if reached < until else None)
