"""A malformed setting stops the start with a sentence that names it."""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as some

from standfirst.conf import env

LONG = "x" * 40
Read = Callable[[Mapping[str, str]], object]

BAD: list[tuple[Read, dict[str, str], str]] = [
    (lambda e: env.text("A", env=e), {}, "A is not set"),
    (lambda e: env.flag("A", default=True, env=e), {"A": "maybe"}, "A must be yes or no"),
    (lambda e: env.number("A", 1, env=e), {"A": "many"}, "A must be a whole number"),
    (lambda e: env.number("A", 1, least=1, env=e), {"A": "0"}, "A must be at least 1"),
    (lambda e: env.choice("A", "INFO", among=("INFO",), env=e), {"A": "loud"}, "A must be one of INFO"),
    (lambda e: env.secret("A", env=e), {}, "A is not set"),
    (lambda e: env.secret("A", env=e), {"A": "short"}, "A is too short"),
    (lambda e: env.secret("A", env=e), {"A_FILE": "/nowhere/at/all"}, "A_FILE cannot be read"),
    (lambda e: env.optional_secret("A", env=e), {"A": "short"}, "A is too short"),
    (lambda e: env.origin("A", env=e), {"A": "review.example"}, "A must look like"),
    (lambda e: env.origin("A", env=e), {"A": "https://review.example/path"}, "A must look like"),
    (lambda e: env.database("A", env=e), {"A": "mysql://x@y/z"}, "A must look like postgresql"),
    (lambda e: env.database("A", env=e), {"A": "postgresql://x@y"}, "A must look like postgresql"),
    (lambda e: env.database("A", env=e), {"A": "postgresql://x@y:port/z"}, "A must look like postgresql"),
]


@pytest.mark.parametrize(("read", "given_env", "sentence"), BAD)
def test_a_bad_value_stops_the_start(read: Read, given_env: dict[str, str], sentence: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=sentence):
        read(given_env)


@pytest.mark.parametrize("secret", ["hunter2", "short"])
def test_a_refused_secret_is_not_repeated(secret: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        env.secret("A", env={"A": secret})
    assert secret not in str(refusal.value).replace("too short", "")


GOOD: list[tuple[Read, dict[str, str], Any]] = [
    (lambda e: env.text("A", "b", env=e), {}, "b"),
    (lambda e: env.flag("A", default=False, env=e), {"A": "Yes"}, True),
    (lambda e: env.flag("A", default=True, env=e), {"A": "off"}, False),
    (lambda e: env.number("A", 7, env=e), {}, 7),
    (lambda e: env.words("A", env=e), {"A": "a, b  c"}, ["a", "b", "c"]),
    (lambda e: env.choice("A", "INFO", among=("INFO", "ERROR"), env=e), {"A": "error"}, "ERROR"),
    (lambda e: env.optional_secret("A", env=e), {}, ""),
    (lambda e: env.origin("A", env=e), {"A": "https://review.example/"}, "https://review.example"),
]


@pytest.mark.parametrize(("read", "given_env", "expected"), GOOD)
def test_a_good_value_is_read(read: Read, given_env: dict[str, str], expected: object) -> None:
    assert read(given_env) == expected


def test_a_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{LONG}\n")
    assert env.secret("A", env={"A_FILE": str(tmp_path / "key")}) == LONG


def test_a_database_address_in_full() -> None:
    found = env.database(
        env={"DATABASE_URL": "postgresql://us%40er:p%2Fw@db.example:5433/house?sslmode=require"}
    )
    assert (found["NAME"], found["USER"], found["PASSWORD"]) == ("house", "us@er", "p/w")
    assert (found["HOST"], found["PORT"]) == ("db.example", "5433")
    assert found["OPTIONS"] == {"sslmode": "require", "connect_timeout": "5"}


def test_a_database_address_through_a_socket() -> None:
    found = env.database(env={"DATABASE_URL": "postgresql://postgres@/standfirst?host=%2Fa%20b"})
    assert (found["HOST"], found["PORT"]) == ("/a b", "")


@given(some.text())
def test_no_text_whatever_makes_a_flag_of_itself(value: str) -> None:
    known = value.lower() in {"1", "true", "yes", "on", "0", "false", "no", "off", ""}
    with nullcontext() if known else pytest.raises(ImproperlyConfigured, match="A must be yes or no"):
        env.flag("A", default=True, env={"A": value})
