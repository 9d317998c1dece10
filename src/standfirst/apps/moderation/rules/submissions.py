"""What is judged and what comes of it, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol


class Verdict(StrEnum):
    """What becomes of a text, from the mildest; FLAG goes out and the desk sees it as if it had been reported."""

    PUBLISH = "publish"
    FLAG = "flag"
    HOLD = "hold"
    REFUSE = "refuse"

    @property
    def gravity(self) -> int:
        """Its place in that order."""
        return list(Verdict).index(self)


class Mode(StrEnum):
    """What a place allows now. READERS_ONLY is about who may read: who may write is asked before a text is judged."""

    OPEN = "open"
    PREMODERATED = "premoderated"
    READERS_ONLY = "readers_only"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the text would stand, and why it is as open as it is."""

    mode: Mode
    reason: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """What has become of the author's texts. `last_keys` are the keys of those of the last `repeat_minutes`."""

    published: int = 0
    rejected_recently: int = 0
    decided_recently: int = 0
    approved_ever: int = 0
    last_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AuthorFacts:
    """The author as far as it matters here; `believed` are names that somebody is known to bear."""

    history: History = field(default_factory=History)
    is_staff: bool = False
    hold_all: bool = False
    believed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Submission:
    """One text as it was typed (`source`) and as it reads (`text`), with all that a phase may ask about."""

    source: str
    text: str
    links: tuple[str, ...]
    quote: str
    language: str
    place: Place
    author: AuthorFacts
    is_edit: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What one phase has seen. `rule` is the number in the guidelines; `words` are the listed ones that were found."""

    phase: str
    code: str
    verdict: Verdict
    rule: int | None = None
    detail: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """The gravest of what was found, all of it, and whether a phase could not do its work."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    broke: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers of a publication. `rules` says which rule of the guidelines a phase upholds."""

    shortest: int = 1  # characters of the text as it reads
    longest: int = 4_000
    most_links: int = 3
    links_hold_from: int = 2
    first_comments: int = 2  # so many have to be approved before the next goes out by itself
    repeat_minutes: int = 6
    history_days: int = 7
    history_share: float = 0.3  # rejected of those decided
    history_least: int = 4
    score_flag_from: float = 0.7
    score_hold_from: float = 0.9
    rules: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


class Scorer(Protocol):
    """Something that reads a text and says from 0 to 1 how likely a moderator is to reject it."""

    def score(self, text: str, language: str) -> float:
        """Raises whatever goes wrong, TimeoutError included; the text is held then."""
