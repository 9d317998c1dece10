"""Posts sent by many clients at once, each over a connection that it keeps; the same for whoever is measured."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection

from bench.house import Server

CLIENTS = 16
PATIENCE = 30.0  # seconds for one answer
AT_MOST = 60.0  # seconds; what has not been sent by then is not sent


@dataclass(frozen=True, slots=True)
class Post:
    """One comment to be sent; `key` says afterwards which it was."""

    path: str
    body: bytes
    headers: dict[str, str]
    key: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    location: str


Taken = Callable[[Answer], bool]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was acknowledged, with where it is said to be, and in how many seconds."""

    taken: dict[str, str]
    seconds: float

    @property
    def rate(self) -> float:
        return len(self.taken) / self.seconds


def send(server: Server, posts: Sequence[Post], *, is_taken: Taken) -> Outcome:
    """Every client sends its share one after the other. Raises RuntimeError when one is refused."""
    until = time.monotonic() + AT_MOST
    shares = [posts[place::CLIENTS] for place in range(CLIENTS)]
    with ThreadPoolExecutor(CLIENTS) as clients:
        begun = time.perf_counter()
        sent = clients.map(lambda share: _send_share(server, share, is_taken, until), shares)
        taken = {key: location for found in sent for key, location in found.items()}
        return Outcome(taken, time.perf_counter() - begun)


def _send_share(server: Server, posts: Sequence[Post], is_taken: Taken, until: float) -> dict[str, str]:
    connection = HTTPConnection(*server.address, timeout=PATIENCE)
    taken: dict[str, str] = {}
    try:
        for post in posts:
            if time.monotonic() > until:
                break
            connection.request("POST", post.path, post.body, post.headers)
            answer = connection.getresponse()
            told = answer.read()
            found = Answer(answer.status, answer.headers.get("Location", ""))
            if not is_taken(found):
                raise RuntimeError(f"{server.url}{post.path} answered {found}: {told[:300]!r}")
            taken[post.key] = found.location
    finally:
        connection.close()
    return taken
