"""Several processes as one: started together, stopped together, and when one dies the rest do not pretend."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

LEASH = "STANDFIRST_LEASH"
LOOK_EVERY = 0.1  # seconds
STOP_WITHIN = 20.0


@dataclass(frozen=True, slots=True)
class Child:
    """A program to run; `env` is added to ours."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)


class ChildDied(Exception):
    """One of the processes ended by itself; the text names it."""


class NeverReady(Exception):
    """The processes run, but what they are for did not answer in time."""


def run_together(
    children: Sequence[Child],
    *,
    is_ready: Callable[[], bool],
    when_ready: Callable[[], object],
    patience: float = 90.0,
) -> None:
    """Start all, call `when_ready` once `is_ready` says yes, and return when asked to stop (SIGINT, SIGTERM).

    Whatever happens, no child is left behind. Raises ChildDied and NeverReady.
    """
    with _asked_to_stop() as asked, ExitStack() as stack:
        leash = stack.enter_context(_leash())
        running: dict[str, subprocess.Popen[bytes]] = {}
        stack.callback(stop_all, running)
        for child in children:
            running[child.name] = _start(child, leash)
        _wait_until(is_ready, asked, running, patience)
        if not asked.is_set():
            when_ready()
        while not asked.wait(LOOK_EVERY):
            _complain_of_the_dead(running)


def _wait_until(
    is_ready: Callable[[], bool],
    asked: threading.Event,
    running: Mapping[str, subprocess.Popen[bytes]],
    patience: float,
) -> None:
    until = time.monotonic() + patience
    while not asked.is_set() and not is_ready():
        _complain_of_the_dead(running)
        if time.monotonic() > until:
            raise NeverReady(
                f"{', '.join(running)} did not get ready within {patience:.0f} seconds: `standfirst doctor` says what is wrong"
            )
        asked.wait(LOOK_EVERY)


def _start(child: Child, leash: int) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C reaches us alone, and we stop the children in order.
    return subprocess.Popen(
        child.command,
        env={**os.environ, **child.env, LEASH: str(leash)},
        stdin=subprocess.DEVNULL,
        pass_fds=[leash],
        start_new_session=True,
    )


def _complain_of_the_dead(running: Mapping[str, subprocess.Popen[bytes]]) -> None:
    for name, process in running.items():
        if process.poll() is not None:
            raise ChildDied(
                f"{name} ended unexpectedly ({_manner_of_death(process.returncode)}); the rest is stopped"
            )


def _manner_of_death(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit status {code}"


def stop_all(running: Mapping[str, subprocess.Popen[bytes]]) -> None:
    """Politely in the order opposite to starting, then by force."""
    for process in reversed(list(running.values())):
        if process.poll() is None:
            process.terminate()
    until = time.monotonic() + STOP_WITHIN
    for process in running.values():
        try:
            process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def _asked_to_stop() -> Iterator[threading.Event]:
    asked = threading.Event()
    before = {kind: signal.signal(kind, lambda *_: asked.set()) for kind in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield asked
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)


@contextmanager
def _leash() -> Iterator[int]:
    """A pipe of which children hold the reading end: it closes when we die, even of SIGKILL."""
    reading, writing = os.pipe()
    try:
        yield reading
    finally:
        os.close(reading)
        os.close(writing)


def stop_with_parent() -> None:
    """In a child: stop when the process that started us is no more."""
    leash = os.environ.pop(LEASH, "")
    if leash:
        threading.Thread(target=_wait_at_the_leash, args=[int(leash)], daemon=True, name="leash").start()


def _wait_at_the_leash(leash: int) -> None:
    os.read(leash, 1)  # nothing is ever written: it returns when the other end closes
    os.kill(os.getpid(), signal.SIGTERM)
