"""What one reader adds to a thread: their own comments, what they recommend, whom they ignore, what is new to them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from standfirst.apps.comments.models import Comment, Ignored, Recommendation, Revision, Visit
from standfirst.apps.comments.rules.refusals import Reason, Refusal
from standfirst.apps.comments.rules.shapes import Mine
from standfirst.apps.comments.rules.states import Status
from standfirst.core.db import rows_of

MOST_SHOWN = 500
_POSTED = "SELECT id FROM comments_comment WHERE author_id = %s AND client_id = %s"


def mine_of(*, reader_id: int, thread_id: int, shown: Iterable[int], now: datetime) -> Mine:
    """For the comments with these numbers, of which 500 are looked at."""
    numbers = list(shown)[:MOST_SHOWN]
    of_thread = Comment.objects.filter(thread_id=thread_id, pk__in=numbers)
    own = list(of_thread.filter(author_id=reader_id).only("created_at", "reply_count", "status"))
    liked = Recommendation.objects.filter(reader_id=reader_id, comment_id__in=numbers)
    ignored = Ignored.objects.filter(reader_id=reader_id).values("ignored_id")
    visit = Visit.objects.filter(reader_id=reader_id, thread_id=thread_id).first()
    return Mine(
        own=frozenset(each.pk for each in own),
        changeable=frozenset(each.pk for each in own if each.editing.is_open(now)),
        recommended=frozenset(liked.values_list("comment_id", flat=True)),
        ignored=frozenset(of_thread.filter(author_id__in=ignored).values_list("pk", flat=True)),
        seen_until=visit.seen_until if visit else None,
    )


def find_own(*, author_id: int, comment_id: int) -> tuple[Comment, str]:
    """One's own comment and how it was written, as long as it is not deleted. Raises Refusal."""
    found = Comment.objects.filter(pk=comment_id, author_id=author_id).exclude(status=Status.DELETED).first()
    if found is None:
        raise Refusal(Reason.GONE)
    latest = Revision.objects.filter(comment=found).order_by("-number").values_list("source", flat=True)
    return found, latest.first() or ""


def find_posted(*, author_id: int, client_id: UUID) -> Comment | None:
    """What this author has posted from the same form before."""
    found = rows_of(_POSTED, [author_id, client_id])
    return Comment.objects.get(pk=found[0][0]) if found else None


def find_answered(number: int | None) -> Comment | None:
    """The published comment of this number, to be shown above an answer."""
    if number is None:
        return None
    return Comment.objects.select_related("author").filter(pk=number, status=Status.PUBLISHED).first()
