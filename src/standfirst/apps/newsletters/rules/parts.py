"""What an edition shows, part by part, as its templates are given it: only what the reader of that standing may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderLetter:
    """A featured comment. `html` is safe as it is; addresses are whole; `tag` is what changes when it does."""

    id: int
    name: str
    html: str
    text: str
    article_title: str
    article_url: str
    permalink: str
    tag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingInterview:
    """A live interview that is still to come. `url` is whole, `tag` is what changes when it does."""

    id: int
    headline: str
    standfirst: str
    guest: str
    starts_at: datetime
    url: str
    tag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreachedQuestion:
    """What a subscriber has asked and an interview did not come to. `name` is empty for somebody who has left."""

    id: int
    headline: str
    name: str
    interview_title: str
    interview_url: str
    tag: str


Brought = ReaderLetter | ComingInterview | UnreachedQuestion  # what other apps bring


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One block. `value` is what was written in it, `items` what stands in it, cards of articles or what other apps bring."""

    kind: str
    title: str = ""
    value: Any = None
    items: Sequence[Any] = ()
    is_lead: bool = False  # its first story opens the edition
    place: int = 0  # of its block among those that were written, from 1
