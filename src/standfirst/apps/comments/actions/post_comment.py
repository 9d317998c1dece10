"""Post a comment: whatever was true when the page was read, what is true now decides."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from standfirst.apps.accounts.api import User
from standfirst.apps.comments.actions.judge import Judged, check_open, facts_of, judge
from standfirst.apps.comments.actions.settle import change_status, lock_thread
from standfirst.apps.comments.models import Comment, Revision, Thread
from standfirst.apps.comments.queries.entitlement import check_may_talk
from standfirst.apps.comments.queries.ground import Ground, ground_of
from standfirst.apps.comments.queries.mine import find_posted
from standfirst.apps.comments.queries.passages import Reading
from standfirst.apps.comments.rules.refusals import Reason, Refusal
from standfirst.apps.comments.rules.rights import Act, Actor, may
from standfirst.apps.comments.rules.states import Queue, Status
from standfirst.apps.editorial.api import ArticleCard
from standfirst.apps.membership import api as membership
from standfirst.apps.moderation import api as moderation
from standfirst.core.db import transaction

DEEPEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody wants to say; `quote` is a passage of the article. `client_id` is made by the page, so that sending twice posts once.

    `nudged`: they were told that it may break a rule, and post it all the same.
    """

    article: ArticleCard
    source: str
    client_id: UUID
    answers_id: int | None = None
    quote: str = ""
    language: str = ""
    nudged: bool = False


def post_comment(*, author: User, draft: Draft, ground: Ground | None = None, now: datetime) -> Comment:
    """The comment, published or waiting; the same one where it was posted before. Raises Refusal, and then nothing is kept.

    `ground` is that of the article, where the same request has just read it.
    """
    try:
        return _post(author, draft, ground or ground_of(draft.article, now=now), now)
    except IntegrityError:
        if posted := find_posted(author_id=author.pk, client_id=draft.client_id):
            return posted  # by the same form, sent at the same time
        raise


def _post(author: User, draft: Draft, ground: Ground, now: datetime) -> Comment:
    with transaction():
        if posted := find_posted(author_id=author.pk, client_id=draft.client_id):
            return posted
        restriction = check_may_talk(author, now=now)
        guidelines = moderation.guidelines()
        _check_manners(author, guidelines)
        check_open(ground)
        _check_passage(author, draft, now=now)
        judged = judge(
            draft.source,
            author=facts_of(author, hold_all=restriction.hold_all, now=now),
            ground=ground,
            guidelines=guidelines,
            quote=draft.quote,
            language=draft.language,
            nudged=draft.nudged,
        )
        thread = lock_thread(article_id=draft.article.id)  # as late as can be: the others wait for it
        answered = _answered(author, draft, thread)
        return _written(draft, judged, author=author, thread=thread, answered=answered, now=now)


def _check_manners(author: User, guidelines: moderation.Guidelines) -> None:
    """They keep to the guidelines of today, and have seen under which name they appear. Raises Refusal."""
    if moderation.accepted_version(reader_id=author.pk) != guidelines.number:
        raise Refusal(Reason.GUIDELINES)
    if author.username_seen_at is None or not author.username:
        raise Refusal(Reason.NAME)


def _check_passage(author: User, draft: Draft, *, now: datetime) -> None:
    """What they quote stands in the article as they may read it. Raises Refusal."""
    if not draft.quote:
        return
    standing = membership.standing_of(author, now=now)
    if not Reading(draft.article, standing, now).holds(draft.quote):
        raise Refusal(Reason.PASSAGE)


def _answered(author: User, draft: Draft, thread: Thread) -> Comment | None:
    """The comment that it replies to, which must be there for all to see. Raises Refusal."""
    if draft.answers_id is None:
        return None
    found = Comment.objects.select_for_update(of=("self",)).filter(pk=draft.answers_id, thread=thread).first()
    if found is None:
        raise Refusal(Reason.GONE)
    actor = (
        Actor.AUTHOR if found.author_id == author.pk else Actor.SUBSCRIBER
    )  # who may talk was asked before
    if not may(actor, Act.ANSWER, status=Status(found.status)):
        raise Refusal(Reason.GONE)
    return found


def _written(
    draft: Draft, judged: Judged, *, author: User, thread: Thread, answered: Comment | None, now: datetime
) -> Comment:
    parent = _parent_of(answered)
    comment = Comment(
        thread=thread,
        parent=parent,
        parent_key=parent.pk if parent else 0,
        depth=parent.depth + 1 if parent else 0,
        answers=answered,
        answered_author_id=answered.author_id if answered else None,
        author=author,
        name_at_post=author.username,
        client_id=draft.client_id,
        queue=Queue.NONE,
        visible=False,
        html=judged.rendered.html,
        text=judged.rendered.text,
        quote=draft.quote,
        language=draft.language,
        flagged=judged.flagged,
        created_at=now,
    )
    change_status(comment, judged.status, thread=thread, now=now)
    Revision.objects.create(
        comment=comment, number=1, source=draft.source, findings=judged.as_json(), made_at=now
    )
    return comment


def _parent_of(answered: Comment | None) -> Comment | None:
    """Under which it is shown: what it answers, or beside that where it cannot go deeper."""
    if answered is None or answered.depth < DEEPEST:
        return answered
    return answered.parent
