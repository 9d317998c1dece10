"""Pages of a thread: each costs the same however long the thread is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from standfirst.apps.comments.queries.cards import Row, cards_of
from standfirst.apps.comments.queries.passages import Reading
from standfirst.apps.comments.rules.places import Mark, Order
from standfirst.apps.comments.rules.shapes import CommentCard, ThreadPage
from standfirst.apps.comments.rules.states import Status
from standfirst.core.keyset import Place

PAGE = 20
REPLIES = 3  # of each root that are shown at once
DEEPER = 2  # of each of those
MORE_REPLIES = 20
MOST_NEW = 50

COLUMNS = """c.id, c.parent_key, c.answers_id, c.author_id, c.answered_author_id, c.status, c.html, c.quote, c.language,
    c.score, c.depth, c.child_count, c.created_at, c.published_at, c.edited_at, c.featured_at, c.removed_by_rule,
    c.removed_under,
    CASE WHEN c.author_id IS NULL THEN c.imported_name ELSE '' END,
    CASE WHEN c.answers_id IS NULL OR c.answers_id = c.parent_key OR c.answered_author_id IS NOT NULL THEN '' ELSE (
        SELECT answered.imported_name FROM comments_comment AS answered WHERE answered.id = c.answers_id
    ) END"""

# The second bound on created_at says nothing new, but lets the index begin there.
_AFTER = {
    Order.NEWEST: "AND c.created_at <= %(moment)s AND (c.created_at < %(moment)s OR c.id < %(id)s)",
    Order.OLDEST: "AND c.created_at >= %(moment)s AND (c.created_at > %(moment)s OR c.id > %(id)s)",
    Order.BEST: """AND c.score <= %(score)s AND (c.score < %(score)s OR c.created_at < %(moment)s
        OR (c.created_at = %(moment)s AND c.id < %(id)s))""",
}
_SORTED = {
    Order.NEWEST: "c.created_at DESC, c.id DESC",
    Order.OLDEST: "c.created_at, c.id",
    Order.BEST: "c.score DESC, c.created_at DESC, c.id DESC",
}
_LIST = """
    SELECT {columns} FROM comments_comment AS c
    WHERE c.thread_id = %(thread)s AND c.parent_key = %(parent)s AND c.visible {after}
    ORDER BY {order} LIMIT %(limit)s
"""
_PICKS = """
    SELECT {columns} FROM comments_comment AS c
    WHERE c.thread_id = %(thread)s AND c.featured_at IS NOT NULL AND c.visible {after}
    ORDER BY c.featured_at DESC, c.id DESC LIMIT %(limit)s
"""
_PICKS_AFTER = "AND c.featured_at <= %(moment)s AND (c.featured_at < %(moment)s OR c.id < %(id)s)"
_REPLIES_OF = """
    SELECT * FROM comments_comment AS reply
    WHERE reply.thread_id = %(thread)s AND reply.parent_key = parent.id AND reply.visible
    ORDER BY reply.created_at, reply.id LIMIT
"""
# {replies_under} are the first replies under each of `parents`, and under those the first of theirs.
_REPLIES_UNDER = """
    first AS MATERIALIZED (
        SELECT c.* FROM parents AS parent CROSS JOIN LATERAL ({replies} %(most)s) AS c WHERE parent.child_count > 0
    ), deeper AS (
        SELECT c.* FROM first AS parent CROSS JOIN LATERAL ({replies} %(deeper)s) AS c WHERE parent.child_count > 0
    )
""".replace("{replies}", _REPLIES_OF)
_LIST_WITH_REPLIES = """
    WITH listed AS MATERIALIZED ({list}), parents AS (
        SELECT * FROM listed AS c ORDER BY {order} LIMIT %(shown)s
    ), {replies_under}
    SELECT {columns} FROM (
        SELECT * FROM listed UNION ALL SELECT * FROM first UNION ALL SELECT * FROM deeper
    ) AS c ORDER BY {order}
""".replace("{replies_under}", _REPLIES_UNDER)
_FIRST_REPLIES = """
    WITH parents AS (SELECT * FROM comments_comment WHERE id = %(parent)s), {replies_under}
    SELECT {columns} FROM (SELECT * FROM first UNION ALL SELECT * FROM deeper) AS c ORDER BY c.created_at, c.id
""".replace("{replies_under}", _REPLIES_UNDER)
_NEW = """
    SELECT {columns} FROM comments_comment AS c
    WHERE c.thread_id = %(thread)s AND c.visible AND c.status = %(published)s
    ORDER BY c.published_at DESC, c.id DESC LIMIT %(limit)s
"""
_ONE = "SELECT {columns} FROM comments_comment AS c WHERE c.id = %(id)s AND c.thread_id = %(thread)s AND c.visible"


@dataclass(frozen=True, slots=True)
class Subject:
    """Which thread is read, whose article it is, and by whom."""

    thread_id: int
    author_ids: frozenset[int] = frozenset()  # readers who wrote the article
    reading: Reading | None = None  # who looks; without, no passage of the article is shown


def list_thread(subject: Subject, *, order: Order, after: Mark | None = None) -> ThreadPage:
    """The comments of one page, each with its first replies; of the editors' choice each by itself."""
    if order is Order.PICKS:
        return _page(subject, order, _picks(subject, after), [], size=PAGE)
    roots, replies = _with_first_replies(subject, order, after, parent_id=0, size=PAGE, most=REPLIES)
    return _page(subject, order, roots, replies, size=PAGE)


