"""Asking, voting and taking back, as whole requests: with a script's PUT, and with plain forms alone."""

import json
import re
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from standfirst.apps.accounts import api as accounts
from standfirst.apps.accounts.models import User
from standfirst.apps.live import api as live
from standfirst.apps.live.models import Question, Room, Vote, VoteChange
from standfirst.apps.moderation import api as moderation
from standfirst.core import clock
from standfirst.core.db import savepoint
from standfirst.core.models import LimitBucket
from tests.apps.live.interviewing import a_room, an_asker
from tests.publication import Publication
from tests.signing_in import enter

pytestmark = pytest.mark.django_db
TEXT = "Who pays the pilots in the first year?"
SECRET = "qzxwvutsecret"


@pytest.fixture
def now() -> datetime:
    """Of this moment, as whole requests read the clock."""
    return clock.now()


@pytest.fixture(autouse=True)
def _unspent(publication: Publication) -> None:
    LimitBucket.objects.all().delete()


def asked_by(
    asker: User, room: Room, text: str = TEXT, *, opened: bool = True, at: datetime | None = None
) -> Question:
    moment = at or clock.now()
    LimitBucket.objects.all().delete()
    question = live.ask_question(room_id=room.pk, asker_id=asker.pk, text=text, client_id=uuid4(), now=moment)
    if opened:
        live.approve_question(key=question.key, by=None, seen_version=1, now=moment)
    question.refresh_from_db()
    return question


def ask_path(room: Room) -> str:
    return f"/live/{room.interview_id}/ask/"


def sent(client: Client, room: Room, text: str = TEXT, **more: str) -> tuple[int, str]:
    answer = client.post(ask_path(room), {"text": text, "client_id": str(uuid4()), **more}, follow=True)
    return answer.status_code, answer.content.decode()


def vote_path(question: Question) -> str:
    return f"/live/q/{question.key}/vote/"


# -- asking --------------------------------------------------------------------------------------


def test_a_subscriber_asks_by_the_form_alone_and_sees_what_becomes_of_it(room: Room, asker: User) -> None:
    client = enter(Client(), asker)
    page = client.get(ask_path(room)).content.decode()
    client_id = re.search(r'name="client_id" value="([^"]+)"', page)
    assert client_id
    for _ in range(2):  # pressed twice, asked once
        answer = client.post(ask_path(room), {"text": TEXT, "client_id": client_id[1]}, follow=True)
    shown = answer.content.decode()
    assert (answer.status_code, Question.objects.count()) == (200, 1)
    assert TEXT in shown
    assert "The desk is reading it" in shown
    assert "Thank you." in shown


def test_what_is_not_open_is_on_no_page_of_others(room: Room, asker: User, other: User) -> None:
    asked_by(asker, room, f"Is {SECRET} the reason?", opened=False)
    slug, number = room.interview.slug, room.interview_id
    for client in (Client(), enter(Client(), other)):
        for path in (f"/live/{slug}/", f"/live/{number}/questions/", f"/live/{number}/questions/?sort=newest",
                     f"/live/{number}/questions/?sort=answered", f"/live/{number}/state.json", ask_path(room)):  # fmt: skip
            assert SECRET not in client.get(path, follow=True).content.decode()


@pytest.mark.parametrize("who", ["registered", "lapsed"])
def test_whoever_may_not_ask_is_refused_with_the_reason_and_keeps_their_words(
    room: Room, publication: Publication, who: str
) -> None:
    reader = publication.reader(who)
    moderation.accept_guidelines(reader_id=reader.pk, version=moderation.guidelines().number, now=clock.now())
    status, page = sent(enter(Client(), reader), room)
    assert status == 403
    assert "Only subscribers can submit questions" in page
    assert TEXT in page
    assert Question.objects.count() == 0


def test_a_visitor_is_led_to_the_door_and_nothing_is_kept(room: Room) -> None:
    for method in ("get", "post"):
        answer = getattr(Client(), method)(ask_path(room), {"text": TEXT, "client_id": str(uuid4())})
        assert answer.headers["Location"].startswith("/sign-in/?next=")
    assert Question.objects.count() == 0


