"""Finding listed words in a text, stage by stage, in a number of steps that grows with the text and not faster."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from standfirst.core.text.characters import CONTROLS, IGNORABLE, OVERRIDES
from standfirst.core.text.fold import (
    LEET,
    LEET_AS_L,
    LEET_SIGNS,
    fold,
    squash,
    turned_upright,
    with_near_letters,
)
from standfirst.core.text.lists import Entry, Severity, WordList, shipped_lists

LONGEST_TEXT = 5_000  # characters that `examine` looks at; what is longer waits for a person
_LONGEST_SPELLED_GAP = 3
_LEET_SIGNS = frozenset(LEET_SIGNS)
_PIECE = re.compile(r"[^\W_]+")
_LEET_PIECE = re.compile(rf"(?:[^\W_]|[{re.escape(LEET_SIGNS)}])+")
_STARRED = re.compile(r"(?:[^\W\d_]|[*#%])+")
_AROUND = ".,;:?()'\"‘’“”"  # signs that no stage reads as letters
_HELD_DOWN = re.compile(r"(.)\1\1")
_ODD_STROKE = re.compile(r"[a-z]I|[A-Z]l[A-Z]|\bl[A-Z]")

Read = Callable[[str], Iterable[str]]
Runs = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A listed word in a text: the entry, the stage that saw it (so that the desk can mend the list), and how it stood."""

    entry: Entry
    stage: str
    found: str


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Lists made ready for looking words up. The keys are folded, those of `strokes` have no i."""

    exact: Mapping[str, Entry]
    inside: Mapping[str, Entry]
    squashed: Mapping[str, tuple[tuple[Runs, Entry], ...]]
    strokes: Mapping[str, Entry]
    by_shape: Mapping[tuple[int, str], tuple[str, ...]]
    allowed: frozenset[str]
    names: frozenset[str]
    lengths_inside: tuple[int, ...]
    lengths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows for a text; None when nothing does. `broke` when it could not be examined, and so is held."""

    severity: Severity | None
    matches: tuple[Match, ...]
    broke: bool = False


@lru_cache(maxsize=16)
def compile_words(lists: tuple[WordList, ...]) -> Lexicon:
    """Lists as one lexicon, made once a version; of entries for the same word the gravest counts."""
    exact: dict[str, Entry] = {}
    inside: dict[str, Entry] = {}
    for entry in sorted((entry for one in lists for entry in one.entries), key=lambda entry: entry.severity):
        exact |= {fold(form): entry for form in entry.forms}
        if entry.anywhere:
            inside[fold(entry.word)] = entry
    return Lexicon(
        exact=exact,
        inside=inside,
        squashed=_by(exact, squash),
        strokes={form.replace("i", "l"): entry for form, entry in exact.items()},
        by_shape=_by_shape(exact),
        allowed=frozenset(_light(word) for one in lists for word in one.allowed),
        names=frozenset(fold(word) for one in lists for word in one.names),
        lengths_inside=tuple(sorted({len(form) for form in inside})),
        lengths=tuple(sorted({len(form) for form in exact if len(form) > 3})),
    )


def _by(
    exact: Mapping[str, Entry], shape: Callable[[str], tuple[str, Runs]]
) -> dict[str, tuple[tuple[Runs, Entry], ...]]:
    found: dict[str, tuple[tuple[Runs, Entry], ...]] = {}
    for form, entry in exact.items():
        key, runs = shape(form)
        found[key] = (*found.get(key, ()), (runs, entry))
    return found


def _by_shape(exact: Mapping[str, Entry]) -> dict[tuple[int, str], tuple[str, ...]]:
    found: dict[tuple[int, str], tuple[str, ...]] = {}
    for form in exact:
        key = (len(form), form[0])
        found[key] = (*found.get(key, ()), form)
    return found


@cache
def shipped_words(language: str = "") -> Lexicon:
    """The shipped lists: that of a language whole, of the others what is never innocent; all of them without one."""
    return compile_words(lists_for(language))


def lists_for(language: str) -> tuple[WordList, ...]:
    """The shipped lists as they count for texts of a language."""
    whole = language.partition("-")[0].lower()
    return tuple(one if whole in {"", one.language} else _gravest(one) for one in shipped_lists())


