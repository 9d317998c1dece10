"""Guesses the language of a text from its commonest words."""

from __future__ import annotations

import re

MOST_CHARACTERS = 20_000
FEWEST_HITS = 5

_WORDS = {
    "en": "the and of to in that is was for with on as by it from at his her which this have",
    "de": "der die und das den nicht von mit ist ein eine auf für sich dem auch als des im wird",
    "fr": "le la les des et une est dans que qui pour pas sur avec par plus du au ne son",
    "es": "el los las que y en una por con para del se su como más pero fue al lo es",
    "it": "il di che è per una della con non sono del nel gli anche alla più dei le si come",
    "pt": "o os as que e em uma para com não do da dos das por mais como foi ao se",
    "nl": "de het een van en in is dat op te zijn voor met niet aan er om ook als bij",
}
_COMMON = {language: frozenset(words.split()) for language, words in _WORDS.items()}


def guess_language(text: str) -> str:
    """Two letters, or nothing when the text is too short or like none of the known ones."""
    words = re.findall(r"[^\W\d_]+", text[:MOST_CHARACTERS].lower())
    hits = {language: sum(word in common for word in words) for language, common in _COMMON.items()}
    best = max(hits, key=lambda language: hits[language])
    return best if hits[best] >= max(FEWEST_HITS, len(words) // 12) else ""
