"""Letters: posted with the transaction, sent once by the job, emptied after, and silent in the log."""

import logging
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from standfirst.apps.mailing import api as mailing
from standfirst.apps.mailing import tasks
from standfirst.apps.mailing.actions.send_letter import CLAIM_LASTS, MOST_ATTEMPTS, NotYetSent, send_letter
from standfirst.apps.mailing.actions.tidy_letters import ring_forgotten, trim_letters
from standfirst.apps.mailing.models import Letter, State
from standfirst.apps.mailing.rules.addresses import HeaderRefused
from standfirst.conf.logging import JsonLines
from standfirst.core import jobs
from tests.apps.mailing.sink import Sink

pytestmark = pytest.mark.django_db(transaction=True)

CONTEXT = {
    "subject": "Your word",
    "name": "Amal & Co",
    "word": "q7x4kz",
    "publication_name": "The Example",
    "origin": "https://review.example",
}
done: list[str] = []


@jobs.job("tests.edition", queue="bulk")
def edition(*, number: int) -> None:
    done.append(f"edition {number}")


@pytest.fixture(autouse=True)
def _no_old_jobs(transactional_db: None) -> None:
    done.clear()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def posted(now: datetime, **other: Any) -> Letter:
    given = {"to": "amal@reader.example", "template": "tests/emails/word", "context": CONTEXT, **other}
    return Letter.objects.get(pk=mailing.post(**given, now=now))


def work() -> None:
    jobs.work_until_stopped(name="test", wait=False, concurrency=1)


def waiting() -> list[tuple[str, str, dict[str, Any]]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT queue_name, task_name, args::text FROM procrastinate_jobs WHERE status = 'todo'"
        )
        return cursor.fetchall()


def test_a_letter_goes_out_by_the_job_and_nothing_of_it_stays(now: datetime, server: Sink) -> None:
    letter = posted(now)
    assert waiting() == [("mail", "mailing.send_letter", f'{{"letter_id": {letter.pk}}}')]
    work()
    [message], [(to, _)] = server.letters, server.taken
    assert (to, message["To"], message["Subject"]) == (
        ["amal@reader.example"],
        "amal@reader.example",
        "Your word",
    )
    assert (message["Auto-Submitted"], message["Message-ID"]) == ("auto-generated", letter.message_id)
    assert "Dear Amal & Co," in message.get_body(("plain",)).get_content()
    assert "Dear Amal &amp; Co," in message.get_body(("html",)).get_content()
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.last_error) == (State.SENT, 1, "")
    assert letter.sent_at is not None
    assert (letter.subject, letter.text, letter.html, letter.headers) == ("", "", "", {})


def test_a_letter_is_posted_only_if_the_transaction_commits(now: datetime) -> None:
    with transaction.atomic():
        posted(now)
        transaction.set_rollback(True)
    assert (Letter.objects.count(), waiting()) == (0, [])


def test_a_bell_that_rings_twice_sends_once(now: datetime, server: Sink) -> None:
    letter = posted(now)
    assert send_letter(letter_id=letter.pk, now=now) is True
    assert send_letter(letter_id=letter.pk, now=now + timedelta(hours=1)) is False
    assert send_letter(letter_id=letter.pk + 1, now=now) is False
    assert len(server.taken) == 1


def test_headers_of_a_list_are_carried(now: datetime, server: Sink) -> None:
    stop = {
        "List-Unsubscribe": "<https://review.example/stop/x>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    send_letter(letter_id=posted(now, headers=stop).pk, now=now)
    [message] = server.letters
    assert {name: message[name] for name in stop} == stop


@pytest.mark.parametrize(
    "to",
    ["a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example", "A <a@b.example>", "a\x00@b.example"],
)
def test_nothing_is_posted_to_what_is_not_one_address(now: datetime, to: str) -> None:
    with pytest.raises(mailing.AddressRefused):
        posted(now, to=to)
    with pytest.raises(HeaderRefused):
        posted(now, headers={"Bcc": "c@d.example"})
    assert (Letter.objects.count(), waiting()) == (0, [])


@pytest.mark.parametrize(
    "name",
    [
        "=cmd|' /C calc'!A0",
        "Amal\r\nBcc: c@d.example",
        "Amal\r\n\r\n<script>",
        "=?utf-8?q?=0ABcc:_c@d.example?=",
        "Ämäl أمل 🦊",
    ],
)
def test_a_name_in_the_subject_makes_no_header(now: datetime, server: Sink, name: str) -> None:
    send_letter(letter_id=posted(now, context={**CONTEXT, "subject": f"For {name}"}).pk, now=now)
    [(to, raw)], [message] = server.taken, server.letters
    head = raw.partition(b"\r\n\r\n")[0].lower()
    assert (to, b"\nbcc:" in head, message.defects) == (["amal@reader.example"], False, [])
    assert "<script>" not in message.get_body(("html",)).get_content()


def test_a_refusal_for_good_ends_its_way_at_once(now: datetime, server: Sink) -> None:
    server.recipient = "550 no such reader"
    letter = posted(now)
    work()
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.last_error) == (State.FAILED, 1, "SMTPRecipientsRefused")
    assert (letter.text, letter.html, waiting()) == ("", "", [])


