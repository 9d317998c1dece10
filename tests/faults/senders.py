"""Senders as processes of their own beside the hostile sink, and what its log says against the ledger."""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.test import override_settings

from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.gateways.lane import open_lane
from standfirst.apps.newsletters.gateways.messages import Messages
from standfirst.apps.newsletters.models import Addressee, Delivery, Sending, SendingLetter
from standfirst.apps.newsletters.queries.sendings import message_id_of
from standfirst.apps.newsletters.rules.claimed import Claimed
from standfirst.core import clock
from tests.apps.mailing.test_killed import address_of_the_tests_database
from tests.real import ROOT, until
from tests.sink.plans import Plan
from tests.sink.running import Line, apart, read_log

CONNECTIONS = 3
PATIENCE = 90  # seconds; nothing here takes a quarter of it
MOST_ROUNDS = 9  # of asking the server's log: of a hundred that go out again, two are in doubt once more


@dataclass
class Post:
    """The sink with its log, the senders' journals, and the process that makes senders."""

    forge: "subprocess.Popen[str]"
    port: int
    folder: Path
    settings: dict[str, Any]
    senders: list["Sender"] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        return read_log(self.folder / "sink.log")

    @property
    def errors(self) -> str:
        path = self.folder / "errors"
        return path.read_text() if path.exists() else ""

    def start(self, *words: str, dies: str = "", naive: bool = False, **more: Any) -> "Sender":
        """A sender; `dies` names a point and after how many times it is come to: “after the intent:7”."""
        ask = {
            "words": words,
            "dies": dies,
            "naive": naive,
            "errors": str(self.folder / "errors"),
            "settings": {**self.settings, **more},
        }
        sender = Sender(self.forge, int(said(self.forge, f"start {json.dumps(ask)}")))
        self.senders.append(sender)
        return sender

    def finish(self, **more: Any) -> None:
        """One sender, until nothing is under way."""
        assert self.start("--until-done", **more).wait() == 0, self.errors[-3000:]


@dataclass
class Sender:
    """One process."""

    forge: "subprocess.Popen[str]"
    number: int
    ended: int | None = None

    def signal(self, kind: signal.Signals) -> None:
        if self.ended is None:
            os.kill(self.number, kind)

    def wait(self) -> int:
        """How it ended."""
        if self.ended is None:
            self.ended = int(said(self.forge, f"wait {self.number}"))
        return self.ended

    def kill(self) -> None:
        self.signal(signal.SIGKILL)
        self.wait()

    def stop(self) -> int:
        self.signal(signal.SIGTERM)
        return self.wait()


def said(forge: "subprocess.Popen[str]", line: str) -> str:
    print(line, file=forge.stdin, flush=True)
    found: str = forge.stdout.readline()  # type: ignore[union-attr]
    return found


@contextmanager
def forging(database: str = "") -> Iterator["subprocess.Popen[str]"]:
    """It is ready before the first sender is asked for; its senders work in the tests' database, or in that of this address."""
    environment = {
        **os.environ,
        "DATABASE_URL": database or address_of_the_tests_database(),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "LOG_PLAIN": "yes",
        "BULK_DKIM_BY_SERVER": "yes",
    }
    command = [sys.executable, "-m", "tests.faults.sending"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, env=environment, cwd=ROOT, text=True, **pipes) as found:  # type: ignore[call-overload]
        assert found.stdout.readline() == "ready\n"
        yield found
        found.stdin.close()


@contextmanager
def post(
    forge: "subprocess.Popen[str]", folder: Path, plan: Plan | None = None, **settings: Any
) -> Iterator[Post]:
    """No sender is left at the end."""
    given = {
        "BULK_SMTP_HOST": "127.0.0.1",
        "BULK_SMTP_SECURITY": "NONE",
        "BULK_BOUNCE_DOMAIN": "bounces.example",
        "BULK_JOURNALS": str(folder / "journals"),
        "BULK_CONNECTIONS": CONNECTIONS,
        "BULK_RATE": 100_000,
        "BULK_SITE_RATE": 100_000,
        "BULK_RETRY_SECONDS": 0.2,
        **settings,
    }
    with apart(folder / "sink.log", plan) as port:
        found = Post(forge, port, folder, {**given, "BULK_SMTP_PORT": port})
        try:
            yield found
        finally:
            for sender in found.senders:
                sender.kill()


def wait_for(post: Post, count: int) -> None:
    """Until the sink has so many messages."""
    log = post.folder / "sink.log"
    until(lambda: log.exists() and log.read_bytes().count(b"\n") >= count, within=PATIENCE)


