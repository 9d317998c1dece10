"""Real processes: an edition goes out, a mail server hands back what it could not deliver, and who is dead gets no other.

`standfirst mail-in` is killed before and after it has stored a message: none is lost, and none counts twice.
"""

import os
import re
import signal
import smtplib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from standfirst.apps.editorial import api as editorial
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.api import FurnishedNewsletter
from standfirst.apps.newsletters.models import Delivery, Return, Sending, Suppression
from standfirst.core import clock
from tests import fake_imap, stock
from tests.apps.mailing.returned.making import dsn, original, plain
from tests.apps.mailing.sink import Sink, sink
from tests.apps.mailing.test_killed import address_of_the_tests_database
from tests.apps.newsletters.sending import begin, letter, many
from tests.fake_imap import PASSWORD, USER, House
from tests.real import ROOT

DOMAIN = "bounces.example"
BEGIN = """
import os, signal, sys
import django; django.setup()
from django.core.management import call_command
from standfirst.apps.newsletters.actions import empty_mailbox, serve_returns
real, dies = serve_returns.take_back, sys.argv[1]
def dying(*given, **more):
    if dies == "before it is stored": os.kill(os.getpid(), signal.SIGKILL)
    found = real(*given, **more)
    if dies == "before it is acknowledged": os.kill(os.getpid(), signal.SIGKILL)
    return found
serve_returns.take_back = empty_mailbox.take_back = dying
call_command("mail_in", *sys.argv[2:])
"""


@pytest.fixture(scope="module")
def number(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[int]:
    """A newsletter in a database in which everything is committed."""
    with django_db_blocker.unblock():
        name = f"coming_back_{os.getpid()}"
        stock.copy(stock.migrated(), name)
        with stock.inside(name):
            editorial.open_publication(name="The Example")
            given = FurnishedNewsletter(slug="morning", title="Morning", blurb="The day.", weekdays="12345")
            yield newsletters.set_newsletter(given, position=1, zone="UTC")


def environment(**more: object) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": address_of_the_tests_database(),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "LOG_PLAIN": "yes",
        "BULK_BOUNCE_DOMAIN": DOMAIN,
        **{name: str(value) for name, value in more.items()},
    }


def send(to: Sink, folder: Path) -> None:
    """One sender, until everything has gone out."""
    lane = {"HOST": "127.0.0.1", "PORT": to.port, "SECURITY": "NONE"}
    given = environment(
        **{f"BULK_SMTP_{name}": value for name, value in lane.items()},
        BULK_DKIM_BY_SERVER="yes",
        BULK_JOURNALS=folder / "journals",
    )
    subprocess.run([sys.executable, "manage.py", "send", "--until-done"], env=given, cwd=ROOT, check=True, timeout=120)  # fmt: skip


@contextmanager
def mail_in(dies: str = "never") -> Iterator["subprocess.Popen[str]"]:
    """Listening; `found.args` has the place."""
    command = [sys.executable, "-c", BEGIN, dies, "--lmtp", "127.0.0.1:0"]
    with subprocess.Popen(command, env=environment(), cwd=ROOT, stdout=subprocess.PIPE, text=True) as found:
        try:
            yield found
        finally:
            found.kill()


def hand_in(process: "subprocess.Popen[str]", message: bytes, to: str) -> None:
    """As a mail server does. Raises what smtplib does where it is not acknowledged."""
    assert process.stdout is not None
    place = re.search(r":(\d+)\.$", process.stdout.readline().strip())
    assert place
    with smtplib.LMTP("127.0.0.1", int(place[1])) as server:
        assert server.sendmail("<>", [to], message) == {}
        assert server.docmd("RSET")[0] == 250


def sent_to(found: Sink) -> set[str]:
    return {address for addresses, _ in found.taken for address in addresses}


