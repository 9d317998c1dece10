"""Real processes: started together, stopped together, and none is left behind."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from standfirst.conf import processes
from standfirst.conf.processes import Child, ChildDied, NeverReady, run_together

STAYS = "import time, pathlib, sys; pathlib.Path(sys.argv[1]).touch(); time.sleep(600)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + STAYS
DIES = "raise SystemExit(3)"
ON_A_LEASH = "from standfirst.conf import processes; processes.stop_with_parent(); " + STAYS


def child(name: str, code: str, *words: str) -> Child:
    return Child(name, [sys.executable, "-c", code, *words])


def ask_to_stop() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def family() -> list[psutil.Process]:
    found: list[psutil.Process] = psutil.Process().children(recursive=True)
    return found


def words_of(process: psutil.Process) -> list[str]:
    try:
        words: list[str] = process.cmdline()
    except psutil.Error:  # it ended meanwhile
        words = []
    return words


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM])
def test_all_stop_when_asked(tmp_path: Path, kind: signal.Signals) -> None:
    before = set(family())
    marks = [tmp_path / "one", tmp_path / "two"]
    run_together(
        [child(mark.name, STAYS, str(mark)) for mark in marks],
        is_ready=lambda: all(mark.exists() for mark in marks),
        when_ready=lambda: os.kill(os.getpid(), kind),
    )
    assert set(family()) <= before


def test_it_is_ready_only_once_it_answers(tmp_path: Path) -> None:
    seen: list[bool] = []

    def told() -> None:
        seen.append((tmp_path / "one").exists())
        ask_to_stop()

    run_together(
        [child("one", STAYS, str(tmp_path / "one"))], is_ready=(tmp_path / "one").exists, when_ready=told
    )
    assert seen == [True]


@pytest.mark.parametrize("ready", [True, False])
def test_a_child_that_dies_is_named_and_stops_the_rest(tmp_path: Path, ready: bool) -> None:
    before = set(family())
    children = [child("the front", STAYS, str(tmp_path / "one")), child("the worker", DIES)]
    with pytest.raises(ChildDied, match=r"the worker ended unexpectedly \(exit status 3\)"):
        run_together(children, is_ready=lambda: ready, when_ready=lambda: None)
    assert set(family()) <= before


def test_a_killed_child_is_named_with_its_signal(tmp_path: Path) -> None:
    def kill() -> None:
        next(process for process in family() if str(tmp_path / "one") in words_of(process)).kill()

    with pytest.raises(ChildDied, match=r"one ended unexpectedly \(signal SIGKILL\)"):
        run_together(
            [child("one", STAYS, str(tmp_path / "one"))], is_ready=(tmp_path / "one").exists, when_ready=kill
        )


def test_what_never_answers_is_given_up(tmp_path: Path) -> None:
    before = set(family())
    with pytest.raises(NeverReady, match="one did not get ready"):
        run_together(
            [child("one", STAYS, str(tmp_path / "one"))],
            is_ready=lambda: False,
            when_ready=ask_to_stop,
            patience=0.5,
        )
    assert set(family()) <= before


def test_who_does_not_listen_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "STOP_WITHIN", 0.3)
    before = set(family())
    run_together(
        [child("one", STUBBORN, str(tmp_path / "one"))],
        is_ready=(tmp_path / "one").exists,
        when_ready=ask_to_stop,
    )
    assert set(family()) <= before


PARENT = """
import sys
from standfirst.conf.processes import Child, run_together
child = Child("one", [sys.executable, "-c", sys.argv[1], sys.argv[2]])
run_together([child], is_ready=lambda: True, when_ready=lambda: None)
"""


def orphan_of(code: str, mark: Path) -> psutil.Process:
    """The child of a parent that was killed."""
    with subprocess.Popen([sys.executable, "-c", PARENT, code, str(mark)]) as parent:
        wait_for(mark.exists)
        orphan = psutil.Process(parent.pid).children()[0]
        parent.kill()
    return orphan


def wait_for(fact: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(600):
        if fact():
            return
        pause.wait(0.02)
    raise AssertionError("it never came true")


def test_children_do_not_outlive_a_killed_parent(tmp_path: Path) -> None:
    orphan_of(ON_A_LEASH, tmp_path / "one").wait(10)


def test_twin_a_child_without_a_leash_outlives_it(tmp_path: Path) -> None:
    orphan = orphan_of(STAYS, tmp_path / "one")
    assert orphan.is_running()
    orphan.kill()
