"""Row 1: a shared article page from one front worker, beside nginx giving out the same bytes from disk."""

import gzip
import os
import re
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.request import Request, urlopen

from bench.article import Subject, Watching
from bench.house import Server, free_port, front, on_core, running
from bench.results import Goal, Row

SERVER_CORE, LOAD_CORE = 0, 1
ROUNDS = 3
SECONDS = 2
CONNECTIONS = 64
GOAL = Goal(0.35, at_least=True)
QUIET = 0.9  # a front that is given less of its core spends its time on waking up, not on pages
TOOLS = ("nginx", "wrk")
ENCODINGS = ("identity", "gzip")
# What nginx says by itself, or what belongs to another reader of the page.
_OF_NGINX = {"connection", "date", "content-type", "content-length", "content-encoding", "etag", "set-cookie"}
_CONFIGURATION = """
{user}
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log crit;
events {{ worker_connections 512; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000000;
    open_file_cache max=16;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port} backlog=2048;
        root {folder}/pages;
        default_type "text/html; charset=utf-8";
        gzip_static on;
{headers}
    }}
}}
"""


def measure(subject: Subject, watching: tuple[Watching, ...]) -> list[Row]:
    """A row for each viewer and encoding; the two servers are loaded in turn and the median of the rounds counts."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        return [_unmeasured(who, encoding, missing) for who in watching for encoding in ENCODINGS]
    with ExitStack() as stack:
        ours = stack.enter_context(front(core=SERVER_CORE))
        theirs = stack.enter_context(_nginx(ours, subject, watching))
        rates = _rates(ours, theirs, subject, watching)
    return [
        _row(
            _name(who.name, encoding), rates[who.name, encoding, "front"], rates[who.name, encoding, "nginx"]
        )
        for who in watching
        for encoding in ENCODINGS
    ]


@dataclass(frozen=True, slots=True)
class Sample:
    """Pages a second in one round, and which share of the round the server was given a core."""

    rate: float
    share: float


def _row(what: str, ours: list[Sample], theirs: list[Sample]) -> Row:
    share = median(sample.share for sample in ours)
    return Row(
        what=what,
        unit="/s",
        figure=median(sample.rate for sample in ours),
        reference=median(sample.rate for sample in theirs),
        reference_name="nginx",
        goal=GOAL,
        note="" if share >= QUIET else f"not quiet: the front had {share:.0%} of a core",
    )


def _name(who: str, encoding: str) -> str:
    return f"shared article page, {who}, {'gzip' if encoding == 'gzip' else 'plain'}"


def _unmeasured(who: Watching, encoding: str, missing: list[str]) -> Row:
    advice = f"install {' and '.join(missing)} (Debian: apt-get install {' '.join(missing)})"
    return Row(what=_name(who.name, encoding), unit="/s", reference_name="nginx", goal=GOAL, note=advice)


def _rates(
    ours: Server, theirs: Server, subject: Subject, watching: tuple[Watching, ...]
) -> dict[tuple[str, str, str], list[Sample]]:
    rates: dict[tuple[str, str, str], list[Sample]] = defaultdict(list)
    for _ in range(ROUNDS):
        for who in watching:
            for encoding in ENCODINGS:
                headers = _headers(who, encoding)
                rates[who.name, encoding, "front"].append(_rate(ours, subject.path, headers))
                rates[who.name, encoding, "nginx"].append(_rate(theirs, f"/{who.name}", headers))
    return rates


def _headers(who: Watching, encoding: str) -> dict[str, str]:
    return {"Accept-Encoding": encoding, **({"Cookie": who.cookies} if who.cookies else {})}


def _rate(server: Server, path: str, headers: dict[str, str]) -> Sample:
    before = server.busy_seconds()
    pages = _load(server.url + path, headers)
    busy = server.busy_seconds() - before
    return Sample(rate=pages / SECONDS, share=busy / SECONDS)


def _load(url: str, headers: dict[str, str]) -> int:
    """How many requests were answered, all of them with a page."""
    words = [word for name, value in headers.items() for word in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", *words, url]
    told = subprocess.run(on_core(LOAD_CORE, command), capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in told or "Socket errors" in told:
        raise RuntimeError(f"{url} failed under load:\n{told}")
    found = re.search(r"(\d+) requests in", told)
    if found is None:
        raise RuntimeError(f"wrk did not say how many requests were answered:\n{told}")
    return int(found[1])


@contextmanager
def _nginx(ours: Server, subject: Subject, watching: tuple[Watching, ...]) -> Iterator[Server]:
    """nginx with the pages that the front gives out now, and the same headers."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="standfirst-bench-") as name:
        folder = Path(name)
        (folder / "pages").mkdir()
        for who in watching:
            body, headers = _taken(ours, subject, who)
            (folder / "pages" / who.name).write_bytes(body)
            (folder / "pages" / f"{who.name}.gz").write_bytes(gzip.compress(body, compresslevel=6, mtime=0))
        text = _CONFIGURATION.format(folder=folder, port=port, headers=headers, user=_user())
        (folder / "nginx.conf").write_text(text)
        command = ["nginx", "-p", name, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
        with running(command, port=port, ready=f"/{watching[0].name}", core=SERVER_CORE) as server:
            yield server


def _taken(ours: Server, subject: Subject, who: Watching) -> tuple[bytes, str]:
    """The page as this viewer is given it, and its headers as nginx is told them."""
    with urlopen(Request(ours.url + subject.path, headers=_headers(who, "identity")), timeout=20) as answer:
        body: bytes = answer.read()
        said = [(name, value) for name, value in answer.headers.items() if name.lower() not in _OF_NGINX]
    if (subject.last_words in body) is not (who.name == "subscriber"):
        raise RuntimeError(f"the {who.name} was not given the page of a {who.name}")
    return body, "\n".join(f'        add_header {name} "{value}";' for name, value in said)


def _user() -> str:
    """Started by root, nginx would give its worker an account that may not read a private folder."""
    return "user root;" if os.geteuid() == 0 else ""
