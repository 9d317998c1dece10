"""Row 3: reading a conversation of a hundred thousand comments beside one of a hundred."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.article import Watching
from bench.conversations import SCENES, Cost, Scene, Talk, cost, least, talks
from bench.results import Goal, Row
from standfirst.apps.accounts.api import User
from standfirst.apps.comments.models import Comment, Thread
from standfirst.apps.editorial import api as editorial
from standfirst.conf.origin import DjangoOrigin
from standfirst.front.contracts import SharedRequest
from standfirst.front.counters import Counters

SIZES = (100, 1_000, 100_000)
GOAL = Goal(1.2)
MOST_QUERIES = Goal(6)
HOST = "localhost"


def measure(watching: tuple[Watching, ...]) -> list[Row]:
    """A row of buffers for each way of reading, and one of queries for a whole page."""
    with _filled() as made:
        return [*(_row(name, scene, made) for name, scene in SCENES.items()), *_pages(made, watching[-1])]


@contextmanager
def _filled() -> Iterator[list[Talk]]:
    """Under articles on which nobody has said anything."""
    spoken = Comment.objects.values("thread_id")
    Thread.objects.exclude(pk__in=spoken).delete()
    taken = set(Thread.objects.values_list("article_id", flat=True))
    free = [card for card in editorial.list_latest(limit=50) if card.id not in taken]
    authors = list(User.objects.order_by("pk").values_list("pk", flat=True)[:5])
    with talks(dict(zip(SIZES, free, strict=False)), authors=authors) as made:
        yield made


def _row(name: str, scene: Scene, made: list[Talk]) -> Row:
    small, middle, large = least(scene, made[0]), cost(scene, made[1]), cost(scene, made[2])
    return Row(
        what=f"buffers of {name}",
        unit="",
        figure=large.buffers,
        reference=small.buffers,
        reference_name="of 100 comments",
        goal=GOAL,
        note=f"of 1,000: {middle.buffers}; queries {_queries(small, middle, large)}",
    )


def _queries(*costs: Cost) -> str:
    return ", ".join(str(each.queries) for each in costs)


def _pages(made: list[Talk], who: Watching) -> list[Row]:
    origin = DjangoOrigin(WSGIHandler(), counters=Counters(), unavailable=b"", threads=1)
    return [
        Row(
            what=f"queries of the first page of {talk.size:,} comments",
            unit="",
            figure=queries_of_page(origin, talk, who),
            goal=MOST_QUERIES,
        )
        for talk in made
    ]


def queries_of_page(origin: DjangoOrigin, talk: Talk, who: Watching) -> int:
    """As the front asks for it, once everything that lasts is known."""
    request = SharedRequest("http", HOST, f"/comments/{talk.article.id}/", "", who.viewer)
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            made = origin.render(request)
    if made.status != 200 or made.body.count(b'<article class="comment') < 20:
        raise RuntimeError(f"the page of {talk.size} comments was not rendered")
    return len(captured)
