"""What a subscription's state and dates are after something has happened; replaying its history gives them again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo

from standfirst.apps.membership.rules.calendar import day_of
from standfirst.apps.membership.rules.lifecycle import Event, State, next_state

AT_ONCE = timedelta(0)


@dataclass(frozen=True, slots=True)
class Terms:
    """State and dates. `day` is the day of the month on which periods begin; `grace_days` how long unpaid time opens.

    `held` is the state to go back to from cancelling or disputed.
    """

    state: State
    starts_at: datetime
    ends_at: datetime
    day: int
    grace_days: int
    trial_ends_at: datetime | None = None
    grace_ends_at: datetime | None = None
    paused_at: datetime | None = None
    paused_until: datetime | None = None
    ended_at: datetime | None = None
    held: State | None = None

    @property
    def grace(self) -> timedelta:
        return timedelta(days=self.grace_days)


@dataclass(frozen=True, slots=True)
class Fact:
    """An event with its moment. The paid period is from `starts_at` to `ends_at`; `until` is the end of what begins.

    `said` is the state that a gateway names; `zone` is where days of the month are counted.
    """

    event: Event
    at: datetime
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    until: datetime | None = None
    grace_days: int = 0
    said: State | None = None
    zone: tzinfo = UTC


class Lacking(ValueError):
    """The fact does not say what its event needs."""


def after(terms: Terms | None, fact: Fact) -> Terms:
    """The terms once it has happened. Raises CannotHappen and Lacking."""
    now, held = (terms.state, terms.held) if terms else (None, None)
    state = next_state(fact.event, now, held=held, said=fact.said)
    if terms is None:
        return _begin(state, fact)
    changed = _EFFECTS.get(fact.event, _nothing)(terms, fact)
    changed = replace(changed, state=state)
    return _ended(changed, fact) if state in {State.ENDED, State.REFUNDED} else changed


def replay(facts: Iterable[Fact]) -> Terms | None:
    """The terms that a whole history leads to."""
    terms: Terms | None = None
    for fact in facts:
        terms = after(terms, fact)
    return terms


def due(terms: Terms, *, now: datetime, patience: timedelta = AT_ONCE) -> Fact | None:
    """What the clock alone makes happen next, if its moment has come; word of a renewal may be late by `patience`."""
    over = terms.ends_at + (patience if terms.state is State.ACTIVE else AT_ONCE)
    match terms.state:
        case State.TRIAL | State.ACTIVE | State.CANCELLING if over <= now:
            return Fact(Event.END_PERIOD, at=terms.ends_at, until=terms.ends_at + terms.grace)
        case State.PAST_DUE if _needed(terms.grace_ends_at) <= now:
            return Fact(Event.END_GRACE, at=_needed(terms.grace_ends_at))
        case State.PAUSED if terms.paused_until and terms.paused_until <= now:
            return Fact(Event.RESUME, at=terms.paused_until)
    return None


def as_of(terms: Terms, *, now: datetime, patience: timedelta = AT_ONCE) -> Terms:
    """The terms once the clock has had its say."""
    while (fact := due(terms, now=now, patience=patience)) is not None:
        terms = after(terms, fact)
    return terms


def window(terms: Terms, *, at: datetime) -> tuple[datetime, datetime] | None:
    """From when until when it opens, as far as can be said at `at`; None when it does not."""
    until: datetime | None = None
    begins = at
    match terms.state:
        case State.TRIAL | State.CANCELLING:
            until = terms.ends_at
        case State.ACTIVE:
            until = terms.ends_at + terms.grace
        case State.PAST_DUE:
            until = terms.grace_ends_at
        case State.PAUSED if terms.paused_until:
            begins = terms.paused_until
            until = _resumed(terms, at=begins).ends_at + terms.grace
    return (begins, until) if until and until > begins else None


def _begin(state: State, fact: Fact) -> Terms:
    starts_at = fact.starts_at or fact.at
    known = {"starts_at": starts_at, "day": day_of(starts_at, zone=fact.zone), "grace_days": fact.grace_days}
    if state is State.TRIAL:
        until = _needed(fact.until)
        known["day"] = day_of(until, zone=fact.zone)
        return Terms(state=state, ends_at=until, trial_ends_at=until, **known)  # type: ignore[arg-type]
    if state is State.PAST_DUE:
        return Terms(state=state, ends_at=starts_at, grace_ends_at=_needed(fact.until), **known)  # type: ignore[arg-type]
    return Terms(state=state, ends_at=_needed(fact.ends_at), **known)  # type: ignore[arg-type]


def _paid(terms: Terms, fact: Fact) -> Terms:
    return replace(
        terms, starts_at=_needed(fact.starts_at), ends_at=_needed(fact.ends_at), grace_ends_at=None
    )


def _unpaid(terms: Terms, fact: Fact) -> Terms:
    """Paid time is never taken away, and a grace that runs is not made longer by another failure."""
    until = max(_needed(fact.until), terms.ends_at)
    return terms if terms.grace_ends_at else replace(terms, grace_ends_at=until)


def _period_over(terms: Terms, fact: Fact) -> Terms:
    return _unpaid(terms, fact) if terms.state is State.ACTIVE else terms


def _paused(terms: Terms, fact: Fact) -> Terms:
    return replace(terms, paused_at=fact.at, paused_until=fact.until)


def _resumed(terms: Terms, *, at: datetime, zone: tzinfo = UTC) -> Terms:
    """What was left at the pause is left again."""
    if terms.paused_at is None:
        return terms
    ends_at = terms.ends_at + (at - terms.paused_at)
    day = day_of(ends_at, zone=zone)
    return replace(terms, ends_at=ends_at, day=day, paused_at=None, paused_until=None)


def _cancelled(terms: Terms, fact: Fact) -> Terms:
    held = State.TRIAL if terms.state is State.TRIAL else State.ACTIVE
    return replace(_resumed(terms, at=fact.at, zone=fact.zone), held=held)


def _kept(terms: Terms, fact: Fact) -> Terms:
    return replace(terms, held=None)


def _extended(terms: Terms, fact: Fact) -> Terms:
    ends_at = _needed(fact.ends_at)
    trial_ends_at = ends_at if terms.state is State.TRIAL else terms.trial_ends_at
    day = day_of(ends_at, zone=fact.zone)
    return replace(terms, ends_at=ends_at, day=day, trial_ends_at=trial_ends_at, grace_ends_at=None)


def _shortened(terms: Terms, fact: Fact) -> Terms:
    """Never to a moment that is past: what was open stays as it was."""
    ends_at = max(_needed(fact.ends_at), fact.at)
    return replace(terms, ends_at=ends_at, day=day_of(ends_at, zone=fact.zone))


def _disputed(terms: Terms, fact: Fact) -> Terms:
    return replace(terms, held=terms.state)


def _won(terms: Terms, fact: Fact) -> Terms:
    return replace(terms, held=State.ACTIVE if terms.held is State.CANCELLING else None)


def _ended(terms: Terms, fact: Fact) -> Terms:
    return replace(terms, ended_at=terms.ended_at or fact.at, held=None, paused_at=None, paused_until=None)


def _followed(terms: Terms, fact: Fact) -> Terms:
    """What the gateway says takes the place of what was known; what it does not say stays."""
    ends_at = fact.ends_at or terms.ends_at
    return replace(
        terms,
        starts_at=fact.starts_at or terms.starts_at,
        ends_at=ends_at,
        trial_ends_at=ends_at if fact.said is State.TRIAL else terms.trial_ends_at,
        grace_ends_at=fact.until if fact.said is State.PAST_DUE else None,
        paused_at=None,
        paused_until=fact.until if fact.said is State.PAUSED else None,
        ended_at=terms.ended_at if fact.said in {State.ENDED, State.REFUNDED} else None,
        held=None,
    )


def _nothing(terms: Terms, fact: Fact) -> Terms:
    return terms


def _needed(moment: datetime | None) -> datetime:
    if moment is None:
        raise Lacking("a moment is missing")
    return moment


_EFFECTS: dict[Event, Callable[[Terms, Fact], Terms]] = {
    Event.PAY: _paid,
    Event.FAIL: _unpaid,
    Event.END_PERIOD: _period_over,
    Event.PAUSE: _paused,
    Event.RESUME: lambda terms, fact: _resumed(terms, at=fact.at, zone=fact.zone),
    Event.CANCEL: _cancelled,
    Event.KEEP: _kept,
    Event.EXTEND: _extended,
    Event.SHORTEN: _shortened,
    Event.DISPUTE: _disputed,
    Event.WIN_DISPUTE: _won,
    Event.FOLLOW: _followed,
}
