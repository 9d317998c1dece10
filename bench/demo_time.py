"""How long `make demo` takes from a clean clone in an empty folder, and at its second start."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from bench.house import answers, free_port
from bench.results import Goal, Row

ROOT = Path(__file__).resolve().parents[1]
FIRST = Goal(150, unit=" s")
AGAIN = Goal(15, unit=" s")
PATIENCE = 900.0
STOP_WITHIN = 60.0
# Ours, or make's own, which a stranger's shell would not have.
_OURS = (
    "VIRTUAL_ENV",
    "PYTHON",
    "DJANGO_",
    "STANDFIRST_",
    "DATABASE_URL",
    "MAKE",
    "MFLAGS",
    "DATA",
    "PORT",
    "FRESH",
)


def measure() -> list[Row]:
    """First and second start, each until the service is ready and its front page is there."""
    with tempfile.TemporaryDirectory(prefix="standfirst-demo-", ignore_cleanup_errors=True) as name:
        clone = Path(name, "standfirst")
        subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(clone)], check=True)
        with _nothing_left(clone):
            first, again = _time(clone), _time(clone)
    return [
        Row("make demo from a clean clone", " s", first, goal=FIRST),
        Row("make demo, second start", " s", again, goal=AGAIN),
    ]


def _time(clone: Path) -> float:
    """Seconds until the front page answers; everything is stopped again as Ctrl-C would."""
    port = free_port()
    begun = time.monotonic()
    # A group of its own: the interrupt reaches make and the demo, and nobody else.
    process = subprocess.Popen(
        ["make", "demo", f"PORT={port}"],
        cwd=clone,
        env=stranger(dict(os.environ)),
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_for(process, port, until=begun + PATIENCE)
        return time.monotonic() - begun
    finally:
        _stop(process)


def stranger(env: dict[str, str]) -> dict[str, str]:
    """The environment without anything of ours, and without a store of packages from earlier installations."""
    kept = {name: value for name, value in env.items() if not name.startswith(_OURS)}
    paths = [folder for folder in kept.get("PATH", "").split(os.pathsep) if ".venv" not in Path(folder).parts]
    return {**kept, "PATH": os.pathsep.join(paths), "PIP_NO_CACHE_DIR": "1"}


def _wait_for(process: subprocess.Popen[bytes], port: int, *, until: float) -> None:
    url = f"http://127.0.0.1:{port}"
    while not (answers(f"{url}/health/ready") and answers(f"{url}/")):
        if process.poll() is not None:
            raise RuntimeError(f"make demo ended with status {process.returncode}")
        if time.monotonic() > until:
            raise RuntimeError(f"make demo was not ready within {PATIENCE:.0f} s")
        time.sleep(0.1)


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(STOP_WITHIN)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise RuntimeError(f"make demo did not stop within {STOP_WITHIN:.0f} s of Ctrl-C") from None


@contextmanager
def _nothing_left(clone: Path) -> Iterator[None]:
    """Whatever happens, no program of this clone goes on; one that did is a failure."""
    try:
        yield
    finally:
        left = [process for process in psutil.process_iter() if _is_of(process, clone)]
        for process in left:
            process.kill()
        psutil.wait_procs(left, timeout=10)
        shutil.rmtree(clone, ignore_errors=True)
    if left:
        raise RuntimeError(f"make demo left {len(left)} programs behind")


def _is_of(process: psutil.Process, clone: Path) -> bool:
    try:
        return any(str(clone) in word for word in process.cmdline())
    except psutil.Error:
        return False
