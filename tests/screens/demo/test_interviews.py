"""The demo's interviews, and the open rehearsal: played by the clock, by the doors that everybody uses, and once however often it is rung."""

from datetime import datetime, timedelta

import pytest
from django.test import Client, override_settings

from standfirst.apps.accounts.api import User
from standfirst.apps.live import api as live
from standfirst.core import clock
from standfirst.screens.demo import rehearsal
from tests.screens.demo.test_load import DEMO, loaded

__all__ = ["loaded"]
pytestmark = pytest.mark.django_db
TICK = timedelta(seconds=3)
ON_AIR = [scene.text for scene in rehearsal.SCENES if scene.on_air]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> int:
    """So many watchers."""
    monkeypatch.setattr(rehearsal, "WATCHERS", 14)
    return 14


def as_somebody(client: Client, key: str) -> Client:
    client.force_login(User.objects.get(email=f"{key}@demo.example"))
    return client


def aired(room: live.Room) -> list[str]:
    rows = live.Airing.objects.filter(room=room).order_by("began_at")
    return list(rows.values_list("question__text", flat=True))


def begun(now: datetime) -> live.Room:
    rehearsal.start_rehearsal(now=now)
    [room] = rehearsal.running()
    return room


def test_one_was_held_and_one_collects_questions(loaded: None) -> None:
    held = live.Room.objects.get(interview__slug="the-handwriting")
    coming = live.Room.objects.get(interview__slug="the-last-keeper")
    assert (held.stage, coming.stage) == (live.Stage.REPLAY, live.Stage.COLLECTING)
    assert len(aired(held)) == 6
    counts = live.tally_of(room_id=held.pk)
    assert (counts.answered, counts.not_reached) == (6, 3)
    waiting = live.Question.objects.filter(room=coming, state=live.State.PENDING)
    assert waiting.count() == 3


@override_settings(**DEMO)
def test_the_replay_tells_subscribers_what_was_said_and_others_only_what_was_asked(
    loaded: None, client: Client
) -> None:
    path = live.InterviewPage.objects.get(slug="the-handwriting").url
    said, asked = "A plain mast.", "Who insures a strait?"
    seen = as_somebody(client, "subscriber").get(path).content.decode()
    assert (said in seen, asked in seen) == (True, True)
    seen = as_somebody(client, "registered").get(path).content.decode()
    assert (said in seen, asked in seen) == (False, True)


@override_settings(**DEMO)
def test_whoever_starts_a_rehearsal_comes_to_it_and_the_next_one_comes_to_the_same(
    loaded: None, client: Client
) -> None:
    first = client.post("/demo/rehearsal/")
    assert first.status_code == 302
    assert first["Location"].startswith("/live/open-rehearsal-")
    assert client.post("/demo/rehearsal/")["Location"] == first["Location"]
    assert client.get("/demo/rehearsal/").status_code == 405


def test_the_script_is_played_to_its_end_and_a_tick_that_comes_twice_changes_nothing(
    loaded: None, few: int
) -> None:
    began = clock.now()
    room = begun(began)
    moment = began
    while moment <= began + rehearsal.ENDS_AFTER + TICK:
        for _ in range(2):
            for one in rehearsal.running():
                rehearsal.play(one, now=moment)
        moment += TICK
    room.refresh_from_db()
    assert room.stage == live.Stage.ENDED
    assert aired(room) == ON_AIR
    counts = live.tally_of(room_id=room.pk)
    assert counts.asked == len(rehearsal.SCENES)
    assert counts.by_state[live.State.MERGED] == counts.by_state[live.State.DECLINED] == 1
    assert live.Vote.objects.filter(question__room=room).count() > few


def test_a_host_who_takes_part_is_in_nobodys_way(loaded: None, few: int) -> None:
    began = clock.now()
    room = begun(began)
    for seconds in range(0, 34, 3):
        rehearsal.play(next(rehearsal.running()), now=began + timedelta(seconds=seconds))
    own = live.Question.objects.get(room=room, text=rehearsal.SCENES[2].text)
    seen = live.Room.objects.get(pk=room.pk).air_version
    now = began + timedelta(seconds=34)
    live.put_on_air(room_id=room.pk, key=own.key, seen_version=seen, by=None, now=now)
    for seconds in range(36, 60, 3):
        rehearsal.play(next(rehearsal.running()), now=began + timedelta(seconds=seconds))
    assert aired(room) == [rehearsal.SCENES[2].text, rehearsal.SCENES[0].text]
