"""What a consent is about, and how a text is told from every other version of it."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

TERMS = "terms"
PRIVACY = "privacy"
NEEDED = (TERMS, PRIVACY)
_CORRESPONDENCE = "correspondence:"
_SPACES = re.compile(r"[^\S\n]+")
_GAPS = re.compile(r"\n{3,}")


def correspondence(name: str) -> str:
    """The kind of consent for a kind of correspondence, such as correspondence:offers."""
    return _CORRESPONDENCE + name


def normalised(text: str) -> str:
    """The text as it is compared: composed letters, single spaces, no more than one empty line."""
    lines = _SPACES.sub(" ", unicodedata.normalize("NFC", text).replace("\r\n", "\n")).split("\n")
    return _GAPS.sub("\n\n", "\n".join(line.strip() for line in lines)).strip()


@dataclass(frozen=True, slots=True)
class WordingShown:
    """A text as it stood before a reader; `kind` is terms or privacy, `language` a BCP 47 tag."""

    kind: str
    language: str
    title: str
    text: str

    @property
    def digest(self) -> str:
        """SHA-256 of the normalised title and text."""
        whole = f"{normalised(self.title)}\n\n{normalised(self.text)}"
        return hashlib.sha256(whole.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """One box of a form: `statement` is the sentence beside it, `given` whether it was ticked."""

    kind: str
    statement: str
    given: bool = True
    wording: WordingShown | None = None


def still_due(agreed: Mapping[str, str | None], wordings: Iterable[WordingShown]) -> list[WordingShown]:
    """The texts that have not been agreed to as they stand; `agreed` is the digest by kind, None for withdrawn."""
    return [wording for wording in wordings if agreed.get(wording.kind) != wording.digest]