def test_a_form_of_another_site_asks_nothing_and_votes_for_nothing(
    room: Room, asker: User, other: User
) -> None:
    question = asked_by(asker, room)
    client = enter(Client(enforce_csrf_checks=True), other)
    assert client.post(ask_path(room), {"text": TEXT, "client_id": str(uuid4())}).status_code == 403
    for method in ("post", "put", "delete"):
        assert getattr(client, method)(vote_path(question)).status_code == 403
    assert (Question.objects.count(), Vote.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("text", "status", "reason"),
    [("Why", 422, "at least 5"), ("x" * 501, 422, "at most 500"), ("   ", 422, "required")],
)
def test_a_text_that_cannot_be_is_given_back(
    room: Room, asker: User, text: str, status: int, reason: str
) -> None:
    answered, page = sent(enter(Client(), asker), room, text)
    assert (answered, Question.objects.count()) == (status, 0)
    assert reason in page
    assert text.strip() in page


def test_the_second_in_a_minute_waits(room: Room, asker: User) -> None:
    client = enter(Client(), asker)
    sent(client, room)
    status, page = sent(client, room, "Something altogether different?")
    assert status == 429
    assert "One question a minute" in page
    assert Question.objects.count() == 1


def test_before_the_first_one_somebody_agrees_to_the_guidelines_in_the_same_form(
    room: Room, publication: Publication
) -> None:
    reader = publication.reader("subscriber")
    with savepoint():
        accounts.give_default_username(reader_id=reader.pk, now=clock.now())
    client = enter(Client(), reader)
    page = client.get(ask_path(room)).content.decode()
    assert 'name="guidelines"' in page
    assert sent(client, room)[0] == 422
    assert Question.objects.count() == 0
    number = moderation.guidelines().number
    reader.refresh_from_db()
    status, _ = sent(client, room, guidelines=str(number), seen_name=reader.username)
    assert (status, Question.objects.count()) == (200, 1)


def test_questions_alike_are_shown_before_it_is_asked(room: Room, asker: User, other: User) -> None:
    question = asked_by(asker, room)
    client = enter(Client(), other)
    status, page = sent(client, room, "Who pays the pilots in their first year?")
    assert (status, Question.objects.count()) == (200, 1)
    assert "Is it one of these?" in page
    assert f'formaction="{vote_path(question)}"' in page
    status, _ = sent(client, room, "Who pays the pilots in their first year?", anyway="on")
    assert (status, Question.objects.count()) == (200, 2)


def test_what_is_like_a_text_comes_while_it_is_typed_and_only_to_who_may_ask(
    room: Room, asker: User, other: User, publication: Publication
) -> None:
    asked_by(asker, room)
    asked_by(asker, room, f"Who pays the pilots of {SECRET} in the first year?", opened=False)
    path = f"/live/{room.interview_id}/alike/"
    found = enter(Client(), other).post(path, {"text": "who pays pilots in the first year"}).content.decode()
    assert TEXT in found
    assert SECRET not in found
    assert enter(Client(), publication.reader("registered")).post(path, {"text": TEXT}).status_code == 204


def test_a_question_is_changed_until_the_desk_has_looked(room: Room, asker: User, other: User) -> None:
    question = asked_by(asker, room, opened=False)
    client, path = enter(Client(), asker), f"/live/q/{question.key}/edit/"
    assert TEXT in client.get(path).content.decode()
    client.post(path, {"text": "Who pays the pilots, and when?"})
    question.refresh_from_db()
    assert question.text == "Who pays the pilots, and when?"
    assert enter(Client(), other).get(path).status_code == 404
    assert enter(Client(), other).post(path, {"text": "Something of my own?"}).status_code == 404
    live.approve_question(key=question.key, by=None, seen_version=question.version, now=clock.now())
    assert client.post(path, {"text": "Something else altogether?"}).status_code == 409
    question.refresh_from_db()
    assert question.text == "Who pays the pilots, and when?"


def test_a_question_is_taken_back_by_its_asker_alone(room: Room, asker: User, other: User) -> None:
    question = asked_by(asker, room)
    path = f"/live/q/{question.key}/withdraw/"
    assert enter(Client(), other).post(path).status_code == 404
    client = enter(Client(), asker)
    client.get(path)
    question.refresh_from_db()
    assert question.state == live.State.OPEN
    client.post(path)
    assert TEXT not in Client().get(f"/live/{room.interview_id}/questions/").content.decode()


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda q: live.decline_question(key=q.key, rule=2, sentence="Ask it kindly.", by=None, seen_version=q.version, now=clock.now()), ["Not taken", "Guideline 2", "Ask it kindly."]),
        (lambda q: live.put_on_air(room_id=q.room_id, key=q.key, seen_version=0, by=None, now=clock.now()), ["On air now"]),
        (lambda q: live.end_interview(room_id=q.room_id, by=None, now=clock.now()), ["Not reached in time"]),
    ],
)  # fmt: skip
def test_the_asker_always_sees_the_state_and_the_reason(
    room: Room, asker: User, act: object, words: list[str]
) -> None:
    question = asked_by(asker, room)
    act(question)  # type: ignore[operator]
    page = enter(Client(), asker).get(ask_path(room)).content.decode()
    assert [each for each in words if each not in page] == []


