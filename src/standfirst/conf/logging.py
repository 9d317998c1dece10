"""Logs as lines of JSON that hold a few named fields and nothing of a reader: no address, token, cookie or query."""

import json
import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

OURS = "standfirst"
# A caller may add these with `extra=`; anything else that it adds is dropped.
FIELDS = (
    "request_id", "method", "route", "status", "duration_ms", "job", "job_id", "queue", "attempt", "topic", "tags",
    "row", "intent", "customer", "problem", "place", "count", "bytes", "worker", "role", "pid", "port", "version",
)  # fmt: skip
SAFE_TEXT = re.compile(r"[\w.:/<>*-]{0,80}", re.ASCII)  # a name, never a sentence
HIDDEN = "(hidden)"
# Libraries put values into their sentences; what follows one of these marks is such a value.
VALUE_BEGINS = re.compile(r"""["'(\[{<?=@]|://|: /""")
PLACE_OF_A_VALUE = re.compile(r"%\(?\w*\)?[-#0 +]*\d*\.?\d*[a-zA-Z]")
LOOKS_PRIVATE = re.compile(
    r"[^\s@]+@[^\s@]+"  # e-mail address
    r"|\b\d{1,3}(?:\.\d{1,3}){3}\b|\b[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{0,4}){3,}"  # address of a machine
    r"|\b[\w-]{24,}\b"  # token, key, cookie
)


@dataclass(frozen=True, slots=True)
class Serving:
    """Where this process listens: our own address, the only one that a line may hold."""

    host: str
    port: int


class JsonLines(logging.Formatter):
    """One line a record. Sentences keep their words but never their values; an exception keeps type and places."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": event_of(record),
            **dict(extras(record)),
        }
        if record.exc_info and record.exc_info[1]:
            line["exception"] = outline(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def event_of(record: logging.LogRecord) -> str:
    """The sentence before its values are put in."""
    text = str(record.msg)
    if not record.name.startswith(OURS):
        text = VALUE_BEGINS.split(text, maxsplit=1)[0]
    if not re.search(r"[^\W\d]", PLACE_OF_A_VALUE.sub("", text)):
        status = getattr(record, "status_code", None)
        return f"answered {status}" if isinstance(status, int) else record.funcName
    return LOOKS_PRIVATE.sub(HIDDEN, text).strip()[:200]


def extras(record: logging.LogRecord) -> Iterator[tuple[str, object]]:
    serving = getattr(record, "serving", None)
    if isinstance(serving, Serving):  # made here only: a host that a caller names is dropped
        yield "host", serving.host
        yield "port", serving.port
    found = {**of_request(record), **{name: value for name, value in vars(record).items() if name in FIELDS}}
    for name in FIELDS:
        value = found.get(name)
        if isinstance(value, bool | int | float):
            yield name, value
        elif isinstance(value, str):
            yield name, value if is_a_name(value) else HIDDEN


def is_a_name(value: str) -> bool:
    """Names of routes, jobs and roles are short words; values of readers mostly are not."""
    return bool(SAFE_TEXT.fullmatch(value)) and not LOOKS_PRIVATE.search(value)


def of_request(record: logging.LogRecord) -> Mapping[str, object]:
    """Django hangs the request and the status on its records; of the request only method and route are told."""
    request = getattr(record, "request", None)
    if request is None:
        return {}
    match = getattr(request, "resolver_match", None)
    route = (match.view_name or match.route) if match else None
    status = getattr(record, "status_code", None)
    return {"method": getattr(request, "method", None), "route": route, "status": status}


def outline(error: BaseException) -> list[dict[str, Any]]:
    """Types and places of an exception and of what caused it; messages may hold a reader's values and stay out."""
    found: list[dict[str, Any]] = []
    link: BaseException | None = error
    while link is not None and len(found) < 5:
        kind = f"{type(link).__module__}.{type(link).__qualname__}"
        found.append({"type": kind, "frames": places(link.__traceback__)})
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return found


def places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-12:]
    return [f"{'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno}" for frame in frames]


class NotForMachines(logging.Filter):
    """A probe asks every few seconds and acts on the answer itself; the log need not repeat it."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not str(of_request(record).get("route") or "").startswith("ops:")


class InOurWords(logging.Filter):
    """Uvicorn's one line that says where it listens would lose all its values; it is said in fields instead."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name == "uvicorn.error" and str(record.msg).startswith("Uvicorn running on"):
            match record.args:
                case (_, str(host), int(port)):
                    record.serving = Serving(host, port)
            record.name, record.msg, record.args = f"{OURS}.serve", "serving", ()
        return True


def log_settings(*, level: str, plain: bool = False) -> dict[str, Any]:
    """For Django and uvicorn alike. `plain` is for a person at a terminal while working on Standfirst."""
    lines = {"format": "%(levelname)s %(name)s %(message)s"} if plain else {"()": f"{__name__}.JsonLines"}
    out = {
        "class": "logging.StreamHandler",
        "stream": "ext://sys.stdout",
        "formatter": "lines",
        "filters": ["not_for_machines"] if plain else ["not_for_machines", "in_our_words"],
    }
    through = {"handlers": [], "propagate": True}
    # Else each command lists the calendar as it starts, and each request of ours to another machine is a line.
    only_trouble = {"level": "WARNING"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": lines},
        "filters": {
            "not_for_machines": {"()": f"{__name__}.NotForMachines"},
            "in_our_words": {"()": f"{__name__}.InOurWords"},
        },
        "handlers": {"out": out},
        "root": {"handlers": ["out"], "level": level},
        "loggers": {
            **dict.fromkeys(
                ("django", "django.server", "django.request", "uvicorn", "uvicorn.error"), through
            ),
            **dict.fromkeys(
                (
                    "django_tasks",
                    "httpcore",
                    "httpx",
                    "procrastinate.blueprints",
                    "procrastinate.periodic",
                    "wagtail",
                ),
                only_trouble,
            ),
            # Scanners try names of hosts all day; they get their 400.
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            "uvicorn.access": {"handlers": [], "propagate": False},
        },
    }


def report_crashes() -> None:
    """An exception that nobody caught becomes a line of the log like any other, here and in threads."""
    logger = logging.getLogger(f"{OURS}.crash")

    def crashed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            logger.critical("unhandled exception", exc_info=(kind, error, trace))

    def thread_crashed(details: threading.ExceptHookArgs) -> None:
        if details.exc_value is not None:
            crashed(details.exc_type, details.exc_value, details.exc_traceback)

    sys.excepthook = crashed
    threading.excepthook = thread_crashed
    logging.captureWarnings(capture=True)
