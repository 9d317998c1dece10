"""Lists made ready for looking words up: what is found is a table's answer, whatever the length of the lists."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from standfirst.core.text.fold import fold, light, squash
from standfirst.core.text.lists import Entry, Severity, WordList, shipped_lists

Runs = tuple[int, ...]
_LEAST_IN_A_ROW = 4  # letters of a word that counts within a longer row of single ones


@dataclass(frozen=True, slots=True, eq=False)
class Inside:
    """Words that count inside longer ones. `stems` are their beginnings, each as long as the shortest of them."""

    entries: Mapping[str, Entry]
    lengths: tuple[int, ...]
    stems: frozenset[str]

    def find(self, text: str) -> list[Entry]:
        """The entry of each that stands somewhere in the text, the shortest words first."""
        if not self.lengths or len(text) < self.lengths[0]:
            return []
        least, stems = self.lengths[0], self.stems
        starts = [start for start in range(len(text) - least + 1) if text[start : start + least] in stems]
        if not starts:
            return []
        windows = (text[start : start + length] for length in self.lengths for start in starts)
        return [self.entries[window] for window in windows if window in self.entries]


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Lists made ready for looking words up. The keys are folded, those of `strokes` have no i.

    `inside` is found in longer words, `spelled` in rows of single letters. `by_letter` are the words of a length that have a letter
    at a place.
    """

    exact: Mapping[str, Entry]
    inside: Inside
    spelled: Inside
    squashed: Mapping[str, tuple[tuple[Runs, Entry], ...]]
    strokes: Mapping[str, Entry]
    by_letter: Mapping[tuple[int, int, str], frozenset[str]]
    allowed: frozenset[str]
    names: frozenset[str]
    shortest: int  # letters


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
        inside=_inside(inside),
        spelled=_inside({form: entry for form, entry in exact.items() if len(form) >= _LEAST_IN_A_ROW}),
        squashed=_by(exact, squash),
        strokes={form.replace("i", "l"): entry for form, entry in exact.items()},
        by_letter=_by_letter(exact),
        allowed=frozenset(light(word) for one in lists for word in one.allowed),
        names=frozenset(fold(word) for one in lists for word in one.names),
        shortest=min(map(len, exact), default=0),
    )


def _inside(entries: Mapping[str, Entry]) -> Inside:
    lengths = tuple(sorted({len(form) for form in entries}))
    return Inside(entries, lengths, frozenset(form[: lengths[0]] for form in entries))


def _by(
    exact: Mapping[str, Entry], shape: Callable[[str], tuple[str, Runs]]
) -> dict[str, tuple[tuple[Runs, Entry], ...]]:
    found: dict[str, tuple[tuple[Runs, Entry], ...]] = {}
    for form, entry in exact.items():
        key, runs = shape(form)
        found[key] = (*found.get(key, ()), (runs, entry))
    return found


def _by_letter(exact: Mapping[str, Entry]) -> dict[tuple[int, int, str], frozenset[str]]:
    found: dict[tuple[int, int, str], set[str]] = {}
    for form in exact:
        for place, letter in enumerate(form):
            found.setdefault((len(form), place, letter), set()).add(form)
    return {key: frozenset(forms) for key, forms in found.items()}


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
