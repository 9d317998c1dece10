"""The life of a subscription: its states, what can happen to it, and one table that says what follows from what."""

from enum import StrEnum


class State(StrEnum):
    """Where a subscription stands."""

    TRIAL = "trial"
    ACTIVE = "active"
    PAST_DUE = "past_due"  # unpaid, within grace
    PAUSED = "paused"
    CANCELLING = "cancelling"  # ends with what has been paid for
    ENDED = "ended"
    REFUNDED = "refunded"
    DISPUTED = "disputed"


class Event(StrEnum):
    """What can happen to a subscription."""

    START_TRIAL = "start_trial"
    OPEN = "open"  # with a payment
    OPEN_ON_TRUST = "open_on_trust"  # before the first payment
    PAY = "pay"
    FAIL = "fail"
    END_PERIOD = "end_period"
    END_GRACE = "end_grace"
    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"
    KEEP = "keep"
    CHANGE_PRICE = "change_price"
    EXTEND = "extend"
    SHORTEN = "shorten"  # time that was added is taken back
    END = "end"  # at once, by the desk
    REFUND = "refund"
    DISPUTE = "dispute"
    WIN_DISPUTE = "win_dispute"
    LOSE_DISPUTE = "lose_dispute"
    FOLLOW = "follow"  # the gateway says where it stands


class Back(StrEnum):
    """The state that was held when the present one began."""

    BACK = "back"


class Said(StrEnum):
    """The state that the gateway names."""

    SAID = "said"


class CannotHappen(Exception):
    """The table has no place for this event in this state."""

    def __init__(self, event: Event, state: State | None) -> None:
        self.event, self.state = event, state
        super().__init__(f"{event} cannot happen to a subscription that is {state or 'not there'}")


BACK = Back.BACK
_E, _S = Event, State
BEGINNINGS: dict[Event, State] = {
    _E.START_TRIAL: _S.TRIAL,
    _E.OPEN: _S.ACTIVE,
    _E.OPEN_ON_TRUST: _S.PAST_DUE,
}
TABLE: dict[State, dict[Event, State | Back | Said]] = {
    _S.TRIAL: {
        _E.PAY: _S.ACTIVE,
        _E.FAIL: _S.PAST_DUE,
        _E.END_PERIOD: _S.ENDED,
        _E.CANCEL: _S.CANCELLING,
        _E.CHANGE_PRICE: _S.TRIAL,
        _E.EXTEND: _S.TRIAL,
        _E.END: _S.ENDED,
    },
    _S.ACTIVE: {
        _E.PAY: _S.ACTIVE,
        _E.FAIL: _S.PAST_DUE,
        _E.END_PERIOD: _S.PAST_DUE,
        _E.PAUSE: _S.PAUSED,
        _E.CANCEL: _S.CANCELLING,
        _E.CHANGE_PRICE: _S.ACTIVE,
        _E.EXTEND: _S.ACTIVE,
        _E.SHORTEN: _S.ACTIVE,
        _E.END: _S.ENDED,
        _E.REFUND: _S.REFUNDED,
        _E.DISPUTE: _S.DISPUTED,
    },
    _S.PAST_DUE: {
        _E.PAY: _S.ACTIVE,
        _E.FAIL: _S.PAST_DUE,
        _E.END_GRACE: _S.ENDED,
        _E.CANCEL: _S.ENDED,  # nothing is paid for, so there is nothing to wait for
        _E.CHANGE_PRICE: _S.PAST_DUE,
        _E.EXTEND: _S.ACTIVE,
        _E.END: _S.ENDED,
        _E.REFUND: _S.REFUNDED,
        _E.DISPUTE: _S.DISPUTED,
    },
    _S.PAUSED: {
        _E.PAY: _S.PAUSED,  # an invoice from before the pause; the time is added
        _E.RESUME: _S.ACTIVE,
        _E.CANCEL: _S.CANCELLING,  # what was paid for can be read first
        _E.EXTEND: _S.PAUSED,
        _E.SHORTEN: _S.PAUSED,
        _E.END: _S.ENDED,
        _E.REFUND: _S.REFUNDED,
        _E.DISPUTE: _S.DISPUTED,
    },
    _S.CANCELLING: {
        _E.PAY: _S.CANCELLING,  # a transfer that crossed with the cancellation; the time is added
        _E.END_PERIOD: _S.ENDED,
        _E.KEEP: BACK,
        _E.EXTEND: _S.CANCELLING,
        _E.SHORTEN: _S.CANCELLING,
        _E.END: _S.ENDED,
        _E.REFUND: _S.REFUNDED,
        _E.DISPUTE: _S.DISPUTED,
    },
    _S.ENDED: {_E.REFUND: _S.REFUNDED, _E.DISPUTE: _S.DISPUTED},
    _S.REFUNDED: {},
    _S.DISPUTED: {
        _E.WIN_DISPUTE: BACK,
        _E.LOSE_DISPUTE: _S.ENDED,
        _E.END: _S.ENDED,
        _E.REFUND: _S.REFUNDED,
    },
}
# A gateway that charges by itself is the master of its subscriptions: it may say anything at any time.
for _row in TABLE.values():
    _row[_E.FOLLOW] = Said.SAID
OPENING = frozenset({State.TRIAL, State.ACTIVE, State.PAST_DUE, State.CANCELLING})
RUNNING = OPENING | {State.PAUSED, State.DISPUTED}


def opens(state: State) -> bool:
    """Whether a subscription in this state opens anything; past due is past due within its grace."""
    return state in OPENING


def can_happen(event: Event, state: State | None) -> bool:
    """Whether the table has a place for it; `state` is None before there is a subscription."""
    return event in BEGINNINGS if state is None else event in TABLE[state]


def next_state(
    event: Event, state: State | None, *, held: State | None = None, said: State | None = None
) -> State:
    """What follows. Raises CannotHappen."""
    if not can_happen(event, state):
        raise CannotHappen(event, state)
    found = BEGINNINGS[event] if state is None else TABLE[state][event]
    if isinstance(found, Said):
        return said or state or State.ACTIVE
    return (held or State.ACTIVE) if isinstance(found, Back) else found
