"""What a username may be: numbered by name, each rule with the sentence that the reader is shown."""

import hashlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from standfirst.apps.accounts.rules.reserved_names import RESERVED, ROLES
from standfirst.core.text import Lexicon, Severity, find_listed, look, look_in_one_case, shipped_words
from standfirst.core.text.characters import (
    CONTROLS,
    IGNORABLE,
    JOINERS,
    clusters,
    is_letter,
    is_mark,
    is_styled,
    is_well_joined,
    script_of,
)
from standfirst.core.text.fold import LEET, fold

SHORTEST, LONGEST = 2, 40  # letters as people count them
LONGEST_STORED = 80  # characters
LONGEST_KEY = 200
MOST_MARKS, MOST_GENERAL_MARKS = 5, 2  # on one letter; general ones belong to no script, as accents do
APOSTROPHES = "'’ʼ‘׳"
PUNCTUATION = f".-‐‑־·・་{APOSTROPHES}"
_ALONE = frozenset({"Common", "Inherited"})
# Scripts that one language writes together (UTS #39, highly restrictive).
_TOGETHER = (
    frozenset({"Latin", "Han", "Hiragana", "Katakana"}),
    frozenset({"Latin", "Han", "Bopomofo"}),
    frozenset({"Latin", "Han", "Hangul"}),
)
_ADDRESS = re.compile(r"https?\b|\bwww\b|[^\W\d_]\.[^\W\d_]{2,}$|[^\W_]{2,}\.[^\W_]{2,}", re.I)
_LETTERS = re.compile(r"[^\W\d_]+")
_PAIR = re.compile(rf"[{re.escape(PUNCTUATION)}]{{2,}}")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a name cannot be a username: the rule's name and a sentence for the reader."""

    rule: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Keys:
    """What a name looks like, as it is written and in small letters; two names with either in common are too alike."""

    look: str
    in_one_case: str


# A person at the desk may let these pass; all others hold for everybody.
FOR_A_SECOND_LOOK = frozenset({"words", "role", "reserved", "scripts", "address", "protected"})


def keys_of(name: str) -> Keys:
    """The keys under which a name is kept; of a very long name their digests."""
    return Keys(look=_fitting(look(name)), in_one_case=_fitting(look_in_one_case(name)))


def _fitting(key: str) -> str:
    return key if len(key) <= LONGEST_KEY else f"sha256:{hashlib.sha256(key.encode()).hexdigest()}"


def fault_of_username(
    name: str, *, words: Lexicon | None = None, believed: frozenset[str] = frozenset()
) -> Fault | None:
    """The first rule that the name breaks by itself; whether it is taken is known when it is claimed.

    `believed` are the reader's own given and family names, which are innocent where they are names in a list.
    """
    for rule, find in _RULES:
        sentence = find(name)
        if sentence:
            return Fault(rule, sentence)
    if _holds_listed(name, words or shipped_words(), believed):
        return Fault("words", "This name holds a word that we do not show as a name.")
    return None


def is_well_formed(name: str) -> bool:
    """Whether it breaks no rule but those that a person at the desk may let pass."""
    return not any(find(name) for rule, find in _RULES if rule not in FOR_A_SECOND_LOOK)


def _fault_of_length(name: str) -> str:
    if SHORTEST <= len(clusters(name)) <= LONGEST and len(name) <= LONGEST_STORED:
        return ""
    return f"A username has between {SHORTEST} and {LONGEST} letters."


def _fault_of_invisible(name: str) -> str:
    stray = [
        character
        for place, character in enumerate(name)
        if IGNORABLE.match(character) and not (character in JOINERS and is_well_joined(name, place))
    ]
    if stray or CONTROLS.search(name) or set("\t\n\r\x0b\x0c\x85\u2028\u2029") & set(name):
        return "A username has no invisible characters, such as line breaks and changes of direction."
    return ""


def _fault_of_styled(name: str) -> str:
    styled = next(filter(is_styled, name.replace("\xa0", " ").replace("\u2011", "-")), None)
    if styled is None:
        return (
            ""
            if unicodedata.is_normalized("NFC", name)
            else "This spelling takes letters apart; type it anew."
        )
    return f"Plain letters only: “{styled}” is a styled form of “{unicodedata.normalize('NFKC', styled)}”."


def _fault_of_characters(name: str) -> str:
    wrong = next((character for character in name if not _is_allowed(character)), None)
    if wrong is None:
        return ""
    return f"A username has letters, numbers, spaces and . ' - only, not “{wrong}”."


