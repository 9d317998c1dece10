"""The pace: never above its limit, slower after a refusal, and back again."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.apps.mailing.rules.pace import RECOVERY, REST, SLOWEST, Limit, Pace

PROVIDER, SITE = Limit(100, 200), Limit(10, 20)


def pace(provider: Limit = PROVIDER, site: Limit = SITE) -> Pace:
    return Pace(provider, site, now=0.0)


def sent(one: Pace, site: str, *, begin: float, end: float, step: float = 0.01) -> int:
    """How many go out to a site that is asked for all the time."""
    moments = (begin + number * step for number in range(int((end - begin) / step)))
    return sum(one.take(site, now=moment) for moment in moments)


def test_a_burst_goes_out_at_once_and_then_as_many_a_second_as_are_allowed() -> None:
    assert sent(pace(), "a.example", begin=0, end=10) == pytest.approx(20 + 10 * 10, abs=1)


def test_all_sites_together_keep_to_the_providers_limit_and_none_waits_for_another() -> None:
    one = pace()
    total = sum(one.take(f"site{number % 40}.example", now=number / 1000) for number in range(10_000))
    assert total == pytest.approx(200 + 10 * 100, abs=5)
    slow = pace()
    slow.slow_down("a.example", now=0)
    assert (slow.take("a.example", now=1), slow.take("b.example", now=1)) == (False, True)


@given(moments=st.lists(st.floats(0, 100), min_size=1, max_size=200), refusals=st.sets(st.integers(0, 199)))
def test_never_more_than_the_limit_in_any_time(moments: list[float], refusals: set[int]) -> None:
    one, ordered = pace(site=Limit(2, 3)), sorted(moments)
    gone = []
    for number, moment in enumerate(ordered):
        if number in refusals:
            one.slow_down("a.example", now=moment)
        if one.take("a.example", now=moment):
            gone.append(moment)
    for number, begin in enumerate(gone):
        for later, end in enumerate(gone[number:], start=1):
            assert later <= 3 + 2 * (end - begin) + 1e-6


def test_after_a_refusal_nothing_goes_for_a_while_then_half_as_much_and_all_again_in_the_end() -> None:
    one = pace()
    one.slow_down("a.example", now=0)
    assert one.share("a.example", now=0) == 0.5
    assert sent(one, "a.example", begin=0, end=REST) == 0
    assert sent(one, "a.example", begin=REST, end=REST + 20) == pytest.approx(20 * 5, abs=2)
    assert one.share("a.example", now=RECOVERY) == 0.6
    assert one.share("a.example", now=6 * RECOVERY) == 1.0


def test_many_refusals_at_one_time_are_one_and_many_in_a_row_have_a_floor() -> None:
    one = pace()
    for number in range(50):
        one.slow_down(now=number / 10)
    assert one.share(now=5) == 0.5
    for number in range(1, 50):
        one.slow_down(now=number * (REST + 1))
    assert one.share(now=49 * (REST + 1)) == SLOWEST


@given(
    acts=st.lists(st.tuples(st.sampled_from(["take", "slow", "slow all"]), st.floats(0, 30)), max_size=60),
)
def test_what_is_kept_in_the_database_goes_on_as_it_was(acts: list[tuple[str, float]]) -> None:
    one, now = pace(), 0.0
    other = Pace.of_facts({}, PROVIDER, SITE, now=0.0)
    for act, later in acts:
        now += later
        other = Pace.of_facts(json.loads(json.dumps(other.as_facts(now=now))), PROVIDER, SITE, now=now)
        if act == "take":
            assert one.take("a.example", now=now) is other.take("a.example", now=now)
        for each in (one, other):
            if act != "take":
                each.slow_down("a.example" if act == "slow" else "", now=now)
        assert one.wait("a.example", now=now) == pytest.approx(other.wait("a.example", now=now))


@given(refusals=st.lists(st.floats(0, 40), max_size=6), takes=st.integers(0, 40))
def test_after_the_wait_that_it_names_one_may_go(refusals: list[float], takes: int) -> None:
    one, now = pace(), 0.0
    for later in refusals:
        now += later
        one.slow_down("a.example", now=now)
    for _ in range(takes):
        one.take("a.example", now=now)
    wait = one.wait("a.example", now=now)
    assert one.take("a.example", now=now + wait * 1.000001)


def test_a_clock_that_is_put_back_neither_stops_nor_floods() -> None:
    one = pace()
    sent(one, "a.example", begin=1000, end=1001)
    one.slow_down("a.example", now=1001)
    assert sent(one, "a.example", begin=0, end=1) == 0
    assert 0 < sent(one, "a.example", begin=REST, end=REST + 10) <= 60


@pytest.mark.parametrize(
    ("rate", "burst"), [(0, 1), (-1, 1), (1, 0), (1, 0.5), (float("inf"), 1), (float("nan"), 1)]
)
def test_a_pace_at_which_nothing_goes_out_is_none(rate: float, burst: float) -> None:
    with pytest.raises(ValueError, match="a pace is"):
        Limit(rate, burst)
