"""The embedded PostgreSQL: shared, private, stopped with its last command, alive after a killed one."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
import pytest

from standfirst.conf import env, postgres

COMMAND = """
import sys
from pathlib import Path
from standfirst.conf import postgres
with postgres.embedded(Path(sys.argv[1])) as url:
    print(url, flush=True)
    sys.stdin.read()
"""

GIVES_UP_ITS_RIGHTS = """
import os, sys
from pathlib import Path
import psycopg
from standfirst.conf import postgres
account = postgres._account()
with postgres.embedded(Path(sys.argv[1]), options=postgres.THROW_AWAY_OPTIONS):
    pass  # what Python loads late is loaded now: the account may not reach its files
os.setgroups([])
os.setgid(account)
os.setuid(account)
with postgres.embedded(Path(sys.argv[2]), options=postgres.THROW_AWAY_OPTIONS) as url:
    print(psycopg.connect(url).execute("SELECT 1").fetchone()[0])
"""


@contextmanager
def command(data: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that uses the server until its input ends."""
    with subprocess.Popen(
        [sys.executable, "-c", COMMAND, str(data)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline().startswith("postgresql://")
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def quick(data: Path) -> Iterator[str]:
    with postgres.embedded(data, options=postgres.THROW_AWAY_OPTIONS) as url:
        yield url


def server_of(data: Path) -> psutil.Process:
    return psutil.Process(int((data / "postmaster.pid").read_text().splitlines()[0]))


def answer(url: str, question: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(question).fetchone()  # type: ignore[call-overload]
    assert row
    return row[0]


@pytest.fixture
def data() -> Iterator[Path]:
    """Short enough for a socket, wherever the run keeps its files."""
    with tempfile.TemporaryDirectory(prefix="standfirst-") as folder:
        yield Path(folder, "postgres")


def test_the_server_stops_with_the_command(data: Path) -> None:
    with quick(data) as url:
        server = server_of(data)
        assert answer(url, "SELECT current_database()") == "standfirst"
    assert not server.is_running()
    assert not (data / "postmaster.pid").exists()


def test_what_was_written_is_there_the_next_time(data: Path) -> None:
    with quick(data) as url, psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
    with quick(data) as url:
        assert answer(url, "SELECT n FROM kept") == 7


def test_it_is_durable_unless_a_test_asks_otherwise(data: Path) -> None:
    with postgres.embedded(data) as url:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            assert answer(url, f"SELECT current_setting('{setting}')") == "on"


def test_it_never_listens_on_the_network(data: Path) -> None:
    with quick(data):
        assert listening(server_of(data)) == []


def test_twin_a_server_with_an_address_would_be_seen_listening(data: Path) -> None:
    with postgres.embedded(data, options={"listen_addresses": "127.0.0.1", "port": "5432"}):
        assert listening(server_of(data)) != []


def listening(server: psutil.Process) -> list[object]:
    return [socket for socket in server.net_connections("inet") if socket.status == psutil.CONN_LISTEN]


def test_only_the_owner_reaches_its_socket(data: Path) -> None:
    with quick(data):
        assert (data / postgres.SOCKET_NAME).is_socket()
        assert data.stat().st_mode & 0o077 == 0


def test_commands_share_the_server_and_the_last_one_stops_it(data: Path) -> None:
    with quick(data) as url:
        server = server_of(data)
        with command(data) as other:
            assert server_of(data) == server
            other.communicate("")
        assert server.is_running()
        assert answer(url, "SELECT 1") == 1
    assert not server.is_running()


def test_a_killed_command_leaves_a_server_that_the_next_one_takes_over(data: Path) -> None:
    with command(data) as first:
        server = server_of(data)
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert server.is_running()
    with quick(data) as url:
        assert server_of(data) == server
        assert answer(url, "SELECT 1") == 1
    assert not server.is_running()


def test_a_server_left_behind_can_be_stopped_but_not_one_in_use(data: Path) -> None:
    with command(data) as first:
        server = server_of(data)
        with pytest.raises(postgres.EmbeddedProblem, match="in use by another command"):
            postgres.stop_orphan(data)
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert server.is_running()
    postgres.stop_orphan(data)
    assert not server.is_running()


@pytest.mark.parametrize("only_the_first", [True, False])
def test_a_killed_server_is_started_again_with_its_data(data: Path, only_the_first: bool) -> None:
    with command(data) as first, psycopg.connect(address_of(data)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
        connection.commit()
        first.send_signal(signal.SIGKILL)
        first.wait()
        server = server_of(data)
        kill([server] if only_the_first else [server, *server.children(recursive=True)])
        with quick(data) as url:
            assert answer(url, "SELECT n FROM kept") == 7


def kill(processes: list[psutil.Process]) -> None:
    for process in processes:
        process.kill()
    psutil.wait_procs(processes, timeout=10)


def address_of(data: Path) -> str:
    return f"postgresql://postgres@/standfirst?host={data}"


def test_a_stale_number_that_now_belongs_to_another_process_does_not_stop_the_start(data: Path) -> None:
    with quick(data):
        lines = (data / "postmaster.pid").read_text().splitlines()
    (data / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    with quick(data) as url:
        assert answer(url, "SELECT 1") == 1


def test_an_interrupted_first_start_is_begun_again(data: Path) -> None:
    half = data.with_name("postgres.new")
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    with quick(data) as url:
        assert answer(url, "SELECT 1") == 1
    assert not half.exists()


def test_data_of_another_major_version_is_refused_with_what_to_do(data: Path) -> None:
    data.mkdir(mode=0o700)
    (data / "PG_VERSION").write_text("16\n")
    with pytest.raises(postgres.EmbeddedProblem) as refusal, quick(data):
        pass
    assert "written by PostgreSQL 16 and this Standfirst runs PostgreSQL 18" in str(refusal.value)
    assert "docs/runbooks/embedded-postgresql.md" in str(refusal.value)
    assert [path.name for path in data.iterdir()] == ["PG_VERSION"]


@pytest.mark.parametrize("name", ["a folder with spaces & 'quotes', commas", "très long " * 12, '$(odd)"`'])
def test_any_folder_will_do(tmp_path: Path, name: str) -> None:
    data = tmp_path / name / "postgres"
    with quick(data) as url:
        assert answer(url, "SELECT 1") == 1
        settings = env.database(env={"DATABASE_URL": url})
    assert settings["HOST"]
    assert not Path(str(settings["HOST"]), postgres.SOCKET_NAME).exists()


def test_a_stranger_in_place_of_the_socket_folder_is_refused(tmp_path: Path) -> None:
    data = tmp_path / ("deep" * 30) / "postgres"
    folder = postgres._socket_folder(data)
    folder.symlink_to(tmp_path)
    try:
        with pytest.raises(postgres.EmbeddedProblem, match="is not ours"), quick(data):
            pass
    finally:
        folder.unlink()


def test_the_start_that_fails_says_where_to_look(data: Path) -> None:
    with quick(data):
        pass
    (data / "global" / "pg_control").unlink()
    with (
        pytest.raises(postgres.EmbeddedProblem, match=r"did not start; the end of .*server.log says"),
        quick(data),
    ):
        pass


@pytest.mark.parametrize(
    ("told", "cause"),
    [
        (
            "initdb: error: no space\ninitdb: removing contents\ninitdb: error: failed to remove",
            "initdb: error: no space",
        ),
        (
            "a warning\nchild process was terminated by signal 9\ninitdb: removing",
            "child process was terminated by signal 9",
        ),
        ("something odd", "something odd"),
        ("", "it said nothing"),
    ],
)
def test_of_several_complaints_the_first_is_told(told: str, cause: str) -> None:
    assert postgres._cause(told) == cause


@pytest.mark.skipif(
    os.geteuid() != 0, reason="the whole file ran as an ordinary account; only root can try both"
)
def test_it_works_for_an_account_without_rights(data: Path) -> None:
    home = data.parent / "home"
    home.mkdir()
    os.chown(home, postgres._account(), -1)
    ran = subprocess.run(
        [sys.executable, "-c", GIVES_UP_ITS_RIGHTS, str(data), str(home / "postgres")],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (0, "1\n"), ran.stderr
    assert (home / "postgres").stat().st_uid == postgres._account()
