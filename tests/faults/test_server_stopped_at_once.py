"""PostgreSQL is stopped at once while two senders are at work beside a hostile mail server, and recovers from its log."""

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from itertools import count
from pathlib import Path

import psutil
import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from standfirst.apps.editorial import api as editorial
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.api import FurnishedNewsletter
from standfirst.conf import postgres
from standfirst.core import clock
from tests import stock
from tests.apps.newsletters.sending import begin, letter, many
from tests.faults.senders import CONNECTIONS, check, forging, post, unanswered, wait_for
from tests.faults.test_sending_under_fire import HOSTILE_PLAN, RECIPIENTS

STOPS = 3
PEOPLE = RECIPIENTS // 4
EDITIONS = count(1)


class Server:
    """Durable, as an operator has it."""

    def __init__(self, folder: Path) -> None:
        self._data = folder / "data"
        self._running = ExitStack()
        self.url = self.start()

    def start(self) -> str:
        return self._running.enter_context(postgres.embedded(self._data))

    def stop_at_once(self) -> None:
        """An immediate shutdown: nothing is finished, nothing is written out, every session is cut, ours as well."""
        connection.close()
        process = psutil.Process(int((self._data / "postmaster.pid").read_text().splitlines()[0]))
        os.kill(process.pid, signal.SIGQUIT)
        process.wait(timeout=60)

    def close(self) -> None:
        self._running.close()


@pytest.fixture
def server(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path: Path) -> Iterator[Server]:
    """With the tables and a publication; this process works in it."""
    found = Server(tmp_path)
    with django_db_blocker.unblock():
        stock.lay_tables(found.url)
        with stock.on_another_server(found.url):
            editorial.open_publication(name="The Example")
            yield found
    found.close()


@pytest.fixture
def now() -> datetime:
    return clock.now()


def test_a_server_that_is_stopped_at_once_again_and_again_leaves_the_books_right(
    server: Server, now: datetime, tmp_path: Path
) -> None:
    given = FurnishedNewsletter(slug="morning", title="Morning", blurb="The day.", weekdays="12345")
    number = newsletters.set_newsletter(given, position=1, zone="UTC")
    many(number, PEOPLE, now=now)
    sending = begin(number, now=now, number=next(EDITIONS), letters=[letter()])
    with forging(server.url) as forge, post(forge, tmp_path, HOSTILE_PLAN) as found:
        pair = [found.start(), found.start()]
        for turn in range(1, STOPS + 1):
            wait_for(found, turn * PEOPLE // (STOPS + 2))
            server.stop_at_once()
            server.start()
        for sender in pair:
            assert sender.stop() == 0, found.errors[-3000:]
        found.finish()
        check(found, sending, doubtful=unanswered(found, HOSTILE_PLAN) + STOPS * len(pair) * CONNECTIONS)
