"""Readers who may take part, and what they say."""

from datetime import datetime
from uuid import uuid4

from standfirst.apps.accounts import api as accounts
from standfirst.apps.accounts.models import User
from standfirst.apps.comments import api as comments
from standfirst.apps.editorial import api as editorial
from standfirst.apps.membership import api as membership
from standfirst.apps.moderation import api as moderation
from standfirst.core.db import savepoint
from tests.publication import Publication


def article_of(publication: Publication, name: str = "open") -> editorial.ArticleCard:
    """The card of one of the publication's texts."""
    return editorial.list_named(ids=[publication.texts[name].id])[0]


def mannered(reader: User, *, now: datetime) -> User:
    """Somebody who has read the guidelines and seen their name."""
    if not reader.username:
        with savepoint():
            accounts.give_default_username(reader_id=reader.pk, now=now)
    moderation.accept_guidelines(reader_id=reader.pk, version=moderation.guidelines().number, now=now)
    accounts.note_name_seen(reader_id=reader.pk, now=now)
    return User.objects.get(pk=reader.pk)


def a_talker(name: str, *, now: datetime) -> User:
    """A subscriber who has said nothing yet."""
    reader = User.objects.create_user(f"{name}@talk.example", first_name=name.title(), last_name="Example")
    membership.grant_subscription(
        reader_id=reader.pk,
        plan_id=membership.Plan.objects.get().pk,
        starts_at=now,
        ends_at=None,
        source="desk",
        now=now,
    )
    return mannered(reader, now=now)


def say(
    author: User,
    article: editorial.ArticleCard,
    source: str,
    *,
    now: datetime,
    to: comments.Comment | None = None,
    nudged: bool = True,
) -> comments.Comment:
    """A comment as the front posts it."""
    draft = comments.Draft(
        article=article, source=source, client_id=uuid4(), answers_id=to.pk if to else None, nudged=nudged
    )
    return comments.post_comment(author=author, draft=draft, now=now)


def approved(comment: comments.Comment, moderator: User, *, now: datetime) -> comments.Comment:
    """Let out by a moderator."""
    return decided(comment, moderator, comments.Choice(comments.Verdict.APPROVE), now=now)


def removed(comment: comments.Comment, moderator: User, *, now: datetime, rule: int = 2) -> comments.Comment:
    """Taken out by a moderator."""
    choice = comments.Choice(comments.Verdict.REJECT, rule=rule, sentence="It argues with the person.")
    return decided(comment, moderator, choice, now=now)


def decided(
    comment: comments.Comment, moderator: User, choice: comments.Choice, *, now: datetime
) -> comments.Comment:
    """As somebody decided who saw the comment as it stands."""
    seen = comments.Comment.objects.get(pk=comment.pk)
    comments.decide(
        moderator=moderator,
        comment_id=seen.pk,
        revision=seen.revision,
        decisions=seen.decisions.count(),
        choice=choice,
        now=now,
    )
    return comments.Comment.objects.get(pk=comment.pk)


def recount() -> dict[str, object]:
    """Every count anew, from the comments alone."""
    rows = list(comments.Comment.objects.all())
    out = [row for row in rows if row.status == comments.Status.PUBLISHED]
    threads = {row.thread_id for row in rows}
    return {
        "threads": {number: sum(row.thread_id == number for row in out) for number in threads},
        "children": {row.pk: sum(each.visible and each.parent_id == row.pk for each in rows) for row in rows},
        "replies": {row.pk: sum(each.visible and each.answers_id == row.pk for each in rows) for row in rows},
    }


def counted() -> dict[str, object]:
    """The counts as they are kept."""
    rows = list(comments.Comment.objects.all())
    threads = comments.Thread.objects.filter(pk__in={row.thread_id for row in rows})
    return {
        "threads": dict(threads.values_list("pk", "comment_count")),
        "children": {row.pk: row.child_count for row in rows},
        "replies": {row.pk: row.reply_count for row in rows},
    }
