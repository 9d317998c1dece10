"""Conversations of every length in one database, and what reading them costs: the statements, their plans, their buffers."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

from standfirst.apps.comments.models import Thread
from standfirst.apps.comments.queries import desk, ground, mine, threads
from standfirst.apps.comments.rules.places import Mark, Order
from standfirst.apps.comments.rules.states import Queue
from standfirst.apps.editorial.api import ArticleCard
from standfirst.core.keyset import Place

BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
EVERY = timedelta(seconds=1)
NEW = 10  # comments since the last visit
# The first of each is the hot one; six of ten answer it. They lie in the table mixed, as if they had come in at one time.
_FILL = """
    INSERT INTO comments_comment (
        thread_id, parent_id, answers_id, parent_key, depth, author_id, name_at_post, imported_name, imported_digest,
        client_id, status, queue, visible, revision, html, text, quote, language, score, child_count, reply_count,
        open_reports, flagged, created_at, published_at
    )
    SELECT thread, hot, hot, COALESCE(hot, 0), (hot IS NOT NULL)::int, (%(authors)s::bigint[])[1 + number %% %(people)s], '', '', '',
           gen_random_uuid(), 0, queue, true, 1, repeat('<p>Some words that somebody said here.</p>', 6),
           repeat('Some words that somebody said here. ', 6), '', 'en', (number * 7919) %% 997, 0, 0, 0, false,
           %(begun)s::timestamptz + number * interval '1 second', %(begun)s::timestamptz + number * interval '1 second'
    FROM (
        SELECT thread, queue, number, CASE WHEN number %% 5 < 3 THEN hot END AS hot
        FROM unnest(%(threads)s::int[], %(sizes)s::int[], %(hots)s::bigint[], %(queues)s::int[])
             AS given(thread, size, hot, queue)
        CROSS JOIN LATERAL generate_series(2, size) AS number ORDER BY md5(thread::text || number)
    ) AS mixed
"""
_HOT = """
    INSERT INTO comments_comment (
        thread_id, parent_key, depth, author_id, name_at_post, imported_name, imported_digest, client_id, status, queue,
        visible, revision, html, text, quote, language, score, child_count, reply_count, open_reports, flagged,
        created_at, published_at
    ) VALUES (%s, 0, 0, %s, '', '', '', gen_random_uuid(), 0, %s, true, 1, '<p>A question.</p>', 'A question.', '', 'en',
              5000, 0, 0, 0, false, %s, %s) RETURNING id
"""
_COUNT = """
    UPDATE comments_comment AS hot SET child_count = under.number, reply_count = under.number
    FROM (SELECT count(*) AS number FROM comments_comment WHERE parent_id = %(hot)s) AS under WHERE hot.id = %(hot)s
