"""Keys of texts, by which a text is known again although a word was changed."""

import hashlib
import re
from collections.abc import Iterator

from standfirst.core.text.fold import fold

_WORD = re.compile(r"[^\W_]+")
_LEAST_WORDS = 12  # shorter texts are alike by chance
_NEAR = 3  # bits of 64
_DIGEST = 32  # hexadecimal digits


def text_key(text: str) -> str:
    """The same for texts that differ in spaces, signs, capitals and accents only; close for those that differ in a word."""
    words = _WORD.findall(fold(text))
    told = " ".join(words) or text.strip()
    digest = hashlib.sha256(told.encode()).hexdigest()[:_DIGEST]
    return f"{digest}{_simhash(words):016x}" if len(words) >= _LEAST_WORDS else digest


def are_alike(one: str, other: str) -> bool:
    """Whether two keys are of the same text, or nearly."""
    if one[:_DIGEST] == other[:_DIGEST]:
        return True
    near, far = one[_DIGEST:], other[_DIGEST:]
    return bool(near and far) and (int(near, 16) ^ int(far, 16)).bit_count() <= _NEAR


def _simhash(words: list[str]) -> int:
    """64 bits, of which texts that share most of their runs of three words share most (Charikar 2002)."""
    votes = [0] * 64
    for run in _threes(words):
        bits = int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest())
        votes = [vote + (1 if bits >> place & 1 else -1) for place, vote in enumerate(votes)]
    return sum(1 << place for place, vote in enumerate(votes) if vote > 0)


def _threes(words: list[str]) -> Iterator[str]:
    return (" ".join(words[start : start + 3]) for start in range(len(words) - 2))
