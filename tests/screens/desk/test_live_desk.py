"""The producer's desk: what waits, what is next, what is on air; nobody overwrites anybody, and a rehearsal leaves nothing."""

import json
import re
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from standfirst.apps.accounts.models import User
from standfirst.apps.live import api as live
from standfirst.core import clock
from tests.apps.live.interviewing import a_room, air, an_asker, approve, ask, asked, fresh, state_of
from tests.publication import Publication
from tests.screens.desk.moderating import AS_DATA, desk

pytestmark = pytest.mark.django_db
AWAY = "/desk/"
SERRAT = "Why was Serrat left out?"


@pytest.fixture
def now() -> datetime:
    return clock.now()


@pytest.fixture
def room(publication: Publication, now: datetime) -> live.Room:
    return a_room(now)


@pytest.fixture
def asker(publication: Publication, now: datetime) -> User:
    return an_asker("tess", now=now)


@pytest.fixture
def other(publication: Publication, now: datetime) -> User:
    return an_asker("omar", now=now)


@pytest.fixture
def host(publication: Publication) -> Client:
    return desk("Hosts")


def at(room: live.Room, part: str = "") -> str:
    return f"/desk/live/room/{room.key}/{part}"


def press(client: Client, room: live.Room, act: str, *, data: bool = True, **fields: Any) -> Any:
    """As the script does, unless it is a plain form."""
    given = {"seen": fresh(room).air_version, **fields}
    return client.post(at(room, f"act/{act}/"), given, headers=AS_DATA if data else {})


def of(question: live.Question) -> dict[str, Any]:
    """What a button of this question sends."""
    found = live.Question.objects.get(pk=question.pk)
    return {"key": found.key, "seen": found.version}


def listed(client: Client, room: live.Room, name: str, query: str = "") -> list[str]:
    """The keys of the questions in one list of the board."""
    text = client.get(at(room) + query).content.decode()
    part = re.search(rf'data-list="{name}".*?</section>', text, re.S)
    return re.findall(r'id="q-(\w+)"', part[0]) if part else []


@pytest.mark.parametrize(
    ("role", "may"),
    [("Hosts", True), ("Moderators", True), ("Publishers", True), ("Editors", False), ("Authors", False)],
)
def test_hosts_and_moderators_produce_and_nobody_else(
    room: live.Room, asker: User, now: datetime, role: str, may: bool
) -> None:
    waits, client = ask(room, asker, SERRAT, now=now), desk(role)
    for path in (
        "/desk/live/",
        at(room),
        at(room, "lists/"),
        at(room, f"questions/{waits.key}/"),
        at(room, "speaker/"),
    ):
        answer = client.get(path)
        assert (answer.status_code, answer.headers.get("Location")) == (
            (200, None) if may else (302, AWAY)
        ), path
        assert may or SERRAT not in answer.content.decode()
    press(client, room, "approve", **of(waits))
    assert state_of(waits) == ("open" if may else "pending")


def test_a_visitor_is_led_to_the_door(room: live.Room) -> None:
    answer = Client().get(at(room))
    assert answer.status_code == 302
    assert "sign-in" in answer.headers["Location"] or "login" in answer.headers["Location"]


def test_from_incoming_over_next_to_answered(
    room: live.Room, asker: User, host: Client, now: datetime
) -> None:
    question = ask(room, asker, SERRAT, now=now)
    assert listed(host, room, "incoming") == [question.key]
    assert press(host, room, "approve", **of(question)).json() == {"sentence": "Open to votes."}
    assert listed(host, room, "approved") == [question.key]
    press(host, room, "deck", key=question.key)
    assert fresh(room).on_deck_id == question.pk
    assert press(host, room, "next").json() == {"sentence": "On air."}
    assert state_of(question) == "on_air"
    assert f'data-now="{question.key}"' in host.get(at(room)).content.decode()
    press(host, room, "off", answered="yes")
    assert listed(host, room, "answered") == [question.key]


