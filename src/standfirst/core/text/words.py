"""Finding listed words in a text, stage by stage, in a number of steps that grows with the text and not faster."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from standfirst.core.text.characters import CONTROLS, IGNORABLE, OVERRIDES
from standfirst.core.text.fold import (
    LEET,
    LEET_AS_L,
    LEET_SIGNS,
    fold,
    fold_each,
    light,
    squash,
    turned_upright,
    with_near_letters,
)
from standfirst.core.text.lexicon import Lexicon
from standfirst.core.text.lists import Entry, Severity

LONGEST_TEXT = 5_000  # characters that `examine` looks at; what is longer waits for a person
_LONGEST_SPELLED_GAP = 3
_LEET_SIGNS = frozenset(LEET_SIGNS)
_PIECE = re.compile(r"[^\W_]+")
_NO_DIGITS = re.escape("".join(sign for sign in LEET_SIGNS if not sign.isdigit()))
_LEET_PIECE = re.compile(rf"(?:[^\W_]+|[{_NO_DIGITS}]+)+")
_STARS = frozenset("*#%")
_LEAST_STARRED = 4  # letters and stars
_NOTHING: frozenset[str] = frozenset()
_STARRED = re.compile(r"(?:[^\W\d_]+|[*#%]+)+")
_AROUND = ".,;:?()'\"‘’“”"  # signs that no stage reads as letters
_HELD_DOWN = re.compile(r"(.)\1\1")
_ODD_STROKE = re.compile(r"[a-z]I|[A-Z]l[A-Z]|\bl[A-Z]")


@dataclass(frozen=True, slots=True)
class Match:
    """A listed word in a text: the entry, the stage that saw it (so that the desk can mend the list), and how it stood."""

    entry: Entry
    stage: str
    found: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows for a text; None when nothing does. `broke` when it could not be examined, and so is held."""

    severity: Severity | None
    matches: tuple[Match, ...]
    broke: bool = False


def examine(text: str, words: Lexicon, *, believed: frozenset[str] = frozenset()) -> Outcome:
    """What follows for a text by the gravest word in it. What cannot be examined is held, never let through."""
    if len(text) > LONGEST_TEXT:
        return Outcome(Severity.HOLD, (), broke=True)
    try:
        matches = find_listed(text, words, believed=believed)
    except Exception:
        return Outcome(Severity.HOLD, (), broke=True)
    gravest = max((match.entry.severity for match in matches), default=Severity.NAME)
    return Outcome(gravest if gravest > Severity.NAME else None, tuple(matches))


def find_listed(text: str, words: Lexicon, *, believed: frozenset[str] = frozenset()) -> list[Match]:
    """Every listed word in rendered text, each with the first stage that saw it.

    `believed` are names that somebody is known to bear: where the lists say that they are names, they are innocent.
    Raises ValueError for a text that is thousands of characters longer once it is folded: a few signs stand for whole phrases.
    """
    folded = fold(text)
    if len(folded) - len(text) > LONGEST_TEXT:
        raise ValueError(f"{len(text)} characters that stand for {len(folded)}")
    spared = frozenset(fold(name) for name in believed) & words.names
    found = [match for chunk in _chunks(text) for match in _in_chunk(chunk, words, spared)]
    found += _spelled(folded, words)
    if OVERRIDES.search(text):
        found += [Match(entry, "reversed", token) for token, entry in _exact(_pieces(folded[::-1]), words)]
    return list({(match.entry, match.found): match for match in reversed(found)}.values())[::-1]


class _Chunk(NamedTuple):
    """What stands between two spaces: as it was typed, folded, and folded with its odd letters read in two other ways."""

    typed: str
    folded: str
    turned: str
    near: str


def _chunks(text: str) -> list[_Chunk]:
    """Each once, where it stands for the last time."""
    typed = IGNORABLE.sub("", CONTROLS.sub("", text)).split()
    once = list(dict.fromkeys(reversed(typed)))[::-1]
    return list(
        map(
            _Chunk,
            once,
            fold_each(once),
            fold_each(map(turned_upright, once)),
            fold_each(map(with_near_letters, once)),
        )
    )


def _in_chunk(chunk: _Chunk, words: Lexicon, spared: frozenset[str]) -> list[Match]:
    """The words in a chunk, by the first stage that sees any."""
    if _is_ordinary(chunk, words):
        return []
    tokens = _tokens(chunk.folded)
    for stage, look in _STAGES:
        hits = look(chunk, tokens, words)
        if hits and (entries := _not_innocent(hits, chunk.typed, words, spared)):
            return [Match(entry, stage, chunk.typed) for entry in entries]
    return []


def _is_ordinary(chunk: _Chunk, words: Lexicon) -> bool:
    """Whether it is plain letters in which no stage can see anything; said at once of nearly every word."""
    word = chunk.folded.strip(_AROUND)
    if max(len(word), len(chunk.turned), len(chunk.near)) < words.shortest:
        return True
    return (
        word.isalpha()
        and word not in words.exact
        and word.replace("i", "l") not in words.strokes
        and not _HELD_DOWN.search(word)
        and not words.inside.find(word)
        and not _read_otherwise(chunk, words)
    )


Hits = Sequence[tuple[str, Entry]]


def _not_innocent(hits: Hits, typed: str, words: Lexicon, spared: frozenset[str]) -> list[Entry]:
    """The entries of those tokens that are not innocent; none where every piece of the chunk is."""
    pieces = _pieces(light(typed))
    innocent = spared | {fold(piece) for piece in pieces if piece in words.allowed}
    if innocent and pieces and all(fold(piece) in innocent for piece in pieces):
        return []
    return [entry for token, entry in hits if token not in innocent]


