"""How a comment stands, which queue it lies in and whether it has a place in the public thread."""

from dataclasses import dataclass
from enum import IntEnum


class Status(IntEnum):
    """Where a comment stands."""

    PUBLISHED = 0
    PENDING = 1
    HELD = 2
    REJECTED = 3
    DELETED = 4


class Queue(IntEnum):
    """In which queue of the desk it lies; in one at a time."""

    NONE = 0
    REPORTED = 1
    PENDING = 2
    HELD = 3
    NEW = 4
    APPROVED = 5
    REJECTED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What decides where a comment is shown, to readers and at the desk."""

    status: Status
    was_published: bool
    is_judged: bool  # a moderator has decided on the present revision
    needs_a_look: bool  # flagged by the pipeline, or reported and not yet settled
    has_answers: bool  # visible ones, shown under it or in answer to it


def is_visible(state: State) -> bool:
    """Published; or gone after it was published, and then its place is kept where somebody would miss it.

    What a moderator removed is always missed; what its author deleted only where there are answers.
    """
    match state.status:
        case Status.PUBLISHED:
            return True
        case Status.REJECTED:
            return state.was_published
        case Status.DELETED:
            return state.was_published and state.has_answers
        case _:
            return False


def queue_of(state: State) -> Queue:
    """Where a moderator finds it."""
    match state.status:
        case Status.PENDING:
            return Queue.PENDING
        case Status.HELD:
            return Queue.HELD
        case Status.REJECTED:
            return Queue.REJECTED
        case Status.DELETED:
            return Queue.NONE
        case _ if state.needs_a_look:
            return Queue.REPORTED
        case _:
            return Queue.APPROVED if state.is_judged else Queue.NEW