def _is_allowed(character: str) -> bool:
    kind = unicodedata.category(character)
    return kind[0] == "L" or kind in {"Mn", "Mc", "Nd"} or character in f" {PUNCTUATION}{JOINERS}"


def _fault_of_letters(name: str) -> str:
    has_one = any(map(is_letter, name)) and keys_of(name) != Keys("", "")
    return "" if has_one else "A username has a letter at least."


def _fault_of_spaces(name: str) -> str:
    return "" if name == " ".join(name.split()) else "A username has single spaces, and only between words."


def _fault_of_marks(name: str) -> str:
    for cluster in clusters(name):
        marks = [character for character in cluster if is_mark(character)]
        general = [mark for mark in marks if script_of(mark) == "Inherited"]
        joined = cluster.count(_virama_in(cluster)) if _virama_in(cluster) else 0
        if not is_letter(cluster[0]) and marks:
            return "Marks such as accents stand on letters only."
        if len(general) > MOST_GENERAL_MARKS or len(marks) - joined > MOST_MARKS:
            return "There are too many marks on one letter."
    return ""


def _virama_in(cluster: str) -> str:
    return next((character for character in cluster if unicodedata.combining(character) == 9), "")


def _fault_of_punctuation(name: str) -> str:
    for word in name.split():
        starts_well = word[0] not in PUNCTUATION or (word[0] in APOSTROPHES and len(word) > 1)
        ends_well = word[-1] not in PUNCTUATION or word[-1] in f".{APOSTROPHES}"
        pairs = [pair for pair in _PAIR.findall(word) if pair not in {".-", ".‐", ".‑"}]
        if not starts_well or not ends_well or pairs or not any(map(str.isalnum, word)):
            return "Punctuation stands inside a name, one sign at a time."
    return ""


def _fault_of_address(name: str) -> str:
    found = any(_ADDRESS.search(word) for word in name.split())
    return (
        "A username is no address of a page or of mail, and has a space after a full stop." if found else ""
    )


def _fault_of_scripts(name: str) -> str:
    for word in re.split(rf"[\s{re.escape(PUNCTUATION)}]+", name):
        scripts = {script_of(character) for character in word if not character.isdigit()} - _ALONE
        if len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER):
            return "Letters of one script in each word, please: similar letters of two scripts mislead."
    systems = {
        unicodedata.name(character, "").rpartition(" DIGIT ")[0] for character in name if character.isdigit()
    }
    return "Numbers of one script, please." if len(systems) > 1 else ""


def _fault_of_reserved(name: str) -> str:
    return "This name is kept for the publication itself." if _is_one_of(name, RESERVED) else ""


def _is_one_of(name: str, words: frozenset[str]) -> bool:
    return bool(_spellings(name) & _all_spellings(words))


@cache
def _all_spellings(words: frozenset[str]) -> frozenset[str]:
    return frozenset[str]().union(*map(_spellings, words))


def _spellings(word: str) -> frozenset[str]:
    """What it looks like, and how it reads with numbers for letters and one stroke for i and l."""
    keys = keys_of(word)
    return frozenset(
        {keys.look, keys.in_one_case, keys_of(fold(word).translate(LEET).replace("l", "i")).look}
    )


def _fault_of_role(name: str) -> str:
    for word in (name, *re.split(rf"[\s{re.escape(PUNCTUATION)}]+", name), *_LETTERS.findall(name)):
        if word and _is_one_of(word, ROLES):
            return f"“{word}” is what somebody of our staff is called."
    return ""


def _holds_listed(name: str, words: Lexicon, believed: frozenset[str]) -> bool:
    """A listed word in the name, or the name itself as one when its spaces are left out, unless it is one's own."""
    parts = frozenset(part for own in believed for part in own.split())
    found = find_listed(name, words, believed=parts)
    own = {part.casefold() for part in parts}
    if not all(word.casefold() in own for word in name.split() if len(clusters(word)) > 1):
        found += find_listed("".join(name.split()), words, believed=parts)
    return any(match.entry.severity is not Severity.FLAG for match in found)


_RULES: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("invisible", _fault_of_invisible),
    ("length", _fault_of_length),
    ("spaces", _fault_of_spaces),
    ("styled", _fault_of_styled),
    ("characters", _fault_of_characters),
    ("letters", _fault_of_letters),
    ("marks", _fault_of_marks),
    ("punctuation", _fault_of_punctuation),
    ("address", _fault_of_address),
    ("scripts", _fault_of_scripts),
    ("role", _fault_of_role),
    ("reserved", _fault_of_reserved),
)
