"""Folding of text so that a word is the same however it is dressed up. The result is compared and never shown."""

import html
import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache

from standfirst.core.text.characters import (
    CONTROLS,
    DIRECTIONS,
    IGNORABLE,
    JOINERS,
    is_mark,
    is_well_joined,
    script_of,
)
from standfirst.core.text.skeleton import prototypes

MARKS_ON_ONE = 2
# On one letter, which no spelling exceeds: Hebrew with its accents has four, Tibetan five.
MARKS_OF_A_SCRIPT = 6
_MOST_KEPT = 8_192  # characters, of which a text has a few dozen
LEET_SIGNS = "0134578@$!|€+¡"
LEET = str.maketrans(LEET_SIGNS, "oieastbasiieti")
LEET_AS_L = str.maketrans(LEET_SIGNS, "oleastbaslletl")
_NAMED_LIKE_LATIN = frozenset({"Ll", "Lu", "Lt", "So"})  # categories, which are asked faster than names
_ASCII = "abcdefghijklmnopqrstuvwxyz"
_NAMED_LATIN = re.compile(
    r"(?:LATIN (?:SMALL|CAPITAL) LETTER(?: SMALL CAPITAL)?|LATIN LETTER SMALL CAPITAL|REGIONAL INDICATOR SYMBOL LETTER"
    r"|(?:NEGATIVE )?(?:CIRCLED|SQUARED) LATIN CAPITAL LETTER) ([A-Z])(?: WITH .*)?"
)
# What people write for a Latin letter although Unicode does not call it confusable; only beside Latin letters.
NEAR = str.maketrans("квмнтгпидшыяцυκνηρ", "kbmhtrnudwbruukvnp")
_UPRIGHT = "acefghijkmrtvwyunpdqb"
_ON_ITS_HEAD = "ɐɔǝɟƃɥᴉɾʞɯɹʇʌʍʎnudpbq"
TURNED = str.maketrans(_ON_ITS_HEAD, _UPRIGHT)
_TURNED = frozenset(_ON_ITS_HEAD[:15])


def clean(text: str) -> str:
    """Text as it may be kept and shown: no controls, no invisible characters, two marks on one letter at most, NFC.

    Joiners stay where Arabic, Persian and Indic spelling and emoji need them.
    """
    text = unicodedata.normalize("NFC", DIRECTIONS.sub("", CONTROLS.sub("", text.replace("\r\n", "\n"))))
    kept = [
        character
        for place, character in enumerate(text)
        if not IGNORABLE.fullmatch(character) or _may_stay(text, place)
    ]
    return unicodedata.normalize("NFC", cap_marks("".join(kept)))


def _may_stay(text: str, place: int) -> bool:
    character, before = text[place], text[place - 1 : place]
    if character == "\ufe0f":  # asks for the coloured form of the sign before it
        return unicodedata.category(before or " ") in {"So", "Sm", "Po", "Nd"}
    if character == "\u200d" and place + 1 < len(text):
        in_emoji = unicodedata.category(text[place + 1]) == "So" and unicodedata.category(before or " ") in {
            "So",
            "Sk",
            "Mn",
            "Cf",
        }
        return in_emoji or is_well_joined(text, place)
    return character in JOINERS and is_well_joined(text, place)


def cap_marks(text: str, most: int = MARKS_ON_ONE) -> str:
    """No letter carries more than so many of the marks that are of no script, which is how text is piled up; nor of any others
    more than a script needs.
    """
    kept: list[str] = []
    run = marks = 0
    for character in text:
        marks = marks + 1 if is_mark(character) else 0
        run = run + 1 if marks and script_of(character) == "Inherited" else 0
        if run <= most and marks <= MARKS_OF_A_SCRIPT:
            kept.append(character)
    return "".join(kept)


def fold(text: str) -> str:
    """Letters as plain small ones: entities read, what is invisible and all accents dropped, look-alikes replaced."""
    return _folded(html.unescape(text))


def fold_each(texts: Iterable[str]) -> list[str]:
    """Every text folded, all of them in one go; a line feed in one becomes a space."""
    lines = [html.unescape(text).replace("\n", " ") for text in texts]
    return _folded("\n".join(lines)).split("\n") if lines else []


class _Table(dict[int, str]):
    """What characters become, by code point: worked out when one is met, and kept while there is room."""

    def __init__(self, become: Callable[[str], str]) -> None:
        self.become = become

    def __missing__(self, code: int) -> str:
        if len(self) >= _MOST_KEPT:
            self.clear()
        became = self[code] = self.become(chr(code))
        return became


def _folded(text: str) -> str:
    text = CONTROLS.sub("", text)
    if text.isascii():  # there is nothing to fold but capitals, and most of what people write is of this kind
        return text.lower()
    return unicodedata.normalize("NFKC", IGNORABLE.sub("", text).translate(_BARE)).translate(_LETTERS)


def _bare(character: str) -> str:
    """What is left of a character without its marks, its style and its capital."""
    apart = unicodedata.normalize("NFKD", _named(character))
    return "".join(one for one in apart if unicodedata.category(one) not in {"Mn", "Me"}).casefold()


def _named(character: str) -> str:
    """A letter that Unicode names as a form of a Latin one, as that one: small capitals, squares, strokes and hooks."""
    if unicodedata.category(character) not in _NAMED_LIKE_LATIN:
        return character
    named = _NAMED_LATIN.fullmatch(unicodedata.name(character, ""))
    return named[1].lower() if named else character


def _letter(character: str) -> str:
    """What a character looks like, if that is a Latin letter; those of ASCII look like themselves."""
    if character.isascii():
        return character
    return _like_latin().get(prototypes().get(ord(character), character), character)


_BARE = _Table(_bare)
_LETTERS = _Table(_letter)


@cache
def _like_latin() -> dict[str, str]:
    """Latin letters by what they look like; of those that look the same (l, I, 1) the small letter counts."""
    table = prototypes()
    capitals = {table.get(ord(letter), letter): letter.lower() for letter in _ASCII.upper()}
    return capitals | {table.get(ord(letter), letter): letter for letter in _ASCII}


def turned_upright(token: str) -> str:
    """The token read with the page turned round, to be folded; empty unless it holds letters that stand on their heads."""
    return "" if _TURNED.isdisjoint(token) else token.casefold().translate(TURNED)[::-1]


def with_near_letters(token: str) -> str:
    """A token of Latin and other letters with the others read as what they stand for, to be folded; empty for others."""
    low = token.casefold()
    if low.isascii():
        return ""
    scripts = {script_of(character) for character in low} - {"Common", "Inherited"}
    return low.translate(NEAR) if len(scripts) > 1 and "Latin" in scripts else ""


def squash(token: str) -> tuple[str, tuple[int, ...]]:
    """The token with every run of a letter as one, and how long the runs were."""
    letters: list[str] = []
    runs: list[int] = []
    for character in token:
        if letters and letters[-1] == character:
            runs[-1] += 1
        else:
            letters.append(character)
            runs.append(1)
    return "".join(letters), tuple(runs)


def light(text: str) -> str:
    """Small letters with their accents, as innocent words are compared."""
    return unicodedata.normalize("NFC", text).casefold()
