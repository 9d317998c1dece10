"""Send a comment that the editors chose to whoever wrote the article, by a letter to their account at the desk; once."""

from datetime import datetime

from standfirst.apps.accounts import api as accounts
from standfirst.apps.audit import api as audit
from standfirst.apps.comments.actions.letters import write_letter
from standfirst.apps.comments.actions.settle import lock_comment
from standfirst.apps.comments.models import Comment
from standfirst.apps.comments.rules.refusals import Reason, Refusal
from standfirst.apps.comments.rules.states import Status
from standfirst.apps.editorial import api as editorial
from standfirst.core.db import transaction


def send_to_author(*, moderator: accounts.User, comment_id: int, now: datetime) -> int:
    """How many were written to: all authors of the article who work here, but for who wrote the comment. Raises Refusal.

    The letters say what everybody can read: the name that is shown, the words, and where they stand.
    """
    with transaction():
        _, comment = lock_comment(comment_id=comment_id)
        _check_may_be_sent(comment)
        article = _article_of(comment)
        written = [reader for reader in _authors(article, comment) if _write(reader, comment, article, now)]
        if not written:
            raise Refusal(Reason.NO_AUTHOR)
        comment.sent_to_author_at = now
        comment.save(update_fields=["sent_to_author_at"])
        audit.record(
            action="comments.send_to_author",
            actor_id=moderator.pk,
            actor="the desk",
            about=f"comment:{comment.pk}",
            details={"authors": len(written)},
            now=now,
        )
        return len(written)


def _check_may_be_sent(comment: Comment) -> None:
    if comment.status != Status.PUBLISHED or comment.featured_at is None:
        raise Refusal(Reason.GONE, detail="Only what is out and featured is sent to the author.")
    if comment.sent_to_author_at is not None:
        raise Refusal(Reason.SENT)


def _article_of(comment: Comment) -> editorial.ArticleCard:
    """Raises Refusal where it is not published any more."""
    found = editorial.list_named(ids=[comment.thread.article_id])
    if not found:
        raise Refusal(Reason.GONE, detail="Its article is not there any more.")
    return found[0]


def _authors(article: editorial.ArticleCard, comment: Comment) -> list[accounts.User]:
    numbers = {author.reader_id for author in article.authors if author.reader_id} - {comment.author_id}
    found = [accounts.find_reader(reader_id=number) for number in sorted(numbers)]
    return [reader for reader in found if reader and accounts.works_here(reader)]


def _write(reader: accounts.User, comment: Comment, article: editorial.ArticleCard, now: datetime) -> bool:
    said_by = comment.author.username if comment.author else comment.imported_name
    return write_letter(
        "to_author", reader, now=now, said_by=said_by or "Somebody", comment=comment, article=article
    )
