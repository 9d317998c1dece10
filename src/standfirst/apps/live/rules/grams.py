"""By which three-letter pieces two questions are known to be alike, whatever the language."""

import re
from zlib import crc32

_WORD = re.compile(r"[^\W_]+")
_LEAST = 4  # letters: shorter words stand in every question
ALIKE_FROM = 0.3  # share of their pieces that two questions have in common


def grams_of(folded: str) -> list[int]:
    """Signed 32-bit numbers, in order and without repetition; of a text that `core.text.fold` has folded.

    The words that count have four letters or more; of scripts that do not part words, every piece counts.
    """
    words = _WORD.findall(folded)
    telling = [word for word in words if len(word) >= _LEAST] or words
    return sorted({_number(piece) for word in telling for piece in _pieces(word)})


def _pieces(word: str) -> list[str]:
    padded = f" {word} "
    return [padded[start : start + 3] for start in range(len(padded) - 2)]


def _number(piece: str) -> int:
    return crc32(piece.encode()) - 2**31
