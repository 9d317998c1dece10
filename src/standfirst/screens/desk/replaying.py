"""What a draft of the words would have held of what went out; each part of the house that has such texts enters them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from standfirst.apps.moderation import api as moderation

LATEST = 10_000
Texts = Callable[[int], Iterable[tuple[int, str]]]


@dataclass(frozen=True, slots=True)
class Source:
    """`texts` gives the latest that went out, so many at most, as number and text; `address` is where one is seen."""

    name: str
    texts: Texts
    address: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Held:
    """One text that would have waited."""

    address: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replayed:
    """What would have become of the texts of one source."""

    name: str
    looked_at: int
    held: tuple[Held, ...]
    flagged: int


_sources: list[Source] = []


def add_source(source: Source) -> None:
    """Once, when the desk is made ready."""
    _sources.append(source)


def replay(draft: Sequence[moderation.OwnWord]) -> list[Replayed]:
    """Every source in turn."""
    return [_replayed(source, draft) for source in _sources]


def _replayed(source: Source, draft: Sequence[moderation.OwnWord]) -> Replayed:
    found = moderation.would_hold(source.texts(LATEST), draft)
    held = tuple(Held(source.address(one.id), one.words) for one in found.held)
    return Replayed(source.name, found.looked_at, held, found.flagged)