def test_without_the_script_the_same_forms_lead_back_to_the_desk(
    room: live.Room, asker: User, host: Client, now: datetime
) -> None:
    question = ask(room, asker, SERRAT, now=now)
    answer = press(host, room, "approve", data=False, **of(question))
    assert (answer.status_code, answer.headers["Location"]) == (302, at(room))
    assert "Open to votes." in host.get(at(room)).content.decode()


def test_two_producers_never_put_two_on_air(
    room: live.Room, asker: User, other: User, host: Client, now: datetime
) -> None:
    first, second = asked(room, asker, SERRAT, now=now), asked(room, other, "Who pays for it?", now=now)
    seen = fresh(room).air_version
    assert press(host, room, "air", key=first.key, seen=seen).status_code == 200
    late = press(desk("Moderators"), room, "air", key=second.key, seen=seen)
    assert late.status_code == 409
    assert "Somebody else was quicker" in late.json()["sentence"]
    assert (state_of(first), state_of(second)) == ("on_air", "open")
    shown = press(desk("Hosts", "ines"), room, "air", key=second.key, seen=seen, data=False)
    assert shown.status_code == 409
    text = shown.content.decode()
    assert "Somebody else was quicker" in text
    assert f'data-now="{first.key}"' in text


def test_a_question_that_was_changed_meanwhile_is_not_approved_as_it_was_seen(
    room: live.Room, asker: User, host: Client, now: datetime
) -> None:
    question = ask(room, asker, SERRAT, now=now)
    seen = of(question)
    live.edit_question(key=question.key, asker_id=asker.pk, text="Why was nobody left out?", now=now)
    assert press(host, room, "approve", **seen).status_code == 409
    assert state_of(question) == "pending"


def test_a_question_is_approved_in_better_words_and_the_askers_are_kept(
    room: live.Room, asker: User, host: Client, now: datetime
) -> None:
    question = ask(room, asker, "y was serrat left out??", now=now)
    press(host, room, "approve", text=SERRAT, **of(question))
    [own] = live.questions_of(asker_id=asker.pk, room_id=room.pk)
    assert (own.text, own.asked_text) == (SERRAT, "y was serrat left out??")
    page = host.get(at(room, f"questions/{question.key}/")).content.decode()
    assert "as asked: “y was serrat left out??”" in page


def test_declining_wants_a_reason_and_tells_it(
    room: live.Room, asker: User, host: Client, now: datetime
) -> None:
    question = ask(room, asker, SERRAT, now=now)
    refused = press(host, room, "decline", **of(question))
    assert refused.status_code == 422
    assert state_of(question) == "pending"
    press(host, room, "decline", rule="1", sentence="It was asked before.", **of(question))
    [own] = live.questions_of(asker_id=asker.pk, room_id=room.pk)
    assert (own.state, own.rule, own.sentence) == ("declined", 1, "It was asked before.")
    press(host, room, "restore", key=question.key)
    assert listed(host, room, "incoming") == [question.key]


def test_what_asks_the_same_is_suggested_merged_and_parted_again(
    room: live.Room, asker: User, other: User, host: Client, now: datetime
) -> None:
    head = asked(room, asker, "Why was Serrat left out of the convention?", now=now)
    like = ask(room, other, "Why was Serrat left out of this convention?", now=now)
    panel = host.get(at(room, f"questions/{like.key}/"), headers={"X-Part": "yes"}).content.decode()
    assert "<html" not in panel
    assert f'name="into" value="{head.key}"' in panel
    press(host, room, "merge", key=like.key, into=head.key)
    assert state_of(like) == "merged"
    assert "with 1 merged into it" in host.get(at(room)).content.decode()
    assert like.text in host.get(at(room, f"questions/{head.key}/")).content.decode()
    press(host, room, "unmerge", key=like.key)
    assert state_of(like) == "pending"


def test_another_is_found_by_its_words(
    room: live.Room, asker: User, other: User, host: Client, now: datetime
) -> None:
    head, like = asked(room, asker, SERRAT, now=now), ask(room, other, "Any reason for it?", now=now)
    path = at(room, f"questions/{like.key}/")
    found = host.get(path, {"like": "SERRAT left"}).content.decode()
    assert f'name="into" value="{head.key}"' in found
    assert head.key not in host.get(path, {"like": "submarine"}).content.decode()


