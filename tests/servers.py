"""The throw-away PostgreSQL servers of a run: the embedded one, or the version whose programs TEST_POSTGRES names."""

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg

from standfirst.conf import postgres

# Case and order come from the system, as with most installed servers; the embedded one has them built in.
_CLUSTER = ("--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--username=postgres", "--auth=trust")


def throw_away() -> AbstractContextManager[str]:
    """The address of an empty database on a server of its own, deleted at the end."""
    programs = os.environ.get("TEST_POSTGRES")
    return _installed(Path(programs)) if programs else postgres.throw_away()


@contextmanager
def _installed(programs: Path) -> Iterator[str]:
    account = postgres._account()
    folder = Path(tempfile.mkdtemp(prefix="standfirst-postgres-"))
    os.chown(folder, account, -1)
    data = str(folder / "data")
    try:
        _run(account, programs / "initdb", "-D", data, *_CLUSTER)
        _run(
            account,
            programs / "pg_ctl",
            "start",
            "-w",
            "-D",
            data,
            "-l",
            f"{data}.log",
            "-o",
            _options(folder),
        )
        try:
            yield _made_database(folder)
        finally:
            _run(account, programs / "pg_ctl", "stop", "-w", "-D", data, "-m", "fast")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _options(folder: Path) -> str:
    options = {
        **postgres.HOUSE_OPTIONS,
        **postgres.THROW_AWAY_OPTIONS,
        "unix_socket_directories": str(folder),
    }
    return " ".join(f"-c {name}={shlex.quote(value)}" for name, value in options.items())


def _run(account: int, *command: Path | str) -> None:
    subprocess.run(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=True,
        **postgres._manner(account),
    )


def _made_database(folder: Path) -> str:
    address = f"postgresql://postgres@/{{}}?host={quote(str(folder), safe='')}"
    with psycopg.connect(address.format("postgres"), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{postgres.DATABASE}"')  # type: ignore[call-overload]
    return address.format(postgres.DATABASE)
