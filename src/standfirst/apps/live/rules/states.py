"""The lives of an interview and of a question: which states there are, and which step may follow which.

An interview is announced, may collect questions before it begins, is live, has ended, and is a replay. A question waits for
the desk, is open to votes, is on air, is answered; or it ends otherwise, and its asker is told how.
"""

from enum import StrEnum


class Stage(StrEnum):
    """Of an interview."""

    ANNOUNCED = "announced"
    COLLECTING = "collecting"
    LIVE = "live"
    ENDED = "ended"
    REPLAY = "replay"


class Asking(StrEnum):
    """Whether questions are taken: by the stage, or as a producer has said, until they say otherwise."""

    AUTO = "auto"
    OPEN = "open"
    CLOSED = "closed"


class State(StrEnum):
    """Of a question."""

    PENDING = "pending"
    OPEN = "open"
    ON_AIR = "on_air"
    ANSWERED = "answered"
    MERGED = "merged"
    NOT_REACHED = "not_reached"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    TAKEN_DOWN = "taken_down"


_PUBLIC = frozenset({State.OPEN, State.ON_AIR, State.ANSWERED, State.NOT_REACHED})
OVER = frozenset(
    {State.ANSWERED, State.MERGED, State.NOT_REACHED, State.DECLINED, State.WITHDRAWN, State.TAKEN_DOWN}
)
TAKES_QUESTIONS = frozenset({Stage.COLLECTING, Stage.LIVE})
BEFORE_THE_END = frozenset({Stage.ANNOUNCED, Stage.COLLECTING, Stage.LIVE})

_NEXT_STAGES = {
    Stage.ANNOUNCED: {Stage.COLLECTING, Stage.LIVE},
    Stage.COLLECTING: {Stage.ANNOUNCED, Stage.LIVE},
    Stage.LIVE: {Stage.ENDED},
    Stage.ENDED: {Stage.LIVE, Stage.REPLAY},
    Stage.REPLAY: {Stage.ENDED},
}
_NEXT_STATES = {
    State.PENDING: {State.OPEN, State.DECLINED, State.WITHDRAWN, State.MERGED, State.NOT_REACHED, State.TAKEN_DOWN},
    State.OPEN: {
        State.PENDING, State.ON_AIR, State.ANSWERED, State.DECLINED, State.WITHDRAWN, State.MERGED, State.NOT_REACHED,
        State.TAKEN_DOWN,
    },
    State.ON_AIR: {State.OPEN, State.ANSWERED, State.WITHDRAWN, State.TAKEN_DOWN},
    State.ANSWERED: {State.OPEN, State.ON_AIR, State.TAKEN_DOWN},
    State.MERGED: {State.OPEN, State.PENDING, State.WITHDRAWN, State.TAKEN_DOWN},
    State.NOT_REACHED: {State.OPEN, State.PENDING, State.TAKEN_DOWN},
    State.DECLINED: {State.PENDING, State.OPEN},
    State.WITHDRAWN: set(),
    State.TAKEN_DOWN: {State.PENDING},
}  # fmt: skip


def may_move(stage: Stage, to: Stage) -> bool:
    """Whether an interview may go from here to there."""
    return to in _NEXT_STAGES[stage]


def may_become(state: State, to: State) -> bool:
    """Whether a question may."""
    return to in _NEXT_STATES[state]


def is_public(state: State, *, was_opened: bool) -> bool:
    """Whether everybody may see its words. Without the desk's word never, however the interview ends."""
    return was_opened and state in _PUBLIC


def takes_questions(stage: Stage, asking: Asking) -> bool:
    """Whether one can be asked now. What a producer has said holds until the interview has ended."""
    if asking is Asking.CLOSED or stage not in BEFORE_THE_END:
        return False
    return asking is Asking.OPEN or stage in TAKES_QUESTIONS


def takes_votes(stage: Stage) -> bool:
    """As long as what is voted for can still be asked."""
    return stage in BEFORE_THE_END


def hides_votes(stage: Stage, *, chosen: bool) -> bool:
    """Whether numbers of votes are kept from the public now."""
    return chosen and stage in BEFORE_THE_END
