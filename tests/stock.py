"""Databases that take long to make, made once for all workers of a run; each worker works in copies of its own."""

import hashlib
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from standfirst.conf.postgres import BIN
from standfirst.core import clock
from tests.publication import Publication, make_publication
from tests.real import ROOT

MIGRATED = "stock_migrated"
PUBLISHED = "stock_published"
KEPT = ROOT / ".pytest_cache" / "stock"


def migrated() -> str:
    """The name of a database with every table and nothing of ours in it."""
    _tables()
    return MIGRATED


def published() -> tuple[str, Publication]:
    """The name of a database with the small publication, and what there is in it."""
    migrated()
    made = _once(PUBLISHED, template=MIGRATED, fill=lambda: make_publication(clock.now()))
    return PUBLISHED, made


def lay_tables(server: str) -> None:
    """Into the empty database at this address; one that has tables is left as it is."""
    with psycopg.connect(server) as opened:
        known = opened.execute("SELECT to_regclass('django_migrations')").fetchone()
    if known == (None,):
        _restore(_tables(), server)


def copy(template: str, name: str) -> str:
    """A database of this name, in the place of one that an earlier run has left; its address."""
    words = [sql.Identifier(each) for each in (name, template)]
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as opened:
        opened.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(words[0]))
        opened.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*words))
    return _address(name)


@contextmanager
def inside(name: str) -> Iterator[None]:
    """Within, this process works in another database of the same server."""
    with _elsewhere(NAME=name):
        yield


@contextmanager
def on_another_server(url: str) -> Iterator[None]:
    """Within, this process works in the database at this address, which is that of an embedded server."""
    parts = urlsplit(url)
    [host] = parse_qs(parts.query)["host"]
    with _elsewhere(NAME=parts.path[1:], HOST=host, USER=parts.username, PORT="", PASSWORD=""):
        yield


@contextmanager
def _elsewhere(**settings: Any) -> Iterator[None]:
    usual = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(settings)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(usual)


def _tables() -> Path:
    """The file that they are restored from."""
    kept: Path = _once(MIGRATED, template="template1", fill=_migrate)
    return kept


def _migrate() -> Path:
    """Or take what an earlier run has kept, if no migration has changed since."""
    kept, here = KEPT / f"{_state_of_migrations()}.dump", _address(connection.settings_dict["NAME"])
    if kept.exists():
        _restore(kept, here)
        return kept
    call_command("migrate", verbosity=0)
    shutil.rmtree(KEPT, ignore_errors=True)
    KEPT.mkdir(parents=True)
    new = kept.with_suffix(f".{os.getpid()}")
    _run("pg_dump", here, "--no-owner", "--format=custom", f"--file={new}")
    return new.rename(kept)


def _restore(kept: Path, server: str) -> None:
    _run("pg_restore", server, "--no-owner", "--exit-on-error", str(kept))


def _state_of_migrations() -> str:
    """Which migrations there are, what they say, and which PostgreSQL carries them out."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    files = {
        sys.modules[type(migration).__module__].__file__ for migration in loader.disk_migrations.values()
    }
    digest = hashlib.sha256(str(connection.pg_version).encode())
    for file in sorted(map(str, files)):
        digest.update(file.encode() + Path(file).read_bytes())
    return digest.hexdigest()


def _run(program: str, database: str, *words: str) -> None:
    subprocess.run([str(BIN / program), f"--dbname={database}", *words], check=True)


def _address(name: str) -> str:
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def _once(name: str, *, template: str, fill: Callable[[], Any]) -> Any:
    """What filling it gave, also to the workers that came later; they wait for the first."""
    note: Path = settings.DATA / f"{name}.pickle"
    with note.with_suffix(".lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not note.exists():
            copy(template, name)
            with inside(name):
                note.write_bytes(pickle.dumps(fill()))
        return pickle.loads(note.read_bytes())
