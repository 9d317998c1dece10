"""The worker takes turns beside its jobs: one worker of all, again and again, whatever goes wrong in one of them."""

import threading
from datetime import datetime

import psycopg
import pytest
from django.db import OperationalError, connection

from standfirst.apps.live import api as live
from standfirst.apps.live.models import Question, Room
from standfirst.conf import turns
from tests.apps.live.interviewing import votes_for
from tests.apps.live.test_at_once import crowd, now, question, room, vote
from tests.apps.mailing.test_killed import address_of_the_tests_database
from tests.real import until

__all__ = ["now", "question", "room"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "EVERY", 0.01)


def test_votes_are_rolled_up_by_themselves(room: Room, question: Question, now: datetime) -> None:
    one, other = crowd(2, now)
    with turns.taking_turns():
        for count, reader in enumerate((one, other), start=1):
            vote(room, question, reader, now)
            until(lambda n=count: votes_for(question) == n)  # type: ignore[misc]
    connection.close()


def test_one_worker_takes_turns_and_another_when_that_one_is_gone(
    room: Room, question: Question, now: datetime
) -> None:
    (reader,) = crowd(1, now)
    tried = threading.Event()
    rows_of = turns.rows_of

    def heard(statement: str, values: list[int]) -> list[tuple[bool]]:
        found = rows_of(statement, values)
        if found == [(False,)]:
            tried.set()
        return found  # type: ignore[return-value]

    with pytest.MonkeyPatch.context() as patch, psycopg.connect(address_of_the_tests_database()) as elsewhere:
        patch.setattr(turns, "rows_of", heard)
        elsewhere.execute("SELECT pg_advisory_lock(%s::bigint)", [turns._LOCK])
        with turns.taking_turns():
            vote(room, question, reader, now)
            assert tried.wait(30)
            assert votes_for(question) == 0
            elsewhere.close()
            until(lambda: votes_for(question) == 1)


@pytest.mark.parametrize("problem", [OperationalError("gone"), RuntimeError("odd")])
def test_a_turn_that_goes_wrong_is_not_the_last(
    room: Room, question: Question, now: datetime, problem: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    (reader,) = crowd(1, now)
    vote(room, question, reader, now)
    real, failed = live.take_a_turn, threading.Event()

    def at_first_not(*, now: datetime) -> None:
        if not failed.is_set():
            failed.set()
            raise problem
        real(now=now)

    monkeypatch.setattr(turns.live, "take_a_turn", at_first_not)
    with turns.taking_turns():
        until(lambda: votes_for(question) == 1)
    assert failed.is_set()