"""
_QUEUES = (Queue.PENDING, Queue.HELD, Queue.NEW, Queue.APPROVED)


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation of this many comments."""

    size: int
    article: ArticleCard
    subject: threads.Subject
    hot: int
    queue: Queue
    reader: int
    shown: tuple[int, ...] = ()  # forty of its comments

    def marked(self, share: float, *, score: int = 0) -> Mark:
        """The place after this share of the comments, by time."""
        return Mark(Place(BEGUN + int(self.size * share) * EVERY, 0), score=score)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one reading asked of the database. `buffers` are pages of tables and indexes, of every statement."""

    queries: int
    buffers: int
    plans: tuple[str, ...]


Scene = Callable[[Talk], object]
SCENES: dict[str, Scene] = {
    "first page, newest first": lambda talk: threads.list_thread(talk.subject, order=Order.NEWEST),
    "first page, oldest first": lambda talk: threads.list_thread(talk.subject, order=Order.OLDEST),
    "first page, most recommended": lambda talk: threads.list_thread(talk.subject, order=Order.BEST),
    "a middle page, newest first": lambda talk: threads.list_thread(
        talk.subject, order=Order.NEWEST, after=talk.marked(0.8)
    ),
    "a middle page, most recommended": lambda talk: threads.list_thread(
        talk.subject, order=Order.BEST, after=talk.marked(1, score=700)
    ),
    "replies of the hot comment": lambda talk: threads.list_replies(talk.subject, parent_id=talk.hot),
    "its replies from the middle on": lambda talk: threads.list_replies(
        talk.subject, parent_id=talk.hot, after=talk.marked(0.5)
    ),
    "one comment in its place": lambda talk: threads.list_context(talk.subject, comment_id=talk.hot),
    "what is new": lambda talk: threads.list_new(talk.subject, most=NEW),
    "head": lambda talk: ground.ground_of(talk.article, now=BEGUN),
    "what is mine on a page": lambda talk: mine.mine_of(
        reader_id=talk.reader, thread_id=talk.subject.thread_id, shown=talk.shown, now=BEGUN
    ),
    "moderators' queue": lambda talk: desk.cards_for(desk.list_queue(talk.queue)[:40], now=BEGUN),
    "the queue from the tenth on": lambda talk: desk.list_queue(talk.queue, after=talk.shown[10])[:40],
}


@contextmanager
def talks(articles: dict[int, ArticleCard], *, authors: list[int]) -> Iterator[list[Talk]]:
    """A conversation under each article, as long as its key says; gone at the end."""
    made: list[Talk] = []
    try:
        for (size, article), queue in zip(articles.items(), _QUEUES, strict=False):
            thread, _ = Thread.objects.get_or_create(article_id=article.id)
            Thread.objects.filter(pk=thread.pk).update(comment_count=size, posted=size)
            made.append(
                Talk(
                    size,
                    article,
                    threads.Subject(thread.pk),
                    _hot(thread.pk, authors, queue),
                    queue,
                    authors[0],
                )
            )
        _fill(made, authors)
        yield [replace(talk, shown=_first(talk)) for talk in made]
    finally:
        _remove(made)


def _first(talk: Talk) -> tuple[int, ...]:
    found = _run(
        "SELECT id FROM comments_comment WHERE thread_id = %s ORDER BY id LIMIT 40", [talk.subject.thread_id]
    )
    return tuple(row[0] for row in found)


def _hot(thread_id: int, authors: list[int], queue: Queue) -> int:
    return int(_run(_HOT, [thread_id, authors[0], queue, BEGUN, BEGUN])[0][0])


def _fill(made: list[Talk], authors: list[int]) -> None:
    values = {
        "authors": authors,
        "people": len(authors),
        "begun": BEGUN,
        "threads": [talk.subject.thread_id for talk in made],
        "sizes": [talk.size for talk in made],
        "hots": [talk.hot for talk in made],
        "queues": [talk.queue.value for talk in made],
    }
    _run(_FILL, values)
    for talk in made:
        _run(_COUNT, {"hot": talk.hot})
    if not connection.in_atomic_block:
        _run("VACUUM ANALYZE comments_comment")
    _run("ANALYZE comments_comment")
    _run("ANALYZE comments_thread")


def _remove(made: list[Talk]) -> None:
    numbers = [talk.subject.thread_id for talk in made]
    _run("DELETE FROM comments_comment WHERE thread_id = ANY(%s)", [numbers])
    Thread.objects.filter(pk__in=numbers).delete()


def cost(scene: Scene, talk: Talk) -> Cost:
    """Sends what the scene sends, then asks PostgreSQL how it did that."""
    sent: list[tuple[str, Any]] = []

    def keep(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        scene(talk)
    plans = [_explained(sql, params) for sql, params in sent]
    return Cost(len(plans), sum(map(_buffers, plans)), tuple(json.dumps(plan, indent=1) for plan in plans))


def least(scene: Scene, talk: Talk) -> Cost:
    """The same for a reference: what a short conversation could cost if it were not sorted anew, where that is less."""
    as_it_is = cost(scene, talk)
    _run("SET enable_sort = off")
    try:
        in_order = cost(scene, talk)
    finally:
        _run("RESET enable_sort")
    return min(as_it_is, in_order, key=lambda found: found.buffers)


def _explained(sql: str, params: Any) -> dict[str, Any]:
    found = _run(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", params)[0][0]
    plan: dict[str, Any] = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    return plan


def _buffers(plan: dict[str, Any]) -> int:
    """Found in memory or read; the topmost node counts those of all below it."""
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])


def _run(sql: str, values: Any = None) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []
