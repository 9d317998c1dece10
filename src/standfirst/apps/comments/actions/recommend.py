"""Recommend a comment, or no longer."""

from datetime import datetime

from django.db.models import F

from standfirst.apps.accounts.api import User
from standfirst.apps.comments.models import Comment, Recommendation
from standfirst.apps.comments.queries.entitlement import check_may
from standfirst.apps.comments.rules.refusals import Reason, Refusal
from standfirst.apps.comments.rules.rights import Act
from standfirst.apps.comments.rules.tags import thread_tag
from standfirst.core import bus
from standfirst.core.db import transaction


def recommend(*, reader: User, comment_id: int, wanted: bool, now: datetime) -> int:
    """How many recommend it now; asking twice changes nothing. Raises Refusal."""
    with transaction():
        comment = Comment.objects.select_for_update(of=("self",)).filter(pk=comment_id).first()
        if comment is None:
            raise Refusal(Reason.GONE)
        check_may(reader, Act.RECOMMEND, comment, now=now)
        changed = _given(reader, comment, now) if wanted else _taken_back(reader, comment)
        if changed:
            Comment.objects.filter(pk=comment.pk).update(score=F("score") + changed)
            bus.purge(thread_tag(comment.thread.article_id))
        return comment.score + changed


def _given(reader: User, comment: Comment, now: datetime) -> int:
    _, is_new = Recommendation.objects.get_or_create(
        reader=reader, comment=comment, defaults={"made_at": now}
    )
    return int(is_new)


def _taken_back(reader: User, comment: Comment) -> int:
    return -Recommendation.objects.filter(reader=reader, comment=comment).delete()[0]
