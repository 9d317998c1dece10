"""What a draft of the words would have held of what went out; each part of the house that has such texts enters them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from standfirst.apps.moderation import api as moderation
from standfirst.core.clock import now as moment

JOB = "desk.try_words"
LATEST = 10_000
TELLS = 250  # texts, after which it says how far it is
MOST_SHOWN = 20
Texts = Callable[[int], Iterable[tuple[int, str]]]


@dataclass(frozen=True, slots=True)
class Source:
    """`texts` gives the latest that went out, so many at most, as number and text; `address` is where one is seen."""

    name: str
    texts: Texts
    address: Callable[[int], str]


_sources: list[Source] = []


def add_source(source: Source) -> None:
    """Once, when the desk is made ready."""
    _sources.append(source)


def try_words(trial: moderation.WordsTrial) -> None:
    """Every source in turn, with a word about how far it is; begun anew where it was broken off."""
    draft = [word for use in moderation.Use for word in moderation.read_words(trial.words.get(use, ""), use)]
    texts = [(source, list(source.texts(LATEST))) for source in _sources]
    total = sum(len(each) for _, each in texts)
    found: list[dict[str, Any]] = []
    for source, each in texts:
        before = sum(row["looked_at"] for row in found)
        found.append(_found(source, moderation.would_hold(_told(each, trial, before, total), draft)))
    moderation.finish_trial(trial_id=trial.pk, found=found, total=total, now=moment())


def _told(
    texts: Sequence[tuple[int, str]], trial: moderation.WordsTrial, before: int, total: int
) -> Iterator[tuple[int, str]]:
    for number, each in enumerate(texts):
        if number % TELLS == 0:
            moderation.note_trial(trial_id=trial.pk, looked_at=before + number, total=total)
        yield each


def _found(source: Source, replay: moderation.Replay) -> dict[str, Any]:
    """As it is kept: the first that were held, and how many in all."""
    shown = [
        {"address": source.address(one.id), "words": list(one.words)} for one in replay.held[:MOST_SHOWN]
    ]
    return {
        "name": source.name,
        "looked_at": replay.looked_at,
        "held": len(replay.held),
        "flagged": replay.flagged,
        "shown": shown,
    }
