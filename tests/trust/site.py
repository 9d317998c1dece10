"""The real thing: the publication in a database of its own, real fronts before it, and requests sent byte for byte."""

import http.client
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

import psycopg

from tests import stock
from tests.publication import PASSWORD, Publication
from tests.real import ROOT, free_port, until


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: `headers` in their own case, in their order."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        return ", ".join(value for key, value in self.headers if key.lower() == name)

    def spoken(self) -> bytes:
        """Everything that it says."""
        return "\n".join(f"{name}: {value}" for name, value in self.headers).encode() + b"\n" + self.body


@dataclass(frozen=True, slots=True)
class Front:
    """A running front. `ask` changes nothing about a path: what is written is sent."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        reader: str = "",
        headers: tuple[tuple[str, str], ...] = (),
        body: str = "",
        host: str = "",
    ) -> Answer:
        """One request on a connection of its own, as one of those who have signed in."""
        own = (("Host", host or f"127.0.0.1:{self.port}"), *self._cookie(reader), *headers)
        answer = sent(self.port, method, path, own, body)
        self._renew(reader, answer)
        return answer

    def _renew(self, reader: str, answer: Answer) -> None:
        """A pass lasts a quarter of an hour, a run of the tests longer; a browser takes the new one as well."""
        given = next(
            (part for part in jar(answer).split("; ") if part.startswith("pass=") and part != "pass="), ""
        )
        if reader and given and given != 'pass=""':
            kept = [part for part in self.cookies[reader].split("; ") if not part.startswith("pass=")]
            self.cookies[reader] = "; ".join([given, *kept])

    def _cookie(self, reader: str) -> tuple[tuple[str, str], ...]:
        return (("Cookie", self.cookies[reader]),) if reader else ()

    def sign_in(self, publication: Publication, *readers: str) -> None:
        """With address and password, through the form."""
        for reader in readers:
            email = f"{reader.replace('_', '-')}@reader.example"
            page = self.ask("/sign-in/password/")
            token = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', page.body)
            assert token is not None
            fields = {
                "email": email,
                "password": PASSWORD,
                "csrfmiddlewaretoken": token[1].decode(),
                "next": "/",
            }
            form = (("Cookie", jar(page)), ("Content-Type", "application/x-www-form-urlencoded"))
            done = self.ask("/sign-in/password/", method="POST", headers=form, body=urlencode(fields))
            assert done.status == 302, done.body
            self.cookies[reader] = jar(done)


def jar(answer: Answer) -> str:
    """The cookies of an answer, as a browser sends them back."""
    given = [value.partition(";")[0] for name, value in answer.headers if name.lower() == "set-cookie"]
    return "; ".join(given)


def sent(
    port: int,
    method: str,
    path: str,
    headers: tuple[tuple[str, str], ...],
    body: str = "",
    *,
    patience: float = 30,
) -> Answer:
    """Raises OSError when nobody answers."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
    try:
        line.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in headers:
            line.putheader(name, value)
        if body:
            line.putheader("Content-Length", str(len(body.encode())))
        line.endheaders(body.encode() or None)
        response = line.getresponse()
        return Answer(response.status, response.getheaders(), response.read())
    finally:
        line.close()


@dataclass(frozen=True, slots=True)
class RealSite:
    """A database with real commits and the publication in it."""

    database_url: str
    publication: Publication

    @contextmanager
    def front(self, *, app: str = "standfirst.conf.asgi:app", **settings: str) -> Iterator[Front]:
        """A front on a free port, stopped at the end."""
        port = free_port()
        command = [
            sys.executable,
            "-m",
            "uvicorn",
            app,
            "--port",
            str(port),
            "--log-level",
            "critical",
            *_proxies(settings.get("TRUSTED_PROXIES", "")),
        ]
        command += ["--http", "standfirst.front.protocol:FrontProtocol", "--no-access-log"]
        process = subprocess.Popen(
            command,
            env={**environment(self.database_url), **settings},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            until(lambda: _answers(port, process))
            yield Front(port)
        finally:
            process.terminate()
            process.wait(30)

    @contextmanager
    def acting(self) -> Iterator[Publication]:
        """Within, this process writes into the site's database, as the desk would."""
        with stock.inside(urlsplit(self.database_url).path[1:]):
            yield self.publication

    @contextmanager
    def without_database(self) -> Iterator[None]:
        """Within, every connection of the site is cut and none is let in."""
        name = urlsplit(self.database_url).path[1:]
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
            server.execute(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS false')
            server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )
            try:
                yield
            finally:
                server.execute(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS true')


def _proxies(trusted: str) -> list[str]:
    """As `standfirst serve` does it."""
    return ["--proxy-headers", f"--forwarded-allow-ips={trusted}"] if trusted else ["--no-proxy-headers"]


def environment(database_url: str) -> dict[str, str]:
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    settings = "standfirst.conf.settings.test"
    return {
        **os.environ,
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": settings,
        "PYTHONPATH": paths,
    }


def _answers(port: int, process: "subprocess.Popen[bytes]") -> bool:
    assert process.poll() is None, "the front did not start"
    try:
        return sent(port, "GET", "/health/ready", (("Host", "127.0.0.1"),)).status == 200
    except OSError:
        return False