def list_replies(subject: Subject, *, parent_id: int, after: Mark | None = None) -> ThreadPage:
    """More of the replies under one comment, oldest first, each with its first own."""
    order = Order.OLDEST
    rows, deeper = _with_first_replies(
        subject, order, after, parent_id=parent_id, size=MORE_REPLIES, most=DEEPER
    )
    return _page(subject, order, rows, deeper, size=MORE_REPLIES)


def list_new(subject: Subject, *, most: int) -> tuple[CommentCard, ...]:
    """What came out last, the newest first, fifty at most; wherever each stands, it tells what it answers."""
    bounds = {"thread": subject.thread_id, "published": Status.PUBLISHED.value, "limit": min(most, MOST_NEW)}
    rows = _rows(_NEW, bounds)
    cards = cards_of(rows, author_ids=subject.author_ids, reading=subject.reading, by_themselves=True)
    return tuple(card for _, card in cards)


def list_context(subject: Subject, *, comment_id: int) -> tuple[CommentCard, ...]:
    """One comment in its place: the chain above it, itself, and the first replies under it; empty if it is unseen."""
    chain = _chain(subject, comment_id)
    if not chain:
        return ()
    rows = [*chain, *_first_replies(subject, chain[-1])]
    cards = cards_of(rows, author_ids=subject.author_ids, reading=subject.reading)
    return _nested(chain[:1], cards)


def find_card(subject: Subject, *, comment_id: int) -> CommentCard | None:
    """One comment by itself, if it has a place in the thread."""
    found = _rows(_ONE, {"id": comment_id, "thread": subject.thread_id})
    return cards_of(found, author_ids=subject.author_ids, reading=subject.reading)[0][1] if found else None


def _page(
    subject: Subject, order: Order, rows: Sequence[Row], replies: Sequence[Row], *, size: int
) -> ThreadPage:
    """The first `size` of the rows; one more says that there are more."""
    shown = rows[:size]
    cards = cards_of([*shown, *replies], author_ids=subject.author_ids, reading=subject.reading)
    more = str(_mark(shown[-1], order)) if len(rows) > size else None
    return ThreadPage(comments=_nested(shown, cards), after=more)


def _picks(subject: Subject, after: Mark | None) -> list[Row]:
    query = _PICKS.format(columns="{columns}", after=_PICKS_AFTER if after else "")
    return _rows(query, _bounds(subject, after) | {"limit": PAGE + 1})


def _with_first_replies(
    subject: Subject, order: Order, after: Mark | None, *, parent_id: int, size: int, most: int
) -> tuple[list[Row], list[Row]]:
    """What stands under one comment, one more than `size`; and the first replies of it, oldest first, in the same query."""
    listed = _LIST.format(columns="c.*", after=_AFTER[order] if after else "", order=_SORTED[order])
    query = _LIST_WITH_REPLIES.replace("{list}", listed).replace("{order}", _SORTED[order])
    limits = {"parent": parent_id, "limit": size + 1, "shown": size, "most": most, "deeper": DEEPER}
    found = _rows(query, _bounds(subject, after) | limits)
    replies = [row for row in found if row.parent_key != parent_id]
    replies.sort(key=lambda row: (row.created_at, row.id))
    return [row for row in found if row.parent_key == parent_id], replies


def _bounds(subject: Subject, after: Mark | None) -> dict[str, Any]:
    bounds: dict[str, Any] = {"thread": subject.thread_id}
    if after:
        bounds |= {"moment": after.place.moment, "id": after.place.id, "score": after.score}
    return bounds


def _first_replies(subject: Subject, row: Row) -> list[Row]:
    """The first replies under it, and under those the first of theirs, oldest first."""
    if not row.child_count:
        return []
    bounds = {"thread": subject.thread_id, "parent": row.id, "most": REPLIES, "deeper": DEEPER}
    return _rows(_FIRST_REPLIES, bounds)


def _chain(subject: Subject, comment_id: int) -> list[Row]:
    """The comment and what it is shown under, from the root on; three at most."""
    chain: list[Row] = []
    number = comment_id
    while number:
        found = _rows(_ONE, {"id": number, "thread": subject.thread_id})
        if not found:
            return []
        chain.insert(0, found[0])
        number = found[0].parent_key
    return chain


def _rows(query: str, values: dict[str, Any]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(query.replace("{columns}", COLUMNS), values)
        return [Row(*row) for row in cursor.fetchall()]


def _mark(row: Row, order: Order) -> Mark:
    moment = row.featured_at if order is Order.PICKS and row.featured_at else row.created_at
    return Mark(Place(moment, row.id), score=row.score if order is Order.BEST else 0)


def _nested(rows: Sequence[Row], cards: Sequence[tuple[Row, CommentCard]]) -> tuple[CommentCard, ...]:
    """The cards of these rows with the others under them, and how many more there are."""
    under: dict[int, list[tuple[Row, CommentCard]]] = {}
    for row, card in cards:
        under.setdefault(row.parent_key, []).append((row, card))
    found = {row.id: (row, card) for row, card in cards}
    return tuple(_with_replies(*found[row.id], under) for row in rows)


def _with_replies(
    row: Row, card: CommentCard, under: dict[int, list[tuple[Row, CommentCard]]]
) -> CommentCard:
    children = under.get(row.id, [])
    last = children[-1][0] if children else None
    more = row.child_count - len(children)
    return card.with_replies(
        tuple(_with_replies(*child, under) for child in children),
        more=more,
        after=str(_mark(last, Order.OLDEST)) if last and more > 0 else "",
    )
