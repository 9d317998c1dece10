"""Limits: exact however many ask at once, kept whatever becomes of the caller, and nothing readable in the table."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standfirst.core import db, limits, tasks
from standfirst.core.limits import Limit, spend, spend_all
from standfirst.core.models import LimitBucket

pytestmark = pytest.mark.django_db(transaction=True)

FIVE_AN_HOUR = Limit("tests.five", 5, timedelta(hours=1))
IN_THE_DATABASE = 40  # of the threads at the same time; the server has not a connection for each


def at_once(threads: int, ask: Callable[[], timedelta | None]) -> int:
    """How many of so many threads were allowed."""
    together, door = threading.Barrier(threads), threading.Semaphore(IN_THE_DATABASE)

    def one(_: int) -> bool:
        together.wait(60)
        with door:
            try:
                return ask() is None
            finally:
                connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return sum(pool.map(one, range(threads)))


@pytest.mark.parametrize("count", [1, 7, 30])
def test_two_hundred_threads_at_once_get_exactly_the_count(count: int, now: datetime) -> None:
    limit = Limit("tests.many", count, timedelta(minutes=10))
    assert at_once(200, lambda: spend(limit, key="same", now=now)) == count


def test_twin_reading_first_and_writing_later_lets_more_through(now: datetime) -> None:
    all_have_read = threading.Barrier(20)

    def careless() -> timedelta | None:
        seen = LimitBucket.objects.count()
        all_have_read.wait(60)
        if seen >= 1:
            return timedelta(hours=1)
        LimitBucket.objects.create(key=f"{threading.get_ident()}", forgotten_at=now)
        return None

    assert at_once(20, careless) == 20


def test_the_wait_that_is_told_is_the_wait_there_is(now: datetime) -> None:
    assert [spend(FIVE_AN_HOUR, key="a", now=now) for _ in range(5)] == [None] * 5
    wait = spend(FIVE_AN_HOUR, key="a", now=now)
    assert wait == timedelta(minutes=12)
    assert spend(FIVE_AN_HOUR, key="a", now=now + wait - timedelta(microseconds=1)) == timedelta(
        microseconds=1
    )
    assert spend(FIVE_AN_HOUR, key="a", now=now + wait) is None
    assert spend(FIVE_AN_HOUR, key="a", now=now + wait) == wait


def test_who_is_refused_pays_nothing(now: datetime) -> None:
    for _ in range(5):
        spend(FIVE_AN_HOUR, key="a", now=now)
    assert {spend(FIVE_AN_HOUR, key="a", now=now) for _ in range(50)} == {timedelta(minutes=12)}


def test_keys_and_names_have_buckets_of_their_own(now: datetime) -> None:
    one = Limit("tests.one", 1, timedelta(hours=1))
    other = Limit("tests.other", 1, timedelta(hours=1))
    assert spend(one, key="a", now=now) is None
    assert spend(one, key="b", now=now) is None
    assert spend(other, key="a", now=now) is None
    assert spend(one, key="a", now=now) is not None


def test_several_limits_stop_at_the_first_that_refuses(now: datetime) -> None:
    narrow = Limit("tests.narrow", 1, timedelta(hours=1))
    asked = [(narrow, "a"), (FIVE_AN_HOUR, "a")]
    assert spend_all(asked, now=now) is None
    for _ in range(10):
        assert spend_all(asked, now=now) == timedelta(hours=1)
    assert [spend(FIVE_AN_HOUR, key="a", now=now) for _ in range(4)] == [None] * 4
    assert spend(FIVE_AN_HOUR, key="a", now=now) is not None


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.integers(0, 900), min_size=1, max_size=25), count=st.integers(1, 6))
def test_no_window_of_time_sees_more_than_twice_the_count(
    steps: list[int], count: int, now: datetime
) -> None:
    LimitBucket.objects.all().delete()
    limit, moment, allowed = Limit("tests.window", count, timedelta(hours=1)), now, []
    for step in steps:
        moment += timedelta(seconds=step)
        if spend(limit, key="a", now=moment) is None:
            allowed.append(moment)
    assert all(len([m for m in allowed if start <= m < start + limit.per]) <= 2 * count for start in allowed)


def test_what_is_counted_stays_counted_when_the_request_fails(now: datetime) -> None:
    one = Limit("tests.once", 1, timedelta(hours=1))
    with pytest.raises(RuntimeError, match="durable"), db.transaction():
        spend(one, key="a", now=now)
    assert spend(one, key="a", now=now) is None
    assert spend(one, key="a", now=now) is not None


@pytest.mark.parametrize("count", [0, -1, 10**12])
def test_a_limit_without_sense_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match="nothing through or everything"):
        Limit("tests.odd", count, timedelta(seconds=1))


def test_the_table_is_not_logged_and_holds_no_key(now: datetime) -> None:
    spend(FIVE_AN_HOUR, key="reader@example.org 192.0.2.7", now=now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'core_limitbucket'")
        assert cursor.fetchone()[0] == "u"
        cursor.execute("SELECT core_limitbucket::text FROM core_limitbucket")
        [(row,)] = cursor.fetchall()
    assert "example" not in row
    assert limits.bucket_of(FIVE_AN_HOUR, "reader@example.org 192.0.2.7") in row


def test_old_buckets_are_trimmed_and_living_ones_stay(now: datetime) -> None:
    spend(FIVE_AN_HOUR, key="old", now=now - timedelta(days=1))
    spend(FIVE_AN_HOUR, key="new", now=now)
    assert limits.trim(now) == 1
    assert LimitBucket.objects.get().key == limits.bucket_of(FIVE_AN_HOUR, "new")
    tasks.trim_limits()
    tasks.clear_sessions()
    call_command("migrate", "core", check_unapplied=True, verbosity=0)
