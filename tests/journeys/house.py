"""The demo publication as a real process, one for all workers of the run."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from fcntl import LOCK_EX, LOCK_UN, flock
from pathlib import Path

import httpx

from standfirst.conf.postgres import embedded
from standfirst.conf.processes import LEASH
from tests import stock
from tests.fake_stripe import FakeStripe, running
from tests.fake_stripe.server import KEY, WEBHOOK_SECRET
from tests.real import ROOT, free_port, until

OPEN_WITHIN = 300.0  # seconds, for drawing and loading everything on a busy machine
LETTER = b"""X-Envelope-To: registered@demo.example\r
From: desk@demo.example\r
To: registered@demo.example\r
Subject: A letter to look at\r
Content-Type: text/plain; charset=utf-8\r
\r
It says where to go: https://localhost/world/ and nothing else.\r
"""
OURS = [sys.executable, "-m", "standfirst.conf.cli"]
KEPT = "JOURNEYS_DATA"  # a folder that stays, so that the next run need not load the demo again
NOT_INHERITED = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "SECRET_KEY", "STANDFIRST_MODE")


@dataclass(frozen=True)
class House:
    """A running demo publication; `till` is where the pages of the fake Stripe lie that it takes cards by."""

    url: str
    data: Path
    till: str

    def get(self, path: str) -> httpx.Response:
        return httpx.get(self.url + path, timeout=30)

    def run(self, *words: str) -> str:
        """A command of the product beside the running demo; what it printed."""
        done = subprocess.run(
            [*OURS, *words], env=_environment(self.data), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def _environment(data: Path) -> dict[str, str]:
    """Without saving by itself, which could come between a press of a button and its answer."""
    kept = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
    return {
        **kept,
        "DATA": str(data),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "AUTOSAVE_INTERVAL": "0",
    }


@contextmanager
def shared_house(board: Path) -> Iterator[House]:
    """Opened by the first worker that asks, and closed by it when the last one has left.

    `board` is a folder that all workers see.
    """
    with _alone(board):
        own = None if _is_open(board) else _open(board)
        _enter(board, +1)
    url, data, till = (board / "house").read_text().splitlines()
    try:
        yield House(url, Path(data), till)
    finally:
        with _alone(board):
            _enter(board, -1)
        if own:
            _close(own, board)


@contextmanager
def _alone(board: Path) -> Iterator[None]:
    with (board / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        try:
            yield
        finally:
            flock(lock, LOCK_UN)


def _is_open(board: Path) -> bool:
    return (board / "house").exists()


def _guests(board: Path) -> int:
    book = board / "guests"
    return int(book.read_text()) if book.exists() else 0


def _enter(board: Path, change: int) -> None:
    (board / "guests").write_text(str(_guests(board) + change))


def _open(board: Path) -> tuple[subprocess.Popen[bytes], ExitStack]:
    leaving = ExitStack()
    till = leaving.enter_context(running())
    till.books.now = int(time.time())
    data = Path(os.environ.get(KEPT) or tempfile.mkdtemp(prefix="sf-journeys-"))
    with embedded(data / "postgres") as server:
        stock.lay_tables(server)
    port = free_port()
    reading, writing = os.pipe()  # closes with us, whatever ends us
    process = subprocess.Popen(
        [*OURS, "demo", "--port", str(port), "--data", str(data), "--workers", "1"],
        env={**_environment(data), **_cards(till), LEASH: str(reading)},
        pass_fds=[reading],
        stdout=(board / "house.log").open("wb"),
        stderr=subprocess.STDOUT,
    )
    os.close(reading)
    leaving.callback(os.close, writing)
    url = f"http://localhost:{port}"
    until(lambda: _answers(process, url, board), within=OPEN_WITHIN)
    (data / "mail" / "20260101000000000000-00000000.eml").write_bytes(LETTER)
    (board / "house").write_text(f"{url}\n{data}\n{till.url}\n")
    return process, leaving


def _cards(till: FakeStripe) -> dict[str, str]:
    return {"STRIPE_SECRET_KEY": KEY, "STRIPE_WEBHOOK_SECRETS": WEBHOOK_SECRET, "STRIPE_API_BASE": till.url}


def _answers(process: subprocess.Popen[bytes], url: str, board: Path) -> bool:
    assert process.poll() is None, (board / "house.log").read_text()
    try:
        return httpx.get(f"{url}/health/ready", timeout=5).status_code == 200
    except httpx.TransportError:
        time.sleep(0.2)
        return False


def _close(own: tuple[subprocess.Popen[bytes], ExitStack], board: Path) -> None:
    process, leaving = own
    until(lambda: _guests(board) == 0, within=OPEN_WITHIN)
    data = (board / "house").read_text().splitlines()[1]
    (board / "house").unlink()
    process.send_signal(signal.SIGTERM)
    process.wait(60)
    leaving.close()
    if KEPT not in os.environ:
        shutil.rmtree(data, ignore_errors=True)