@pytest.mark.parametrize("answer", ["recipient", "data"])
def test_a_passing_refusal_is_tried_again_later(now: datetime, server: Sink, answer: str) -> None:
    setattr(server, answer, "451 later")
    letter = posted(now)
    work()
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, len(waiting())) == (State.QUEUED, 1, 1)
    assert "q7x4kz" in letter.text
    setattr(server, answer, "250 OK")
    assert send_letter(letter_id=letter.pk, now=now) is True


def test_a_server_that_never_takes_it_is_given_up(now: datetime, server: Sink) -> None:
    server.data = "451 later"
    letter = posted(now)
    for _ in range(MOST_ATTEMPTS - 1):
        with pytest.raises(NotYetSent):
            send_letter(letter_id=letter.pk, now=now)
    assert send_letter(letter_id=letter.pk, now=now) is False
    letter.refresh_from_db()
    assert (letter.state, letter.text, letter.last_error) == (State.FAILED, "", "SMTPDataError")


def test_nobody_at_the_port_is_passing_trouble(now: datetime, server: Sink, settings: Any) -> None:
    settings.EMAIL_PORT = 1
    with pytest.raises(NotYetSent, match="ConnectionRefusedError"):
        send_letter(letter_id=posted(now).pk, now=now)


def test_a_letter_in_other_hands_waits_until_they_must_be_dead(now: datetime, server: Sink) -> None:
    letter = posted(now)
    Letter.objects.update(state=State.SENDING, claimed_at=now, attempts=1)
    with pytest.raises(NotYetSent, match="other hands"):
        send_letter(letter_id=letter.pk, now=now + CLAIM_LASTS - timedelta(seconds=1))
    assert send_letter(letter_id=letter.pk, now=now + CLAIM_LASTS) is True
    assert len(server.taken) == 1


def test_a_letter_overtakes_what_is_sent_in_bulk(now: datetime, server: Sink) -> None:
    for number in range(20):
        jobs.enqueue_after_commit("tests.edition", number=number)
    posted(now)
    original = server.handle_DATA

    async def noted(*args: Any) -> str:
        done.append("letter")
        return await original(*args)

    server.handle_DATA = noted
    work()
    assert (done[0], len(done)) == ("letter", 21)


def test_old_letters_are_forgotten_and_stranded_ones_rung_for(now: datetime) -> None:
    old, stranded, fresh = (
        posted(now - age) for age in (timedelta(days=31), timedelta(hours=4), timedelta())
    )
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    assert trim_letters(now=now) == 1
    assert not Letter.objects.filter(pk=old.pk).exists()
    assert (ring_forgotten(now=now), ring_forgotten(now=now)) == (1, 0)
    assert [args for _, _, args in waiting()] == [f'{{"letter_id": {stranded.pk}}}']
    assert fresh.state == State.QUEUED
    tasks.trim_letters()
    tasks.ring_forgotten()


@pytest.mark.parametrize("answer", ["250 OK", "451 later", "550 no amal@reader.example"])
def test_neither_address_nor_words_enter_the_log(
    now: datetime, server: Sink, caplog: pytest.LogCaptureFixture, answer: str
) -> None:
    server.recipient = answer
    caplog.set_level(logging.DEBUG)
    posted(now)
    work()
    own = [
        record
        for record in caplog.records
        if not record.name.startswith(("mail.log", "asyncio", "django.db"))
    ]
    for formatter in (JsonLines(), logging.Formatter()):
        lines = "\n".join(formatter.format(record) for record in own)
        assert "mailing.send_letter" in lines or isinstance(formatter, JsonLines)
        assert not [word for word in ("amal", "reader.example", "q7x4kz", "Your word") if word in lines]