@dataclass(frozen=True)
class Books:
    """The sink's log against the ledger, addressee by addressee."""

    arrived: Counter[int]
    by_state: dict[str, set[int]]

    @property
    def twice(self) -> set[int]:
        return {number for number, times in self.arrived.items() if times > 1}

    def of(self, *states: str) -> set[int]:
        return set().union(*(self.by_state.get(state, set()) for state in states))

    @property
    def lost(self) -> set[int]:
        """Those of whom the ledger says that they have it, and the sink does not."""
        return self.of("sent") - set(self.arrived)

    @property
    def unheard(self) -> set[int]:
        """Those who have it, and the ledger says neither that nor that it does not know."""
        return set(self.arrived) - self.of("sent", "unknown")


def books(post: Post, sending: Sending) -> Books:
    """By Message-ID, which nobody but the ledger can make; and the same body at every time, to the right mailbox."""
    rows = list(Delivery.objects.filter(sending=sending).values_list("addressee_number", "state"))
    names = {message_id_of(sending, number): number for number, _ in rows}
    addresses = dict(Addressee.objects.values_list("pk", "address"))
    bodies: dict[str, str] = {}
    arrived: Counter[int] = Counter()
    for line in post.lines:
        number = names[line.message_id]
        assert bodies.setdefault(line.message_id, line.digest) == line.digest, "one Message-ID, two bodies"
        assert addresses.get(number, line.recipient) == line.recipient
        arrived[number] += 1
    by_state: dict[str, set[int]] = {}
    for number, state in rows:
        by_state.setdefault(state, set()).add(number)
    return Books(arrived, by_state)


def adds_up(sending: Sending) -> dict[str, int]:
    """The states of a finished sending, whose line can be added up."""
    sending.refresh_from_db()
    account = newsletters.account_of(sending)
    assert sending.state == "finished"
    assert account.settled == account.frozen
    return account.by_state


def check(post: Post, sending: Sending, *, doubtful: int) -> None:
    """Nobody is lost, nobody has it twice, and of at most so many it is not known; then the server's log is asked."""
    adds_up(sending)
    found = books(post, sending)
    assert (found.lost, found.twice, found.unheard) == (set(), set(), set())
    assert len(found.of("unknown")) <= doubtful
    for _ in range(MOST_ROUNDS):
        if found.of("unknown"):
            ask_the_log(post, sending)
            found = books(post, sending)
    assert set(adds_up(sending)) <= {"sent", "rejected"}
    assert (set(found.arrived), found.twice) == (found.of("sent"), set())


def ask_the_log(post: Post, sending: Sending) -> None:
    """What the server has is settled; what it has not goes out again, and some of that may be in doubt once more."""
    names = {line.message_id for line in post.lines}
    newsletters.reconcile(sending_id=sending.pk, message_ids=names, until=clock.now(), now=clock.now())
    if Delivery.objects.filter(sending=sending, state="pending").exists():
        post.finish()


def unanswered(post: Post, plan: Plan) -> int:
    """How many messages the server has left without an answer to their dot, by its plan."""
    highest = max(line.number for line in post.lines) + CONNECTIONS
    faults = [plan.fault(number) for number in range(1, highest + 1)]
    silent = {("drop", "dot"), ("swallow", "dot"), ("half_close", "dot")}
    return sum((fault.kind, fault.verb) in silent for fault in faults if fault)


def as_it_was_sent(sending: Sending, reader: Addressee) -> bytes:
    """The message made anew; its body is that of every attempt."""
    row = Delivery.objects.get(sending=sending, addressee_number=reader.pk)
    return message_to(reader, row, letter=row.letter_id, by=messages_of(sending))


def messages_of(sending: Sending) -> Messages:
    """What makes the letters of a sending."""
    with override_settings(
        BULK_SMTP_HOST="x", BULK_BOUNCE_DOMAIN="bounces.example", BULK_DKIM_BY_SERVER=True
    ):
        messages = Messages(open_lane())
    messages.prepare(set(SendingLetter.objects.filter(sending=sending).values_list("pk", flat=True)))
    return messages


def message_to(reader: Addressee, row: Delivery, *, letter: int, by: Messages) -> bytes:
    """A delivery's message, had it been this letter."""
    name, address = reader.address.partition("@")[0], reader.address
    one = Claimed(row.pk, 1, row.sending_id, letter, reader.pk, address, name, reader.key)
    return by.envelope(one, at=clock.now()).data
