"""Two real fronts over one database, on both buses: what happens in a room is seen on both, the same bytes."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import Any

import httpx
import pytest
from pytest_django import DjangoDbBlocker

from standfirst.apps.editorial import api as editorial
from standfirst.apps.live import api as live
from standfirst.apps.live.models import Room
from standfirst.apps.membership import api as membership
from standfirst.core import clock
from tests import servers, stock
from tests.apps.live.event_stream import Event, parse
from tests.apps.live.interviewing import a_room, air, an_asker, asked, frames_of, fresh
from tests.publication import PLAN, plant_root
from tests.real import SEEN_WITHIN, FrontProcess, front_process, redis_server

BYE = membership.By(1, "the desk")


class Line:
    """One who watches; `since` is where they were."""

    def __init__(self, answer: httpx.Response) -> None:
        self.answer, self._pieces, self._text = answer, answer.iter_raw(), b""

    def until(self, name: str) -> list[Event]:
        """Everything so far, once an event of this name has come. Fails by a time limit, and where the stream ends."""
        while all(each.name != name for each in parse(self._text)):
            self._text += next(self._pieces)
        return parse(self._text)

    def rest(self) -> list[Event]:
        """Everything, once the stream has ended."""
        self._text += b"".join(self._pieces)
        return parse(self._text)


@contextmanager
def watching(
    front: FrontProcess, room: Room, *, since: str = "", cookies: dict[str, str] | None = None
) -> Iterator[Line]:
    headers = {"Last-Event-ID": since} if since else {}
    if cookies:
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
    address = f"{front.url}/stream/{room.key}"
    with httpx.stream("GET", address, headers=headers, timeout=SEEN_WITHIN) as answer:
        assert answer.status_code == 200
        yield Line(answer)


@pytest.fixture(scope="module")
def server(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A publication with real commits, in which this process works as well."""
    with django_db_blocker.unblock(), ExitStack() as stack:
        url = stack.enter_context(servers.throw_away())
        stock.lay_tables(url)
        stack.enter_context(stock.on_another_server(url))
        plant_root()
        editorial.open_publication(name="The Example")
        membership.set_plans(rows=[PLAN])
        yield url


@pytest.fixture(scope="module", params=["postgres", "valkey"])
def pair(
    request: pytest.FixtureRequest, server: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[FrontProcess, FrontProcess]]:
    with ExitStack() as stack:
        settings = {}
        if request.param == "valkey":
            settings["BUS_URL"] = stack.enter_context(redis_server(tmp_path_factory.mktemp("redis")))
        first, second = (stack.enter_context(front_process(server, **settings)) for _ in range(2))
        yield first, second


@pytest.fixture
def now(server: str) -> datetime:
    return clock.now()


def _name(prefix: str) -> str:
    return f"{prefix}{clock.now().timestamp():.6f}"


def test_what_goes_on_air_is_seen_on_both_fronts_in_the_same_bytes(
    pair: tuple[FrontProcess, FrontProcess], now: datetime
) -> None:
    room = a_room(now)
    question = asked(room, an_asker(_name("tess"), now=now), "Who pays for the bridge?", now=now)
    with ExitStack() as stack:
        lines = [stack.enter_context(watching(front, room)) for front in pair]
        for line in lines:
            line.until("snapshot")
        live.vote(room_id=room.pk, key=question.key, reader_id=an_asker(_name("omar"), now=now).pk, now=now)
        live.take_a_turn(now=now)
        air(room, question, now=now)
        told = [[each for each in line.until("air") if each.name != "snapshot"] for line in lines]
    assert told[0] == told[1]
    assert [each.name for each in told[0]] == ["delta", "delta", "air"]
    assert json.loads(told[0][0].data)["counters"] == {question.key: 1}
    assert json.loads(told[0][2].data)["now"]["key"] == question.key


def test_who_comes_again_at_the_other_front_goes_on_and_misses_nothing(
    pair: tuple[FrontProcess, FrontProcess], now: datetime
) -> None:
    room = a_room(now)
    questions = [
        asked(room, an_asker(_name("tess"), now=now), f"Is this number {n}?", now=now) for n in range(3)
    ]
    with watching(pair[0], room) as line:
        (first,) = line.until("snapshot")
    air(room, questions[0], now=now)
    with watching(pair[1], room, since=first.last_id) as line:
        told = line.until("air")
        assert [each.name for each in told] == ["delta", "air"]
    air(room, questions[1], now=now)
    with watching(pair[0], room, since=told[-1].last_id) as line:
        again = line.until("air")
    assert [each.name for each in again] == ["delta", "air"]
    assert json.loads(again[-1].data)["now"]["key"] == questions[1].key


@pytest.mark.long
def test_a_front_that_starts_anew_takes_everybody_up_where_they_were(server: str, now: datetime) -> None:
    room = a_room(now)
    questions = [
        asked(room, an_asker(_name("tess"), now=now), f"Is this number {n}?", now=now) for n in range(3)
    ]
    with front_process(server) as front, watching(front, room) as line:
        (first,) = line.until("snapshot")
        front.process.kill()
    for question in questions:
        air(room, question, now=now)
    with front_process(server) as front, watching(front, room, since=first.last_id) as line:
        while len(told := line.until("air")) < 6:
            line._text += next(line._pieces)
    assert [(each.name, json.loads(each.data)) for each in told] == frames_of(room)[-6:]
    assert [each.last_id for each in told] == [
        f"{room.epoch}.{seq}" for seq in range(fresh(room).seq - 5, fresh(room).seq + 1)
    ]


def test_who_stops_subscribing_is_sent_away_and_not_let_in_again(
    pair: tuple[FrontProcess, FrontProcess], now: datetime
) -> None:
    room = a_room(now, watch_access="subscribers")
    reader = an_asker(_name("tess"), now=now)
    cookies: dict[str, Any] = dict(httpx.get(f"{pair[0].url}/sign-in/{reader.pk}/").cookies)
    assert httpx.get(f"{pair[0].url}/stream/{room.key}").status_code == 403
    with watching(pair[0], room, cookies=cookies) as line:
        line.until("snapshot")
        membership.end_everything(reader_id=reader.pk, because="refunded", now=now, by=BYE)
        line.rest()
    for front in pair:
        assert httpx.get(f"{front.url}/stream/{room.key}", cookies=cookies).status_code == 403


def test_what_was_taken_down_reaches_nobody_who_comes_after(
    pair: tuple[FrontProcess, FrontProcess], now: datetime
) -> None:
    room = a_room(now)
    question = asked(room, an_asker(_name("tess"), now=now), "Is this what must go?", now=now)
    with watching(pair[0], room) as line, watching(pair[1], room) as other:
        early = f"{room.epoch}.1"
        for each in (line, other):
            each.until("snapshot")
        live.take_down_question(key=question.key, rule=5, sentence="", by=None, now=now)
        for each in (line, other):
            each.until("delta")
    for front in pair:
        for since in ("", early):
            with watching(front, room, since=since) as line:
                (snapshot,) = line.until("snapshot")
                assert question.text not in snapshot.data
