"""A running front lives through a restore: the database is taken back to an earlier copy of its files."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.faults.test_database_gone import Database
from tests.real import SEEN_WITHIN, FrontProcess, front_process, prepare, until


class Restorable(Database):
    """A server whose files are copied and brought back."""

    def __init__(self, folder: Path) -> None:
        self._data, self._copy = folder / "data", folder / "copy"
        super().__init__(folder)

    def back_up(self) -> None:
        self.stop()
        subprocess.run(["cp", "-a", self._data, self._copy], check=True)
        self.start()

    def restore(self) -> None:
        self.stop()
        shutil.rmtree(self._data)
        self._copy.rename(self._data)
        self.start()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Restorable]:
    found = Restorable(tmp_path)
    prepare(found.url)
    yield found
    found.stop()


@pytest.fixture
def front(database: Restorable) -> Iterator[FrontProcess]:
    with front_process(database.url) as found:
        yield found


def a_refused_pass(front: FrontProcess) -> dict[str, str]:
    reader = int(httpx.post(f"{front.url}/readers/", content="lapsed@example.org").text)
    front.post(f"/subscribe/{reader}/", "")
    pass_ = httpx.get(f"{front.url}/sign-in/{reader}/").cookies["pass"]
    front.post(f"/lapse/{reader}/", "")
    return {"pass": pass_}


def test_after_a_restore_the_front_shows_what_is_restored_and_hears_what_is_new(
    database: Restorable, front: FrontProcess
) -> None:
    front.post("/tell/one/", "before")
    refused = a_refused_pass(front)
    database.back_up()
    until(lambda: front.get("/stories/unread/").status_code == 404)
    for number in range(20):
        front.post("/tell/one/", f"lost {number}")
    until(lambda: "lost 19<" in front.get("/stories/one/").text, within=SEEN_WITHIN)
    database.restore()
    until(lambda: "before<" in front.get("/stories/one/").text)
    assert "for visitor" in front.get("/stories/one/", cookies=refused).text
    front.post("/tell/one/", "after")
    until(lambda: "after<" in front.get("/stories/one/").text, within=SEEN_WITHIN)
    assert front.process.poll() is None, "it was never started again"