def test_labels_are_put_on_and_taken_away(room: live.Room, asker: User, host: Client, now: datetime) -> None:
    question = asked(room, asker, SERRAT, now=now)
    press(host, room, "label", key=question.key, label="history")
    assert '<span class="w-status">history</span>' in host.get(at(room)).content.decode()
    assert press(host, room, "label", key=question.key, label="x" * 21).status_code == 422
    press(host, room, "label", key=question.key, label="")
    assert live.Question.objects.get(pk=question.pk).label == ""


def test_what_is_answered_is_taken_down_with_a_reason(
    room: live.Room, asker: User, host: Client, now: datetime
) -> None:
    question = asked(room, asker, SERRAT, now=now)
    air(room, question, now=now)
    press(host, room, "off", answered="yes")
    assert press(host, room, "take-down", key=question.key).status_code == 422
    press(host, room, "take-down", key=question.key, sentence="It names somebody.")
    assert state_of(question) == "taken_down"
    assert listed(host, room, "declined") == [question.key]


@pytest.mark.parametrize(("asking", "takes"), [("closed", False), ("open", True), ("auto", True)])
def test_questions_are_opened_closed_or_left_to_the_stage(
    room: live.Room, host: Client, asking: str, takes: bool
) -> None:
    press(host, room, "asking", asking=asking)
    found = fresh(room)
    assert (found.asking, live.takes_questions_now(found)) == (asking, takes)
    pressed = rf'value="{asking}" aria-pressed="true"'
    assert len(re.findall(pressed, host.get(at(room)).content.decode())) == 1


def test_an_interview_is_begun_and_ended_and_its_tally_is_told(
    publication: Publication, asker: User, host: Client, now: datetime
) -> None:
    room = a_room(now, live.Stage.COLLECTING)
    first = asked(room, asker, SERRAT, now=now)
    assert press(host, room, "air", key=first.key).status_code == 422
    press(host, room, "stage", to="live")
    press(host, room, "air", key=first.key)
    press(host, room, "stage", to="ended", farewell="Thank you all.")
    assert (fresh(room).stage, fresh(room).farewell) == ("ended", "Thank you all.")
    assert "1 asked · 1 approved · 1 answered" in host.get(at(room)).content.decode()
    assert press(host, room, "stage", to="nowhere").status_code == 422


def test_who_was_not_heard_yet_is_marked(
    room: live.Room, asker: User, other: User, host: Client, now: datetime
) -> None:
    heard = asked(room, asker, SERRAT, now=now)
    air(room, heard, now=now)
    later = clock.now().replace(year=now.year + 1)
    again = live.Question.objects.create(
        room=room, key="again", client_id="00000000-0000-4000-8000-000000000001", asker=asker,
        text="And who was left in?", text_key="x", asked_at=later, state="open", opened_at=later,
    )  # fmt: skip
    live.Tally.objects.create(question=again, room=room, counted_at=later)
    new = asked(room, other, "Who pays for it?", now=now)
    text = host.get(at(room)).content.decode()
    marked = {key: "data-new" in tag for tag, key in re.findall(r'(<article[^>]*id="q-(\w+)"[^>]*>)', text)}
    assert (marked[again.key], marked[new.key]) == (False, True)


def test_an_open_desk_is_told_only_what_has_changed(
    room: live.Room, asker: User, host: Client, now: datetime
) -> None:
    stamp = re.findall(r'data-board data-stamp="([^"]+)"', host.get(at(room)).content.decode())[0]
    assert host.get(at(room, "lists/"), {"seen": stamp}).status_code == 204
    question = ask(room, asker, SERRAT, now=now)
    newer = host.get(at(room, "lists/"), {"seen": stamp})
    assert newer.status_code == 200
    assert question.key in newer.content.decode()
    assert "<html" not in newer.content.decode()


