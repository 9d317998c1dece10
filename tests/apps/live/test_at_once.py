"""Many at the same moment, on connections of their own: votes are exact, and one producer wins."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from standfirst.apps.accounts.models import User
from standfirst.apps.editorial import api as editorial
from standfirst.apps.live import api as live
from standfirst.apps.live.actions import vote as voting
from standfirst.apps.live.models import Airing, Question, Room, Vote, VoteChange
from standfirst.apps.membership import api as membership
from standfirst.core import clock
from standfirst.core.limits import Limit
from tests.apps.live.interviewing import a_room, an_asker, asked, fresh, votes_for
from tests.publication import PLAN, plant_root
from tests.real import until

pytestmark = pytest.mark.django_db(transaction=True)
IN_THE_DATABASE = threading.Semaphore(30)  # at the same time; the server has not a connection for everybody
MINUTE = timedelta(minutes=1)


def at_once(acts: Iterable[Callable[[], object]]) -> list[object]:
    """What each gave, or the refusal that it raised."""

    def one(act: Callable[[], object]) -> object:
        with IN_THE_DATABASE:
            try:
                return act()
            except live.Refused as refused:
                return refused
            finally:
                connection.close()

    acts = list(acts)
    with ThreadPoolExecutor(min(len(acts), 60)) as pool:
        return list(pool.map(one, acts))


@pytest.fixture
def now(transactional_db: None) -> datetime:
    """In a publication that has only just been opened."""
    plant_root()
    editorial.open_publication(name="The Example")
    membership.set_plans(rows=[PLAN])
    return clock.now()


@pytest.fixture(autouse=True)
def as_often_as_they_like(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voting, "_LIMIT", Limit("tests.vote", 100_000, MINUTE))


@pytest.fixture
def room(now: datetime) -> Room:
    return a_room(now)


@pytest.fixture
def question(room: Room, now: datetime) -> Question:
    return asked(room, an_asker("tess", now=now), "Who pays for the bridge?", now=now)


def crowd(size: int, now: datetime) -> list[User]:
    """Subscribers of whom nothing but their vote is asked."""
    readers = User.objects.bulk_create(
        User(email=f"{n}-{uuid4().hex[:6]}@crowd.example", username=f"Reader {n} {uuid4().hex[:6]}")
        for n in range(size)
    )
    plan = membership.Plan.objects.get()
    membership.Period.objects.bulk_create(
        membership.Period(
            reader_id=reader.pk, plan=plan, starts_at=now, ends_at=None, source="desk", recorded_at=now
        )
        for reader in readers
    )
    return readers


def vote(room: Room, question: Question, reader: User, now: datetime) -> bool:
    return live.vote(room_id=room.pk, key=question.key, reader_id=reader.pk, now=now)


def unvote(room: Room, question: Question, reader: User, now: datetime) -> bool:
    return live.unvote(room_id=room.pk, key=question.key, reader_id=reader.pk, now=now)


def truth(question: Question) -> int:
    """Readers who voted for it or for one that is merged with it."""
    group = [question.pk, *Question.objects.filter(merged_into=question).values_list("pk", flat=True)]
    return len(set(Vote.objects.filter(question_id__in=group).values_list("reader_id", flat=True)))


def test_the_same_vote_from_fifty_windows_counts_once(room: Room, question: Question, now: datetime) -> None:
    (reader,) = crowd(1, now)
    given = at_once(lambda: vote(room, question, reader, now) for _ in range(50))
    assert sorted(given, key=str) == [False] * 49 + [True]
    assert (Vote.objects.count(), [each.delta for each in VoteChange.objects.all()]) == (1, [1])


def test_the_twin_that_looks_before_it_writes_counts_twice(
    room: Room, question: Question, now: datetime
) -> None:
    (reader,) = crowd(1, now)
    together = threading.Barrier(4)

    def careless() -> object:
        seen = Vote.objects.filter(question=question, reader=reader).exists()
        together.wait(30)
        return seen or Vote.objects.create(question=question, reader=reader, made_at=now)

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE live_vote DROP CONSTRAINT one_vote_a_reader_a_question")
        at_once([careless] * 4)
        count = Vote.objects.count()
        cursor.execute("DELETE FROM live_vote")
        cursor.execute(
            "ALTER TABLE live_vote ADD CONSTRAINT one_vote_a_reader_a_question UNIQUE (question_id, reader_id)"
        )
    assert count == 4


def test_two_hundred_at_once_are_two_hundred(room: Room, question: Question, now: datetime) -> None:
    acts: list[Callable[[], object]] = [
        lambda reader=reader: vote(room, question, reader, now)  # type: ignore[misc]
        for reader in crowd(200, now)
    ]
    turns = [lambda: live.roll_up(room_id=room.pk, now=now)] * 10
    given = at_once([*acts[:100], *turns[:5], *acts[100:], *turns[5:]])
    assert sum(each is True for each in given) == 200
    live.roll_up(room_id=room.pk, now=now)
    assert votes_for(question) == 200
    assert not VoteChange.objects.exists()


def test_the_twin_that_counts_in_the_row_loses_votes(room: Room, question: Question, now: datetime) -> None:
    together = threading.Barrier(10)

    def careless() -> None:
        tally = live.Tally.objects.get(question=question)
        together.wait(30)
        tally.votes += 1
        tally.save()

    at_once([careless] * 10)
    assert votes_for(question) < 10


def test_through_a_storm_of_voting_merging_and_rolling_up_every_tally_is_exact(
    room: Room, now: datetime
) -> None:
    questions = [
        asked(room, an_asker(name, now=now), f"Who pays for it, asks {name}?", now=now)
        for name in ("ana", "ben")
    ]
    one, other = questions
    readers = crowd(12, now)
    acts: list[Callable[[], object]] = [
        lambda a=act, q=question, r=reader: a(room, q, r, now)  # type: ignore[misc]
        for n, reader in enumerate(readers)
        for question in questions
        for act in (vote, unvote, vote, vote, unvote, vote)[: 3 + n % 4]
    ]
    desk: list[Callable[[], object]] = [
        lambda: live.merge_questions(key=other.key, into=one.key, by=None, now=now),
        lambda: live.roll_up(room_id=room.pk, now=now),
        lambda: live.unmerge_question(key=other.key, by=None, now=now),
    ]
    mixed = [
        act
        for place, each in enumerate(acts)
        for act in (each, *([desk[place % 3]] if place % 5 == 0 else []))
    ]
    at_once(mixed)
    live.roll_up(room_id=room.pk, now=now)
    for question in questions:
        state = Question.objects.get(pk=question.pk).state
        if state == live.State.OPEN:
            assert votes_for(question) == truth(question)
    if Question.objects.get(pk=other.pk).state == live.State.MERGED:
        live.unmerge_question(key=other.key, by=None, now=now)
    live.roll_up(room_id=room.pk, now=now)
    assert [votes_for(each) for each in questions] == [truth(each) for each in questions]


class Interrupted:
    """A vote that stands still after it has looked at the question, until the desk has merged it or waits for it."""

    def __init__(self, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
        self.looked, self.merged = threading.Event(), threading.Event()
        ask = voting.rows_of

        def rows_of(statement: str, values: Any) -> Any:
            found = ask(statement, values)
            if statement == voting._ASKED:
                self.looked.set()
                until(lambda: self.merged.is_set() or _somebody_waits())
            return found

        monkeypatch.setattr(voting, "rows_of", rows_of)

    def merge(self, key: str, into: str, now: datetime) -> None:
        assert self.looked.wait(30)
        live.merge_questions(key=key, into=into, by=None, now=now)
        self.merged.set()


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


def test_a_vote_that_is_under_way_is_in_before_the_question_is_merged(
    room: Room, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = (
        asked(room, an_asker(name, now=now), f"Is it from {name}?", now=now) for name in ("ana", "ben")
    )
    (reader,) = crowd(1, now)
    act = Interrupted(room, monkeypatch)
    at_once([lambda: vote(room, other, reader, now), lambda: act.merge(other.key, one.key, now)])
    assert (votes_for(one), VoteChange.objects.count()) == (1, 0)


def test_the_twin_without_the_lock_loses_it(
    room: Room, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voting, "_ASKED", voting._ASKED.replace("FOR KEY SHARE", ""))
    one, other = (
        asked(room, an_asker(name, now=now), f"Is it from {name}?", now=now) for name in ("ana", "ben")
    )
    (reader,) = crowd(1, now)
    act = Interrupted(room, monkeypatch)
    at_once([lambda: vote(room, other, reader, now), lambda: act.merge(other.key, one.key, now)])
    live.roll_up(room_id=room.pk, now=now)
    assert (votes_for(one), truth(one)) == (0, 1)


@pytest.mark.parametrize("without", ["state = %(open)s", "room_id = %(room)s"])
def test_the_twins_that_do_not_ask_for_state_or_room_keep_the_vote(
    room: Room, question: Question, now: datetime, without: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (reader,) = crowd(1, now)
    elsewhere = a_room(now, title="Another")
    if without.startswith("state"):
        live.decline_question(key=question.key, rule=1, sentence="", by=None, seen_version=2, now=now)
        elsewhere = room
    with pytest.raises(live.Refused):
        vote(elsewhere, question, reader, now)
    assert not Vote.objects.exists()
    always = f"({without} OR TRUE)"
    monkeypatch.setattr(voting, "_ASKED", voting._ASKED.replace(without, always))
    assert vote(elsewhere, question, reader, now)


def test_of_eight_producers_who_press_at_once_one_puts_a_question_on_air(room: Room, now: datetime) -> None:
    questions = [
        asked(room, an_asker(f"asker{n}", now=now), f"Is this number {n}?", now=now) for n in range(8)
    ]
    given = at_once(
        lambda key=each.key: live.put_on_air(room_id=room.pk, key=key, seen_version=0, by=None, now=now)  # type: ignore[misc]
        for each in questions
    )
    conflicts = [each for each in given if isinstance(each, live.Conflict)]
    assert (len(conflicts), {each.version for each in conflicts}) == (7, {1})
    assert Airing.objects.count() == 1
    assert fresh(room).air_version == 1


def test_of_two_who_approve_at_once_one_does(room: Room, now: datetime) -> None:
    waiting = live.ask_question(
        room_id=room.pk,
        asker_id=an_asker("tess", now=now).pk,
        text="Who edits this?",
        client_id=uuid4(),
        now=now,
    )
    given = at_once(
        lambda n=n: live.approve_question(
            key=waiting.key, by=None, seen_version=1, text=f"Edited by {n}?", now=now
        )  # type: ignore[misc]
        for n in range(4)
    )
    assert sum(isinstance(each, live.Conflict) for each in given) == 3
    (won,) = [each for each in given if isinstance(each, Question)]
    assert Question.objects.get(pk=waiting.pk).text == won.text


def test_the_same_form_sent_at_once_is_one_question_and_one_a_minute_holds(room: Room, now: datetime) -> None:
    asker, client_id = an_asker("tess", now=now), uuid4()
    ask = {"room_id": room.pk, "asker_id": asker.pk, "now": now}
    at_once([lambda: live.ask_question(text="Is it sent twice?", client_id=client_id, **ask)] * 8)  # type: ignore[arg-type]
    at_once(
        lambda n=n: live.ask_question(text=f"Is this number {n}?", client_id=uuid4(), **ask)  # type: ignore[arg-type,misc]
        for n in range(8)
    )
    assert Question.objects.filter(room=room).count() == 1


def test_frames_of_a_room_have_no_gap_whoever_tells_at_once(room: Room, now: datetime) -> None:
    from standfirst.core.models import BusMessage

    questions = [
        asked(room, an_asker(f"asker{n}", now=now), f"Is this number {n}?", now=now) for n in range(6)
    ]
    (reader,) = crowd(1, now)
    acts: list[Callable[[], object]] = [
        lambda q=each: live.label_question(key=q.key, label="money", by=None, now=now)  # type: ignore[misc]
        for each in questions
    ]
    acts += [lambda q=each: vote(room, q, reader, now) for each in questions]  # type: ignore[misc]
    acts += [lambda: live.roll_up(room_id=room.pk, now=now)] * 4
    at_once(acts)
    rows = BusMessage.objects.filter(topic="stream", payload__room=room.key).order_by("pk")
    assert sorted(row.payload["seq"] for row in rows) == list(range(1, fresh(room).seq + 1))
