"""Mends what copying and careless typing do to text, and finds what only a person can mend."""

from __future__ import annotations

import re

_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile("[ \t\r\n\f\v\u00a0\u2000-\u200a\u202f\u3000]+")
_FRENCH_SPACE = re.compile(r"(?<=«) | (?=[»;:!?])")

# Only abbreviations of this table are closed up: initials of persons (J. R. R. Tolkien) keep their spaces.
_SPACED_ABBREVIATIONS: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (
        (r"U ?\. ?S ?\. ?S ?\. ?R ?\.", "U.S.S.R."),
        (r"U ?\. ?S ?\. ?A ?\.", "U.S.A."),
        (r"U ?\. ?S ?\.(?! Grant\b)", "U.S."),
        (r"U ?\. ?K ?\.(?! Le Guin\b)", "U.K."),
        (r"U ?\. ?N ?\.", "U.N."),
        (r"E ?\. ?U ?\.", "E.U."),
        (r"(?<=Washington, )D ?\. ?C ?\.", "D.C."),
        (r"e ?\. ?g ?\.", "e.g."),
        (r"i ?\. ?e ?\.", "i.e."),
        (r"(?<=\d )a ?\. ?m ?\.", "a.m."),
        (r"(?<=\d )p ?\. ?m ?\.", "p.m."),
        (r"Ph ?\. ?D ?\.", "Ph.D."),
    ),
    "fr": ((r"c ?\. ?-à- ?d ?\.", "c.-à-d."),),
    "es": ((r"EE ?\. ?UU ?\.", "EE. UU."),),
}
_ABBREVIATIONS = {
    language: tuple((re.compile(rf"(?<![\w.]){pattern}"), right) for pattern, right in table)
    for language, table in _SPACED_ABBREVIATIONS.items()
}
_SPACE_BEFORE_POINT = re.compile(r"(?<=\w) (?=[,.](?:\s|$))")
_QUOTATION_MARKS = str.maketrans({"\u201f": "“", "\u2033": '"'})
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)|(?<=s)['’](?=\s|$)|(?<!\w)['’](?=\d0s|em\b|til\b|tis\b)")


def mend(text: str, *, language: str) -> str:
    """Text of one paragraph with clean spaces and closed-up abbreviations."""
    return close_abbreviations(clean_spaces(text, language=language).strip(" "), language=language)


def clean_spaces(text: str, *, language: str) -> str:
    """Keeps one space at either end, since it may be a part of a sentence; French keeps its own spaces."""
    text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    if language == "fr":
        return _FRENCH_SPACE.sub("\u202f", text)
    return _SPACE_BEFORE_POINT.sub("", text)


def close_abbreviations(text: str, *, language: str) -> str:
    for pattern, right in _ABBREVIATIONS.get(language, ()):
        text = pattern.sub(right, text)
    return text


def has_unbalanced_quotation(text: str, *, continues: bool = False) -> bool:
    """`continues` says that the next paragraph opens with a quotation mark: then this one may stay open."""
    text = _APOSTROPHE.sub("", text.translate(_QUOTATION_MARKS))
    open_by = [abs(left - right) for left, right in _pairs(text)]
    straight = text.count('"') % 2
    return sum(open_by) + straight > (1 if continues else 0)


def _pairs(text: str) -> tuple[tuple[int, int], ...]:
    """How many quotations open and how many close; „ turns “ into a closing mark."""
    guillemets = (text.count("«"), text.count("»"))
    if "„" in text:
        return (text.count("„"), text.count("“") + text.count("”")), guillemets
    return (text.count("“"), text.count("”")), guillemets
