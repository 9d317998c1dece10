"""How soon every front process gives out what an editor published and what a change of standing means."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from statistics import median

from bench.article import Subject
from bench.house import Server
from bench.results import Goal, Row
from standfirst.apps.accounts.api import User
from standfirst.apps.membership import api as membership
from standfirst.core.clock import now

TIMES = 20
PATIENCE = 10.0  # seconds
PAUSE = 0.003
GOAL = Goal(1, unit=" s")
IsSeen = Callable[[bytes], bool]


@dataclass
class Browser:
    """One front process asked over one connection; cookies that it sets are sent from then on."""

    front: Server
    cookies: dict[str, str]

    def __post_init__(self) -> None:
        self._connection = HTTPConnection(*self.front.address, timeout=PATIENCE)

    def get(self, path: str) -> bytes:
        words = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self._connection.request("GET", path, headers={"Cookie": words} if words else {})
        answer = self._connection.getresponse()
        for header in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        return answer.read()

    def waits_for(self, path: str, is_seen: IsSeen) -> float:
        """Asks until it is seen; the moment at which it was."""
        until = time.perf_counter() + PATIENCE
        while not is_seen(self.get(path)):
            if time.perf_counter() > until:
                raise RuntimeError(f"{self.front.url}{path} did not change within {PATIENCE:.0f} s")
            time.sleep(PAUSE)
        return time.perf_counter()


def measure(fronts: list[Server], subject: Subject) -> list[Row]:
    """Median and worst of both, over all the fronts."""
    published = _published(fronts, subject)
    changed = _standing_changed(fronts, subject)
    return [
        *_rows("publish → seen on two fronts", published),
        *_rows("standing → effect on two fronts", changed),
    ]


def _rows(what: str, seconds: list[float]) -> list[Row]:
    return [
        Row(f"{what}, median of {len(seconds)}", " s", median(seconds), goal=GOAL),
        Row(f"{what}, worst of {len(seconds)}", " s", max(seconds), goal=GOAL),
    ]


def _published(fronts: list[Server], subject: Subject) -> list[float]:
    """From the press of the button, so the publishing itself is in it."""
    from standfirst.apps.editorial.models import ArticlePage

    title = ArticlePage.objects.values_list("title", flat=True).get(pk=subject.id)
    browsers = [Browser(front, {}) for front in fronts]
    headlines = [f"{title}, as of edition {number}" for number in range(1, TIMES)] + [title]
    return [_publish(browsers, subject, headline) for headline in headlines]


def _publish(browsers: list[Browser], subject: Subject, headline: str) -> float:
    from standfirst.apps.editorial.api import publish_article
    from standfirst.apps.editorial.models import ArticlePage

    page = ArticlePage.objects.get(pk=subject.id)
    page.title = headline
    page.save_revision()
    wanted = f"<h1>{headline}</h1>".encode()
    return _seen_after(
        browsers, subject.path, lambda body: wanted in body, lambda: publish_article(article_id=page.pk)
    )


def _standing_changed(fronts: list[Server], subject: Subject) -> list[float]:
    """A reader with a session and a pass at each front gains and loses the subscription in turn."""
    reader = User.objects.get(email="registered@demo.example")
    browsers = [Browser(front, _session_of(reader)) for front in fronts]
    for browser in browsers:
        browser.waits_for(subject.path, lambda body: subject.last_words not in body)
    return [_change(browsers, subject, reader, gains=turn % 2 == 0) for turn in range(TIMES)]


def _change(browsers: list[Browser], subject: Subject, reader: User, *, gains: bool) -> float:
    def is_seen(body: bytes) -> bool:
        return (subject.last_words in body) is gains

    return _seen_after(browsers, subject.path, is_seen, lambda: _grant(reader) if gains else _end(reader))


def _grant(reader: User) -> None:
    at = now()
    plan = membership.list_plans()[0]
    membership.grant_subscription(
        reader_id=reader.pk,
        plan_id=plan.pk,
        starts_at=at,
        ends_at=at + timedelta(days=1),
        source="bench",
        now=at,
    )


def _end(reader: User) -> None:
    membership.end_subscription(reader_id=reader.pk, because="bench", now=now())


def _session_of(reader: User) -> dict[str, str]:
    from django.test import Client

    client = Client()
    client.force_login(reader)
    return {name: morsel.value for name, morsel in client.cookies.items()}


def _seen_after(browsers: list[Browser], path: str, is_seen: IsSeen, act: Callable[[], object]) -> float:
    """Seconds from the beginning of the act until the last front shows what it means."""
    with ThreadPoolExecutor(len(browsers)) as threads:
        waiting = [threads.submit(browser.waits_for, path, is_seen) for browser in browsers]
        time.sleep(PAUSE)
        begun = time.perf_counter()
        act()
        return max(seen.result() for seen in waiting) - begun
