"""Real things for tests: a database of its own with the kit's tables, and front processes before it."""

import atexit
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import httpx
import pytest

from tests import servers

ROOT = Path(__file__).resolve().parents[1]
# In seconds. How soon things are seen is measured by `make bench`, on a machine that does nothing else. Here is
# shown that they come by being told, and not with the look that follows after five seconds anyway.
SEEN_WITHIN = 4.0
PATIENCE = 120.0  # for what a process does by itself, on a busy machine
_PREPARE = """
import django; django.setup()
from django.core.management import call_command
from django.db import connection
for app in ("core", "sessions", "accounts", "membership", "audit"):
    call_command("migrate", app, verbosity=0)
connection.cursor().execute("CREATE TABLE told_story (slug text PRIMARY KEY, words text NOT NULL)")
"""


def environment(database_url: str) -> dict[str, str]:
    """For a process that runs the small application of `tests/front/pages_urls.py`."""
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    settings = "tests.front.front_settings"
    return {
        **os.environ,
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": settings,
        "PYTHONPATH": paths,
    }


def prepare(database_url: str) -> None:
    """Make the tables in an empty database."""
    made = subprocess.run(
        [sys.executable, "-c", _PREPARE],
        env=environment(database_url),
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr


@cache
def own_database() -> str:
    """The address of a database for all tests of this process that need real commits.

    It has a server of its own: transaction identities are counted by the server, and a test elsewhere that keeps a
    transaction open would hold back what the bus gives here.
    """
    server = ExitStack()
    atexit.register(server.close)
    url = server.enter_context(servers.throw_away())
    prepare(url)
    return url


@pytest.fixture(scope="session")
def database_url() -> str:
    """A database with real commits, shared by all tests: leave nothing behind that others count."""
    return own_database()


@dataclass(frozen=True)
class FrontProcess:
    """A running front."""

    url: str
    process: subprocess.Popen[bytes]

    def get(self, path: str, **options: object) -> httpx.Response:
        return httpx.get(self.url + path, verify=False, **options)  # type: ignore[arg-type]

    def post(self, path: str, body: str) -> None:
        httpx.post(self.url + path, content=body, verify=False).raise_for_status()


@contextmanager
def front_process(database_url: str, **settings: str) -> Iterator[FrontProcess]:
    """A front on a free port, stopped at the end."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "standfirst.conf.asgi:app", "--port", str(port)]
    command += ["--http", "standfirst.front.protocol:FrontProtocol"]
    quiet = ["--no-access-log", "--log-level", "critical", "--timeout-graceful-shutdown", "5"]
    process = subprocess.Popen(
        [*command, *quiet],
        env={**environment(database_url), **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    front = FrontProcess(f"http://127.0.0.1:{port}", process)
    try:
        until(lambda: _answers(front))
        yield front
    finally:
        process.terminate()
        process.wait(20)


def _answers(front: FrontProcess) -> bool:
    assert front.process.poll() is None, "the front did not start"
    try:
        return front.get("/counters/").status_code == 200
    except httpx.TransportError:
        return False


@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """A throw-away Redis; its address."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("no redis-server here: install Redis (Debian: apt-get install redis-server)")
    port = str(free_port())
    options = ["--port", port, "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    process = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
    try:
        until(lambda: listens(int(port)))
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def until(holds: Callable[[], bool], *, within: float = PATIENCE) -> float:
    """Ask until it holds; returns after how many seconds it did. Fails when it does not in time."""
    begun = time.monotonic()
    while not holds():
        if time.monotonic() - begun > within:
            pytest.fail(f"did not come true within {within} s")
        time.sleep(0.02)
    return time.monotonic() - begun
