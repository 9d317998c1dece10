"""No line of the log holds a value of a reader, whoever wrote the line and however it failed."""

import json
import logging
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest

from standfirst.conf import logging as ours

CANARIES = [
    "ana@readers.example", "203.0.113.77", "2001:db8::77:1", "sk_test_4eC39HqLyjWDarjtT1zdp7dc",
    "sessionid=h2k4g5", "code=314159", "Ana Petrović",
]  # fmt: skip
PLAIN = logging.Formatter("%(levelname)s %(name)s %(message)s")


def written(call: Any, *, name: str = "standfirst.test", formatter: logging.Formatter | None = None) -> str:
    out = StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(formatter or ours.JsonLines())
    logger = logging.Logger(name)
    logger.addHandler(handler)
    call(logger)
    return out.getvalue()


def fail(canary: str) -> None:
    try:
        raise ValueError(canary)
    except ValueError as cause:
        raise RuntimeError(f"could not serve {canary}") from cause


def log_a_failure(logger: logging.Logger, canary: str) -> None:
    try:
        fail(canary)
    except RuntimeError:
        logger.exception("page failed")


WAYS: dict[str, Callable[[logging.Logger, str], None]] = {
    "argument": lambda log, canary: log.warning("refused %s", canary),
    "unknown extra": lambda log, canary: log.info("signed in", extra={"email": canary}),
    "known extra": lambda log, canary: log.info("signed in", extra={"route": canary}),
    "exception": log_a_failure,
    "another library's sentence": lambda log, canary: log.error(f"Failed job mail.send[3](to='{canary}')"),
    "a path with a query": lambda log, canary: log.warning("Not Found: /sign-in/?next=%s", canary),
}


@pytest.mark.parametrize("canary", CANARIES)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["standfirst.test", "procrastinate.worker"])
def test_no_canary_reaches_the_log(canary: str, way: str, name: str) -> None:
    if way == "another library's sentence" and name.startswith("standfirst"):
        name = "django.request"  # our own code may not build sentences from values: ruff's G004
    line = written(lambda log: WAYS[way](log, canary), name=name)
    assert json.loads(line)["level"]
    assert canary not in line
    assert canary.encode("unicode_escape").decode() not in line


@pytest.mark.parametrize(
    "way", ["argument", "exception", "another library's sentence", "a path with a query"]
)
def test_twin_a_plain_line_leaks(way: str) -> None:
    line = written(lambda log: WAYS[way](log, CANARIES[0]), formatter=PLAIN)
    assert CANARIES[0] in line


def test_a_line_says_what_an_operator_needs() -> None:
    request = SimpleNamespace(
        method="GET", resolver_match=SimpleNamespace(view_name="site:article", route="x")
    )
    extra = {
        "request": request,
        "status_code": 500,
        "duration_ms": 12.5,
        "request_id": "f3c9a1",
        "cookie": "x",
    }
    line = json.loads(written(lambda log: log.error("slow page", extra=extra)))
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "error", "logger": "standfirst.test", "event": "slow page", "method": "GET", "route": "site:article",
        "status": 500, "duration_ms": 12.5, "request_id": "f3c9a1",
    }  # fmt: skip


def test_an_exception_keeps_types_and_places() -> None:
    line = json.loads(written(lambda log: log_a_failure(log, "x")))
    assert [link["type"] for link in line["exception"]] == ["builtins.RuntimeError", "builtins.ValueError"]
    assert line["exception"][0]["frames"][-1].startswith("tests/conf/test_logging.py:")


def test_a_sentence_made_of_values_only_is_replaced_by_what_is_known() -> None:
    line = written(lambda log: log.error("%s: %s", "Forbidden", CANARIES[0], extra={"status_code": 403}))
    assert json.loads(line)["event"] == "answered 403"


UVICORN_SERVES = "Uvicorn running on %s://%s:%d (Press CTRL+C to quit)"


def served(name: str = "uvicorn.error", message: str = UVICORN_SERVES) -> Any:
    record = logging.makeLogRecord({"name": name, "msg": message, "args": ("http", "203.0.113.77", 8000)})
    ours.InOurWords().filter(record)
    line = json.loads(ours.JsonLines().format(record))
    return line["logger"], line["event"], line.get("host"), line.get("port")


def test_where_the_server_listens_is_said_whole() -> None:
    assert served() == ("standfirst.serve", "serving", "203.0.113.77", 8000)


@pytest.mark.parametrize(
    ("name", "message"),
    [("uvicorn.error", "Invalid request from %s://%s:%d"), ("standfirst.test", UVICORN_SERVES)],
)
def test_no_other_line_tells_an_address(name: str, message: str) -> None:
    assert served(name, message)[2:] == (None, None)


@pytest.mark.parametrize(
    "extra", [{"host": CANARIES[1]}, {"serving": CANARIES[1]}, {"serving": (CANARIES[1], 1)}]
)
def test_a_caller_cannot_say_where_it_serves(extra: dict[str, object]) -> None:
    assert CANARIES[1] not in written(lambda log: log.info("serving", extra=extra))


SETTLED = """
import logging, logging.config, sys
from standfirst.conf import logging as ours
logging.config.dictConfig(ours.log_settings(level="INFO"))
logging.getLogger("httpx").info("HTTP Request: %s %s", "GET", "https://example.org/?code=314159")
logging.getLogger("uvicorn.error").info(sys.argv[1], "http", "::1", 8000)
"""


def test_the_settings_say_where_the_server_listens_and_nothing_of_requests_to_others() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", SETTLED, UVICORN_SERVES], capture_output=True, text=True, check=True
    )
    (line,) = ran.stdout.splitlines()
    assert {name: json.loads(line)[name] for name in ("event", "host", "port")} == {
        "event": "serving", "host": "::1", "port": 8000
    }  # fmt: skip


def test_probes_are_not_logged() -> None:
    record = logging.makeLogRecord(
        {"request": SimpleNamespace(resolver_match=SimpleNamespace(view_name="ops:health"))}
    )
    assert not ours.NotForMachines().filter(record)
    assert ours.NotForMachines().filter(logging.makeLogRecord({}))


def test_a_record_is_one_line() -> None:
    assert written(lambda log: log.warning("two\nlines")).count("\n") == 1


CRASH = """
import logging.config, sys, threading, warnings
from standfirst.conf import logging as ours
logging.config.dictConfig(ours.log_settings(level="INFO", plain=sys.argv[2] == "plain"))
ours.report_crashes()
warnings.warn(sys.argv[1])
def fail(): raise ValueError(sys.argv[1])
thread = threading.Thread(target=fail); thread.start(); thread.join()
fail()
"""


def crash(manner: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", CRASH, CANARIES[0], manner], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1
    return ran.stdout + ran.stderr


def test_an_unhandled_exception_is_a_line_without_its_values() -> None:
    out = crash("json")
    assert [json.loads(line)["level"] for line in out.splitlines()] == ["warning", "critical", "critical"]
    assert CANARIES[0] not in out


def test_twin_an_unhandled_exception_in_plain_lines_leaks() -> None:
    assert CANARIES[0] in crash("plain")
