"""A list of sign-ups, as another system gives it: what each line says of a mailbox, or why it is refused.

The columns are those of plain tables and of what Mailchimp, Substack, Ghost and listmonk export; a column is known by its
name, so one reader does for all of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TextIO

from standfirst.core.spreadsheet import UNWRITABLE, NotATable, column_name, lines_of

LONGEST_CELL = 300  # characters of evidence
_LONGEST_ADDRESS = 254
_ADDRESS = ("email", "email address", "e mail", "e mail address", "address", "mail")
_ASKED_AT = (
    "confirm time",
    "confirmed at",
    "optin time",
    "signed up at",
    "subscribed at",
    "created at",
    "date",
)
# No network addresses: the evidence outlives an erasure, and must name nobody.
_BESIDES = ("source", "form", "statement", "last changed")
_LEFT_AT = ("unsub time", "unsubscribed at", "deleted at")
_DEAD_SINCE = ("clean time", "bounced at")
# The answer that means: no letters.
_OFF = {"email disabled": True, "subscribed to emails": False, "subscribed": False}
_YES, _NO = frozenset({"true", "yes", "1", "t"}), frozenset({"false", "no", "0", "f"})


class ListRefused(ValueError):
    """Nothing of the list is taken; the text is one sentence for the person who brought it."""


class Fate(StrEnum):
    """What had become of a sign-up there."""

    STANDS = "stands"
    LEFT = "left"
    DEAD = "dead"  # letters came back


_STATES = {
    **dict.fromkeys(("subscribed", "active", "enabled", "confirmed"), Fate.STANDS),
    **dict.fromkeys(("unsubscribed", "inactive", "disabled"), Fate.LEFT),
    **dict.fromkeys(("cleaned", "bounced", "blocklisted", "complained"), Fate.DEAD),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One mailbox. `number` counts from 2, the head being the first; where there is a `fault` the rest says nothing.

    `evidence` is what the other system knew of the asking, by column, as it was written there.
    """

    number: int
    address: str = ""
    fate: Fate = Fate.STANDS
    evidence: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""

    @property
    def says_when(self) -> bool:
        """Whether the list knows when they asked."""
        return any(column in self.evidence for column in _ASKED_AT)


def read_list(file: TextIO) -> Iterator[Line]:
    """Every line that is not empty. `file` is opened as UTF-8 (utf-8-sig) with newline="". Raises ListRefused."""
    try:
        rows = lines_of(file)
        head = [column_name(cell) for cell in next(rows, [])]
        places = _places(head)
        for number, cells in enumerate(rows, start=2):
            if any(cell.strip() for cell in cells):
                yield _line(number, cells, len(head), places)
    except UnicodeDecodeError:
        raise ListRefused("The file is not written in UTF-8. Save it as “CSV UTF-8”.") from None
    except NotATable as refusal:
        raise ListRefused(str(refusal)) from None


def _places(head: list[str]) -> dict[str, int]:
    if len(set(head) & set(_ADDRESS)) != 1:
        raise ListRefused("The file must have one column for e-mail addresses, named “email”.")
    places = {name: head.index(name) for name in head}
    return {"address" if name in _ADDRESS else name: place for name, place in places.items()}


def _line(number: int, cells: list[str], width: int, places: Mapping[str, int]) -> Line:
    held = {name: cells[place].strip() for name, place in places.items() if place < len(cells)}
    address = held.pop("address", "").lower()
    evidence = {name: held[name] for name in (*_ASKED_AT, *_BESIDES) if held.get(name)}
    if fault := _fault(cells, width, address, evidence, held):
        return Line(number, fault=fault)
    return Line(number, address, _fate(held), evidence)


def _fault(
    cells: list[str], width: int, address: str, evidence: Mapping[str, str], held: Mapping[str, str]
) -> str:
    """The first that is wrong."""
    state = held.get("status", "").casefold()
    faults = {
        "The line has more cells than the head.": len(cells) > width,
        "There is no e-mail address.": not address,
        "The e-mail address is too long.": len(address) > _LONGEST_ADDRESS,
        "A cell is too long.": any(len(value) > LONGEST_CELL for value in evidence.values()),
        "A cell holds characters that cannot be written.": any(
            map(UNWRITABLE.search, (address, *evidence.values()))
        ),
        "The state is none that is known.": bool(state) and state not in _STATES,
        "An answer is neither yes nor no.": any(
            held.get(name, "").casefold() not in {"", *_YES, *_NO} for name in _OFF
        ),
    }
    return next((sentence for sentence, holds in faults.items() if holds), "")


def _fate(held: Mapping[str, str]) -> Fate:
    """Whatever says that no letters were wanted outweighs the rest."""
    if any(held.get(name) for name in _DEAD_SINCE):
        return Fate.DEAD
    said = [_STATES[held["status"].casefold()]] if held.get("status") else []
    if any(held.get(name) for name in _LEFT_AT) or any(
        held.get(name, "").casefold() in (_YES if off else _NO) for name, off in _OFF.items()
    ):
        said.append(Fate.LEFT)
    return next((fate for fate in (Fate.DEAD, Fate.LEFT) if fate in said), Fate.STANDS)
