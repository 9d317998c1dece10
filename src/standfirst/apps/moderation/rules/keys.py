"""Keys of texts, by which a text is known again although a word was changed."""

import hashlib
import re
from collections.abc import Iterator

from standfirst.core.text.fold import fold

_WORD = re.compile(r"[^\W_]+")
_LEAST_WORDS = 12  # shorter texts are alike by chance
_NEAR = 3  # bits of 64
_DIGEST = 32  # hexadecimal digits
_LANE = 20  # bits in which the votes for one bit are counted, eight of them side by side
_LANES = [sum(1 << _LANE * bit for bit in range(8) if byte >> bit & 1) for byte in range(256)]


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
    digests = [hashlib.blake2b(run.encode(), digest_size=8).digest() for run in _threes(words)]
    columns = [b"".join(digests)[place::8] for place in range(8)]
    lanes = [sum(map(_LANES.__getitem__, column)) for column in reversed(columns)]
    votes = [lane >> _LANE * bit & (1 << _LANE) - 1 for lane in lanes for bit in range(8)]
    return sum(1 << place for place, vote in enumerate(votes) if 2 * vote > len(digests))


def _threes(words: list[str]) -> Iterator[str]:
    return (" ".join(words[start : start + 3]) for start in range(len(words) - 2))
