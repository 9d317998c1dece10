"""Lists of words, as values: which words, how grave each is, and what is innocent although it looks the same."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import Any

SHIPPED = ("en", "de", "fr", "es")


class Severity(IntEnum):
    """What follows when a word is found in a text, from the mildest. Usernames: all but FLAG are refused."""

    NAME = 0  # nothing; it is only unfit as what somebody is called
    FLAG = 1  # goes out, and the desk sees it; often a name or a plain word
    HOLD = 2  # waits for the desk
    REFUSE = 3  # never goes out


@dataclass(frozen=True, slots=True)
class Entry:
    """One word. Its endings are listed, nothing is guessed; `anywhere` finds it inside longer words as well."""

    word: str
    severity: Severity
    endings: tuple[str, ...] = ()
    anywhere: bool = False

    @property
    def forms(self) -> tuple[str, ...]:
        """The word and the word with each of its endings."""
        return (self.word, *(self.word + ending for ending in self.endings))


@dataclass(frozen=True, slots=True)
class WordList:
    """A list in one version.

    `allowed` are words (places, surnames, dishes) that are innocent whatever they hold; `names` are given names that
    are innocent where somebody is known to bear them.
    """

    language: str
    version: str
    entries: tuple[Entry, ...]
    allowed: frozenset[str] = field(default_factory=frozenset)
    names: frozenset[str] = field(default_factory=frozenset)


class BadList(ValueError):
    """A list of words cannot be read."""


def read_list(text: str) -> WordList:
    """A list as it is written in TOML. Raises BadList."""
    try:
        found = tomllib.loads(text)
        innocent = found.get("innocent", {})
        return WordList(
            language=found["language"],
            version=found["version"],
            entries=tuple(entry for name in Severity.__members__ for entry in _entries(found, name)),
            allowed=frozenset(innocent.get("allowed", ())),
            names=frozenset(innocent.get("names", ())),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as fault:
        raise BadList(f"this list of words cannot be read: {fault}") from fault


def _entries(found: Mapping[str, Any], name: str) -> list[Entry]:
    """The entries of one severity; each is written as the word and its endings: "shout s ed ing"."""
    part = found.get(name.lower(), {})
    lines = [(line, False) for line in part.get("words", ())] + [
        (line, True) for line in part.get("anywhere", ())
    ]
    return [_entry(line, Severity[name], anywhere=anywhere) for line, anywhere in lines]


def _entry(line: str, severity: Severity, *, anywhere: bool) -> Entry:
    word, *endings = line.split()
    return Entry(word=word, severity=severity, endings=tuple(endings), anywhere=anywhere)


@cache
def shipped_lists() -> tuple[WordList, ...]:
    """The lists that come with Standfirst."""
    folder = files(__package__).joinpath("word_lists")
    return tuple(read_list(folder.joinpath(f"{name}.toml").read_text(encoding="utf-8")) for name in SHIPPED)
