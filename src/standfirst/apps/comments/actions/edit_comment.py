"""Change one's own comment, for a quarter of an hour and until somebody answers; the pipeline looks again."""

from datetime import datetime

from standfirst.apps.accounts.api import User
from standfirst.apps.comments.actions.judge import Judged, check_open, facts_of, judge
from standfirst.apps.comments.actions.settle import change_status, lock_comment
from standfirst.apps.comments.models import Comment, Revision, Thread
from standfirst.apps.comments.queries.entitlement import check_may
from standfirst.apps.comments.queries.ground import ground_of
from standfirst.apps.comments.rules.refusals import Reason, Refusal
from standfirst.apps.comments.rules.rights import Act
from standfirst.apps.comments.rules.states import Status
from standfirst.apps.editorial.api import ArticleCard
from standfirst.apps.moderation import api as moderation
from standfirst.core.db import transaction

_WAITS = {Status.PENDING, Status.HELD}


def edit_comment(
    *,
    author: User,
    comment_id: int,
    revision: int,
    source: str,
    article: ArticleCard,
    nudged: bool = False,
    now: datetime,
) -> Comment:
    """The changed comment. `revision` is the one that the author saw. Raises Refusal, and then nothing has changed."""
    with transaction():
        thread, comment = lock_comment(comment_id=comment_id)
        restriction = check_may(author, Act.EDIT, comment, now=now)
        ground = ground_of(article, now=now)
        check_open(ground)
        _check_still_open(comment, revision=revision, now=now)
        judged = judge(
            source,
            author=facts_of(author, hold_all=restriction.hold_all, but=comment.pk, now=now),
            ground=ground,
            guidelines=moderation.guidelines(),
            quote=comment.quote,
            language=comment.language,
            nudged=nudged,
            is_edit=True,
        )
        _write(comment, judged, source, thread, now)
        return comment


def _check_still_open(comment: Comment, *, revision: int, now: datetime) -> None:
    if comment.revision != revision:
        raise Refusal(Reason.CHANGED)
    if not comment.editing.is_open(now):
        raise Refusal(Reason.ANSWERED if comment.reply_count else Reason.TOO_LATE)


def _write(comment: Comment, judged: Judged, source: str, thread: Thread, now: datetime) -> None:
    """What waits goes on waiting, however the new text is judged: a person has not seen it yet."""
    comment.revision += 1
    comment.html, comment.text = judged.rendered.html, judged.rendered.text
    comment.flagged, comment.edited_at = judged.flagged, now
    Revision.objects.create(
        comment=comment, number=comment.revision, source=source, findings=judged.as_json(), made_at=now
    )
    waits = Status(comment.status) in _WAITS and judged.status is Status.PUBLISHED
    change_status(comment, Status(comment.status) if waits else judged.status, thread=thread, now=now)
