"""One throw-away PostgreSQL for the whole run, folders of its own, a fixed moment, and no network outside the machine."""

import atexit
import os
import platform
import shutil
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import django
import psycopg
import pytest
from hypothesis import settings as hypothesis
from pytest_django import DjangoDbBlocker

from tests import servers
from tests.emptying import empty_growing_tables_too, renew_what_was_emptied
from tests.network import stay_inside
from tests.order import in_order
from tests.sharing import SHARES, Found, left_out, todays

OPTIONAL_TOOLS = {
    "chromium": "the browser journeys are skipped: install Chromium (Debian: apt-get install chromium)",
    "redis-server": "the Redis half of the bus tests is skipped: install Redis (Debian: apt-get install redis-server)",
}
IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
_run = ExitStack()


def _begin() -> None:
    """Before Django's settings are read: the database and the folders, which workers of xdist inherit."""
    folder = Path(_run.enter_context(tempfile.TemporaryDirectory(prefix="standfirst-tests-")))
    (folder / "static").mkdir()
    os.environ["DATA"] = str(folder)
    # Runs that share a root for tmp_path close it to the server's account under each other's feet.
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(folder))
    os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL") or _run.enter_context(
        servers.throw_away()
    )
    os.environ["DJANGO_SETTINGS_MODULE"] = "standfirst.conf.settings.test"
    atexit.register(_run.close)
    # A run that is told to end (by a time limit, by CI) stops like one that is interrupted: the server goes with it.
    signal.signal(signal.SIGTERM, signal.default_int_handler)


if not IS_WORKER:
    _begin()
stay_inside()
hypothesis.register_profile("untimed", deadline=None)  # a busy machine is no fault
hypothesis.load_profile("untimed")
django.setup()  # before the conftests of folders, which may import models
empty_growing_tables_too()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """The tests' database is a copy of one that was migrated once for all workers."""
    from django.db import connection

    from tests import stock

    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = stock.migrated()


@pytest.fixture(scope="module", autouse=True)
def _migrated_for_the_next() -> Iterator[None]:
    """Whichever module comes next on this worker, it finds what migrations put into the database."""
    yield
    renew_what_was_emptied()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--share",
        nargs="?",
        type=int,
        const=todays(datetime.now(UTC).date()),
        help=f"of the long tests only this share, 0 to {SHARES - 1}; without a number that of today",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """File by file; xdist, told not to reorder, hands them out as they stand here."""
    if config.option.share is not None:
        _leave_out_the_other_shares(config, items)
    files = [item.nodeid.partition("::")[0] for item in items]
    place = {file: number for number, file in enumerate(in_order(files))}
    items.sort(key=lambda item: place[item.nodeid.partition("::")[0]])


def _leave_out_the_other_shares(config: pytest.Config, items: list[pytest.Item]) -> None:
    tests = [Found(item.nodeid, marked=item.get_closest_marker("long") is not None) for item in items]
    absent = left_out(tests, config.option.share)
    config.hook.pytest_deselected(items=[item for item in items if item.nodeid in absent])
    items[:] = [item for item in items if item.nodeid not in absent]


def pytest_unconfigure() -> None:
    _run.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"]) as database:
        version = database.info.parameter_status("server_version")
    terminalreporter.write_line(f"On Python {platform.python_version()} and PostgreSQL {version}.")
    for tool, advice in OPTIONAL_TOOLS.items():
        if shutil.which(tool) is None:
            terminalreporter.write_line(f"No {tool} here; {advice}.")
    if (share := config.option.share) is not None:
        terminalreporter.write_line(
            f"Of the long tests only share {share} of {SHARES} was run, as with --share={share}; `make check` runs all."
        )


@pytest.fixture
def now() -> datetime:
    """A Friday morning in November."""
    return datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def unused_port() -> Callable[[], int]:
    """Gives a port of this machine that nobody listens on."""

    def give() -> int:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return int(probe.getsockname()[1])

    return give
