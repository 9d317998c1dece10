"""The table of a subscription's life: every state with every event, and the dates that follow."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from standfirst.apps.membership.rules.calendar import end_of_period, months_later
from standfirst.apps.membership.rules.lifecycle import (
    BEGINNINGS,
    OPENING,
    CannotHappen,
    Event,
    State,
    can_happen,
    next_state,
    opens,
)
from standfirst.apps.membership.rules.terms import Fact, Terms, after, as_of, due, window

T, A, P, Z, C, X, R, D = State  # trial, active, past due, paused, cancelling, ended, refunded, disputed
# One line an event: what follows in each state, in the order above; a dot where it cannot happen. B: the state before; S: the state that is said.
WRITTEN = """
pay           A A A Z C . . .
fail          P P P . . . . .
end_period    X P . . X . . .
end_grace     . . X . . . . .
pause         . Z . . . . . .
resume        . . . A . . . .
cancel        C C X C . . . .
keep          . . . . B . . .
change_price  T A P . . . . .
extend        T A A Z C . . .
shorten       . A . Z C . . .
end           X X X X X . . X
refund        . R R R R R . R
dispute       . D D D D D . .
win_dispute   . . . . . . . B
lose_dispute  . . . . . . . X
start_trial   . . . . . . . .
open          . . . . . . . .
open_on_trust . . . . . . . .
follow        S S S S S S S S
"""
LETTERS = dict(zip("TAPZCXRD", State, strict=True))
TABLE = {
    (Event(name), state): letter
    for name, *letters in map(str.split, WRITTEN.strip().splitlines())
    for state, letter in zip(State, letters, strict=True)
}
NOON = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)


def test_the_table_has_a_decision_for_every_pair() -> None:
    assert set(TABLE) == set(itertools.product(Event, State))


@pytest.mark.parametrize(("event", "state"), list(TABLE), ids=str)
def test_what_follows(event: Event, state: State) -> None:
    letter = TABLE[event, state]
    if letter == ".":
        assert not can_happen(event, state)
        with pytest.raises(CannotHappen):
            next_state(event, state, held=State.ACTIVE)
    elif letter == "B":
        assert [next_state(event, state, held=held) for held in State] == list(State)
    elif letter == "S":
        assert [next_state(event, state, said=said) for said in State] == list(State)
    else:
        assert next_state(event, state) is LETTERS[letter]


@pytest.mark.parametrize("event", list(Event))
def test_only_three_events_begin_a_subscription(event: Event) -> None:
    assert can_happen(event, None) is (event in {Event.OPEN, Event.START_TRIAL, Event.OPEN_ON_TRUST})
    if event not in BEGINNINGS:
        with pytest.raises(CannotHappen):
            next_state(event, None)


@pytest.mark.parametrize("state", list(State))
def test_what_each_state_opens(state: State) -> None:
    assert opens(state) is (state in {T, A, P, C})
    assert (state in OPENING) is opens(state)


@pytest.mark.parametrize(
    ("starts_at", "interval", "day", "expected"),
    [
        (datetime(2026, 1, 31, tzinfo=UTC), "month", 31, datetime(2026, 2, 28, tzinfo=UTC)),
        (datetime(2026, 2, 28, tzinfo=UTC), "month", 31, datetime(2026, 3, 31, tzinfo=UTC)),
        (datetime(2024, 2, 29, tzinfo=UTC), "year", 29, datetime(2025, 2, 28, tzinfo=UTC)),
        (datetime(2027, 2, 28, tzinfo=UTC), "year", 29, datetime(2028, 2, 29, tzinfo=UTC)),
        (datetime(2026, 12, 15, tzinfo=UTC), "month", 15, datetime(2027, 1, 15, tzinfo=UTC)),
    ],
)
def test_months_are_counted_as_people_do(
    starts_at: datetime, interval: str, day: int, expected: datetime
) -> None:
    assert end_of_period(starts_at, interval, day=day, zone=UTC) == expected


def test_twelve_months_are_a_year() -> None:
    assert months_later(NOON, 12, day=31, zone=UTC) == end_of_period(NOON, "year", day=31, zone=UTC)


def days(count: float) -> datetime:
    return NOON + timedelta(days=count)


def opened() -> Terms:
    return after(None, Fact(Event.OPEN, at=NOON, ends_at=days(30), grace_days=7))


def test_an_unpaid_period_has_its_grace_and_then_ends() -> None:
    terms = opened()
    assert as_of(terms, now=days(29)).state is A
    unpaid = as_of(terms, now=days(30))
    assert (unpaid.state, unpaid.grace_ends_at) == (P, days(37))
    ended = as_of(terms, now=days(400))
    assert (ended.state, ended.ended_at) == (X, days(37))


def test_a_second_failure_does_not_make_the_grace_longer() -> None:
    terms = after(opened(), Fact(Event.FAIL, at=days(30), until=days(37)))
    assert after(terms, Fact(Event.FAIL, at=days(33), until=days(40))).grace_ends_at == days(37)


def test_a_failure_never_takes_paid_time_away() -> None:
    assert after(opened(), Fact(Event.FAIL, at=days(1), until=days(8))).grace_ends_at == days(30)


def test_a_trial_ends_without_grace() -> None:
    trial = after(None, Fact(Event.START_TRIAL, at=NOON, until=days(14), grace_days=7))
    assert window(trial, at=NOON) == (NOON, days(14))
    assert as_of(trial, now=days(14)).state is X


def test_a_pause_keeps_what_is_left() -> None:
    paused = after(opened(), Fact(Event.PAUSE, at=days(10), until=days(70)))
    assert window(paused, at=days(10)) == (days(70), days(97))
    back = as_of(paused, now=days(70))
    assert (back.state, back.ends_at) == (A, days(90))


def test_cancelling_a_pause_gives_the_rest_first() -> None:
    paused = after(opened(), Fact(Event.PAUSE, at=days(10), until=days(70)))
    leaving = after(paused, Fact(Event.CANCEL, at=days(20)))
    assert (leaving.state, leaving.ends_at) == (C, days(40))


@pytest.mark.parametrize(("state", "back"), [(T, T), (A, A)])
def test_who_keeps_after_all_is_where_they_were(state: State, back: State) -> None:
    began = (
        Fact(Event.START_TRIAL, at=NOON, until=days(14))
        if state is T
        else Fact(Event.OPEN, at=NOON, ends_at=days(30))
    )
    leaving = after(after(None, began), Fact(Event.CANCEL, at=days(1)))
    assert after(leaving, Fact(Event.KEEP, at=days(2))).state is back


@pytest.mark.parametrize("event", [Event.CANCEL, Event.PAUSE, Event.EXTEND])
def test_a_dispute_that_is_won_leaves_all_as_it_was(event: Event) -> None:
    before = after(opened(), Fact(event, at=days(1), until=days(9), ends_at=days(60)))
    disputed = after(before, Fact(Event.DISPUTE, at=days(2)))
    assert window(disputed, at=days(2)) is None
    won = after(disputed, Fact(Event.WIN_DISPUTE, at=days(3)))
    assert (won.state, won.ends_at, won.paused_until) == (before.state, before.ends_at, before.paused_until)


def test_nothing_is_due_of_what_is_over() -> None:
    refunded = after(opened(), Fact(Event.REFUND, at=days(3)))
    assert due(refunded, now=days(1000)) is None
    assert refunded.ended_at == days(3)


def test_an_order_on_trust_is_paid_from_its_beginning() -> None:
    trusted = after(None, Fact(Event.OPEN_ON_TRUST, at=NOON, until=days(14)))
    assert window(trusted, at=NOON) == (NOON, days(14))
    assert trusted.ends_at == NOON
