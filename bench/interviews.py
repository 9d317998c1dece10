"""Ten thousand who watch an interview at one front process: what each costs, and how soon all of them hear.

The front has one core, those who watch another. What happens is done as the desk does it, in a third process.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any
from uuid import uuid4

from django.db import connection

from bench import house
from bench.house import Server
from bench.results import Goal, Row
from standfirst.apps.editorial.models import FrontPage
from standfirst.apps.live import api as live
from standfirst.core.clock import now

WATCHERS = 10_000
FRAMES = 30
EVERY = 1.0  # seconds between two of them, as a roll-up comes
ROOT = Path(__file__).parents[1]
_LOOKED_AT = "SELECT sum(seq_scan + coalesce(idx_scan, 0))::bigint FROM pg_stat_user_tables WHERE relname IN ('live_room', 'live_question', 'accounts_user', 'django_session', 'membership_period')"  # fmt: skip
_SETTLED = 12.0  # seconds: then the counts of every session are in PostgreSQL's own


class Crowd:
    """Those who watch, in their own process."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def does(self, order: str) -> Any:
        """One order; what it gave."""
        print(order, file=self._process.stdin, flush=True)
        told = self._process.stdout.readline()  # type: ignore[union-attr]
        if not told:
            raise RuntimeError("those who watch have fallen over")
        return json.loads(told)


@contextmanager
def crowd(front: Server, path: str, *, core: int) -> Iterator[Crowd]:
    """Not connected yet."""
    host, port = front.address
    words = [sys.executable, "-m", "bench.watchers", host, str(port), path, str(WATCHERS)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(house.on_core(core, words), cwd=ROOT, text=True, **pipes) as process:  # type: ignore[call-overload]
        try:
            yield Crowd(process)
        finally:
            process.kill()


def measure() -> list[Row]:
    """Memory and processor time of a watcher, how soon a frame is heard, and a storm of all who come back."""
    room, questions = _an_interview()
    with house.front(core=0) as front, crowd(front, f"/stream/{room.key}", core=1) as everybody:
        _warmed(front, room)
        empty, busy = front.process.memory_full_info().uss, front.busy_seconds()
        came = everybody.does("open")
        _check(came)
        let_in = front.busy_seconds() - busy
        time.sleep(2)
        each = (front.process.memory_full_info().uss - empty) / WATCHERS / 1024
        heard, spent = _heard(front, everybody, room, questions)
        storm = _storm(front, everybody)
    return [
        *_costs(each, let_in, spent),
        *_reach(heard),
        *storm,
    ]


def _an_interview() -> tuple[live.Room, list[live.Question]]:
    """Live, with thirty questions that are open."""
    front, moment = FrontPage.objects.get(), now()
    index = live.LiveIndexPage.objects.first() or front.add_child(
        instance=live.LiveIndexPage(title="Live", slug="live")
    )
    page = live.InterviewPage(
        title="Measured", slug=f"measured-{uuid4().hex[:8]}", standfirst="For figures.", guest="Nobody",
        starts_at=moment + timedelta(hours=1),
    )  # fmt: skip
    index.add_child(instance=page)
    page.save_revision().publish()
    room = live.open_room(interview_id=page.pk)
    live.move_stage(room_id=room.pk, to=live.Stage.LIVE, by=None, now=moment)
    questions = [_a_question(room, number) for number in range(FRAMES)]
    return live.Room.objects.get(pk=room.pk), questions


def _a_question(room: live.Room, number: int) -> live.Question:
    made = live.Question.objects.create(
        room=room, key=uuid4().hex[:16], client_id=uuid4(), text=f"Is this question number {number} of the interview?",
        text_key=uuid4().hex, asked_at=now(),
    )  # fmt: skip
    return live.approve_question(key=made.key, by=None, seen_version=1, now=now())


def _warmed(front: Server, room: live.Room) -> None:
    """One look at the room, so that what is made once is not counted for each."""
    import urllib.request

    with urllib.request.urlopen(f"{front.url}/stream/{room.key}", timeout=10) as answer:
        answer.read(64)
    time.sleep(1)


def _heard(
    front: Server, everybody: Crowd, room: live.Room, questions: list[live.Question]
) -> tuple[list[float], float]:
    """In how many seconds each frame reached each of them, from the press; and processor time of a frame for one of them.

    Raises RuntimeError where one has not reached all.
    """
    everybody.does("frames")
    busy, pressed = front.busy_seconds(), {}
    for question in questions:
        begun = time.monotonic()
        pressed[_told(room, lambda q=question: _label(q))] = begun  # type: ignore[misc]
        time.sleep(max(0.0, begun + EVERY - time.monotonic()))
    time.sleep(2)
    spent = (front.busy_seconds() - busy) / (WATCHERS * len(pressed))
    heard = everybody.does("frames")
    missed = {place: WATCHERS - len(heard.get(place, ())) for place in pressed}
    if any(missed.values()) or set(heard) != set(pressed):
        raise RuntimeError(f"not everybody heard everything: {missed}")
    return [moment - pressed[place] for place, moments in heard.items() for moment in moments], spent


def _label(question: live.Question) -> None:
    live.label_question(key=question.key, label="money", by=None, now=now())


def _told(room: live.Room, act: Callable[[], object]) -> str:
    """The place of the one frame that it makes."""
    act()
    room.refresh_from_db(fields=["seq", "epoch"])
    return f"{room.epoch}.{room.seq}"


def _storm(front: Server, everybody: Crowd) -> list[Row]:
    """All of them are cut off and come back at once, each from where they were."""
    everybody.does("close")
    time.sleep(_SETTLED)
    looked, busy = _looks(), front.busy_seconds()
    came = everybody.does("again")
    _check(came)
    spent = front.busy_seconds() - busy
    time.sleep(_SETTLED)
    return [
        Row("a storm of 10,000 who come back, queries for it", "", float(_looks() - looked), goal=Goal(0)),
        Row("a storm of 10,000 who come back, until all are in", " s", came["seconds"], goal=Goal(30, unit=" s")),
        Row("a storm of 10,000 who come back, processor time for each", " µs", spent / WATCHERS * 1e6, note="for the record"),
    ]  # fmt: skip


def _looks() -> int:
    with connection.cursor() as cursor:
        cursor.execute(_LOOKED_AT)
        return int(cursor.fetchone()[0])


def _check(came: dict[str, float]) -> None:
    if came["inside"] != WATCHERS or came["refused"]:
        raise RuntimeError(f"not everybody came in: {came}")


def _costs(each: float, let_in: float, spent: float) -> list[Row]:
    return [
        Row("memory of one of 10,000 who watch", " KiB", each, goal=Goal(16, unit=" KiB")),
        Row("letting one of them in", " µs", let_in / WATCHERS * 1e6, note="for the record"),
        Row("processor time of a frame for one of them", " µs", spent * 1e6, note="for the record"),
    ]  # fmt: skip


def _reach(heard: list[float]) -> list[Row]:
    cut = quantiles(heard, n=100)
    return [
        Row("press → heard, median of 10,000", " s", cut[49], note="for the record"),
        Row("press → heard, 99 of 100", " s", cut[98], goal=Goal(0.5, unit=" s")),
        Row(f"frames that reached all, of {FRAMES}", "", float(len(heard) / WATCHERS), goal=Goal(FRAMES, at_least=True)),
    ]  # fmt: skip
