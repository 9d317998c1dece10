"""Tell readers by mail of the replies that came since the last letter; what was removed meanwhile is not in it."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from standfirst.apps.accounts.api import User
from standfirst.apps.comments.actions.letters import write_letter
from standfirst.apps.comments.models import Comment, Correspondence
from standfirst.apps.comments.queries.own import answers_to
from standfirst.apps.comments.rules.states import Status
from standfirst.apps.editorial import api as editorial
from standfirst.core.batches import each
from standfirst.core.db import transaction

RIPE = timedelta(minutes=2)  # in which its author may think again, and a moderator look
MOST = 20


def tell_replies(*, now: datetime) -> int:
    """One letter a reader at most; returns how many were written."""
    rows = _with_news(now - RIPE)
    return each("comments.tell_replies", rows, lambda row: _tell(row, now), now=now)


def _with_news(until: datetime) -> list[int]:
    """Who asked to be told and was answered since; in one query, however many asked."""
    answers = Comment.objects.filter(
        answered_author_id=OuterRef("reader_id"), status=Status.PUBLISHED, published_at__lte=until
    )
    new = answers.filter(published_at__gt=OuterRef("replies_mailed_until"))
    asked = Correspondence.objects.filter(replies_by_mail=True)
    waiting = asked.filter(Q(replies_mailed_until=None) & Exists(answers) | Exists(new))
    return list(waiting.values_list("reader_id", flat=True))


def _tell(reader_id: int, now: datetime) -> int:
    with transaction():
        told = (
            Correspondence.objects.select_for_update()
            .filter(reader_id=reader_id, replies_by_mail=True)
            .first()
        )
        if told is None:
            return 0
        until = now - RIPE
        since = told.replies_mailed_until
        new = answers_to(reader_id).filter(published_at__lte=until, source_key=None)
        rows = list(
            (new.filter(published_at__gt=since) if since else new).order_by("published_at", "pk")[:MOST]
        )
        if not rows:
            return 0
        told.replies_mailed_until = rows[-1].published_at
        told.save(update_fields=["replies_mailed_until"])
        reader = _reader(reader_id)
        return int(write_letter("replies", reader, now=now, can_be_stopped=True, replies=_shown(rows)))


def _reader(reader_id: int) -> User:
    return User.objects.get(pk=reader_id)


def _shown(rows: list[Comment]) -> list[dict[str, object]]:
    cards = {card.id: card for card in editorial.list_named(ids=[row.thread.article_id for row in rows])}
    return [
        {
            "id": row.pk,
            "name": row.author.username if row.author else "",
            "text": row.text[:300],
            "article": cards.get(row.thread.article_id),
        }
        for row in rows
    ]
