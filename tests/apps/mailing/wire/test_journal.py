"""The journal after a kill: what it says of every message is held against the sink's own log."""

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.apps.mailing.gateways.journal import (
    Journal,
    JournalBroken,
    NotRecovered,
    SenderAlive,
    kept_on_disk,
    recover,
)
from standfirst.apps.mailing.rules.bulk.outcomes import Accepted, NotSent, Refused, Unknown, Verb
from standfirst.apps.mailing.rules.bulk.records import Settled, Unreadable, intent, queue_id, read, record
from tests.apps.mailing.wire.child import CONNECTIONS, POINTS
from tests.apps.mailing.wire.sending import envelope
from tests.sink.plans import Fault, Plan
from tests.sink.running import ROOT, apart, read_log

NUMBER = 60
HOSTILE = (
    (0.03, Fault("swallow")),
    (0.03, Fault("drop", "dot")),
    (0.03, Fault("refuse", "dot", "451 4.3.0 later")),
    (0.03, Fault("refuse", "RCPT", "550 5.1.1 nobody")),
    (0.03, Fault("half_close")),
    (0.02, Fault("refuse", "MAIL", "421 4.7.0 too fast")),
    (0.02, Fault("drop", "MAIL")),
    (0.02, Fault("leave")),
)


def child(port: int, journal: Path, seqs: list[int], point: str = "", at: int = 0) -> int:
    """How it ended."""
    command = [sys.executable, "-m", "tests.apps.mailing.wire.child", str(port), str(journal), point, str(at)]
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    ended = subprocess.run(
        [*command, json.dumps(seqs)], cwd=ROOT, env={**os.environ, "PYTHONPATH": paths}, timeout=60, check=False,
        capture_output=True,
    )  # fmt: skip
    assert ended.returncode in {0, -signal.SIGKILL}, ended.stderr.decode()
    return ended.returncode


def arrived(log: Path) -> Counter[int]:
    return Counter(int(line.message_id[2:].partition("@")[0]) for line in read_log(log))


def send_all(
    port: int, log: Path, journal: Path, kills: list[tuple[str, int]]
) -> tuple[set[int], set[int], set[int]]:
    """Send with a kill for each entry, and once without; after each the journal is held against the log.

    Gives who was accepted, who was refused for good or is left, and who is unknown.
    """
    accepted: set[int] = set()
    unknown: set[int] = set()
    for point, at in [*kills, ("", 0)]:
        before = arrived(log)
        rest = [seq for seq in range(1, NUMBER + 1) if seq not in accepted | unknown]
        ended = child(port, journal, rest, point, at)
        if ended == 0:
            accepted |= {seq for seq in rest if arrived(log)[seq]} - unknown
            break
        with recover(journal) as reading:
            now = {seq for seq in rest if arrived(log)[seq] > before[seq]}
            said = {one.seq for one in reading.settled if one.is_accepted}
            doubtful = {seq for seq, _ in reading.unknown}
            assert said <= now, "said to be sent, and nobody has it"
            assert now <= said | doubtful, "the server has it, and the journal knows nothing"
            accepted |= said
            unknown |= doubtful
    return accepted, set(range(1, NUMBER + 1)) - accepted - unknown, unknown


@pytest.mark.parametrize("point", [*POINTS])
def test_after_a_kill_at_any_point_the_journal_tells_the_truth(point: str, tmp_path: Path) -> None:
    log, journal = tmp_path / "log", tmp_path / "journal"
    if point.endswith("forgetting"):  # all is said before that
        with apart(log) as port:
            assert child(port, journal, list(range(1, NUMBER + 1)), point, 1) == -signal.SIGKILL
        with recover(journal) as reading:
            told = {one.seq for one in reading.settled if one.is_accepted}
            assert (told, reading.unknown) == (set() if point.startswith("after") else set(arrived(log)), ())
        return
    at = 1 if point == "while syncing" else 25
    with apart(log) as port:
        accepted, left, unknown = send_all(port, log, journal, [(point, at)])
    assert len(unknown) <= CONNECTIONS
    assert (len(accepted) + len(unknown), left) == (NUMBER, set())
    assert max(arrived(log).values()) == 1


