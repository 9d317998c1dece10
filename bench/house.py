"""The publication that is measured: the demo's, kept in `bench/work/` between runs, with a database of its own."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

import psutil

from standfirst.conf.environment import prepared

WORK = Path(__file__).with_name("work")
DEMO_SETTINGS = "standfirst.conf.settings.demo"
START_WITHIN = 120.0
NOTHING: Mapping[str, str] = MappingProxyType({})


@contextmanager
def opened(*, fresh: bool = False) -> Iterator[None]:
    """Within, Django is set up in this process and the demo publication is loaded."""
    if fresh:
        shutil.rmtree(WORK, ignore_errors=True)
    os.environ.update(DATA=str(WORK), DJANGO_SETTINGS_MODULE="bench.settings", LOG_LEVEL="ERROR")
    with prepared(mode="demo"):
        _furnish()
        yield


def _furnish() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from standfirst.core.clock import now
    from standfirst.screens.demo.load import load_demo

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    load_demo(now=now())


@dataclass(frozen=True)
class Server:
    """A program that answers at this address."""

    url: str
    process: psutil.Popen = field(repr=False)

    @property
    def address(self) -> tuple[str, int]:
        parts = urlsplit(self.url)
        return parts.hostname or "", parts.port or 0

    def busy_seconds(self) -> float:
        """Processor time that the program and its children have used so far."""
        times = [process.cpu_times() for process in (self.process, *self.process.children(recursive=True))]
        return float(sum(each.user + each.system for each in times))


@contextmanager
def running(
    command: list[str],
    *,
    port: int,
    ready: str,
    core: int | None = None,
    env: Mapping[str, str] = NOTHING,
    is_quiet: bool = False,
) -> Iterator[Server]:
    """Start a program, on one core if that can be arranged, wait until it answers, and stop it at the end.

    `env` is added to ours; of one that `is_quiet` complaints are not shown either.
    """
    words = [*_on_core(core), *command]
    process = psutil.Popen(
        words,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": DEMO_SETTINGS, **env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL if is_quiet else None,
    )
    server = Server(f"http://127.0.0.1:{port}", process)
    try:
        _wait_for(server, ready)
        yield server
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def front(*, core: int | None = None, workers: int = 1) -> Iterator[Server]:
    """One front as `standfirst serve` starts it, with this many workers."""
    port = free_port()
    command = [sys.executable, "-m", "standfirst.conf.cli", "serve", "--port", str(port)]
    command += ["--workers", str(workers)]
    with running(command, port=port, ready="/health/ready", core=core) as server:
        yield server


def _on_core(core: int | None) -> list[str]:
    """Server and load on different cores, where there are two."""
    apart = core is not None and (psutil.cpu_count() or 1) > 1 and shutil.which("taskset")
    return ["taskset", "-c", str(core)] if apart else []


def on_core(core: int, command: list[str]) -> list[str]:
    """The command, bound to a core where that can be arranged."""
    return [*_on_core(core), *command]


def _wait_for(server: Server, ready: str) -> None:
    until = time.monotonic() + START_WITHIN
    while not answers(server.url + ready):
        if server.process.poll() is not None:
            raise RuntimeError(f"{server.process.args[0]} ended before it answered")
        if time.monotonic() > until:
            raise RuntimeError(f"{server.url}{ready} did not answer within {START_WITHIN:.0f} s")
        time.sleep(0.05)


def answers(url: str) -> bool:
    """Whether a GET is answered with 200."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
