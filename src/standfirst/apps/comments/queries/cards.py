"""Rows of comments as everybody may see them: names of the day, badges by role, nothing of what is gone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from standfirst.apps.accounts import api as accounts
from standfirst.apps.comments.queries.passages import Reading
from standfirst.apps.comments.rules.shapes import Answered, Badge, CommentCard, Gone
from standfirst.apps.comments.rules.states import Status

_GONE = {Status.REJECTED: Gone.REMOVED, Status.DELETED: Gone.DELETED}
NOBODY = accounts.Face(name="", works_here=False)


class Row(NamedTuple):
    """A comment as the lists read it, column by column."""

    id: int
    parent_key: int
    answers_id: int | None
    author_id: int | None
    answered_author_id: int | None
    status: int
    html: str
    quote: str
    language: str
    score: int
    depth: int
    child_count: int
    created_at: datetime
    published_at: datetime
    edited_at: datetime | None
    featured_at: datetime | None
    removed_by_rule: int | None
    removed_under: int | None
    imported_name: str
    answered_name: str  # of somebody elsewhere


def cards_of(
    rows: Sequence[Row], *, author_ids: frozenset[int], reading: Reading | None, by_themselves: bool = False
) -> list[tuple[Row, CommentCard]]:
    """The rows with their cards, in their order; one query for all the names. Without `reading` no passage is shown.

    `by_themselves`: they do not stand under what they answer, and so each tells it.
    """
    wanted = {number for row in rows for number in (row.author_id, row.answered_author_id) if number}
    faces = accounts.faces_of(reader_ids=wanted) if wanted else {}
    cards = [(row, _card(row, faces, author_ids, reading)) for row in rows]
    if by_themselves:
        return [(row, replace(card, answered=_answered(row, faces))) for row, card in cards]
    return cards


def _card(
    row: Row, faces: dict[int, accounts.Face], author_ids: frozenset[int], reading: Reading | None
) -> CommentCard:
    gone = _GONE.get(Status(row.status))
    face = faces.get(row.author_id or 0, NOBODY)
    return CommentCard(
        id=row.id,
        author_id=None if gone else row.author_id,
        name="" if gone else face.name or row.imported_name,
        badge=Badge.NONE if gone else badge_of(row.author_id, face, author_ids),
        html="" if gone else row.html,
        quote="" if gone else _passage(row.quote, reading),
        language=row.language,
        gone=gone,
        rule=row.removed_by_rule if gone is Gone.REMOVED else None,
        guidelines=row.removed_under if gone is Gone.REMOVED else None,
        score=0 if gone else row.score,
        depth=row.depth,
        parent=row.parent_key,
        created_at=row.created_at,
        published_at=row.published_at,
        edited_at=None if gone else row.edited_at,
        featured=row.featured_at is not None and not gone,
        answered=None if row.answers_id == row.parent_key else _answered(row, faces),
    )


def _passage(quote: str, reading: Reading | None) -> str:
    """Empty where it is of a part that they may not read."""
    return quote if quote and reading and reading.shows(quote) else ""


def badge_of(author_id: int | None, face: accounts.Face, author_ids: frozenset[int]) -> Badge:
    """What somebody is to the article or the publication."""
    if author_id in author_ids:
        return Badge.AUTHOR
    return Badge.STAFF if face.works_here else Badge.NONE


def _answered(row: Row, faces: dict[int, accounts.Face]) -> Answered | None:
    if row.answers_id is None:
        return None
    return Answered(
        id=row.answers_id, name=faces.get(row.answered_author_id or 0, NOBODY).name or row.answered_name
    )
