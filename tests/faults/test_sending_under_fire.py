"""The books under fire: senders are killed, stopped and starved beside a hostile mail server, whose own log is the oracle.

`LEDGER_RECIPIENTS` says how many there are (2,000 without it); the bounds do not change with it.
"""

import email
import email.policy
import os
import random
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import count, pairwise
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker

from standfirst.apps.editorial import api as editorial
from standfirst.apps.mailing.actions.send_letter import send_letter
from standfirst.apps.mailing.models import Letter
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.api import FurnishedNewsletter
from standfirst.apps.newsletters.gateways import presence
from standfirst.apps.newsletters.models import Addressee, Delivery, Sending, SignUp
from standfirst.core import clock
from tests import stock
from tests.apps.mailing.sink import sink
from tests.apps.newsletters.sending import begin, letter, many
from tests.faults.senders import (
    CONNECTIONS,
    Post,
    adds_up,
    as_it_was_sent,
    books,
    check,
    forging,
    post,
    unanswered,
    wait_for,
)
from tests.real import SEEN_WITHIN, until
from tests.sink.plans import Fault, Plan

RECIPIENTS = int(os.environ.get("LEDGER_RECIPIENTS", "2000"))
FEW = 60
EDITIONS = count(1)
MANNER = newsletters.Manner(form="one-click", language="en-GB")
DEAD = "550 5.1.1 no such user"
HOSTILE = (
    (0.02, Fault("refuse", "MAIL", "451 4.3.0 not now")),
    (0.01, Fault("refuse", "RCPT", DEAD)),
    (0.01, Fault("refuse", "RCPT", "450 4.2.0 not now")),
    (0.01, Fault("refuse", "DATA", "451 4.3.0 not now")),
    (0.01, Fault("refuse", "dot", "451 4.3.0 not now")),
    (0.005, Fault("drop", "RCPT")),
    (0.005, Fault("drop", "dot")),
    (0.005, Fault("swallow")),
    (0.005, Fault("half_close", "dot")),
    (0.01, Fault("leave")),
    (0.01, Fault("delay", seconds=0.05)),
)
HOSTILE_PLAN = Plan(lot=HOSTILE, seed=7)


