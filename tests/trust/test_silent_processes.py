"""A reader's whole life before real processes: their logs say nothing of who it was, and after erasure nothing does."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
from allauth.mfa.models import Authenticator

from standfirst.apps.accounts.api import User
from standfirst.apps.mailing.models import Letter
from standfirst.conf import postgres
from standfirst.core import clock
from standfirst.screens.account import erasing
from tests.publication import Publication, word
from tests.real import ROOT, free_port, until
from tests.screens.account.doors import CODE, DIGEST
from tests.trust.site import Answer, Front, RealSite, environment, jar, sent

FORM = ("Content-Type", "application/x-www-form-urlencoded")


@contextmanager
def running(site: RealSite, folder: Path, *command: str, **settings: str) -> Iterator[None]:
    """A process of ours, saying all that it can into a file."""
    env = {
        **environment(site.database_url),
        "STANDFIRST_MODE": "test",
        "DATA": str(folder),
        "LOG_LEVEL": "DEBUG",
    }
    with (folder / f"{command[0]}.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "standfirst.conf.cli", *command], env={**env, **settings}, stdout=log, stderr=log, cwd=ROOT,
        )  # fmt: skip
        try:
            yield
        finally:
            process.terminate()
            process.wait(30)


class Visitor:
    """A browser in front of a real process, that says its name wherever it can."""

    def __init__(self, front: Front, mark: str) -> None:
        self.front, self.mark, self.cookies = front, mark, dict[str, str]()

    def _ask(self, method: str, path: str, body: str = "") -> Answer:
        own = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        said = (("User-Agent", f"{self.mark} browser"), ("Referer", f"https://{self.mark}.example/"))
        answer = self.front.ask(path, method=method, headers=(("Cookie", own), FORM, *said), body=body)
        self.cookies |= dict(pair.split("=", 1) for pair in jar(answer).split("; ") if "=" in pair)
        return answer

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, page: str = "", **fields: str) -> Answer:
        token = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', self.get(page or path).body)
        assert token, path
        return self._ask("POST", path, urlencode({**fields, "csrfmiddlewaretoken": token[1].decode()}))


def code_for(address: str) -> str:
    found = CODE.search(Letter.objects.filter(to=address).latest("pk").text)
    assert found
    return found[0]


def live(visitor: Visitor, mark: str) -> None:
    """Signs up, errs, searches, changes things and orders; by the same word everywhere."""
    address = f"{mark}@reader.example"
    digests = {
        f"{kind}_digest": text for kind, text in DIGEST.findall(visitor.get("/sign-up/").body.decode())
    }
    names = {"email": address, "given_name": mark, "family_name": mark, "terms": "on", "privacy": "on"}
    assert visitor.post("/sign-up/", **names, **digests, next=f"/?{mark}").status == 302
    visitor.post("/sign-up/code/", code=f"{mark[:4]}-BBBB")
    assert visitor.post("/sign-up/code/", code=code_for(address)).status == 302
    assert visitor.get("/account/").status == 200
    for path in (
        f"/search/?q={mark}",
        f"/{mark}/",
        f"/account/{mark}.css",
        f"/desk/?{mark}",
        f"/gift/{mark}/",
    ):
        visitor.get(path)
    visitor.post("/account/profile/username/", "/account/profile/", username=mark.title())
    visitor.post("/account/password/", password=f"{mark} {mark}", again=f"{mark} {mark}")
    price = re.search(r"price=(\d+)", visitor.get("/join/").body.decode())
    assert price
    path = f"/join/checkout/?price={price[1]}"
    ordering = {"price": price[1], "billed_to": "billed", "gateway": "invoice", "key": "e" * 32, "code": mark}
    visitor.post(path, **ordering)
    visitor.post("/account/group/", "/account/profile/", email=f"guest-{mark}@reader.example")
    visitor.post("/sign-out/", "/account/profile/")
    for path in ("/sign-in/", "/sign-in/password/"):
        visitor.post(path, email=address, password=mark)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "staticfiles.json").write_text("{}")
    return tmp_path


def dump(site: RealSite) -> str:
    command = [str(postgres.BIN / "pg_dump"), "--data-only", "--inserts", site.database_url]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=dict(os.environ)).stdout


def lines_of(text: str, mark: str) -> list[str]:
    return [line[:160] for line in text.splitlines() if mark.lower() in line.lower()]


def lived(site: RealSite, folder: Path, mark: str, **settings: str) -> str:
    """What the front and the worker said while somebody lived."""
    port = free_port()
    with ExitStack() as stack:
        stack.enter_context(running(site, folder, "serve", "--port", str(port), "--workers", "1", **settings))
        until(lambda: answers(port))
        live(Visitor(Front(port), mark), mark)
        stack.enter_context(
            running(site, folder, "work", **settings)
        )  # later: who has sent a code forgets it
        until(lambda: not Letter.objects.filter(to__contains=mark, state="queued").exists())
    said = "".join(path.read_text(errors="replace") for path in folder.glob("*.log"))
    assert len(said.splitlines()) > 20
    return said


def answers(port: int) -> bool:
    try:
        return sent(port, "GET", "/health/ready", (("Host", "127.0.0.1"),)).status == 200
    except OSError:
        return False


def test_no_process_tells_who_it_was_and_after_erasure_nothing_does(
    site: RealSite, acting: Publication, folder: Path
) -> None:
    mark = word()
    assert lines_of(lived(site, folder, mark), mark) == []
    reader = User.objects.get(email=f"{mark}@reader.example")
    Authenticator.objects.create(user=reader, type="totp", data={"secret": mark})
    assert len(lines_of(dump(site), mark)) >= 5
    assert erasing.erase(reader_id=reader.pk, now=clock.now())
    assert lines_of(dump(site), mark) == []
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert [path for path in files if mark.encode() in path.read_bytes() or mark in path.name] == []


def test_twin_logs_in_plain_words_tell(site: RealSite, acting: Publication, folder: Path) -> None:
    mark = word()
    said = lived(site, folder, mark, LOG_PLAIN="1")
    assert lines_of(said, mark)
