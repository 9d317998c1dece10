"""Reads bylines and the lines about an author."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from standfirst.apps.editorial.rules.page_import.page import ImportedAuthor
from standfirst.apps.editorial.rules.page_import.words import count_words, folded

MOST_WORDS_OF_A_BYLINE = 60
MOST_WORDS_ABOUT_AN_AUTHOR = 90

_OPENING = re.compile(
    r"^(?i:(?:story|text|words|interview|reported|written|opinion)\s+)?"
    r"(?i:by|von|par|por|di|door)\s*:?\s+(?=[^\W\d_a-zß-ÿ]|(?:de|van|von|al|bin|el|la)\s)"
)
_PARTICLES = "de|da|do|dos|das|del|della|di|du|van|von|der|den|ter|ten|la|le|el|al|bin|ibn|abu|y|e|zu|zum|zur|af|av|ben"
_WORD_OF_A_NAME = r"(?:[A-ZÀ-ÖØ-ÞŁŚŻŽŠČĆĐŞİ][\w'’.\-]*|[^\W\d_a-zA-Z][\w'’\-]*)"
_NAME = re.compile(rf"^{_WORD_OF_A_NAME}(?:\s+(?:(?:{_PARTICLES})\s+)*{_WORD_OF_A_NAME}){{1,4}}$")
_AND = r"(?:and|und|et|y|e|with|mit|avec|con|&)"
_JOIN = re.compile(rf"\s*([,;](?:\s+{_AND})?\s+|\s{_AND}\s)\s*", re.IGNORECASE)
_NOT_A_PERSON = re.compile(
    r"\b(?:University|Institute|Institution|Council|Times|Review|Magazine|Post|Foundation|School|College|Cent(?:er|re)|"
    r"Society|Press|Studies|Affairs|Staff|Editors?|News|Desk|Photos?|Images|Agency|Reuters|Redaktion|Rédaction|Redacción|"
    r"Universität|Université|Universidad|Institut|Zeitung|Newspaper|Editorial|Board|Initiative|Program(?:me)?|Policy)\b"
)
_NO_FIRST_NAME = re.compile(
    r"^(?:The|A|An|Our|My|Your|Why|How|What|When|Where|Who|For|In|On|At|Of|From|This|These|No|Not|And|But|Der|Die|Das|Ein|Eine|"
    r"Warum|Wie|Le|Les|Un|Une|Pourquoi|Comment|El|Los|Las|Una|Por)\s"
)
_HANDLE = re.compile(r"(?<![\w.@/])@([A-Za-z0-9_][A-Za-z0-9_.\-]{1,48}[A-Za-z0-9_])")
_ABOUT_HEADING = re.compile(
    r"^(?:about the (?:authors?|writers?)|the authors?|über (?:den autor|die autorin|die autoren)|zur person|zum autor|zur autorin|"
    r"à propos de l['’]auteur(?:e|s)?|(?:sobre|acerca de) (?:el autor|la autora|los autores))\b\s*:?",
    re.IGNORECASE,
)
_FOLLOW = re.compile(
    r"^(?:you can )?(?:follow (?:her|him|them|\w+(?: \w+)?)|(?:x|twitter|bluesky|mastodon|instagram|threads)(?: ?/ ?\w+)?\s*:|"
    r"folgen sie|suivez|sígu(?:e|a)l[ao])\b.*@",
    re.IGNORECASE,
)
_IS = r"(?:is|was|are|writes|covers|reports|has been|teaches|works|ist|war|schreibt|arbeitet|lehrt|est|était|écrit|es|era|escribe)"


def is_byline(line: str) -> bool:
    return (
        _OPENING.match(line) is not None
        and count_words(line) <= MOST_WORDS_OF_A_BYLINE
        and bool(read_byline(line))
    )


def read_byline(line: str) -> tuple[ImportedAuthor, ...]:
    """Names with what follows them: `By Ann Lee, a fellow at the Institute, and Bo Dahl` gives two authors."""
    rest = _OPENING.sub("", line.strip().split("|")[0].split("•")[0].strip(), count=1).rstrip(".")
    pieces = _JOIN.split(rest)
    authors: list[ImportedAuthor] = []
    for mark, piece in zip([",", *pieces[1::2]], pieces[0::2], strict=True):
        if _opens_a_name(piece, mark, authors):
            authors.append(ImportedAuthor(name=_name(piece)))
        elif authors and piece:
            authors[-1] = _with_more(authors[-1], mark, piece)
    return tuple(replace(author, about=author.about.strip(" ,")) for author in authors)


def is_a_name(text: str) -> bool:
    if _NO_FIRST_NAME.match(text) or _NOT_A_PERSON.search(text):
        return False
    return _NAME.match(text) is not None


def find_handle(text: str) -> str:
    found = _HANDLE.search(text)
    return f"@{found[1].rstrip('.')}" if found else ""


def is_about_heading(line: str) -> bool:
    return _ABOUT_HEADING.fullmatch(line) is not None


def without_about_heading(text: str) -> str:
    return _ABOUT_HEADING.sub("", text, count=1).strip()


def is_follow_line(line: str) -> bool:
    return _FOLLOW.match(line) is not None and count_words(line) <= 25


def is_about(line: str, author: ImportedAuthor) -> bool:
    """Whether a line of the tail begins `Ann Lee is …`; the same words in an article's middle are no such line."""
    if count_words(line) > MOST_WORDS_ABOUT_AN_AUTHOR:
        return False
    return re.match(rf"{re.escape(author.name)},?\s(?:{_IS}|an? |the )\b", line, re.IGNORECASE) is not None


def merged(authors: Iterable[ImportedAuthor]) -> tuple[ImportedAuthor, ...]:
    """One entry a person, with the longest line about them and the first handle."""
    found: dict[str, ImportedAuthor] = {}
    for author in authors:
        key = folded(author.name)
        if not key:
            continue
        earlier = found.get(key, author)
        about = max(earlier.about, author.about, key=len)
        found[key] = replace(earlier, about=about, handle=earlier.handle or author.handle)
    return tuple(found.values())


def _name(piece: str) -> str:
    """Some pages shout their authors."""
    name = piece if piece.endswith((" Jr.", " Sr.")) else piece.strip(" .")
    return name.title() if name.isupper() else name


def _opens_a_name(piece: str, mark: str, authors: list[ImportedAuthor]) -> bool:
    if not is_a_name(piece.strip()):
        return False
    return not (mark.strip() == "," and authors and authors[-1].about)


def _with_more(author: ImportedAuthor, mark: str, piece: str) -> ImportedAuthor:
    mark = f"{mark.strip()} " if mark.startswith((",", ";")) else f" {mark.strip()} "
    joined = f"{author.about}{mark}{piece}" if author.about else piece
    return replace(author, about=joined, handle=author.handle or find_handle(piece))
