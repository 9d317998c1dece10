"""The weight of an article page on the wire without its pictures: what a first visit fetches to read it."""

import gzip
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from http.client import HTTPConnection
from urllib.parse import urljoin

from bench.article import Subject, Watching
from bench.house import Server
from bench.results import Goal, Row

PAGE = Goal(60, unit=" KB")
SCRIPT = Goal(15, unit=" KB")
# The forms `import "x"` and `from "x"` are all that our scripts use.
_IMPORTED = re.compile(rb"(?:\bfrom|\bimport)\s*[\"']([^\"']+)[\"']")


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer and how many bytes it took on the wire, headers and all."""

    body: bytes
    size: int


def measure(front: Server, subject: Subject, watching: tuple[Watching, ...]) -> list[Row]:
    """Page and script for each viewer, in KB of 1,000 bytes."""
    rows = []
    for who in watching:
        document, styles, scripts = _weights(front, subject.path, who)
        whole = document + styles + scripts
        parts = f"page {document / 1000:.1f}, styles {styles / 1000:.1f}, scripts {scripts / 1000:.1f}"
        rows.append(Row(f"weight of an article, {who.name}", " KB", whole / 1000, goal=PAGE, note=parts))
        rows.append(Row(f"script in it, {who.name}", " KB", scripts / 1000, goal=SCRIPT))
    return rows


def _weights(front: Server, path: str, who: Watching) -> tuple[int, int, int]:
    page = _fetch(front, path, cookies=who.cookies)
    links = Links()
    links.feed(page.body.decode())
    styles = sum(_fetch(front, address, cookies=who.cookies).size for address in sorted(links.styles))
    return page.size, styles, _weight_of_scripts(front, path, links.scripts, who)


def _weight_of_scripts(front: Server, path: str, linked: set[str], who: Watching) -> int:
    """Scripts and what they import in turn."""
    waiting, seen, size = {urljoin(path, address) for address in linked}, set[str](), 0
    while waiting:
        address = waiting.pop()
        seen.add(address)
        script = _fetch(front, address, cookies=who.cookies)
        size += script.size
        imported = {urljoin(address, name.decode()) for name in _IMPORTED.findall(script.body)}
        waiting |= imported - seen
    return size


def _fetch(front: Server, path: str, *, cookies: str) -> Fetched:
    headers = {"Accept-Encoding": "gzip", **({"Cookie": cookies} if cookies else {})}
    connection = HTTPConnection(*front.address, timeout=20)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        sent = answer.read()
    finally:
        connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    head = sum(len(name) + len(value) + 4 for name, value in answer.getheaders()) + len(
        "HTTP/1.1 200 OK\r\n\r\n"
    )
    return Fetched(_unpacked(sent, answer.getheader("Content-Encoding")), len(sent) + head)


def _unpacked(body: bytes, encoding: str | None) -> bytes:
    return gzip.decompress(body) if encoding == "gzip" else body


class Links(HTMLParser):
    """The style sheets and scripts that a page names."""

    def __init__(self) -> None:
        super().__init__()
        self.styles: set[str] = set()
        self.scripts: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        rel = found.get("rel", "").split()
        if tag == "link" and "stylesheet" in rel:
            self.styles.add(found["href"])
        elif tag == "script" and "src" in found:
            self.scripts.add(found["src"])
        elif tag == "link" and "modulepreload" in rel:
            self.scripts.add(found["href"])