def test_a_wording_of_the_desk_is_shown_beside_ones_own(room: Room, asker: User) -> None:
    question = asked_by(asker, room, opened=False)
    live.approve_question(
        key=question.key, by=None, seen_version=1, text="Who pays the pilots?", now=clock.now()
    )
    page = enter(Client(), asker).get(ask_path(room)).content.decode()
    assert "You had written:" in page
    assert TEXT in page
    assert "worded by the desk" in Client().get(f"/live/{room.interview_id}/questions/").content.decode()


# -- voting --------------------------------------------------------------------------------------


def test_a_vote_by_script_is_one_however_often_it_is_sent(room: Room, asker: User, other: User) -> None:
    question, client = asked_by(asker, room), enter(Client(), other)
    for _ in range(3):
        answer = client.put(vote_path(question))
        assert (answer.status_code, json.loads(answer.content)) == (200, {"voted": True})
    assert (Vote.objects.count(), VoteChange.objects.count()) == (1, 1)
    for _ in range(2):
        assert json.loads(client.delete(vote_path(question)).content) == {"voted": False}
    assert Vote.objects.count() == 0


def test_a_vote_by_plain_forms_leads_back_to_the_question(room: Room, asker: User, other: User) -> None:
    question, client = asked_by(asker, room), enter(Client(), other)
    assert ">Vote</button>" in client.get(vote_path(question)).content.decode()
    answer = client.post(vote_path(question), {"wanted": "yes"})
    assert answer.headers["Location"] == f"/live/{room.interview.slug}/#q-{question.key}"
    assert "Take my vote back" in client.get(vote_path(question)).content.decode()
    client.post(vote_path(question), {"wanted": "no"})
    assert Vote.objects.count() == 0


def test_of_a_question_that_waits_a_vote_tells_nothing(room: Room, asker: User, other: User) -> None:
    question = asked_by(asker, room, f"Is {SECRET} true?", opened=False)
    client = enter(Client(), other)
    for answer in (
        client.put(vote_path(question)), client.delete(vote_path(question)), client.get(vote_path(question)),
        client.post(vote_path(question), {"wanted": "yes"}),
    ):  # fmt: skip
        assert answer.status_code == 404
        assert SECRET not in answer.content.decode()
    assert (Vote.objects.count(), VoteChange.objects.count()) == (0, 0)


def test_nobody_votes_who_may_not(room: Room, asker: User, publication: Publication) -> None:
    question = asked_by(asker, room)
    assert Client().put(vote_path(question)).status_code == 403
    assert Client().post(vote_path(question)).headers["Location"].startswith("/sign-in/")
    for who in ("registered", "lapsed"):
        client = enter(Client(), publication.reader(who))
        answer = client.put(vote_path(question))
        assert (answer.status_code, json.loads(answer.content)["code"]) == (403, "access")
        assert client.post(vote_path(question)).status_code == 403
    assert enter(Client(), asker).put(vote_path(question)).status_code == 409
    assert Vote.objects.count() == 0


def test_a_question_of_a_rehearsal_is_nobodys_to_vote_for(room: Room, asker: User, other: User) -> None:
    question = asked_by(asker, room)
    Room.objects.filter(pk=room.pk).update(is_rehearsal=True)
    assert enter(Client(), other).put(vote_path(question)).status_code == 404
    assert Vote.objects.count() == 0


# -- what everybody is shown ----------------------------------------------------------------------


def test_the_page_shows_what_is_on_air_and_what_waits(room: Room, asker: User, other: User) -> None:
    first = asked_by(asker, room)
    asked_by(other, room, "Does anybody own the silence between?")
    live.put_on_air(room_id=room.pk, key=first.key, seen_version=0, by=None, now=clock.now())
    page = Client().get(f"/live/{room.interview.slug}/").content.decode()
    on_air = page.index("The question on air")
    assert on_air < page.index(TEXT) < page.index("Does anybody own the silence")
    assert f'id="q-{first.key}"' not in page
    assert "Only subscribers can submit questions." in page


