"""The command `standfirst`: modes, ports, a database when none is given, and sentences instead of traces."""

import argparse
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from standfirst.conf import demo, environment, secrets
from tests.meta.reading import ROOT

BARE = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src")}


def standfirst(*words: str, env: Mapping[str, str], cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "standfirst.conf.cli", *words],
        env={**BARE, **env}, cwd=cwd, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def test_without_words_it_says_what_there_is(tmp_path: Path) -> None:
    ran = standfirst(env={}, cwd=tmp_path)
    assert ran.returncode == 0
    for command in ("demo", "serve", "work", "migrate", "import", "doctor"):
        assert f"standfirst {command}" in ran.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "env", "sentence"),
    [
        (
            ["migrate"],
            {"STANDFIRST_MODE": "holiday"},
            "STANDFIRST_MODE must be one of production, demo, dev, test",
        ),
        (["migrate"], {"DATABASE_URL": "postgresql://x@localhost/x"}, "SECRET_KEY is not set"),
        (
            ["serve"],
            {"DATABASE_URL": "mysql://x", "SECRET_KEY": "k" * 50, "PASS_KEY": "p" * 50},
            "DATABASE_URL must",
        ),
        (["serve", "--port", "99999"], {}, "a port is a number from 1 to 65535"),
    ],
)
def test_a_problem_is_one_sentence(
    tmp_path: Path, words: list[str], env: dict[str, str], sentence: str
) -> None:
    ran = standfirst(*words, env=env, cwd=tmp_path)
    assert ran.returncode != 0
    assert sentence in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.long
def test_a_command_without_a_database_starts_the_embedded_one_and_stops_it(tmp_path: Path) -> None:
    ran = standfirst("migrate", "--plan", env={"STANDFIRST_MODE": "dev"}, cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / ".data" / "postgres" / "PG_VERSION").read_text() == "18\n"
    assert not (tmp_path / ".data" / "postgres" / "postmaster.pid").exists()


@pytest.mark.parametrize("text", ["0", "65536", "http", "-1", ""])
def test_what_is_no_port_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        environment.port(text)


@pytest.mark.parametrize(
    ("made", "env", "mode"),
    [
        (False, {}, "production"),
        (True, {}, "demo"),
        (True, {"SECRET_KEY": "mine"}, "production"),
        (True, {"SECRET_KEY_FILE": "mine"}, "production"),
    ],
)
def test_commands_beside_a_demo_mean_the_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: bool, env: dict[str, str], mode: str
) -> None:
    monkeypatch.setenv("DATA", str(tmp_path))
    if made:
        secrets.kept_in(tmp_path)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert environment.mode_of_the_data() == mode


def test_secrets_are_drawn_once_for_their_owner_only(tmp_path: Path) -> None:
    drawn = secrets.kept_in(tmp_path)
    assert drawn == secrets.kept_in(tmp_path)
    assert drawn["SECRET_KEY"] != drawn["PASS_KEY"]
    assert (tmp_path / "secrets").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("change", "sentence"), [("open", "can be read by others"), ("cut", "is damaged")])
def test_secrets_that_are_open_or_damaged_are_refused(tmp_path: Path, change: str, sentence: str) -> None:
    secrets.kept_in(tmp_path)
    if change == "open":
        (tmp_path / "secrets").chmod(0o644)
    else:
        (tmp_path / "secrets").write_text("SECRET_KEY=x\n")
    with pytest.raises(secrets.Refused, match=sentence):
        secrets.kept_in(tmp_path)


def test_starting_over_removes_a_demo_and_nothing_else(tmp_path: Path) -> None:
    secrets.kept_in(tmp_path / "demo")
    demo.clear(tmp_path / "demo")
    assert not (tmp_path / "demo").exists()
    (tmp_path / "thesis.txt").touch()
    with pytest.raises(secrets.Refused, match=r"holds more than a demo \(thesis.txt\)"):
        demo.clear(tmp_path)
    assert (tmp_path / "thesis.txt").exists()


def test_a_taken_port_is_refused_with_another_one() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(secrets.Refused, match="is taken: choose another with make demo PORT="):
            demo.refuse_taken(taken.getsockname()[1])


def test_the_version_of_the_static_files_is_steady() -> None:
    assert demo.static_version() == demo.static_version()
