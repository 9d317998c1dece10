"""What may be done under an article now: the choice made by hand, else the strictest of what holds there."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Mode(StrEnum):
    """What readers may do under an article, from the most open to the most closed."""

    OPEN = "open"
    PREMODERATED = "premoderated"
    READERS_ONLY = "readers_only"
    CLOSED = "closed"


_STRICTER = list(Mode)


class Because(StrEnum):
    """Why it is as it is."""

    CHOSEN = "chosen"
    DEFAULT = "default"
    OLD = "old"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Opening:
    """What may be done, and why."""

    mode: Mode
    because: Because


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When comments are taken, in the publication's time zone; without times always. `weekdays` are ISO numbers."""

    opens_at: time | None = None
    closes_at: time | None = None
    weekdays: frozenset[int] = frozenset(range(1, 8))
    outside: Mode = Mode.PREMODERATED

    def are_on(self, now: datetime, *, zone: ZoneInfo) -> bool:
        """Whether `now` is within them; hours over midnight belong to the day on which they began."""
        if self.opens_at is None or self.closes_at is None:
            return now.astimezone(zone).isoweekday() in self.weekdays
        local = now.astimezone(zone)
        clock, today = local.time(), local.isoweekday()
        if self.opens_at <= self.closes_at:
            return today in self.weekdays and self.opens_at <= clock < self.closes_at
        yesterday = (local - timedelta(days=1)).isoweekday()
        late = clock >= self.opens_at and today in self.weekdays
        return late or (clock < self.closes_at and yesterday in self.weekdays)


def opening_of(
    *,
    chosen: Mode | None,
    defaults: tuple[Mode, ...],
    published_at: datetime,
    close_after: timedelta | None,
    hours: Hours,
    zone: ZoneInfo,
    now: datetime,
) -> Opening:
    """A choice made for the article wins over its age and the defaults, not over the hours.

    Of the defaults (publication, section, authors) the strictest holds. `close_after` is None for never.
    """
    if chosen is not None:
        opening = Opening(chosen, Because.CHOSEN)
    elif close_after is not None and now >= published_at + close_after:
        opening = Opening(_strictest(Mode.READERS_ONLY, *defaults), Because.OLD)
    else:
        opening = Opening(_strictest(*defaults), Because.DEFAULT)
    if opening.mode in {Mode.OPEN, Mode.PREMODERATED} and not hours.are_on(now, zone=zone):
        stricter = _strictest(opening.mode, hours.outside)
        return opening if stricter is opening.mode else Opening(stricter, Because.HOURS)
    return opening


def _strictest(*modes: Mode) -> Mode:
    return max(modes, key=_STRICTER.index)