def _gravest(words: WordList) -> WordList:
    entries = tuple(entry for entry in words.entries if entry.severity is Severity.REFUSE)
    return WordList(words.language, words.version, entries, words.allowed, words.names)


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
    """
    spared = frozenset(fold(name) for name in believed) & words.names
    chunks = [chunk for chunk in IGNORABLE.sub("", CONTROLS.sub("", text)).split() if chunk]
    found = [match for chunk in chunks for match in _in_chunk(chunk, words, spared)]
    found += _spelled(fold(text), words)
    if OVERRIDES.search(text):
        found += [
            Match(entry, "reversed", token) for token, entry in _exact(_pieces(fold(text)[::-1]), words)
        ]
    return list({(match.entry, match.found): match for match in reversed(found)}.values())[::-1]


def _in_chunk(chunk: str, words: Lexicon, spared: frozenset[str]) -> Iterator[Match]:
    """The words in what stands between two spaces, by the first stage that sees any."""
    if _is_ordinary(chunk, words):
        return
    folded = fold(chunk)
    pieces = _pieces(_light(chunk))
    innocent = spared | {fold(piece) for piece in pieces if piece in words.allowed}
    if pieces and all(fold(piece) in innocent for piece in pieces):
        return
    for stage, look in _STAGES:
        hits = [(token, entry) for token, entry in look(chunk, folded, words) if token not in innocent]
        if hits:
            yield from (Match(entry, stage, chunk) for _, entry in hits)
            return


def _is_ordinary(chunk: str, words: Lexicon) -> bool:
    """Whether it is plain letters in which no stage can see anything; said at once of nearly every word."""
    word = chunk.strip(_AROUND)
    if not (word.isascii() and word.isalpha()) or _ODD_STROKE.search(word):
        return False
    low = word.lower()
    if low in words.exact or _HELD_DOWN.search(low):
        return False
    return low.replace("i", "l") not in words.strokes and not any(_windows(low, words))


def _windows(piece: str, words: Lexicon) -> Iterator[str]:
    """The listed words inside a longer one."""
    for length in words.lengths_inside:
        for start in range(len(piece) - length + 1):
            if piece[start : start + length] in words.inside:
                yield piece[start : start + length]


Hits = Iterable[tuple[str, Entry]]


def _plain(chunk: str, folded: str, words: Lexicon) -> Hits:
    return _exact(_pieces(folded), words)


def _inside(chunk: str, folded: str, words: Lexicon) -> Hits:
    for piece in {*_pieces(folded), *_leet(folded), _joined(folded)}:
        yield from ((piece, words.inside[window]) for window in _windows(piece, words))


def _in_leet(chunk: str, folded: str, words: Lexicon) -> Hits:
    yield from _exact(_leet(folded), words)
    odd = _ODD_STROKE.search(chunk) is not None
    strokes = (piece.replace("i", "l") for piece in _pieces(folded) if odd or len(piece) > 4)
    yield from ((piece, words.strokes[piece]) for piece in strokes if piece in words.strokes)


def _repeated(chunk: str, folded: str, words: Lexicon) -> Hits:
    """Letters held down: runs of three and more stand for one or for two."""
    for piece in {*_pieces(folded), *_leet(folded), _joined(folded)}:
        key, runs = squash(piece)
        if max(runs, default=0) < 3:
            continue
        for wanted, entry in words.squashed.get(key, ()):
            if all(has >= wants for has, wants in zip(runs, wanted, strict=True)):
                yield piece, entry


def _in_joined(chunk: str, folded: str, words: Lexicon) -> Hits:
    """Signs between the letters of one word; the whole chunk has to be the word."""
    return _exact([_joined(folded)], words)


def _starred(chunk: str, folded: str, words: Lexicon) -> Hits:
    """Stars in the place of letters, one each, if two letters at least are left."""
    for token in _STARRED.findall(folded):
        stars = sum(map(token.count, "*#%"))
        if not 0 < stars <= len(token) - max(2, stars) or len(token) < 4:
            continue
        for form in words.by_shape.get((len(token), token[0]), ()):
            if all(sign in "*#%" or sign == letter for sign, letter in zip(token, form, strict=True)):
                yield form, words.exact[form]


def _otherwise(chunk: str, folded: str, words: Lexicon) -> Hits:
    """Read on its head, or with letters of another script for those of the Latin one."""
    return _exact([*_pieces(turned_upright(chunk)), *_pieces(with_near_letters(chunk))], words)


_STAGES = (
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


def _joined(folded: str) -> str:
    return "".join(_PIECE.findall(folded))


def _leet(folded: str) -> list[str]:
    """Tokens of letters and signs with the signs read as letters, both ways where there are two."""
    tokens = [token.rstrip("!|+¡") for token in _LEET_PIECE.findall(folded)]
    mixed = [token for token in tokens if any(map(str.isalpha, token)) and not _LEET_SIGNS.isdisjoint(token)]
    return [token.translate(table) for token in mixed for table in (LEET, LEET_AS_L)]


def _spelled(folded: str, words: Lexicon) -> list[Match]:
    """Three and more single letters in a row, with little between them: the whole row, or a longer word in it."""
    found = []
    for row in _rows(folded):
        letters = row.translate(LEET)
        hits = {words.exact[letters]} if letters in words.exact else set()
        for length in words.lengths:
            windows = (letters[start : start + length] for start in range(len(letters) - length + 1))
            hits |= {words.exact[window] for window in windows if window in words.exact}
        found += [Match(entry, "spelled", row) for entry in hits]
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


def _light(text: str) -> str:
    """Small letters with their accents, as the innocent words are compared."""
    return unicodedata.normalize("NFC", text).casefold()
