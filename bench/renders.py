"""Row 2: an article rendered behind the front, beside a bare Wagtail page with the same text in the same process."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median

import psutil
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from bench.article import Subject, Watching
from bench.bare.models import BarePage
from bench.results import Goal, Row
from standfirst.conf.origin import DjangoOrigin
from standfirst.front.contracts import SharedRequest
from standfirst.front.counters import Counters

ROUNDS = 9
PAGES = 30  # of each kind in a round
WARM = 10
HOST = "localhost"
BARE_HOST = "bare.localhost"
GOAL = Goal(0.8, at_least=True)
MOST_QUERIES = Goal(10)
Render = Callable[[], None]


def measure(subject: Subject, watching: tuple[Watching, ...]) -> list[Row]:
    """A row of speed and one of queries for each viewer. Nothing of the bare pages stays in the database."""
    with _bare_pages({"visitor": subject.preview, "subscriber": subject.whole}):
        return [row for who in watching for row in _rows_of(subject, who)]


def _rows_of(subject: Subject, who: Watching) -> list[Row]:
    article, bare = article_render(subject, who), bare_render(who)
    ours, theirs = _rates(article, bare)
    return [
        Row(
            what=f"render of an article, {who.name}",
            unit="/cpu s",
            figure=ours,
            reference=theirs,
            reference_name="bare Wagtail page",
            goal=GOAL,
        ),
        Row(
            what=f"queries of that render, {who.name}",
            unit="",
            figure=_queries(article),
            goal=MOST_QUERIES,
            note=f"the bare page: {_queries(bare)}",
        ),
    ]


def article_render(subject: Subject, who: Watching) -> Render:
    """The call that the front makes for a page which it does not have."""
    origin = DjangoOrigin(WSGIHandler(), counters=Counters(), unavailable=b"", threads=1)
    request = SharedRequest("http", HOST, subject.path, "", who.viewer)

    def render() -> None:
        made = origin.render(request)
        if not made.shared or (subject.last_words in made.body) is not (who.name == "subscriber"):
            raise RuntimeError(f"the article was not rendered for a {who.name}")

    return render


def bare_render(who: Watching) -> Render:
    """The same call for Wagtail's own view, behind no middleware of ours."""
    with override_settings(MIDDLEWARE=["bench.bare.routing.OwnAddresses"]):
        handler = WSGIHandler()
    origin = DjangoOrigin(handler, counters=Counters(), unavailable=b"", threads=1)
    request = SharedRequest("http", BARE_HOST, f"/section/{who.name}/", "", who.viewer)

    def render() -> None:
        made = origin.render(request)
        if made.status != 200:
            raise RuntimeError(f"the bare page answered {made.status}")

    return render


def _rates(first: Render, second: Render) -> tuple[float, float]:
    """Pages a second of processor time of each: medians of rounds in turn."""
    for _ in range(WARM):
        first()
        second()
    backend = _database_process()
    rounds = [(_rate(first, backend), _rate(second, backend)) for _ in range(ROUNDS)]
    return median(ours for ours, _ in rounds), median(theirs for _, theirs in rounds)


def _rate(render: Render, backend: psutil.Process | None) -> float:
    before = _busy_seconds(backend)
    for _ in range(PAGES):
        render()
    return PAGES / (_busy_seconds(backend) - before)


def _busy_seconds(backend: psutil.Process | None) -> float:
    """Processor time used so far, here and by the database on our behalf."""
    theirs = backend.cpu_times() if backend else None
    return time.process_time() + (theirs.user + theirs.system if theirs else 0.0)


def _database_process() -> psutil.Process | None:
    """PostgreSQL's process for our connection, where it runs on this machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        number = int(cursor.fetchone()[0])
    return psutil.Process(number) if psutil.pid_exists(number) else None


def _queries(render: Render) -> int:
    with CaptureQueriesContext(connection) as captured:
        render()
    return len(captured)


@contextmanager
def _bare_pages(texts: dict[str, str]) -> Iterator[None]:
    """A site of their own with pages as deep as the articles are."""
    _remove_bare_pages()
    top = Page.get_first_root_node()
    home = top.add_child(instance=BarePage(title="Bare", slug="bare"))
    section = home.add_child(instance=BarePage(title="Section", slug="section"))
    for name, text in texts.items():
        section.add_child(instance=BarePage(title=name, slug=name, text=text))
    Site.objects.create(hostname=BARE_HOST, port=80, root_page=home, site_name="Bare")
    try:
        yield
    finally:
        _remove_bare_pages()


def _remove_bare_pages() -> None:
    for home in BarePage.objects.filter(depth=2):
        home.delete()
