"""Newsletters on the wire: one sender beside Postfix's smtp-source into the same sink, and what each step costs."""

import json
import os
import resource
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.house import free_port, on_core
from bench.results import Goal, Row
from bench.wire_sender import AT, SIZE, form, recipient
from tests.sink.running import apart

SINK_CORE, LOAD_CORE = 0, 1
ROUNDS = 3
NUMBER = 2000
LONG = 20_000
CONNECTIONS = 4
RATIO = Goal(0.5, at_least=True)
RATE = Goal(2000, at_least=True, unit="/s")
FLAT = Goal(1.1)
QUIET = 0.9
SAMPLES = 2000
ROOT = Path(__file__).resolve().parents[1]
_PLACES = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/lib/postfix/sbin"])
SIGNED = {"none": "unsigned", "both": "signed with RSA and Ed25519"}
_ADVICE = "the reference was not measured: no smtp-source (Debian: apt-get install postfix)"


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: messages a second, messages for a second of processor time, and the sender's memory in MB."""

    rate: float
    per_busy_second: float
    memory: float = 0.0

    @property
    def share(self) -> float:
        """Of a core that the sender had."""
        return self.rate / self.per_busy_second


def measure() -> list[Row]:
    """Rates in rounds that take turns; then the memory, and the steps."""
    source, sink = (shutil.which(name, path=_PLACES) for name in ("smtp-source", "smtp-sink"))
    with apart(before=tuple(on_core(SINK_CORE, []))) as port:
        rows = _rates("the tests' sink", port, source, ("none", "both"))
        short, long = (_sent(port, number, "none").memory for number in (NUMBER, LONG))
    if source and sink:
        with _smtp_sink(sink) as port:
            rows += _rates("smtp-sink", port, source, ("none",))
    name = f"memory of a sender after {LONG:,} messages"
    return [*rows, Row(name, " MB", long, short, f"after {NUMBER:,}", FLAT), *_steps()]


def reference(port: int) -> float | None:
    """Messages a second of smtp-source into this sink, or None where it is not installed."""
    source = shutil.which("smtp-source", path=_PLACES)
    return median(_of_source(source, port).rate for _ in range(ROUNDS)) if source else None


def reference_missing() -> str:
    """What to say then."""
    return _ADVICE


def _of_source(source: str, port: int) -> Sample:
    """The better of two ways to use it."""
    tried = [_smtp_source(source, port, sessions) for sessions in (1, CONNECTIONS)]
    return max(tried, key=lambda one: one.rate)


def _rates(name: str, port: int, source: str | None, words: tuple[str, ...]) -> list[Row]:
    ours: dict[str, list[Sample]] = {word: [] for word in words}
    theirs: list[Sample] = []
    for _ in range(ROUNDS):
        if source:
            theirs.append(_of_source(source, port))
        for word in words:
            ours[word].append(_sent(port, NUMBER, word))
    return [row for word in words for row in _rows(f"{name}, {SIGNED[word]}", word, ours[word], theirs)]


def _rows(name: str, word: str, ours: list[Sample], theirs: list[Sample]) -> list[Row]:
    share = median(one.share for one in ours)
    note = f"not quiet: the sender had {share:.0%} of a core" if share < QUIET else ""
    missing = "" if theirs else _ADVICE
    is_plain = word == "none"
    return [
        Row(f"newsletter of 30 KB into {name}", "/s", median(one.rate for one in ours),
            median(one.rate for one in theirs) if theirs else None, "smtp-source -d",
            RATIO if is_plain and theirs else None, "; ".join(filter(None, [note, missing]))),
        Row(f"the same for a second of processor time, {name}", "/s", median(one.per_busy_second for one in ours),
            goal=RATE if is_plain else None, note=_of_theirs(theirs)),
    ]  # fmt: skip


def _of_theirs(theirs: list[Sample]) -> str:
    return f"smtp-source: {median(one.per_busy_second for one in theirs):,.0f}/s" if theirs else ""


def _sent(port: int, number: int, word: str) -> Sample:
    command = [sys.executable, "-m", "bench.wire_sender", str(port), str(number), str(CONNECTIONS), word]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    told = subprocess.run(on_core(LOAD_CORE, command), cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE)
    found: dict[str, float] = json.loads(told.stdout)
    if found["accepted"] != number:
        raise RuntimeError(f"{number} messages were given away and {found['accepted']:.0f} taken")
    return Sample(number / found["seconds"], number / found["cpu"], found["memory"])


def _smtp_source(source: str, port: int, sessions: int) -> Sample:
    command = [source, "-d", "-s", str(sessions), "-l", str(SIZE), "-m", str(NUMBER), "-f", "b@bounces.example",
               "-t", "reader@inbox.example", f"127.0.0.1:{port}"]  # fmt: skip
    begun, busy = time.perf_counter(), _busy_children()
    subprocess.run(on_core(LOAD_CORE, command), check=True, stderr=subprocess.DEVNULL)
    return Sample(NUMBER / (time.perf_counter() - begun), NUMBER / (_busy_children() - busy))


def _busy_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def _smtp_sink(sink: str) -> Iterator[int]:
    port = free_port()
    account = ["-u", "nobody"] if os.geteuid() == 0 else []
    command = on_core(SINK_CORE, [sink, *account, f"127.0.0.1:{port}", "1000"])
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(port)
            yield port
        finally:
            process.terminate()


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("smtp-sink does not answer")


def _steps() -> list[Row]:
    """Microseconds of processor time for one message."""
    plain = _cost("none")
    costs = {"filling": plain, "signing with RSA of 2048 bits": _cost("rsa") - plain, "signing with Ed25519": _cost("ed25519") - plain}  # fmt: skip
    return [
        Row(f"{step} a message of 30 KB", " µs", cost, note="for the record") for step, cost in costs.items()
    ]


def _cost(word: str) -> float:
    made = form(word)
    some = [recipient(number) for number in range(SAMPLES)]
    return _median_time(lambda: [made.fill(one, at=AT) for one in some]) / SAMPLES * 1e6


def _median_time(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return median(times)
