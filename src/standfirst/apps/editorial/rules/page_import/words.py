"""Small facts about a line of text: how many words, does it end a sentence, is it like a title."""

from __future__ import annotations

import re

_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SENTENCE_END = re.compile(r"[.!?…。！？:;][\"'”’»“)\]\s]*$")
_NOT_A_LETTER = re.compile(r"[\W_]+")


def count_words(text: str) -> int:
    """Scripts without spaces count two characters as a word."""
    ideographs = len(_IDEOGRAPHS.findall(text))
    return len(_IDEOGRAPHS.sub(" ", text).split()) + ideographs // 2


def ends_a_sentence(text: str) -> bool:
    return _SENTENCE_END.search(text[-12:]) is not None


def is_title_like(text: str, *, most_words: int) -> bool:
    return 0 < count_words(text) <= most_words and not re.search(r"[.!;:,][\"”’]?$", text)


def folded(text: str) -> str:
    """The same for two texts that differ in case, punctuation or spaces only."""
    return _NOT_A_LETTER.sub(" ", text.casefold()).strip()


def shortened(text: str, *, most: int = 160) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"
