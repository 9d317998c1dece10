"""What single characters are: invisible, a mark, styled, of which script."""

import re
import unicodedata
from bisect import bisect_right
from functools import cache, lru_cache
from importlib.resources import files

# Default_Ignorable_Code_Point (Unicode 15), and the braille blank, which shows nothing either.
_IGNORABLE = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\u2800\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
IGNORABLE = re.compile(f"[{_IGNORABLE}]+")
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]+")  # all but tab and line feed
DIRECTIONS = re.compile(r"[\u202a-\u202e\u2066-\u2069]+")
OVERRIDES = re.compile(r"[\u202d\u202e]")
JOINERS = "\u200c\u200d"
VIRAMA = 9  # the combining class of signs that join two consonants
KANA = frozenset({"Hiragana", "Katakana"})
# Compatibility characters of the ordinary spelling of a language: Thai and Lao AM, Lao HO.
_ORDINARY = frozenset("\u0e33\u0eb3\u0edc\u0edd")


@cache
def _scripts() -> tuple[list[int], list[int], list[str]]:
    """First, last and script of every run, in order."""
    lines = files(__package__).joinpath("scripts.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [int(row[0], 16) for row in rows], [int(row[1], 16) for row in rows], [row[2] for row in rows]


@lru_cache(maxsize=4096)
def script_of(character: str) -> str:
    """Unicode's long name of the script of a letter, mark or number, such as Latin; Common where it has none."""
    first, last, names = _scripts()
    place = bisect_right(first, ord(character)) - 1
    return names[place] if place >= 0 and ord(character) <= last[place] else "Common"


def is_mark(character: str) -> bool:
    """Whether it stands on or around the letter before it."""
    return unicodedata.category(character).startswith("M")


def is_letter(character: str) -> bool:
    """Whether it is a letter of any script."""
    return unicodedata.category(character).startswith("L")


def is_styled(character: str) -> bool:
    """Whether it is a bold, wide, circled or otherwise styled form of something else."""
    return character not in _ORDINARY and unicodedata.decomposition(character).startswith("<")


def is_well_joined(text: str, place: int) -> bool:
    """Whether the joiner at this place belongs there: after a virama, or between two Arabic letters (UAX #31)."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if not before or not after:
        return False
    if unicodedata.combining(before) == VIRAMA:
        return True
    return text[place] == "\u200c" and {script_of(before), script_of(after)} == {"Arabic"}


def clusters(text: str) -> list[str]:
    """The text by letters as people count them: a character with its marks and joiners, and what a virama joins on."""
    found: list[str] = []
    for character in text:
        hangs = is_mark(character) or character in JOINERS
        if found and (hangs or unicodedata.combining(found[-1].rstrip(JOINERS)[-1:] or " ") == VIRAMA):
            found[-1] += character
        else:
            found.append(character)
    return found