def test_who_is_dead_gets_no_other_edition_however_often_the_intake_is_killed(
    number: int, tmp_path: Path
) -> None:
    people = [each.address or "" for each in many(number, 3, now=clock.now())]
    begin(number, now=clock.now(), number=1, letters=[letter()])
    with sink() as first:
        send(first, tmp_path)
    assert sent_to(first) == set(people)
    path = dict(zip((to[0] for to, _ in first.taken), first.senders, strict=True))[people[0]]
    message = dsn(back=original(To=people[0]))
    for dies, stored in (("before it is stored", 0), ("before it is acknowledged", 1)):
        with mail_in(dies) as process:
            with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionError)):
                hand_in(process, message, path)
            assert process.wait(timeout=60) == -signal.SIGKILL
        assert Return.objects.count() == stored, dies
    for _ in range(2):
        with mail_in() as process:
            hand_in(process, message, path)
            process.terminate()
            assert process.wait(timeout=60) == 0
    [row] = Return.objects.all()
    assert (row.effect, row.way, row.delivery) == (
        "given up",
        "lmtp",
        Delivery.objects.get(addressee_number=row.addressee_id),
    )
    assert Suppression.objects.get().evidence == row
    begin(number, now=clock.now(), number=2, letters=[letter()])
    with sink() as second:
        send(second, tmp_path)
    assert sent_to(second) == set(people[1:])
    assert newsletters.account_of(Sending.objects.get(edition_number=2)).excluded == {"suppressed": 1}  # fmt: skip


def test_from_a_pipe_it_is_stored_or_kept_by_whoever_hands_it_in(number: int) -> None:
    before = Return.objects.count()

    def pipe(**more: str) -> int:
        command = [
            sys.executable,
            "manage.py",
            "mail_in",
            "--stdin",
            "--from",
            "<>",
            "--to",
            f"b+1.x@{DOMAIN}",
        ]
        given = {**environment(), **more}
        done = subprocess.run(
            command, input=dsn(), env=given, cwd=ROOT, capture_output=True, timeout=120, check=False
        )
        return done.returncode

    assert pipe(DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing") == os.EX_TEMPFAIL
    assert Return.objects.count() == before
    assert [pipe(), pipe()] == [0, 0]
    assert Return.objects.count() == before + 1
    assert Return.objects.latest("pk").kind == "unread"


def test_a_mailbox_is_emptied_once_however_often_whoever_reads_it_is_killed(number: int) -> None:
    before = Return.objects.count()
    house = House()
    house.put(plain("into a mailbox"))
    with fake_imap.running(house):
        place = {
            "HOST": "127.0.0.1",
            "PORT": house.port,
            "SECURITY": "none",
            "USER": USER,
            "PASSWORD": PASSWORD,
        }
        given = environment(**{f"MAIL_IN_IMAP_{name}": value for name, value in place.items()})

        def read(dies: str) -> int:
            command = [sys.executable, "-c", BEGIN, dies, "--imap", "--once"]
            return subprocess.run(command, env=given, cwd=ROOT, timeout=120, check=False, stdout=subprocess.DEVNULL).returncode  # fmt: skip

        for dies, stored in (("before it is stored", 0), ("before it is acknowledged", 1)):
            assert read(dies) == -signal.SIGKILL
            assert (Return.objects.count() - before, len(house.folders["INBOX"])) == (stored, 1), dies
        assert [read("never"), read("never")] == [0, 0]
    assert (Return.objects.count() - before, house.folders["INBOX"]) == (1, {})
    assert len(house.folders["Taken in"]) == 1


def test_where_the_database_is_gone_the_mail_server_keeps_the_message(number: int) -> None:
    command = [sys.executable, "manage.py", "mail_in", "--lmtp", "127.0.0.1:0"]
    given = {**environment(), "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing"}
    with subprocess.Popen(
        command, env=given, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            with pytest.raises(smtplib.SMTPDataError) as refused:
                hand_in(process, dsn(), f"x@{DOMAIN}")
            assert refused.value.smtp_code == 451
        finally:
            process.kill()
