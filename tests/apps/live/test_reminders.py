"""Who asked to be reminded is written to three times, each once; and how that is stopped."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from standfirst.apps.live.actions.remind import remind, stop_token
from standfirst.apps.live.actions.set_reminder import set_reminder
from standfirst.apps.live.models import InterviewPage, Reminder, Room
from standfirst.apps.live.rules.reminders import Letter, Reminded, letter_due
from standfirst.apps.live.rules.states import Stage
from standfirst.apps.mailing.models import Letter as Mail
from standfirst.core import clock
from tests.apps.live.staging import a_room, an_interview
from tests.publication import Publication
from tests.signing_in import enter

STARTS = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)
LONG_AGO = STARTS - timedelta(days=9)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
A_FEW = timedelta(minutes=7)


def due(at: datetime, *, told: Letter = Letter.NONE, since: datetime = LONG_AGO, knows: datetime = STARTS, stage: Stage = Stage.COLLECTING) -> Letter:  # fmt: skip
    reminded = Reminded(told=told, knows=knows, since=since)
    return letter_due(reminded, stage=stage, starts_at=STARTS, began_at=STARTS + A_FEW, now=at)


@pytest.mark.parametrize(
    ("at", "told", "letter"),
    [
        (STARTS - 25 * HOUR, Letter.NONE, Letter.NONE),
        (STARTS - 24 * HOUR, Letter.NONE, Letter.DAY),
        (STARTS - 23 * HOUR, Letter.DAY, Letter.NONE),
        (STARTS - 1 * HOUR, Letter.NONE, Letter.NONE),
        (STARTS - 16 * MINUTE, Letter.DAY, Letter.NONE),
        (STARTS - 15 * MINUTE, Letter.DAY, Letter.SOON),
        (STARTS - 15 * MINUTE, Letter.NONE, Letter.SOON),
        (STARTS - 10 * MINUTE, Letter.SOON, Letter.NONE),
        (STARTS, Letter.DAY, Letter.NONE),
        (STARTS + 1 * MINUTE, Letter.DAY, Letter.NONE),
    ],
)
def test_before_it_begins_each_letter_has_its_time(at: datetime, told: Letter, letter: Letter) -> None:
    assert due(at, told=told) is letter


@pytest.mark.parametrize("told", list(Letter))
def test_once_it_has_begun_that_is_told_once_and_while_it_is_new(told: Letter) -> None:
    assert due(STARTS + A_FEW, told=told, stage=Stage.LIVE) is (
        Letter.NONE if told is Letter.NOW else Letter.NOW
    )
    assert due(STARTS + A_FEW + 31 * MINUTE, told=told, stage=Stage.LIVE) is Letter.NONE


@pytest.mark.parametrize("before", [20 * HOUR, 10 * MINUTE])
def test_whoever_has_just_read_the_time_is_not_told_it(before: timedelta) -> None:
    assert due(STARTS - before + MINUTE, since=STARTS - before) is Letter.NONE


def test_another_time_is_told_and_then_reminded_of_anew() -> None:
    was = STARTS - 3 * HOUR
    assert due(STARTS - 30 * HOUR, told=Letter.DAY, knows=was) is Letter.MOVED
    assert due(STARTS - 24 * HOUR, told=Letter.MOVED, since=STARTS - 30 * HOUR) is Letter.DAY
    assert due(STARTS - 20 * HOUR, told=Letter.MOVED, since=STARTS - 21 * HOUR) is Letter.NONE


@pytest.mark.parametrize("stage", [Stage.ENDED, Stage.REPLAY])
def test_of_what_is_over_nothing_is_written(stage: Stage) -> None:
    assert due(STARTS - 10 * MINUTE, stage=stage) is Letter.NONE


pytest_db = pytest.mark.django_db


@pytest.fixture
def asked(publication: Publication) -> InterviewPage:
    """The subscriber asked nine days before it begins."""
    moment = clock.now()
    interview = an_interview(now=moment, starts_at=moment + timedelta(days=9), title="A talk, with a comma")
    reader_id = publication.people["subscriber"]
    set_reminder(reader_id=reader_id, interview_id=interview.pk, wanted=True, now=moment)
    return interview


def told() -> list[str]:
    rows = Mail.objects.filter(template="live/emails/reminder").order_by("pk")
    return [row.subject for row in rows]


def at_every_minute(first: datetime, last: datetime, *, step: timedelta) -> None:
    while first <= last:
        remind(now=first)
        first += step


@pytest_db
def test_three_letters_come_however_often_the_job_runs(asked: InterviewPage) -> None:
    starts = asked.starts_at
    at_every_minute(starts - 25 * HOUR, starts - 22 * HOUR, step=20 * MINUTE)
    assert told() == ["Tomorrow: A talk, with a comma"]
    at_every_minute(starts - 20 * MINUTE, starts, step=MINUTE)
    assert told()[1:] == ["In 15 minutes: A talk, with a comma"]
    room = a_room(asked.pk, Stage.LIVE)
    Room.objects.filter(pk=room.pk).update(began_at=starts + A_FEW)
    at_every_minute(starts + A_FEW, starts + HOUR, step=5 * MINUTE)
    assert told()[2:] == ["On air now: A talk, with a comma"]


@pytest_db
def test_another_time_is_written_once(asked: InterviewPage) -> None:
    moment = clock.now()
    asked.starts_at += timedelta(days=1)
    asked.save_revision().publish()
    remind(now=moment)
    remind(now=moment + MINUTE)
    assert told() == ["Another time: A talk, with a comma"]


@pytest_db
def test_nobody_is_written_to_about_what_was_withdrawn_or_after_closing_the_account(
    asked: InterviewPage, publication: Publication
) -> None:
    due_at = asked.starts_at - 24 * HOUR
    asked.unpublish()
    assert remind(now=due_at) == 0
    asked.save_revision().publish()
    reader = publication.reader("subscriber")
    reader.is_active = False
    reader.save()
    assert remind(now=due_at) == 0
    assert told() == []


@pytest_db
def test_a_letter_names_the_time_the_way_there_and_the_way_out(
    asked: InterviewPage, publication: Publication
) -> None:
    remind(now=asked.starts_at - 24 * HOUR)
    letter = Mail.objects.get(template="live/emails/reminder")
    assert letter.to == publication.reader("subscriber").email
    assert "/live/the-strait/" in letter.text
    assert f"/live/{asked.pk}/calendar.ics" in letter.text
    assert asked.starts_at.strftime("%H:%M UTC") in letter.text
    stop = letter.headers["List-Unsubscribe"].strip("<>")
    path = "/" + stop.split("/", 3)[3]
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for method in ("get", "head", "options"):
        getattr(Client(), method)(path)
    assert Reminder.objects.count() == 1
    answer = Client(enforce_csrf_checks=True).post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")  # fmt: skip
    assert (answer.status_code, dict(answer.cookies)) == (200, {})
    assert Reminder.objects.count() == 0


@pytest_db
def test_a_link_stops_its_own_reminder_alone(asked: InterviewPage, publication: Publication) -> None:
    other = publication.people["registered"]
    set_reminder(reader_id=other, interview_id=asked.pk, wanted=True, now=clock.now())
    token = stop_token(Reminder.objects.get(reader_id=other))
    forged = token.replace(str(other), str(publication.people["subscriber"]), 1)
    assert Client().post(f"/live/no-mail/{forged}/").status_code == (404 if forged != token else 200)
    Client().post(f"/live/no-mail/{token}/")
    assert [row.reader_id for row in Reminder.objects.all()] == [publication.people["subscriber"]]


@pytest_db
def test_a_reader_turns_it_on_and_off_and_a_visitor_is_led_to_the_door(
    publication: Publication,
) -> None:
    interview = an_interview(now=clock.now())
    path = f"/live/{interview.pk}/remind/"
    for method in ("get", "post"):
        assert getattr(Client(), method)(path).headers["Location"] == f"/sign-in/?next={path}"
    assert Reminder.objects.count() == 0
    client = enter(Client(), publication.reader("registered"))
    assert "Remind me" in client.get(path).content.decode()
    for _ in range(2):
        client.post(path, {"wanted": "yes"})
    assert Reminder.objects.count() == 1
    assert "You will be reminded" in client.get(path).content.decode()
    client.post(path, {"wanted": "no"})
    assert Reminder.objects.count() == 0


@pytest_db
def test_a_form_of_another_site_sets_no_reminder(publication: Publication) -> None:
    interview = an_interview(now=clock.now())
    client = enter(Client(enforce_csrf_checks=True), publication.reader("registered"))
    assert client.post(f"/live/{interview.pk}/remind/", {"wanted": "yes"}).status_code == 403
    assert Reminder.objects.count() == 0
