"""The database is stopped under a running front and started again."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from standfirst.conf import postgres
from tests.real import SEEN_WITHIN, FrontProcess, front_process, prepare, until


class Database:
    """A server of its own that can be stopped and started."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running = ExitStack()
        self.url = self.start()

    def start(self) -> str:
        return self._running.enter_context(postgres.embedded(self._folder / "data"))

    def stop(self) -> None:
        self._running.close()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    found = Database(tmp_path)
    prepare(found.url)
    yield found
    found.stop()


@pytest.fixture
def front(database: Database) -> Iterator[FrontProcess]:
    with front_process(database.url, SHARED_PAGE_STALE="8") as found:
        yield found


def test_shared_pages_outlive_the_database_and_everything_recovers(
    database: Database, front: FrontProcess
) -> None:
    front.post("/tell/one/", "before")
    assert front.get("/stories/one/").status_code == 200
    database.stop()
    _check_without_database(front)
    database.start()
    until(lambda: front.get("/stories/unread/").status_code == 404)
    front.post("/tell/one/", "after")
    until(lambda: "after<" in front.get("/stories/one/").text, within=SEEN_WITHIN)
    assert front.process.poll() is None, "it was never started again"


def _check_without_database(front: FrontProcess) -> None:
    kept = front.get("/stories/one/")
    assert (kept.status_code, "before<" in kept.text) == (200, True)
    for path in ("/stories/unread/", "/personal-from-database/"):
        refused = front.get(path)
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "10"), path
        assert refused.headers["cache-control"] == "private, no-store"
    until(lambda: front.get("/stories/one/").status_code == 503)


def test_a_purge_that_was_told_while_the_front_could_not_hear_is_heard_later(
    database: Database, front: FrontProcess
) -> None:
    front.post("/tell/one/", "before")
    assert "before<" in front.get("/stories/one/").text
    database.stop()
    database.start()
    with front_process(database.url) as other:
        other.post("/tell/one/", "after")
    until(lambda: "after<" in front.get("/stories/one/").text, within=SEEN_WITHIN)
