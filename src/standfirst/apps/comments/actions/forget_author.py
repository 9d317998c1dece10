"""Empty all comments of an author whose account is erased; the names go by the plan of erasure (`erasure.py`)."""

from datetime import datetime

from django.db.models import F, Q

from standfirst.apps.accounts import api as accounts
from standfirst.apps.comments.actions.delete_comment import empty
from standfirst.apps.comments.actions.settle import lock_comment
from standfirst.apps.comments.models import Comment, Recommendation
from standfirst.apps.comments.rules.states import Status


def forget_author(*, reader_id: int, now: datetime) -> int:
    """How many comments were emptied. Part of the caller's transaction; safe to repeat."""
    _withdraw_recommendations(reader_id)
    theirs = Q(author_id=reader_id) | Q(imported_digest__in=_digests_of(reader_id))
    numbers = list(Comment.objects.filter(theirs).order_by("thread_id", "pk").values_list("pk", flat=True))
    for number in numbers:
        thread, comment = lock_comment(comment_id=number)
        if comment.status != Status.DELETED:
            empty(comment, thread=thread, now=now)
    return len(numbers)


def _digests_of(reader_id: int) -> list[str]:
    """Of the address under which they may have written elsewhere."""
    reader = accounts.find_reader(reader_id=reader_id)
    return [accounts.digest_of_address(reader.email)] if reader else []


def _withdraw_recommendations(reader_id: int) -> None:
    given = Recommendation.objects.filter(reader_id=reader_id)
    Comment.objects.filter(pk__in=list(given.values_list("comment_id", flat=True)), score__gt=0).update(
        score=F("score") - 1
    )
    given.delete()