@pytest.mark.parametrize("seed", [1, 2])
def test_kills_at_random_against_a_hostile_server_lose_and_repeat_nobody(seed: int, tmp_path: Path) -> None:
    lot = random.Random(seed)
    points = [
        "before the intent",
        "after the intent",
        "after a write",
        "after an answer",
        "after the outcome",
    ]
    kills = [(lot.choice(points), lot.randint(1, 20)) for _ in range(5)]
    log = tmp_path / "log"
    with apart(log, Plan(lot=HOSTILE, seed=seed)) as port:
        send_all(port, log, tmp_path / "journal", kills)
    assert max(arrived(log).values()) == 1


def test_a_sender_that_marks_after_sending_would_repeat(tmp_path: Path) -> None:
    """The twin: without intents, who is sent and not yet marked is sent again."""
    log, journal = tmp_path / "log", tmp_path / "journal"
    with apart(log) as port:
        assert child(port, journal, list(range(1, NUMBER + 1)), "after an answer", 25) == -signal.SIGKILL
        with recover(journal) as reading:
            marked = {one.seq for one in reading.settled}
        assert child(port, journal, [seq for seq in range(1, NUMBER + 1) if seq not in marked]) == 0
    assert max(arrived(log).values()) == 2


SAYINGS = [
    (Accepted(7, 2, 250, "2.0.0 Ok: queued as 4XyZ12"), b"A 7 2 250 4XyZ12\n"),
    (Accepted(7, 2, 250, "ok"), b"A 7 2 250 -\n"),
    (Refused(7, 2, 550, "5.1.1 nobody", Verb.RCPT), b"R 7 2 550\n"),
    (NotSent(7, 2, "lost"), b"N 7 2\n"),
    (Unknown(7, 2, "silent"), b""),
]


@pytest.mark.parametrize(("outcome", "line"), SAYINGS)
def test_an_outcome_is_one_line(outcome: Accepted, line: bytes) -> None:
    assert record(outcome) == line


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2.0.0 Ok: queued as 4XyZ12", "4XyZ12"),
        ("OK id=1tGx2k-000000001ab-3Qrs", "1tGx2k-000000001ab-3Qrs"),
        ("2.6.0 <x@y> [InternalId=1] Queued mail for delivery", ""),
        ("Ok 0100018f2d3a-6f0c-000000", "0100018f2d3a-6f0c-000000"),
        ("ok", ""),
        ("queued as a b", "a"),
    ],
)
def test_the_servers_own_number_is_kept(text: str, wanted: str) -> None:
    assert queue_id(text) == wanted


@given(cut=st.integers(0, 200), data=st.data())
def test_a_journal_that_is_cut_off_anywhere_is_never_too_sure(cut: int, data: st.DataObject) -> None:
    """Whatever is missing at its end, nobody counts as settled who was not, and an intent that is whole is heeded."""
    lines = [
        intent(seq, 1) + (record(Accepted(seq, 1, 250, "queued as X")) if seq % 3 else b"")
        for seq in range(1, 9)
    ]
    whole = b"".join(lines)
    content = whole[: min(cut, len(whole))]
    reading, full = read(content), read(whole)
    assert set(reading.settled) <= set(full.settled)
    intended = {int(line.split()[1]) for line in content.split(b"\n")[:-1] if line.startswith(b"I")}
    assert intended == {one.seq for one in reading.settled} | {seq for seq, _ in reading.unknown}
    assert reading.is_torn is not (content.endswith(b"\n") or not content)


def test_a_line_within_that_is_none_is_not_passed_over() -> None:
    with pytest.raises(Unreadable, match="line 2"):
        read(b"I 1 1\nI 2 \nA 1 1 250 -\n")


