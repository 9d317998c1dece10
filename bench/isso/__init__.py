"""Isso from PyPI as it comes, in an environment of its own that is thrown away: the reference for posting."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.house import Server, free_port, running
from bench.load import Answer, Post

NAME = "Isso 0.14"
WORKERS = 2
_HERE = Path(__file__).parent
_PAGE = "/an-article/"
_INSTALL = ("-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--require-hashes", "--no-deps")
_PATIENCE = ("--retries", "1", "--timeout", "15")
# As it comes, but for what would stop a load from one address. At its start it looks whether its host answers.
_SETTINGS = """
[general]
dbpath = {folder}/comments.db
host = {host}
[moderation]
enabled = false
[guard]
enabled = false
"""


class NotInstalled(Exception):
    """Isso could not be installed; the text says why in one line."""


@dataclass(frozen=True, slots=True)
class Isso:
    """A running one, with an empty database on disk."""

    server: Server
    database: Path

    def post(self, text: str) -> Post:
        """What its script sends when somebody comments."""
        body = json.dumps({"text": text, "author": "Somebody", "title": "An article"}).encode()
        return Post(f"/new?uri={_PAGE}", body, {"Content-Type": "application/json"}, text)

    def took(self, answer: Answer) -> bool:
        """Whether it says that the comment is there for everybody."""
        return answer.status == 201

    def check(self, texts: Sequence[str]) -> None:
        """Raises RuntimeError unless each of these is in its database exactly once, and out."""
        with sqlite3.connect(self.database) as database:
            rows = database.execute("SELECT text, count(*), max(mode) FROM comments GROUP BY text")
            found = {text: (number, mode) for text, number, mode in rows}
        wrong = [text for text in texts if found.get(text) != (1, 1)]
        if wrong:
            raise RuntimeError(f"{NAME} said that it took {len(wrong)} comments that are not there once")


@contextmanager
def opened(folder: Path, *, host: str) -> Iterator[Isso]:
    """Installed in this folder and running with gunicorn, for comments on pages of this host. Raises NotInstalled."""
    python = _installed(folder / "venv")
    port = free_port()
    settings = folder / "isso.cfg"
    settings.write_text(_SETTINGS.format(folder=folder, host=host))
    command = [python, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS)]
    command += ["isso.run:application"]
    told = {"ISSO_SETTINGS": str(settings)}
    with running(command, port=port, ready="/info", env=told, is_quiet=True) as server:
        yield Isso(server, folder / "comments.db")


def _installed(place: Path) -> str:
    """The environment's Python."""
    _run([sys.executable, "-m", "venv", str(place)])
    python = str(place / "bin" / "python")
    _run([python, *_INSTALL, *_PATIENCE, "--only-binary", ":all:", "-r", str(_HERE / "needs.txt")])
    _run([python, *_INSTALL, *_PATIENCE, "--no-build-isolation", "-r", str(_HERE / "isso.txt")])
    return python


def _run(command: Sequence[str]) -> None:
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    if told.returncode:
        last = (told.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise NotInstalled(f"{NAME} could not be installed from the package index: {last}")
