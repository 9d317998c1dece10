"""Fill an edition: what editors have pinned stands, the rest comes from its source and repeats nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

PINNED = "Chosen by an editor"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may stand in an edition, by its number; `reason` is a line for the editor."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A block with items of one `family` (articles, letters): what is pinned in it, and up to how many there are in all."""

    block: str
    kind: str
    family: str
    pinned: tuple[int, ...] = ()
    most: int = 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """One item in its place."""

    block: str
    kind: str
    number: int
    reason: str


Thing = tuple[str, int]  # family and number


def fill(
    places: Sequence[Place],
    candidates: Mapping[str, Sequence[Candidate]],
    *,
    carried: frozenset[Thing] = frozenset(),
) -> tuple[Chosen, ...]:
    """The whole list in its order. `candidates` are by block, the best first; `carried` is what earlier editions had.

    Every pin of the edition is taken before anything is filled in, so that nothing comes twice; an editor may pin what
    an earlier edition had. Something that is pinned twice stands in the first of its places.
    """
    pins = _pins(places)
    taken = {(place.family, number) for place in places for number in place.pinned} | carried
    found: list[Chosen] = []
    for place in places:
        own = [Candidate(number, PINNED) for number in pins[place.block]]
        for candidate in candidates.get(place.block, ()):
            if len(own) >= place.most:
                break
            if (place.family, candidate.number) not in taken:
                taken.add((place.family, candidate.number))
                own.append(candidate)
        found += [Chosen(place.block, place.kind, each.number, each.reason) for each in own]
    return tuple(found)


def _pins(places: Sequence[Place]) -> dict[str, list[int]]:
    seen: set[Thing] = set()
    pins: dict[str, list[int]] = {}
    for place in places:
        fresh = [number for number in dict.fromkeys(place.pinned) if (place.family, number) not in seen]
        seen |= {(place.family, number) for number in fresh}
        pins[place.block] = fresh
    return pins
