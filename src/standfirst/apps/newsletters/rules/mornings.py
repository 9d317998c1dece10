"""An edition at each reader's own time: one moment a zone, and how far they have come, in words.

The day and the time are those of the edition's slot; only the zone is the reader's. Whose morning is past when the edition is
begun gets it at once, for it would only become later.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from standfirst.apps.newsletters.rules.cadence import place

FIRST_ON_EARTH = "Etc/GMT-14"  # UTC+14, as Kiritimati has it; no zone is further east
LONGEST = timedelta(hours=26)  # from the first morning on earth to the last
_REGIONS = frozenset(
    ["Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"]
)  # fmt: skip


def opening(slot: datetime, *, at: time, zone: str, first: str = "") -> datetime:
    """When an edition is begun: at the first morning that is waited for, and never after its own time.

    `slot` is its moment, `at` and `zone` are the newsletter's; `first` is the zone of that morning, empty for the first on
    earth.
    """
    day, at = wall_of(slot, at=at, zone=zone)
    return min(slot, place(day, at, zone=first or FIRST_ON_EARTH))


def mornings(slot: datetime, *, at: time, zone: str, zones: Iterable[str]) -> dict[str, datetime]:
    """The moment in UTC for each of `zones`: at the slot's time on the slot's day there."""
    day, at = wall_of(slot, at=at, zone=zone)
    return {each: place(day, at, zone=each) for each in zones}


def wall_of(slot: datetime, *, at: time, zone: str) -> tuple[date, time]:
    """Day and time of a slot on the newsletter's own clock. Where the clocks leap over the promised time `at` there, it is that time
    all the same: elsewhere they do not."""
    local = slot.astimezone(ZoneInfo(zone))
    if place(local.date(), at, zone=zone) == slot:
        return local.date(), at
    return local.date(), local.time()


@lru_cache(maxsize=1)
def standard_zones() -> frozenset[str]:
    """Every name that a reader's zone may have: by places, and UTC."""
    found = available_timezones()
    return frozenset(name for name in found if name.partition("/")[0] in _REGIONS and "/" in name) | {"UTC"}


def zones_by_region() -> list[tuple[str, list[tuple[str, str]]]]:
    """(region, its zones as pairs of name and words), as a select shows them."""
    grouped: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(standard_zones() - {"UTC"}):
        region, _, rest = name.partition("/")
        grouped.setdefault(region, []).append((name, rest.replace("_", " ").replace("/", ", ")))
    return [*grouped.items(), ("Elsewhere", [("UTC", "UTC")])]


@dataclass(frozen=True, slots=True)
class Wave:
    """Those who get an edition from one moment on: how many, and how many of them still wait."""

    at: datetime
    people: int
    waiting: int


def still_to_come(waves: Sequence[Wave], *, now: datetime) -> list[Wave]:
    """Waves whose moment has not come and in which somebody waits, the next first."""
    return sorted((wave for wave in waves if wave.at > now and wave.waiting), key=lambda wave: wave.at)


def progress_in_words(waves: Collection[Wave], *, now: datetime, moment: str) -> str:
    """Which are out; `moment` is the next one's, as whoever reads this writes it. Empty where there is but one wave."""
    if len(waves) < 2:
        return ""
    coming = still_to_come(list(waves), now=now)
    begun = f"{len(waves) - len(coming)} of {len(waves)} waves are out"
    if not coming:
        return f"{begun}."
    people = coming[0].waiting
    return f"{begun}; the next goes out {moment}, to {people:,} {'reader' if people == 1 else 'readers'}."
