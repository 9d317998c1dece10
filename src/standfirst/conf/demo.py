"""`standfirst demo`: a whole publication on one machine with one command."""

import argparse
import hashlib
import os
import shutil
import socket
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from standfirst import __version__
from standfirst.conf import environment
from standfirst.conf.processes import Child, run_together
from standfirst.conf.secrets import Refused

PACKAGE = Path(__file__).resolve().parents[1]
OF_THE_DEMO = {
    "secrets",
    "postgres",
    "postgres.lock",
    "postgres.users",
    "static",
    "media",
    "static.stamp",
    "mail",
    "journals",
}


def run(words: list[str]) -> int:
    """Start everything and stay until Ctrl-C; returns the exit status."""
    chosen = _parser().parse_args(words)
    data = chosen.data.resolve()
    os.environ["DATA"] = str(data)
    if chosen.fresh:
        clear(data)
    refuse_taken(chosen.port)
    os.environ.update(_surroundings(chosen.port))
    begun = time.monotonic()
    with environment.prepared(mode="demo"):
        _set_up(data)
        run_together(
            _children(data, port=chosen.port, workers=chosen.workers),
            is_ready=lambda: answers(f"http://127.0.0.1:{chosen.port}/health/ready"),
            when_ready=lambda: print(welcome(chosen.port, seconds=time.monotonic() - begun), flush=True),
        )
        print("\nStopping …", flush=True)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="standfirst demo", description="Start the demo publication.")
    parser.add_argument("--port", type=environment.port, default=8000)
    parser.add_argument(
        "--data", type=Path, default=environment.data_folder(), help="where everything is kept"
    )
    parser.add_argument("--workers", type=int, default=2, help="processes that answer readers")
    parser.add_argument("--fresh", action="store_true", help="throw the demo's data away first")
    return parser


def _surroundings(port: int) -> dict[str, str]:
    return {
        "ORIGIN": f"http://localhost:{port}",
        "DEMO_SMTP_PORT": str(free_port()),
        "LOG_LEVEL": os.environ.get("LOG_LEVEL", "WARNING"),
    }


def clear(data: Path) -> None:
    """Only what a demo has made; a folder with anything else in it is somebody's own. Raises Refused."""
    if not data.exists():
        return
    strange = sorted(path.name for path in data.iterdir() if path.name not in OF_THE_DEMO)
    if strange:
        raise Refused(f"{data} holds more than a demo ({strange[0]}): choose another folder with DATA=.")
    if os.name != "nt":
        from standfirst.conf.postgres import stop_orphan

        stop_orphan(data / "postgres")
    shutil.rmtree(data)


def refuse_taken(port: int) -> None:
    """Raises Refused where another program listens on the port already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise Refused(f"port {port} is taken: choose another with make demo PORT={port + 1}.") from None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _set_up(data: Path) -> None:
    import django  # the environment had to be prepared first
    from django.core.management import call_command

    django.setup()
    _say("Bringing the database up to date")
    call_command("migrate", verbosity=0, interactive=False)
    _collect_static(data)
    _load()


def _load() -> None:
    from standfirst.core import clock
    from standfirst.screens.demo import load

    if load.is_loaded():
        return
    _say("Loading the demo publication")
    try:
        load.load_demo(now=clock.now(), progress=_show_progress)
    except RuntimeError as problem:
        raise Refused(f"{problem}") from None


def _show_progress(what: str, done: int, total: int) -> None:
    if sys.stdout.isatty():
        print(f"\r  {done} of {total} {what}", end="\n" if done == total else "", flush=True)
    elif done == total:
        print(f"  {total} {what}", flush=True)


def _collect_static(data: Path) -> None:
    from django.core.management import call_command

    stamp, wanted = data / "static.stamp", static_version()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    _say("Preparing style sheets and scripts")
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(wanted)


def static_version() -> str:
    """Changes with any of our static files and with the version that we run."""
    digest = hashlib.sha256(__version__.encode())
    for path in sorted(PACKAGE.glob("**/static/**/*")):
        if path.is_file():
            found = path.stat()
            digest.update(f"{path.relative_to(PACKAGE)} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _children(data: Path, *, port: int, workers: int) -> list[Child]:
    ours = [sys.executable, "-m", "standfirst.conf.cli"]
    return [
        Child("the mail catcher", [*ours, "catch-mail", "--folder", str(data / "mail")]),
        Child("the worker", [*ours, "work"]),
        Child("the sender", [*ours, "send"]),
        Child("the front", [*ours, "serve", "--port", str(port), "--workers", str(workers)]),
    ]


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310  our own address
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def welcome(port: int, *, seconds: float) -> str:
    from standfirst.screens.demo.cast import CAST  # demo only

    origin = f"http://localhost:{port}"
    people = "\n".join(f"    {person.email:<28}{person.about}" for person in CAST)
    return f"""
The demo publication is open ({seconds:.0f} s).

    {origin}/            read it
    {origin}/demo/       sign in as any of the cast with one click
    {origin}/demo/mail/  every mail that it sends
    {origin}/desk/       where the editors work

{people}

Ctrl-C stops everything. The data stays in {os.environ["DATA"]}; make demo FRESH=1 starts over."""


def _say(what: str) -> None:
    print(f"{what} …", flush=True)
