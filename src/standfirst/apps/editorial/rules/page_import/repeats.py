"""Drops paragraphs that a page says twice, exactly or nearly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from standfirst.apps.editorial.rules.page_import.page import Kind, Reason, SetAside
from standfirst.apps.editorial.rules.page_import.piece import Piece
from standfirst.apps.editorial.rules.page_import.words import folded, shortened

FEWEST_WORDS = 5
SHINGLE = 3
ALIKE = 0.9
MOST_WORDS_COMPARED = 400
MOST_PLACES_OF_A_SHINGLE = 20

_NUMBER_OR_DENIAL = re.compile(r"\d+|\b(?:not|no|never|nicht|kein\w*|nie|pas|jamais|nunca|jamás)\b")


def drop_repeats(pieces: Sequence[Piece]) -> tuple[list[Piece], list[SetAside], list[str]]:
    """The first of each stays. Two that differ in a number or a denial both stay and are named for a look."""
    seen = _Seen()
    kept: list[Piece] = []
    dropped: list[SetAside] = []
    look_at: list[str] = []
    for piece in pieces:
        earlier = seen.like(piece) if _may_repeat(piece) else None
        if earlier is None:
            kept.append(piece)
        elif _differs_in_fact(piece.text, earlier):
            kept.append(piece)
            look_at.append(
                f"Two paragraphs are nearly the same but differ in a number or a denial: “{shortened(piece.text, most=80)}”"
            )
        else:
            dropped.append(SetAside(shortened(piece.text), Reason.REPEATED))
    return kept, dropped, look_at


def _may_repeat(piece: Piece) -> bool:
    """A pull quote repeats the article on purpose; a refrain of a few words may be meant."""
    if piece.kind in {Kind.PULL_QUOTE, Kind.DIVIDER, Kind.PICTURE}:
        return False
    return len(folded(piece.text).split()) >= FEWEST_WORDS


def _differs_in_fact(text: str, earlier: str) -> bool:
    return _facts(text) != _facts(earlier)


def _facts(text: str) -> Counter[str]:
    return Counter(_NUMBER_OR_DENIAL.findall(re.sub(r"n['’]t\b", " not", text.casefold())))


class _Seen:
    """Earlier paragraphs by their shingles, so that each new one is compared with few."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._words: list[list[str]] = []
        self._whole: dict[str, int] = {}
        self._places: dict[tuple[str, ...], list[int]] = {}

    def like(self, piece: Piece) -> str | None:
        """Text of an earlier paragraph that is the same or nearly; otherwise remembers this one."""
        key = folded(piece.text)
        words = key.split()[:MOST_WORDS_COMPARED]
        at = self._whole.get(key)
        if at is None:
            at = next((near for near in self._candidates(words) if _alike(words, self._words[near])), None)
        if at is None:
            self._remember(piece.text, key, words)
            return None
        return self._texts[at]

    def _candidates(self, words: list[str]) -> list[int]:
        shared = Counter(place for shingle in _shingles(words) for place in self._places.get(shingle, ()))
        return [
            place for place, count in shared.most_common(3) if count * 2 >= max(len(words) - SHINGLE + 1, 1)
        ]

    def _remember(self, text: str, key: str, words: list[str]) -> None:
        at = len(self._texts)
        self._texts.append(text)
        self._words.append(words)
        self._whole[key] = at
        for shingle in _shingles(words):
            places = self._places.setdefault(shingle, [])
            if len(places) < MOST_PLACES_OF_A_SHINGLE:
                places.append(at)


def _shingles(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}


def _alike(left: list[str], right: list[str]) -> bool:
    shorter, longer = sorted((len(left), len(right)))
    if shorter < longer * 0.8:
        return False
    return SequenceMatcher(None, left, right, autojunk=False).ratio() >= ALIKE
