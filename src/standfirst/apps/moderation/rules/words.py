"""The publication's own words beside the shipped lists: how they are written down, and what they would have held."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from standfirst.core.text import (
    Entry,
    Lexicon,
    Severity,
    WordList,
    compile_words,
    examine,
    lists_for,
)
from standfirst.core.text.fold import fold

MOST_WORDS = 2_000
LONGEST_WORD = 40
LEAST_INSIDE = 6  # letters; shorter ones are found inside too many innocent words
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ANYWHERE = "*"


class Use(StrEnum):
    """What follows where the word is found: the desk sees it, it waits for the desk, or it is innocent."""

    SUSPECT = "suspect"
    BANNED = "banned"
    ALLOWED = "allowed"


_SEVERITY = {Use.SUSPECT: Severity.FLAG, Use.BANNED: Severity.HOLD}


@dataclass(frozen=True, slots=True)
class OwnWord:
    """One word with its endings; `anywhere` finds it inside longer words too."""

    word: str
    use: Use
    endings: tuple[str, ...] = ()
    anywhere: bool = False

    def __str__(self) -> str:
        return " ".join([(_ANYWHERE if self.anywhere else "") + self.word, *self.endings])


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a draft, and with which of its words."""

    word: str
    sentence: str


def read_words(text: str, use: Use) -> Iterator[OwnWord]:
    """A word a line, its endings after it, and a star before it when it counts inside longer words."""
    for line in text.splitlines():
        word, *endings = line.split() or [""]
        if word:
            yield OwnWord(
                word=word.removeprefix(_ANYWHERE).lower(),
                use=use,
                endings=tuple(ending.lower() for ending in endings),
                anywhere=word.startswith(_ANYWHERE),
            )


def written(words: Iterable[OwnWord], use: Use) -> str:
    """As `read_words` reads them."""
    return "\n".join(str(word) for word in words if word.use == use)


def check_words(draft: Sequence[OwnWord]) -> list[Fault]:
    """Everything that is wrong with a draft; empty when it can be published."""
    if len(draft) > MOST_WORDS:
        return [Fault("", f"There are {len(draft)} words, at most {MOST_WORDS}.")]
    seen: dict[str, OwnWord] = {}
    faults = []
    for word in draft:
        if sentence := _fault_of(word) or ("It is listed twice." if fold(word.word) in seen else ""):
            faults.append(Fault(word.word, sentence))
        seen[fold(word.word)] = word
    return faults


def _fault_of(word: OwnWord) -> str:
    if not _WORD.fullmatch(word.word) or not fold(word.word):
        return "A word is made of letters and digits, without spaces."
    if len(word.word) > LONGEST_WORD or any(len(ending) > LONGEST_WORD for ending in word.endings):
        return f"It has more than {LONGEST_WORD} letters."
    if not all(_WORD.fullmatch(ending) for ending in word.endings):
        return "An ending is made of letters."
    if word.anywhere and word.use is Use.ALLOWED:
        return "An innocent word is innocent as a whole, not inside others."
    if word.anywhere and len(word.word) < LEAST_INSIDE:
        return f"A word that counts inside others has {LEAST_INSIDE} letters at least."
    return ""


def digest_of(words: Sequence[OwnWord]) -> str:
    """SHA-256 of a list, in whatever order it is written."""
    lines = sorted(f"{word.use}: {word}" for word in words)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def lexicon_from(language: str, own: Sequence[OwnWord]) -> Lexicon:
    """The shipped lists of the language with the publication's own words; where both name a word, its own counts."""
    return compile_words((*_shipped(language, own), _own_list(language, own)))


def _shipped(language: str, own: Sequence[OwnWord]) -> tuple[WordList, ...]:
    theirs = {fold(word.word) for word in own if word.use is not Use.ALLOWED}
    return tuple(
        replace(
            each,
            entries=tuple(entry for entry in each.entries if fold(entry.word) not in theirs),
            allowed=frozenset(word for word in each.allowed if fold(word) not in theirs),
        )
        for each in lists_for(language)
    )


def _own_list(language: str, own: Sequence[OwnWord]) -> WordList:
    return WordList(
        language=language,
        version="own",
        entries=tuple(
            Entry(word.word, _SEVERITY[word.use], word.endings, word.anywhere)
            for word in own
            if word.use is not Use.ALLOWED
        ),
        allowed=frozenset(
            form
            for word in own
            if word.use is Use.ALLOWED
            for form in (word.word, *(word.word + ending for ending in word.endings))
        ),
    )


@dataclass(frozen=True, slots=True)
class WouldHold:
    """A text that went out and would wait under a draft, and for which words."""

    id: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replay:
    """What a draft would have done to texts that went out."""

    looked_at: int
    held: tuple[WouldHold, ...]
    flagged: int


def would_hold(texts: Iterable[tuple[int, str]], draft: Sequence[OwnWord], *, language: str = "") -> Replay:
    """Each text under the draft's words alone, as what the shipped lists hold was held when it was written."""
    innocent = tuple(replace(each, entries=()) for each in _shipped(language, draft))
    lexicon = compile_words((*innocent, _own_list(language, draft)))
    looked_at, flagged, held = 0, 0, []
    for number, text in texts:
        outcome = examine(text, lexicon)
        looked_at += 1
        if outcome.severity is not None and outcome.severity >= Severity.HOLD:
            held.append(WouldHold(number, tuple(dict.fromkeys(one.entry.word for one in outcome.matches))))
        elif outcome.severity is Severity.FLAG:
            flagged += 1
    return Replay(looked_at, tuple(held), flagged)
