"""Newsletters out of the ledger: `standfirst send` as an operator runs it, beside smtp-source into the same sink.

`LEDGER_SIZES` says how many recipients the editions have, such as 10000,100000,1000000.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil
from django.db import connection
from django.db.models import Max

from bench.house import DEMO_SETTINGS, on_core
from bench.results import Goal, Row
from bench.wire import LOAD_CORE, RATIO, ROOT, SINK_CORE, reference, reference_missing
from bench.wire_sender import SIZE
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.api import FurnishedNewsletter, LetterGiven, Variant
from standfirst.apps.newsletters.models import Delivery, Sending, SendingLetter
from standfirst.core import clock
from tests.sink.running import Line, apart, read_log

SIZES = tuple(int(word) for word in os.environ.get("LEDGER_SIZES", "10000,100000").split(","))
FLAT = Goal(1.1)
UNHINDERED = {"BULK_RATE": "1000000", "BULK_SITE_RATE": "1000000"}
_AROUND = 2200  # bytes of a message that are not its two wordings
_TEXT = "Good morning, [[name]].\n\n" + "A line of the morning’s news.\n" * 40 + "[[why]] [[unsubscribe]]\n"
_HEAD = '<html lang="en"><title>Morning</title><p>Good morning, [[name]].</p>\n'
_LINE = "<p>some words of a story that is told in a letter</p>\n"
_FOOT = '<p>[[why]] <a href="[[unsubscribe]]">Off</a> <a href="[[preferences]]">Mine</a> <a href="[[online]]">Web</a></p>'
_PEOPLE = """
    INSERT INTO newsletters_addressee (address, key, zone, clicks_are_named, made_at)
    SELECT 'measured' || n || '@site' || n %% 37 || '.example', 'measured-' || n, '', false, now()
    FROM generate_series(1, %s) AS n ON CONFLICT DO NOTHING
"""
_SIGN_UPS = """
    INSERT INTO newsletters_signup (addressee_id, newsletter_id, frequency, begun_at)
    SELECT id, %s, 'every', now() - interval '9 days' FROM newsletters_addressee
    WHERE key LIKE 'measured-%%' AND substr(key, 10)::int <= %s ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Used:
    """Processor time in seconds of a sender and of PostgreSQL meanwhile, and the sender's greatest memory in MB."""

    sender: float
    database: float
    memory: float


@dataclass(frozen=True, slots=True)
class Run:
    """One edition of so many: messages a second at the sink, seconds of its freeze, and what was used beyond a start."""

    size: int
    rate: float
    freeze: float
    used: Used


def measure() -> list[Row]:
    """Within an opened publication. Raises RuntimeError where the sink or the ledger has another number than was frozen."""
    with tempfile.TemporaryDirectory(prefix="standfirst-bench-") as folder:
        log = Path(folder, "sink.log")
        with apart(log, before=tuple(on_core(SINK_CORE, []))) as port:
            theirs = reference(port)
            start = _send(port)
            runs = [_run(port, size, log, start) for size in SIZES]
    return [*(row for run in runs for row in _rows(run, theirs)), _memory(runs)]


def _rows(run: Run, theirs: float | None) -> list[Row]:
    of = f"{run.size:,} recipients"
    each = 1000 / run.size
    return [
        Row(f"newsletter of 30 KB out of the ledger, {of}", "/s", run.rate, theirs, "smtp-source -d",
            RATIO, "" if theirs else reference_missing()),
        Row(f"processor time of a sender for a message, {of}", " ms", run.used.sender * each, note="for the record"),
        Row(f"processor time of PostgreSQL for a message, {of}", " ms", run.used.database * each, note="for the record"),
        Row(f"freeze of an audience, {of}", " s", run.freeze, note="for the record"),
    ]  # fmt: skip


def _memory(runs: list[Run]) -> Row:
    least, most = runs[0], runs[-1]
    name = f"greatest memory of a sender, {most.size:,} recipients"
    return Row(name, " MB", most.used.memory, least.used.memory, f"with {least.size:,}", FLAT)


def _run(port: int, size: int, log: Path, start: Used) -> Run:
    before = len(read_log(log))
    begun = time.perf_counter()
    sending = _frozen(size)
    freeze = time.perf_counter() - begun
    used = _send(port)
    lines = read_log(log)[before:]
    _check(sending, size, lines)
    rate = len(lines) / (lines[-1].t_dot - lines[0].t_dot)
    _forget(sending)
    more = Used(used.sender - start.sender, used.database - start.database, used.memory)
    return Run(size, rate, freeze, more)


def _frozen(size: int) -> Sending:
    """An edition to so many, ready to be sent."""
    edition = (Sending.objects.aggregate(last=Max("edition_number"))["last"] or 0) + 1_000_000
    return newsletters.begin_sending(
        newsletter_id=_newsletter(size),
        edition_number=edition,
        name="Measured",
        letters=[_letter()],
        now=clock.now(),
    )


def furnish() -> None:
    """People and newsletters of every size, once for all runs."""
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, [max(SIZES)])
        for size in SIZES:
            cursor.execute(_SIGN_UPS, [_newsletter(size), size])
        cursor.execute("ANALYZE newsletters_addressee, newsletters_signup")


def _newsletter(size: int) -> int:
    slug = f"measured-{size}"
    there = newsletters.find_newsletter(slug)
    if there is not None:
        return there.id
    given = FurnishedNewsletter(slug=slug, title="Measured", blurb="It is measured.", weekdays="1")
    return newsletters.set_newsletter(given, position=900, zone="UTC")


def _letter() -> LetterGiven:
    room = SIZE - _AROUND - len((_TEXT + _HEAD + _FOOT).encode())
    html = _HEAD + _LINE * (room // len(_LINE)) + _FOOT
    return LetterGiven(variant=Variant.READER, language="en-GB", subject="The morning", html=html, text=_TEXT)


def _send(port: int) -> Used:
    """`standfirst send` until nothing is under way."""
    command = on_core(LOAD_CORE, [sys.executable, "-m", "standfirst.conf.cli", "send", "--until-done"])
    settings = {"DJANGO_SETTINGS_MODULE": DEMO_SETTINGS, "DEMO_SMTP_PORT": str(port)}
    database = _busy_database()
    before = database()
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **UNHINDERED, **settings}, stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"the sender ended with status {process.returncode}")
    return Used(usage.ru_utime + usage.ru_stime, database() - before, usage.ru_maxrss * 1024 / 1e6)


def _busy_database() -> Callable[[], float]:
    """Processor seconds of the server so far: of its living sessions and of those that have ended."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        server = psutil.Process(cursor.fetchone()[0]).parent()

    def seconds() -> float:
        own = server.cpu_times()
        living = [each.cpu_times() for each in server.children()]
        ended = own.children_user + own.children_system
        return float(own.user + own.system + ended + sum(each.user + each.system for each in living))

    return seconds


def _check(sending: Sending, size: int, lines: list[Line]) -> None:
    sent = Delivery.objects.filter(sending=sending, state="sent").count()
    arrived = len({line.message_id for line in lines})
    if not sent == arrived == len(lines) == size:
        raise RuntimeError(
            f"{size} were frozen, the ledger says {sent}, the sink has {arrived} of {len(lines)}"
        )


def _forget(sending: Sending) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM newsletters_delivery WHERE sending_id = %s", [sending.pk])
    SendingLetter.objects.filter(sending=sending).delete()
    sending.delete()