def test_a_later_attempt_is_another_matter() -> None:
    reading = read(b"I 5 1\nR 5 1 451\nI 5 2\n")
    assert (reading.settled, reading.unknown) == ((Settled(5, 1, False, 451),), ((5, 2),))
    assert read(b"I 5 1\nN 5 1\n") == read(b"")


def test_the_lock_says_who_is_alive_and_what_is_left_is_read_first(tmp_path: Path) -> None:
    path = tmp_path / "one.journal"
    journal = Journal.open(path)
    journal.intend(envelope(1))
    with pytest.raises(SenderAlive), recover(path):
        pass
    with pytest.raises(SenderAlive):
        Journal.open(path)
    with pytest.raises(RuntimeError, match="on its way"):
        journal.forget()
    journal.close()
    with pytest.raises(NotRecovered):
        Journal.open(path)
    with pytest.raises(ZeroDivisionError), recover(path):
        raise ZeroDivisionError  # what was to be settled was not
    with recover(path) as reading:
        assert reading.unknown == ((1, 1),)
    assert not path.exists()
    with recover(path) as reading:
        assert (reading.settled, reading.unknown) == ((), ())
    Journal.open(path).close()


def test_a_journal_is_emptied_once_all_is_in_the_database(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path / "j")
    for seq in range(3):
        journal.intend(envelope(seq))
        journal.settle(Unknown(seq, 1, "silent"))
    journal.settle(NotSent(9, 1, "lost"))  # never intended: nothing is written
    assert (tmp_path / "j").read_bytes() == b"I 0 1\nI 1 1\nI 2 1\n"
    journal.forget()
    journal.intend(envelope(4))
    journal.sync()
    assert (tmp_path / "j").read_bytes() == b"I 4 1\n"


FILLING = """
import resource, sys
from pathlib import Path
from standfirst.apps.mailing.gateways.journal import Journal, JournalBroken
from standfirst.apps.mailing.rules.bulk.outcomes import Accepted
from tests.apps.mailing.wire.sending import envelope
resource.setrlimit(resource.RLIMIT_FSIZE, (101, 101))
journal = Journal.open(Path(sys.argv[1]))
for seq in range(1000, 1100):
    try:
        journal.intend(envelope(seq))
    except JournalBroken:
        break
print(seq)
for one in (seq, seq + 1):
    try:
        journal.intend(envelope(one))
    except JournalBroken:
        print("stopped")
"""


def test_a_full_disk_stops_the_sender_before_the_dot_and_cuts_no_line(tmp_path: Path) -> None:
    path = tmp_path / "j"
    command = [sys.executable, "-c", FILLING, str(path)]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    told = subprocess.run(command, env=env, check=True, capture_output=True, text=True, timeout=60).stdout
    assert told.split() == ["1011", "stopped", "stopped"]
    reading = read(path.read_bytes())
    assert (len(reading.unknown), reading.is_torn) == (11, False)


def test_a_disk_that_takes_nothing_is_loud() -> None:
    file = os.open("/dev/full", os.O_WRONLY)
    journal = Journal(file)
    with pytest.raises(JournalBroken, match="No space left"):
        journal.intend(envelope(1))
    with pytest.raises(JournalBroken, match="before"):
        journal.intend(envelope(2))
    journal.close()


def test_a_disk_that_does_not_keep_what_it_took_stops_the_sender(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(file: int) -> None:
        raise OSError(5, "Input/output error")

    journal = Journal.open(tmp_path / "j")

    async def course() -> None:
        async with kept_on_disk(journal, every=0):
            journal.intend(envelope(1))
            while not journal._is_broken:
                await asyncio.sleep(0)
            with pytest.raises(JournalBroken, match="before"):
                journal.intend(envelope(2))

    monkeypatch.setattr(os, "fdatasync", failing)
    with pytest.raises(JournalBroken, match=r"Input/output|before"):
        asyncio.run(course())
    assert read((tmp_path / "j").read_bytes()).unknown == ((1, 1),)
