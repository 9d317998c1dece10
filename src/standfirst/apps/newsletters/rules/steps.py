"""What becomes of an edition as time passes: a table over its state, its times, and what its newsletter wants."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SETTLING = "newsletters.settle_editions"  # the job that does what is due
LATEST = timedelta(hours=2)  # after its time; what is later is for a person to decide
LATE = "It is more than two hours late."


class State(StrEnum):
    """What has become of an edition."""

    DRAFT = "draft"
    HELD = "held"
    APPROVED = "approved"
    SKIPPED = "skipped"
    GIVEN = "given"


class Step(StrEnum):
    """What is to be done with it now."""

    WAIT = "wait"
    FILL = "fill"
    SKIP = "skip"
    HOLD = "hold"
    HOLD_AS_LATE = "hold as late"
    GIVE = "give"


WHEN_NOT_READY = {"fill": Step.FILL, "skip": Step.SKIP, "hold": Step.HOLD}


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """When it begins to go out, from when on it is late (where it comes by zones, its own time is later), by when it must be
    approved, and what becomes of it if it is not (WHEN_NOT_READY)."""

    goes_at: datetime
    late_after: datetime
    ready_by: datetime
    when_not_ready: str


def step_of(state: State, promise: Promise, *, now: datetime) -> Step:
    """What is late goes to a person whatever the newsletter wants; so does what it wants in words that nobody knows."""
    late = now - promise.late_after > LATEST
    match state:
        case State.DRAFT if now >= promise.ready_by:
            return Step.HOLD_AS_LATE if late else WHEN_NOT_READY.get(promise.when_not_ready, Step.HOLD)
        case State.APPROVED if now >= promise.goes_at:
            return Step.HOLD_AS_LATE if late else Step.GIVE
        case _:
            return Step.WAIT


def may_approve(state: State) -> bool:
    """What was sent is over; what was approved, held or left out may be approved again."""
    return state is not State.GIVEN
