"""Whatever changed about a comment, its place, its queue and every count follow, under the lock of its thread."""

from datetime import datetime

from standfirst.apps.comments.models import Comment, Thread
from standfirst.apps.comments.rules.refusals import Reason, Refusal
from standfirst.apps.comments.rules.states import State, Status, is_visible, queue_of
from standfirst.apps.comments.rules.tags import thread_tag
from standfirst.core import bus
from standfirst.core.compiled import CompiledRows
from standfirst.core.db import rows_of

_LOCKED = CompiledRows(
    Thread, lambda article: Thread.objects.select_for_update().filter(article_id=article), article=int
)
_COUNT = """
    UPDATE comments_thread SET comment_count = comment_count + %s, posted = posted + %s WHERE id = %s RETURNING 1
"""


def lock_thread(*, article_id: int) -> Thread:
    """The thread of an article, made where there is none; nothing in it changes until the transaction ends.

    Every change takes this lock before any row of a comment, so that no two wait for each other.
    """
    found = _LOCKED(article=article_id)
    if not found:
        Thread.objects.get_or_create(article_id=article_id)
        found = _LOCKED(article=article_id)
    return found[0]


def lock_comment(*, comment_id: int) -> tuple[Thread, Comment]:
    """A comment with its thread, both locked. Raises Refusal where there is no such comment."""
    article_id = Comment.objects.filter(pk=comment_id).values_list("thread__article_id", flat=True).first()
    if article_id is None:
        raise Refusal(Reason.GONE)
    thread = lock_thread(article_id=article_id)
    return thread, Comment.objects.select_for_update(of=("self",)).get(pk=comment_id)


def change_status(comment: Comment, status: Status, *, thread: Thread, now: datetime) -> None:
    """Give a comment this status and save the whole of it; what is above it follows."""
    was_published, was_visible = (
        comment.status == Status.PUBLISHED and comment.pk is not None,
        comment.visible,
    )
    comment.status = status
    comes_out = status is Status.PUBLISHED and comment.published_at is None
    if comes_out:
        comment.published_at = now
    settle(comment)
    comment.save()
    _count(thread, published=(status is Status.PUBLISHED) - was_published, posted=int(comes_out))
    _tell_above(comment, visible=int(comment.visible) - int(was_visible))
    if was_visible or comment.visible:
        bus.purge(thread_tag(thread.article_id))


def settle(comment: Comment) -> None:
    """Where it is seen and in which queue it lies, by its other columns; not saved."""
    state = State(
        status=Status(comment.status),
        was_published=comment.published_at is not None,
        is_judged=comment.judged_revision == comment.revision,
        needs_a_look=comment.flagged or comment.open_reports > 0,
        has_answers=comment.child_count > 0 or comment.reply_count > 0,
    )
    comment.visible = is_visible(state)
    comment.queue = queue_of(state)


def _count(thread: Thread, *, published: int, posted: int) -> None:
    if published or posted:
        rows_of(_COUNT, [published, posted, thread.pk])


def _tell_above(comment: Comment, *, visible: int) -> None:
    """Under whom it is shown, and whom it answers, count one more or less; a deleted one may lose its place by that."""
    if not visible:
        return
    for column, number in (("child_count", comment.parent_id), ("reply_count", comment.answers_id)):
        if number:
            _count_under(number, column, visible)


def _count_under(number: int, column: str, visible: int) -> None:
    above = Comment.objects.select_for_update(of=("self",)).get(pk=number)
    was_visible = above.visible
    setattr(above, column, getattr(above, column) + visible)
    settle(above)
    above.save(update_fields=[column, "visible", "queue"])
    _tell_above(above, visible=int(above.visible) - int(was_visible))
