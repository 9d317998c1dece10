"""How long a text is."""

import re
from collections.abc import Iterable

_TAG = re.compile(r"<[^>]*>")
_WORDS_A_MINUTE = 230


def count_words(texts: Iterable[str]) -> int:
    """Words in pieces of text or simple HTML; what stands between white space counts as one."""
    return sum(len(_TAG.sub(" ", text).split()) for text in texts)


def minutes_to_read(words: int) -> int:
    """Whole minutes at 230 words a minute, never less than one."""
    return max(1, round(words / _WORDS_A_MINUTE))