def test_the_lists_go_on_where_they_are_long(
    room: live.Room, asker: User, host: Client, now: datetime
) -> None:
    live.Question.objects.bulk_create(
        live.Question(room=room, key=f"k{n:03}", client_id=f"00000000-0000-4000-8000-{n:012}", asker=asker,
                      text=f"Question {n}?", text_key=f"{n}", asked_at=now, state="open", opened_at=now)
        for n in range(120)
    )  # fmt: skip
    seen, query = listed(host, room, "approved", "?order=oldest"), "?order=oldest"
    text = host.get(at(room) + query).content.decode()
    while more := re.search(r'href="(/desk/live/room/\w+/lists/approved/\?after=[^"]+)"', text):
        text = host.get(more[1].replace("&amp;", "&")).content.decode()
        seen += re.findall(r'id="q-(\w+)"', text)
    assert seen == [f"k{n:03}" for n in range(120)]


def test_a_question_of_another_room_is_not_found_here(
    room: live.Room, asker: User, host: Client, now: datetime
) -> None:
    elsewhere = a_room(now, title="Another")
    question = ask(elsewhere, asker, SERRAT, now=now)
    assert host.get(at(room, f"questions/{question.key}/")).status_code == 404
    assert press(host, room, "air", key=question.key).status_code == 422
    assert host.get(at(room, "lists/nothing/")).status_code == 404
    assert press(host, room, "nothing").status_code == 404


def test_what_is_asked_is_text_on_the_desk(room: live.Room, asker: User, host: Client, now: datetime) -> None:
    question = ask(room, asker, "<img src=x onerror=alert(1)> who pays?", now=now)
    press(host, room, "approve", **of(question))
    press(host, room, "label", key=question.key, label="<b>x</b>")
    press(host, room, "air", key=question.key)
    for part in ("", "lists/", "speaker/", f"questions/{question.key}/"):
        text = host.get(at(room, part)).content.decode()
        assert "<img src=x" not in text
        assert "<b>x</b>" not in text


def test_a_rehearsal_is_like_the_real_one_and_leaves_nothing(
    publication: Publication, host: Client, now: datetime
) -> None:
    real = a_room(now, live.Stage.COLLECTING)
    begun = host.post(f"/desk/live/{real.interview_id}/rehearse/")
    room = live.room_of(interview_id=real.interview_id, is_rehearsal=True)
    assert begun.headers["Location"] == at(room)
    press(host, room, "fill")
    keys = listed(host, room, "incoming")
    assert len(keys) == 12
    question = live.Question.objects.get(key=keys[0])
    press(host, room, "approve", **of(question))
    press(host, room, "air", key=question.key)
    assert question.text in Client().get(f"/live/overlay/{room.key}/").content.decode()
    assert question.text not in json.dumps(live.room_state(fresh(real)).as_json())
    assert host.post(at(room, "wipe/")).headers["Location"] == "/desk/live/"
    assert not live.Question.objects.filter(room__interview=real.interview_id).exists()
    assert host.get(at(room)).status_code == 404


def test_the_real_interview_is_neither_filled_nor_wiped(room: live.Room, host: Client) -> None:
    assert press(host, room, "fill").status_code == 422
    assert host.post(at(room, "wipe/"), headers=AS_DATA).status_code == 422
    assert live.find_room(key=room.key) is not None


def test_the_overlay_shows_everybody_what_is_on_air_and_nothing_that_is_not(
    room: live.Room, asker: User, other: User, now: datetime
) -> None:
    path = f"/live/overlay/{room.key}/"
    shown, waits = asked(room, asker, SERRAT, now=now), ask(room, other, "Who pays for it?", now=now)
    assert SERRAT not in Client().get(path).content.decode()
    air(room, shown, now=now)
    answer = Client().get(path, headers={"X-Part": "yes"})
    text = answer.content.decode()
    assert SERRAT in text
    assert "<html" not in text
    assert waits.text not in text
    assert "no-store" in answer.headers["Cache-Control"]
    approve(waits, now=now)
    assert Client().get("/live/overlay/nothing/").status_code == 404