class _Tokens(NamedTuple):
    """What a folded chunk is taken for: its pieces, these with signs for letters, and all of it as one word."""

    pieces: list[str]
    leet: list[str]
    joined: str
    every: list[str]  # each once


def _tokens(folded: str) -> _Tokens:
    pieces, leet = _pieces(folded), _leet(folded)
    joined = "".join(pieces)
    return _Tokens(pieces, leet, joined, list(dict.fromkeys([*pieces, *leet, joined])))


def _plain(chunk: _Chunk, tokens: _Tokens, words: Lexicon) -> Hits:
    return _exact(tokens.pieces, words)


def _inside(chunk: _Chunk, tokens: _Tokens, words: Lexicon) -> Hits:
    return [(token, entry) for token in tokens.every for entry in words.inside.find(token)]


def _in_leet(chunk: _Chunk, tokens: _Tokens, words: Lexicon) -> Hits:
    strokes = [
        (stroke, words.strokes[stroke])
        for piece in tokens.pieces
        if (stroke := piece.replace("i", "l")) in words.strokes
        and (len(piece) > 4 or _ODD_STROKE.search(chunk.typed))
    ]
    return [*_exact(tokens.leet, words), *strokes]


def _repeated(chunk: _Chunk, tokens: _Tokens, words: Lexicon) -> Hits:
    """Letters held down: runs of three and more stand for one or for two."""
    held = [(token, *squash(token)) for token in tokens.every if _HELD_DOWN.search(token)]
    return [
        (token, entry)
        for token, key, runs in held
        for wanted, entry in words.squashed.get(key, ())
        if all(has >= wants for has, wants in zip(runs, wanted, strict=True))
    ]


def _in_joined(chunk: _Chunk, tokens: _Tokens, words: Lexicon) -> Hits:
    """Signs between the letters of one word; the whole chunk has to be the word."""
    return _exact([tokens.joined], words) if len(tokens.pieces) > 1 else []


def _starred(chunk: _Chunk, tokens: _Tokens, words: Lexicon) -> Hits:
    """Stars in the place of letters, one each, if two letters at least are left."""
    if _STARS.isdisjoint(chunk.folded):
        return []
    starred = [token for token in _STARRED.findall(chunk.folded) if token[0] not in _STARS]
    return [(form, words.exact[form]) for token in starred for form in _fitting(token, words)]


def _fitting(token: str, words: Lexicon) -> list[str]:
    """The words that have the letters of the token at their places."""
    size = len(token)
    seen = [(size, place, letter) for place, letter in enumerate(token) if letter not in _STARS]
    if size < _LEAST_STARRED or not max(2, size - len(seen)) <= len(seen) < size:
        return []
    found = words.by_letter.get(seen[0], _NOTHING)
    for key in seen[1:]:
        if not found:
            return []
        found &= words.by_letter.get(key, _NOTHING)
    return sorted(found)


def _otherwise(chunk: _Chunk, tokens: _Tokens, words: Lexicon) -> Hits:
    """Read on its head, or with letters of another script for those of the Latin one."""
    return _read_otherwise(chunk, words)


def _read_otherwise(chunk: _Chunk, words: Lexicon) -> Hits:
    if not (chunk.turned or chunk.near):
        return []
    return _exact([*_pieces(chunk.turned), *_pieces(chunk.near)], words)


_STAGES: tuple[tuple[str, Callable[[_Chunk, _Tokens, Lexicon], Hits]], ...] = (
    ("plain", _plain),
    ("inside", _inside),
    ("leet", _in_leet),
    ("repeats", _repeated),
    ("joined", _in_joined),
    ("starred", _starred),
    ("otherwise", _otherwise),
)


def _exact(tokens: Iterable[str], words: Lexicon) -> list[tuple[str, Entry]]:
    return [(token, words.exact[token]) for token in tokens if token in words.exact]


def _pieces(text: str) -> list[str]:
    return _PIECE.findall(text)


def _leet(folded: str) -> list[str]:
    """Tokens of letters and signs with the signs read as letters, both ways where there are two."""
    if _LEET_SIGNS.isdisjoint(folded):
        return []
    tokens = [token.rstrip("!|+¡") for token in _LEET_PIECE.findall(folded)]
    mixed = [token for token in tokens if any(map(str.isalpha, token)) and not _LEET_SIGNS.isdisjoint(token)]
    return [token.translate(table) for token in mixed for table in (LEET, LEET_AS_L)]


def _spelled(folded: str, words: Lexicon) -> list[Match]:
    """Three and more single letters in a row, with little between them: the whole row, or a longer word in it."""
    found = []
    for row in _rows(folded):
        letters = row.translate(LEET)
        whole = [words.exact[letters]] if letters in words.exact else []
        found += [
            Match(entry, "spelled", row) for entry in dict.fromkeys([*whole, *words.spelled.find(letters)])
        ]
    return found


def _rows(folded: str) -> Iterator[str]:
    row: list[str] = []
    end = 0
    for piece in _PIECE.finditer(f"{folded} end"):
        if len(piece[0]) > 1 or piece.start() - end > _LONGEST_SPELLED_GAP:
            if len(row) > 2:
                yield "".join(row)
            row = []
        if len(piece[0]) == 1:
            row.append(piece[0])
        end = piece.end()
