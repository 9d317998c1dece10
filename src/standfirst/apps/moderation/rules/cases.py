"""What may happen to a report of something unlawful, and in which state it is then."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class State(StrEnum):
    """Where a case stands."""

    AWAITING = "awaiting"
    UNDER_REVIEW = "under_review"
    DECIDED = "decided"
    VOID = "void"


class Event(StrEnum):
    """What happens to it."""

    OPENED = "opened"
    TAKEN_UP = "taken_up"
    NOTED = "noted"
    DECIDED = "decided"
    VOIDED = "voided"
    REOPENED = "reopened"


class Decision(StrEnum):
    """What was found."""

    NONE = ""
    REMOVED = "removed"
    STAYS = "stays"


SAYINGS = {
    State.AWAITING: "waits",
    State.UNDER_REVIEW: "under review",
    State.DECIDED: "decided",
    State.VOID: "void",
}
THEN: Mapping[tuple[State, Event], State] = MappingProxyType(
    {
        (State.AWAITING, Event.TAKEN_UP): State.UNDER_REVIEW,
        (State.AWAITING, Event.NOTED): State.AWAITING,
        (State.AWAITING, Event.VOIDED): State.VOID,
        (State.UNDER_REVIEW, Event.NOTED): State.UNDER_REVIEW,
        (State.UNDER_REVIEW, Event.DECIDED): State.DECIDED,
        (State.UNDER_REVIEW, Event.VOIDED): State.VOID,
        (State.DECIDED, Event.NOTED): State.DECIDED,
        (State.DECIDED, Event.REOPENED): State.UNDER_REVIEW,
        (State.VOID, Event.NOTED): State.VOID,
        (State.VOID, Event.REOPENED): State.UNDER_REVIEW,
    }
)
OPEN = frozenset({State.AWAITING, State.UNDER_REVIEW})


def events_from(state: State) -> tuple[Event, ...]:
    """What may happen in this state."""
    return tuple(event for before, event in THEN if before is state)