def test_the_state_says_what_the_stream_says_and_to_nobody_else(
    now: datetime, publication: Publication
) -> None:
    room, asker = a_room(now, watch_access="subscribers"), an_asker("ina", now=now)
    question = asked_by(asker, room)
    path = f"/live/{room.interview_id}/state.json"
    for client in (Client(), enter(Client(), publication.reader("lapsed"))):
        answer = client.get(path)
        assert answer.status_code == 403
        assert question.text not in answer.content.decode()
        assert question.text in client.get(f"/live/{room.interview.slug}/").content.decode()  # the stub
        assert f"/stream/{room.key}" not in client.get(f"/live/{room.interview.slug}/").content.decode()
    room.refresh_from_db()
    told = json.loads(enter(Client(), asker).get(path).content)
    assert (told["epoch"], told["seq"]) == (room.epoch, room.seq)
    assert [card["text"] for card in told["questions"]] == [question.text]
    assert set(told) == {"epoch", "seq", "stage", "asking", "now", "questions", "answered", "counts", "hides_tallies", "farewell"}  # fmt: skip


def test_numbers_of_votes_stay_hidden_until_the_end(now: datetime, publication: Publication) -> None:
    room = a_room(now, hides_tallies=True)
    asker, voters = an_asker("ina", now=now), [an_asker(f"v{each}", now=now) for each in range(7)]
    question = asked_by(asker, room)
    for voter in voters:
        live.vote(room_id=room.pk, key=question.key, reader_id=voter.pk, now=now)
    live.roll_up(room_id=room.pk, now=now)
    number = room.interview_id
    seen = [
        f"/live/{room.interview.slug}/",
        f"/live/{number}/questions/?sort=votes",
        f"/live/{number}/state.json",
    ]
    shown = '"votes": 7', 'data-votes="7"'
    assert [path for path in seen if any(each in Client().get(path).content.decode() for each in shown)] == []
    live.end_interview(room_id=room.pk, by=None, now=now + timedelta(minutes=5))
    assert all(any(each in Client().get(path).content.decode() for each in shown) for path in seen)


def test_the_count_at_the_end_is_for_everybody(room: Room, asker: User, other: User) -> None:
    first = asked_by(asker, room)
    asked_by(other, room, "Does anybody own the silence between?")
    live.put_on_air(room_id=room.pk, key=first.key, seen_version=0, by=None, now=clock.now())
    live.end_interview(room_id=room.pk, by=None, now=clock.now(), farewell="Good night.")
    page = Client().get(f"/live/{room.interview.slug}/").content.decode()
    counted = re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", page)
    assert counted == [("Asked", "2"), ("Open to votes", "2"), ("Answered", "1"), ("Not reached", "1")]
    assert "Good night." in page


NASTY = ["<img src=x onerror=alert(1)>", "</script><b>", "a\u202eb right to left", "javascript:alert(1)//", "\n\ndata: {}\n\nevent: air"]  # fmt: skip


@pytest.mark.parametrize("text", NASTY)
def test_whatever_is_asked_is_text(room: Room, asker: User, text: str) -> None:
    question = asked_by(asker, room, f"Is this {text} a question?")
    for path in (f"/live/{room.interview.slug}/", f"/live/{room.interview_id}/questions/"):
        page = Client().get(path).content.decode()
        assert "<img src=x" not in page
        assert "</script><b>" not in page
        assert question.key in page
    told = Client().get(f"/live/{room.interview_id}/state.json").content
    assert json.loads(told)["questions"][0]["text"] == question.text


def test_the_account_has_every_question_with_its_state_and_the_reminders(
    room: Room, asker: User, other: User
) -> None:
    asked_by(asker, room)
    asked_by(asker, room, f"Is {SECRET} waiting?", opened=False)
    client = enter(Client(), asker)
    hub = client.get("/account/").content.decode()
    assert "You have asked 2 questions" in hub
    page = client.get("/account/questions/").content.decode()
    assert [words for words in (TEXT, SECRET, "Open to votes", "The desk is reading it", room.interview.title) if words not in page] == []  # fmt: skip
    assert SECRET not in enter(Client(), other).get("/account/questions/").content.decode()


def test_the_address_of_the_calendar_is_shown_once_with_that_of_the_feed(room: Room, asker: User) -> None:
    client = enter(Client(), asker)
    page = client.post("/account/feed/").content.decode()
    found = re.search(r"/live/calendar/[^\"]+/interviews\.ics", page)
    assert found
    assert b"BEGIN:VCALENDAR" in Client().get(found[0]).content
    assert "/live/calendar/" not in client.get("/account/").content.decode()
    client.post("/account/feed/", {"stop": "1"})
    assert Client().get(found[0]).status_code == 404