@pytest.fixture(scope="module")
def forge(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> "Iterator[subprocess.Popen[str]]":
    """In a database that lasts for the module, in which everything is committed."""
    with django_db_blocker.unblock():
        name = f"sending_{os.getpid()}"
        stock.copy(stock.migrated(), name)
        with stock.inside(name):
            editorial.open_publication(name="The Example")
            with forging() as found:
                yield found


@pytest.fixture
def number(forge: "subprocess.Popen[str]") -> Iterator[int]:
    """A newsletter for everybody; nothing else is under way."""
    for place in range(1, 100):
        if newsletters.find_newsletter(f"morning-{place}") is None:
            break
    given = FurnishedNewsletter(slug=f"morning-{place}", title="Morning", blurb="The day.", weekdays="12345")
    yield newsletters.set_newsletter(given, position=place, zone="UTC")
    Sending.objects.exclude(state="finished").update(state="cancelled")
    Delivery.objects.filter(state="claimed").update(state="pending", lease_owner="")


@pytest.fixture
def now() -> datetime:
    return clock.now()


def test_two_senders_are_killed_again_and_again_and_the_books_are_right(
    forge: "subprocess.Popen[str]", number: int, now: datetime, tmp_path: Path
) -> None:
    many(number, RECIPIENTS, now=now)
    sending = begin(number, now=now, number=next(EDITIONS), letters=[letter()])
    lot, kills = random.Random(7), 8
    with post(forge, tmp_path, HOSTILE_PLAN) as found:
        pair = [found.start(), found.start()]
        for turn in range(1, kills + 1):
            wait_for(found, turn * RECIPIENTS // (kills + 2))
            victim = lot.choice([0, 1])
            pair[victim].kill()
            pair[victim] = found.start()
        for sender in pair:
            assert sender.stop() in {0, -signal.SIGTERM}, found.errors[-3000:]  # the last has hardly begun
        found.finish()
        check(found, sending, doubtful=unanswered(found, HOSTILE_PLAN) + kills * CONNECTIONS)


POINTS = [
    ("before the claim:1", 0), ("after the claim:1", 0), ("before the intent:20", 3), ("after the intent:20", 3),
    ("after a write:30", 3), ("after an answer:20", 3), ("after the outcome:20", 3), ("before the flush:1", 3),
    ("after the flush:1", 3), ("after forgetting:1", 0), ("while finishing:1", 0),
]  # fmt: skip


def test_a_sender_that_is_killed_at_a_step_leaves_only_what_was_on_its_way_in_doubt(
    forge: "subprocess.Popen[str]", number: int, now: datetime, tmp_path: Path
) -> None:
    many(number, FEW, now=now)
    for place, (point, doubtful) in enumerate(POINTS):
        sending = begin(number, now=now, number=next(EDITIONS), letters=[letter()])
        folder = tmp_path / str(place)
        folder.mkdir()
        with post(forge, folder) as found:
            assert found.start("--until-done", dies=point).wait() == -signal.SIGKILL, (point, found.errors)
            assert found.start("--until-done", dies="while recovering:1").wait() in {0, -signal.SIGKILL}
            found.finish()
            check(found, sending, doubtful=doubtful)


def test_twin_who_says_sent_before_it_has_sent_loses_what_it_held(
    forge: "subprocess.Popen[str]", number: int, now: datetime, tmp_path: Path
) -> None:
    many(number, FEW, now=now)
    sending = begin(number, now=now, number=next(EDITIONS), letters=[letter()])
    with post(forge, tmp_path) as found:
        found.start("--until-done", naive=True, dies="after a write:30").wait()
        found.finish()
        adds_up(sending)
        assert len(books(found, sending).lost) > CONNECTIONS


def test_a_sender_that_was_stopped_beyond_its_lease_sends_nothing_twice(
    forge: "subprocess.Popen[str]", number: int, now: datetime, tmp_path: Path
) -> None:
    """Asleep it keeps what it holds: its journal is locked. Awake it begins nothing of that, and claims anew."""
    many(number, FEW, now=now)
    sending = begin(number, now=now, number=next(EDITIONS), letters=[letter()])
    slow = Plan(lot=((1.0, Fault("delay", seconds=0.1)),))
    with post(forge, tmp_path, slow, BULK_ANSWER_SECONDS=2) as found:
        sleeper = found.start()
        wait_for(found, 4)
        sleeper.signal(signal.SIGSTOP)
        held = set(Delivery.objects.filter(state="claimed").values_list("pk", flat=True))
        other = found.start()
        overdue = Delivery.objects.filter(state="claimed", lease_until__gt=clock.now())
        until(lambda: not overdue.filter(lease_until__gt=clock.now()).exists())
        assert set(Delivery.objects.filter(state="claimed").values_list("pk", flat=True)) == held
        sleeper.signal(signal.SIGCONT)
        until(lambda: Sending.objects.filter(pk=sending.pk, state="finished").exists())
        assert [sleeper.stop(), other.stop()] == [0, 0], found.errors[-3000:]
        assert "a lease was over" in found.errors
        check(found, sending, doubtful=0)


def test_a_sender_that_loses_its_session_begins_nothing_until_it_has_another(
    forge: "subprocess.Popen[str]", number: int, now: datetime, tmp_path: Path
) -> None:
    many(number, 200, now=now)
    sending = begin(number, now=now, number=next(EDITIONS), letters=[letter()])
    slow = Plan(lot=((1.0, Fault("delay", seconds=0.02)),))
    with post(forge, tmp_path, slow) as found:
        sender = found.start("--until-done")
        for turn in (1, 2):
            wait_for(found, turn * 30)
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND classid = %s",
                    [presence._KIND],
                )
        assert sender.wait() == 0, found.errors[-3000:]
        check(found, sending, doubtful=0)


@pytest.mark.parametrize("loss", ["the journal", "its last lines"])
def test_without_a_whole_journal_everything_that_the_dead_one_held_is_unknown(
    forge: "subprocess.Popen[str]", number: int, now: datetime, tmp_path: Path, loss: str
) -> None:
    """The disk is gone, or the machine has fallen: then the last lines may be missing."""
    many(number, FEW, now=now)
    sending = begin(number, now=now, number=next(EDITIONS), letters=[letter()])
    with post(forge, tmp_path, BULK_ANSWER_SECONDS=1) as found:
        assert found.start(dies="after a write:30").wait() == -signal.SIGKILL
        [journal] = (tmp_path / "journals").glob("*.journal")
        held = Delivery.objects.filter(sending=sending, state="claimed")
        if loss == "the journal":
            journal.unlink()
        else:
            journal.write_bytes(b"")
            fallen = f"{'0' * 8}{journal.stem[8:]}"
            held.update(lease_owner=fallen)
            journal.rename(journal.with_stem(fallen))
        holding = held.count()
        found.finish()
        assert len(books(found, sending).of("unknown")) == holding > CONNECTIONS
        check(found, sending, doubtful=holding)


def test_a_full_disk_stops_the_sender_before_a_dot_and_loses_nothing(
    forge: "subprocess.Popen[str]", number: int, now: datetime, tmp_path: Path
) -> None:
    """A limit on the size of files is what a full disk is to a journal."""
    many(number, FEW, now=now)
    sending = begin(number, now=now, number=next(EDITIONS), letters=[letter()])
    with post(forge, tmp_path) as found:
        assert found.start("--until-done", LIMIT_FILES=900).wait() == 1
        assert "The journal cannot be written" in found.errors
        assert 0 < len(found.lines) < FEW
        found.finish()
        check(found, sending, doubtful=0)


def test_the_clock_may_be_put_forward_and_back(
    forge: "subprocess.Popen[str]", number: int, now: datetime, tmp_path: Path
) -> None:
    many(number, FEW, now=now)
    sending = begin(number, now=now, number=next(EDITIONS), letters=[letter()])
    with post(forge, tmp_path) as found:
        assert found.start("--until-done", STEP_CLOCK=3 * 3600).wait() == 0, found.errors[-3000:]
        check(found, sending, doubtful=0)
        assert "settled by another" not in found.errors


def test_pausing_resuming_and_cancelling_hold_at_once(
    forge: "subprocess.Popen[str]", number: int, now: datetime, tmp_path: Path
) -> None:
    many(number, 400, now=now)
    sending = begin(number, now=now, number=next(EDITIONS), letters=[letter()])
    slow = Plan(lot=((1.0, Fault("delay", seconds=0.02)),))
    with post(forge, tmp_path, slow) as found:
        sender = found.start()
        wait_for(found, 20)
        newsletters.pause_everything(because="tests", now=clock.now())
        assert stands_still_after(found) < SEEN_WITHIN
        sender.kill()
        sender = found.start()
        before = len(found.lines)
        newsletters.resume_everything(now=clock.now())
        wait_for(found, before + 20)
        newsletters.pause_sending(sending_id=sending.pk, because="tests")
        assert stands_still_after(found) < SEEN_WITHIN
        newsletters.resume_sending(sending_id=sending.pk, now=clock.now())
        wait_for(found, len(found.lines) + 20)
        newsletters.cancel_sending(sending_id=sending.pk, now=clock.now())
        assert stands_still_after(found) < SEEN_WITHIN
        assert sender.stop() == 0, found.errors[-3000:]
    account = newsletters.account_of(sending)
    assert account.settled == account.frozen == 400
    assert account.by_state["skipped"] > 0
    result = books(found, sending)
    assert (result.lost, result.twice, result.unheard) == (set(), set(), set())


def stands_still_after(post: Post) -> float:
    """Seconds from now to the last message, once nothing is claimed any more."""
    begun = time.time()
    until(lambda: not Delivery.objects.filter(state="claimed").exists())
    return max(0.0, post.lines[-1].t_dot - begun)


def test_whoever_signs_off_before_the_claim_does_not_get_it(
    forge: "subprocess.Popen[str]", number: int, now: datetime, tmp_path: Path
) -> None:
    """They sign off one after the other while the audience is frozen and two senders are at work."""
    people = many(number, RECIPIENTS, now=now)
    leaving = random.Random(1).sample(people, min(1000, RECIPIENTS // 5))
    edition = next(EDITIONS)
    left: dict[int, datetime] = {}
    with post(forge, tmp_path, BULK_RATE=RECIPIENTS // 4) as found, ThreadPoolExecutor(1) as beside:
        pair = [found.start(), found.start()]
        freezing = beside.submit(begin_beside, number, edition)
        for each in leaving:
            newsletters.stop(addressee_id=each.pk, newsletter_id=number, manner=MANNER, now=clock.now())
            left[each.pk] = clock.now()
        sending = freezing.result()
        for sender in pair:
            sender.stop()
        found.finish(BULK_RATE=100_000)
        states = adds_up(sending)
        result = books(found, sending)
    rows = Delivery.objects.filter(sending=sending, state="sent")
    claims = {number: at for number, at in rows.values_list("addressee_number", "claimed_at") if at}
    assert [who for who, at in left.items() if who in claims and claims[who] > at] == []
    assert (
        set(result.arrived) == result.of("sent") == {each.pk for each in people} - (set(left) - set(claims))
    )
    assert (set(states), result.of("skipped") <= set(left)) == ({"sent", "skipped"}, True)
    assert 0 < states["skipped"] < len(left)


def begin_beside(newsletter_id: int, edition: int) -> Sending:
    """In a thread, with a session of its own."""
    try:
        return begin(newsletter_id, now=clock.now(), number=edition, letters=[letter()])
    finally:
        connection.close()


def test_the_links_in_the_bytes_that_arrived_work(
    forge: "subprocess.Popen[str]", number: int, now: datetime, tmp_path: Path
) -> None:
    [reader] = many(number, 1, now=now)
    sending = begin(number, now=now, number=next(EDITIONS), letters=[letter()])
    with post(forge, tmp_path) as found:
        found.finish()
        [line] = found.lines
    message = as_it_was_sent(sending, reader)
    whole = email.message_from_bytes(message, policy=email.policy.default)
    assert sha256(message.partition(b"\r\n\r\n")[2]).hexdigest() == line.digest
    assert whole["Message-ID"] == line.message_id
    text = whole.get_body(["plain"]).get_content()
    stop, mine = re.findall(r"^(?:Sign off|Choose): http://localhost:8000(\S+)", text, re.M)
    assert whole["List-Unsubscribe"] == f"<http://localhost:8000{stop}>"
    client = Client(enforce_csrf_checks=True)
    for _ in range(100):
        assert {client.get(path).status_code for path in (stop, mine)} == {200}
        client.head(stop)
    assert SignUp.objects.standing().filter(addressee=reader).exists()
    assert client.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not SignUp.objects.standing().filter(addressee=reader).exists()


def test_a_letter_that_cannot_be_made_stops_nobody_elses(
    forge: "subprocess.Popen[str]", number: int, now: datetime, tmp_path: Path
) -> None:
    people = many(number, FEW, now=now)
    Addressee.objects.filter(pk=people[3].pk).update(address="jürgen@site.example")
    Addressee.objects.filter(pk=people[4].pk).update(address="no address at all")
    sending = begin(number, now=now, number=next(EDITIONS), letters=[letter()])
    with post(forge, tmp_path) as found:
        found.finish()
        result = books(found, sending)
    assert result.of("rejected") == {people[3].pk, people[4].pk}
    assert result.of("sent") == set(result.arrived) == {each.pk for each in people} - result.of("rejected")


def test_a_letter_to_a_single_reader_does_not_wait_behind_an_edition(
    forge: "subprocess.Popen[str]", number: int, now: datetime, tmp_path: Path
) -> None:
    """The server of the newsletters takes a message and says nothing; the letter has a lane of its own."""
    many(number, FEW, now=now)
    begin(number, now=now, number=next(EDITIONS), letters=[letter()])
    with post(forge, tmp_path, Plan(lot=((1.0, Fault("delay", seconds=60)),))) as found, sink() as own:
        found.start()
        wait_for(found, CONNECTIONS)
        newsletters.ask_by_address(
            address="new@inbox.example", newsletter_ids=[number], zone="", manner=MANNER, now=now
        )
        asked = Letter.objects.get(to="new@inbox.example")
        backend = "django.core.mail.backends.smtp.EmailBackend"
        with override_settings(EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=own.port):
            assert send_letter(letter_id=asked.pk, now=now)
        assert (len(own.taken), len(found.lines)) == (1, CONNECTIONS)


def test_what_a_provider_refuses_for_speed_slows_it_and_costs_nobody_anything(
    forge: "subprocess.Popen[str]", number: int, now: datetime, tmp_path: Path
) -> None:
    people = many(number, FEW, now=now - timedelta(days=1))
    sending = begin(number, now=now, number=next(EDITIONS), letters=[letter()])
    with post(forge, tmp_path, Plan(burst=(5, 3))) as found:
        found.finish()
        assert set(adds_up(sending)) == {"sent"}
        result = books(found, sending)
        times = [line.t_dot for line in found.lines]
    assert set(result.arrived) == {each.pk for each in people}
    assert result.twice == set()
    assert max(later - earlier for earlier, later in pairwise(times)) > 5
