"""Where in a recording something is: from the house's clock to the recording, and from there past what was cut out.

Everything is kept in the time of the whole recording, in milliseconds from its first picture. What is shown is that time less
what was cut out before it; so a link keeps its answer however the video is trimmed afterwards.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

_MS = timedelta(milliseconds=1)
_TIME = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d)(?:[.,](\d{1,3}))?")
LONGEST_MS = 24 * 60 * 60 * 1000


class Unusable(ValueError):
    """What somebody has typed or brought cannot be used; says why, to them."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From here until there, in milliseconds; the end is after the begin."""

    begins: int
    ends: int


def recorded_at(moment: datetime, *, began_at: datetime, shift_ms: int = 0) -> int:
    """Of something that happened at `moment`, where the first picture is of `began_at`; never before that."""
    return max((moment - began_at) // _MS + shift_ms, 0)


def shown_at(recorded: int, cuts: Iterable[Span]) -> int:
    """Less what was cut out before it; what lies within a cut is shown where that was."""
    return recorded - sum(min(recorded, cut.ends) - cut.begins for cut in cuts if cut.begins < recorded)


def whole_of(shown: int, cuts: Iterable[Span]) -> int:
    """The other way: where in the whole recording that is, behind a cut rather than before it."""
    for cut in sorted(cuts):
        if cut.begins <= shown:
            shown += cut.ends - cut.begins
    return shown


def shown_span(recorded: Span, cuts: Sequence[Span]) -> Span | None:
    """What is left of it; None where all of it was cut out."""
    begins, ends = shown_at(recorded.begins, cuts), shown_at(recorded.ends, cuts)
    return Span(begins, ends) if ends > begins else None


def read_time(text: str) -> int:
    """“19:02”, “1:19:02” or “1:19:02.5” in milliseconds. Raises Unusable."""
    found = _TIME.fullmatch(text.strip())
    if not found:
        raise Unusable(f"“{text.strip()[:40]}” is no time such as 19:02 or 1:19:02.5.")
    hours, minutes, seconds, rest = (part or "" for part in found.groups())
    if hours and int(minutes) > 59:
        raise Unusable(f"“{text.strip()}” has more than 59 minutes in an hour.")
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    ms = whole * 1000 + int(rest.ljust(3, "0") or 0)
    if ms > LONGEST_MS:
        raise Unusable(f"“{text.strip()}” is more than a day.")
    return ms


def written_time(ms: int, *, exact: bool = False) -> str:
    """As `read_time` reads it: “19:02”, “1:19:02”; `exact` with its thousandths."""
    seconds, rest = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    text = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"
    return f"{text}.{rest:03}" if exact else text


def read_cuts(text: str) -> tuple[Span, ...]:
    """What was cut out, one a line: “0:00–1:30”. Sorted and apart from one another. Raises Unusable."""
    cuts = sorted(_cut_of(line) for line in text.splitlines() if line.strip())
    for one, other in pairwise(cuts):
        if other.begins < one.ends:
            raise Unusable(f"The cut at {written_time(other.begins)} begins before the one above it ends.")
    return tuple(cuts)


def written_cuts(cuts: Iterable[Span]) -> str:
    """As `read_cuts` reads them."""
    return "\n".join(f"{_brief(cut.begins)}–{_brief(cut.ends)}" for cut in cuts)


def _cut_of(line: str) -> Span:
    parts = re.split(r"\s*[–-]\s*", line.strip())
    if len(parts) != 2:
        raise Unusable(f"“{line.strip()[:60]}” is no cut such as 0:00–1:30.")
    cut = Span(*map(read_time, parts))
    if cut.ends <= cut.begins:
        raise Unusable(f"The cut {line.strip()} ends before it begins.")
    return cut


def _brief(ms: int) -> str:
    return written_time(ms, exact=bool(ms % 1000))
