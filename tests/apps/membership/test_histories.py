"""Generated histories: whatever happens in whatever order, the ledger says what the state says."""

import contextlib
import itertools
import os
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import Period, SubscriptionChange
from standfirst.apps.membership.rules.lifecycle import opens
from standfirst.apps.membership.rules.terms import as_of, replay
from tests.apps.membership.subscribing import BY_DESK, a_plan, a_reader, order, price

pytestmark = pytest.mark.django_db
Act = Callable[[int, datetime], object]
BY = {"by": BY_DESK}
numbers = itertools.count()
STORIES = int(os.environ.get("LEDGER_STORIES", "200"))


def word(state: membership.State, now: datetime) -> membership.GatewayWord:
    """A gateway's word of a period that began yesterday."""
    long = {membership.State.PAUSED: 20, membership.State.PAST_DUE: 6}
    return membership.GatewayWord(
        state, starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=0 if state == "past_due" else 29),
        until=now + timedelta(days=long[state]) if state in long else None,
    )  # fmt: skip


ACTS: dict[str, Act] = {
    "pay": lambda pk, now: membership.record_payment_of_period(
        subscription_id=pk, price_id=membership.get_subscription(subscription_id=pk).price_id, now=now, **BY
    ),
    "fail": lambda pk, now: membership.fail_payment(
        subscription_id=pk, until=now + timedelta(days=5), now=now, **BY
    ),
    "pause": lambda pk, now: membership.pause(
        subscription_id=pk, until=now + timedelta(days=50), now=now, **BY
    ),
    "resume": lambda pk, now: membership.resume(subscription_id=pk, now=now, **BY),
    "cancel": lambda pk, now: membership.cancel_at_period_end(subscription_id=pk, now=now, **BY),
    "keep": lambda pk, now: membership.keep(subscription_id=pk, now=now, **BY),
    "extend": lambda pk, now: membership.extend_subscription(
        subscription_id=pk, days=9, because="x", now=now, **BY
    ),
    "end": lambda pk, now: membership.end_now(subscription_id=pk, because="x", now=now, **BY),
    "refund": lambda pk, now: membership.refund_subscription(subscription_id=pk, because="x", now=now, **BY),
    "dispute": lambda pk, now: membership.open_dispute(subscription_id=pk, because="x", now=now, **BY),
    "win": lambda pk, now: membership.close_dispute(subscription_id=pk, won=True, now=now, **BY),
    "lose": lambda pk, now: membership.close_dispute(subscription_id=pk, won=False, now=now, **BY),
    **{
        f"told {state}": lambda pk, now, state=state: membership.follow_gateway(
            subscription_id=pk, word=word(state, now), now=now, **BY
        )
        for state in membership.State
    },
    "clock": lambda pk, now: membership.pass_time(subscription_id=pk, now=now),
}
LIVELY = ["pay", "pause", "resume", "cancel", "keep", "extend", "dispute", "win", "clock", "fail"]
steps = st.lists(
    st.tuples(
        st.one_of(st.sampled_from(LIVELY), st.sampled_from(sorted(ACTS))),
        st.sampled_from([0, 1, 3, 8, 16, 31, 90]),
    ),
    max_size=12,
)
BEGIN: dict[str, Act] = {
    "open": lambda taken, now: membership.open_subscription(taken, now=now, **BY),
    "trial": lambda taken, now: membership.start_trial(taken, now=now, **BY),
    "trust": lambda taken, now: membership.open_on_trust(
        taken, until=now + timedelta(days=14), now=now, **BY
    ),
}


@pytest.mark.long
@given(st.sampled_from(sorted(BEGIN)), steps)
@settings(max_examples=STORIES, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_ledger_says_what_the_state_says(now: datetime, begin: str, story: list[tuple[str, int]]) -> None:
    reader = a_reader(f"reader{next(numbers)}")
    subscription = BEGIN[begin](order(reader, price(a_plan())), now)
    for name, days in story:
        now += timedelta(days=days)
        with contextlib.suppress(membership.CannotHappen):
            ACTS[name](subscription.pk, now)
        agree(subscription.pk, now)


def agree(number: int, now: datetime) -> None:
    """State, history and ledger, now and at every day to come."""
    subscription = membership.get_subscription(subscription_id=number)
    terms = subscription.terms()
    changes = list(SubscriptionChange.objects.filter(subscription=subscription).order_by("number"))
    assert [change.number for change in changes] == list(range(1, len(changes) + 1))
    assert replay(change.fact() for change in changes) == terms
    lines = [
        (line.starts_at, line.last_moment()) for line in Period.objects.filter(subscription=subscription)
    ]
    for day in range(0, 120, 2):
        at = now + timedelta(days=day)
        standing = sum(start <= at and (end is None or at < end) for start, end in lines)
        assert standing == int(opens(as_of(terms, now=at).state)), (day, terms, lines)
