"""What a text looks like: two texts with the same skeleton can be taken for each other (Unicode UTS #39)."""

import unicodedata
from functools import cache
from importlib.resources import files

from standfirst.core.text.characters import IGNORABLE, KANA, script_of

_BESIDE_LETTERS = str.maketrans(
    "", "", " .,-_'\"`\u00b4\u00b7\u05be\u0f0b"
)  # after the skeleton, which knows one dash


@cache
def prototypes() -> dict[int, str]:
    """What each confusable character looks like, by code point."""
    lines = files(__package__).joinpath("confusables.tsv").read_text(encoding="utf-8").splitlines()
    table: dict[int, str] = {}
    for line in lines:
        if not line.startswith("#"):
            prototype, _, sources = line.partition("\t")
            table |= dict.fromkeys((int(code, 16) for code in sources.split()), _text(prototype))
    return table


def _text(codes: str) -> str:
    return "".join(chr(int(code, 16)) for code in codes.split())


def skeleton(text: str) -> str:
    """NFD(map(NFD(text))), without what is invisible. Only to be compared, never to be shown."""
    decomposed = IGNORABLE.sub("", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFD", decomposed.translate(prototypes()))


def look(text: str) -> str:
    """The key under which texts that look alike as they are written are the same, in capitals or not.

    Spaces, punctuation and accents do not count. A capital may look like one thing and its small letter like another,
    so a name has two keys, this one and `look_in_one_case`.
    """
    return _bare(skeleton(skeleton(_plain(text)).casefold()))


def look_in_one_case(text: str) -> str:
    """The key under which texts that look alike in small letters are the same."""
    return _bare(skeleton(_plain(text).casefold()))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", IGNORABLE.sub("", text))


def _bare(text: str) -> str:
    """Without spaces and punctuation, and without accents except where they make another letter, as in kana.

    The stroke of i, l and 1 is one: I looks like l and is the capital of i, so all three lead to each other.
    """
    kept: list[str] = []
    for character in "".join(text.split()).translate(_BESIDE_LETTERS):
        is_accent = unicodedata.category(character) == "Mn" and script_of(character) == "Inherited"
        if not is_accent or (kept and script_of(kept[-1]) in KANA):
            kept.append(character)
    return "".join(kept).replace("i", "l")
