"""What is shown of a room and its questions, as values: to everybody, to an asker, and to the desk."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from standfirst.apps.live.rules.states import Stage, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A question as everybody sees it. Nobody is named in it but by their username; `asked_at` is told to the minute.

    `votes` is None while they are hidden; `also` is how many others asked the same.
    """

    key: str
    text: str
    by: str
    votes: int | None
    asked_at: datetime
    label: str
    state: State
    edited: bool
    language: str = ""
    also: int = 0

    def as_json(self) -> dict[str, Any]:
        """As it goes over the stream."""
        return {
            "key": self.key,
            "text": self.text,
            "by": self.by,
            "votes": self.votes,
            "at": minute_of(self.asked_at),
            "label": self.label,
            "state": self.state.value,
            "edited": self.edited,
            "lang": self.language,
            "also": self.also,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What became of all questions: the same to everybody. `approved` are those that were ever open to votes."""

    asked: int
    approved: int
    answered: int
    not_reached: int
    by_state: Mapping[State, int]

    def as_json(self) -> dict[str, int]:
        """Without what only the desk counts."""
        return {
            "asked": self.asked,
            "approved": self.approved,
            "answered": self.answered,
            "not_reached": self.not_reached,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomState:
    """All that everybody may see of a room. `seq` is of the last frame that is certainly in it."""

    epoch: str
    seq: int
    stage: Stage
    asking: bool
    now: Card | None
    questions: tuple[Card, ...]
    answered: tuple[Card, ...]
    counts: Counts
    hides_tallies: bool
    air_version: int
    farewell: str = ""

    def as_json(self) -> dict[str, Any]:
        """The content of a snapshot."""
        return {
            "stage": self.stage.value,
            "asking": self.asking,
            "now": self.now.as_json() if self.now else None,
            "questions": [card.as_json() for card in self.questions],
            "answered": [card.as_json() for card in self.answered],
            "counts": self.counts.as_json(),
            "hides_tallies": self.hides_tallies,
            "farewell": self.farewell,
        }

    def as_line(self) -> str:
        """The same in one line."""
        return one_line(self.as_json())


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCard:
    """A question as its asker sees it: with its state, the reason, and how they had written it.

    `merged_key` and `merged_text` are of the question with which it was merged; `votes` counts those of that one then.
    """

    key: str
    text: str
    asked_text: str
    state: State
    votes: int | None
    asked_at: datetime
    label: str
    sentence: str
    rule: int | None
    guidelines: int | None
    merged_key: str = ""
    merged_text: str = ""

    @property
    def edited(self) -> bool:
        """Whether the desk has changed it."""
        return bool(self.asked_text) and self.asked_text != self.text

    @property
    def can_edit(self) -> bool:
        """By its asker."""
        return self.state is State.PENDING

    @property
    def can_withdraw(self) -> bool:
        """By its asker."""
        return self.state in {State.PENDING, State.OPEN, State.ON_AIR, State.MERGED}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskCard:
    """A question as the desk sees it. `is_new_voice`: nobody has heard this asker in this interview yet.

    `findings` are what moderation saw; `version` is what a change of it must say it has seen; `mark` is its place in the
    list that it came with.
    """

    key: str
    text: str
    asked_text: str
    by: str
    asker_id: int | None
    state: State
    votes: int
    asked_at: datetime
    opened_at: datetime | None
    label: str
    language: str
    sentence: str
    rule: int | None
    version: int
    findings: tuple[Mapping[str, Any], ...]
    is_new_voice: bool
    merged: int
    merged_key: str
    mark: str


def minute_of(moment: datetime) -> str:
    """Without seconds, by which somebody could be known; in UTC."""
    return moment.strftime("%Y-%m-%dT%H:%MZ")


def one_line(content: Any) -> str:
    """JSON without a line break, whatever was typed."""
    return json.dumps(content, separators=(",", ":"))
