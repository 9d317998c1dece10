"""The forms of the conversation, filled in rightly and about to be sent by a reader."""

from datetime import datetime
from uuid import uuid4

from django.test import Client

from standfirst.apps.comments import api as comments
from standfirst.apps.comments.actions.letters import stop_token
from standfirst.apps.comments.models import Comment
from standfirst.apps.editorial import api as editorial
from standfirst.apps.moderation import api as moderation
from standfirst.core import clock
from tests.apps.comments.talking import a_talker, mannered
from tests.publication import Publication
from tests.signing_in import enter
from tests.trust.posting import Posting, Prepared, inside

SAY_ALSO = ("to", "quote", "nudged", "guidelines", "seen_name", "by_mail")


def say(publication: Publication) -> Posting:
    mannered(publication.reader("subscriber"), now=clock.now())
    path = f"/comments/{publication.texts['subscribers'].id}/say/"
    return Posting(
        inside(publication, "subscriber"), path, {"source": "x", "client_id": str(uuid4())}, SAY_ALSO
    )


def with_own(act: str, *, also: tuple[str, ...] = (), **fields: str) -> Prepared:
    """Something that the subscriber does with what they said."""

    def prepare(publication: Publication) -> Posting:
        mannered(publication.reader("subscriber"), now=clock.now())
        Comment.objects.filter(pk=publication.talk.comment_id).update(created_at=clock.now())
        if act == "appeal":
            remove(publication)
        path = f"/comments/c/{publication.talk.comment_id}/{act}/"
        return Posting(inside(publication, "subscriber"), path, fields, also)

    return prepare


def remove(publication: Publication) -> None:
    comments.decide(
        moderator=publication.reader("moderator"),
        comment_id=publication.talk.comment_id,
        revision=1,
        decisions=0,
        choice=comments.Choice(comments.Verdict.REJECT, rule=2, sentence="x"),
        now=clock.now(),
    )


def answer(publication: Publication, *, now: datetime) -> Comment:
    """Somebody of the staff answers the subscriber."""
    editor = mannered(publication.reader("editor"), now=now)
    (article,) = editorial.list_named(ids=[publication.texts["subscribers"].id])
    draft = comments.Draft(
        article=article, source="x", client_id=uuid4(), answers_id=publication.talk.comment_id
    )
    return comments.post_comment(author=editor, draft=draft, now=now)


def with_others(act: str, *, also: tuple[str, ...] = (), **fields: str) -> Prepared:
    """Something that another subscriber does with it."""

    def prepare(publication: Publication) -> Posting:
        client = enter(Client(), a_talker("otto", now=clock.now()))
        return Posting(client, f"/comments/c/{publication.talk.comment_id}/{act}/", fields, also)

    return prepare


def preview(publication: Publication) -> Posting:
    return Posting(inside(publication, "subscriber"), "/comments/preview/", {"source": "x"})


def seen(publication: Publication) -> Posting:
    path = f"/comments/{publication.texts['subscribers'].id}/mine.json"
    return Posting(inside(publication, "subscriber"), path, {"until": "2026-01-01T00:00:00+00:00"})


def stop_letters(publication: Publication) -> Posting:
    reader_id = publication.people["subscriber"]
    comments.mail_replies(reader_id=reader_id, wanted=True, now=clock.now())
    return Posting(Client(), f"/comments/no-mail/{stop_token(reader_id)}/")


def account(path: str, **fields: str) -> Prepared:
    return lambda publication: Posting(
        inside(publication, "subscriber"), f"/account/comments/{path}/", fields
    )


def warning(publication: Publication) -> Posting:
    number = moderation.sanction(
        reader_id=publication.people["subscriber"], kind="warned", sentence="x", by=publication.people["moderator"],
        now=clock.now(),
    )  # fmt: skip
    return Posting(inside(publication, "subscriber"), "/account/comments/warning/", {"warning": str(number)})


def read_again(publication: Publication) -> Posting:
    reader_id, ignored_id = publication.people["subscriber"], publication.people["registered"]
    comments.ignore(reader_id=reader_id, ignored_id=ignored_id, wanted=True, now=clock.now())
    ((entry, _),) = comments.list_ignored(reader_id=reader_id)
    return Posting(inside(publication, "subscriber"), "/account/comments/read-again/", {"entry": str(entry)})


def unlawful(publication: Publication) -> Posting:
    path = f"/comments/c/{publication.talk.comment_id}/unlawful/"
    fields = {"law": "x", "explanation": "x", "in_good_faith": "on"}
    return Posting(inside(publication, "subscriber"), path, fields, ("reporter_name", "reporter_email"))


TALKING: dict[str, Prepared] = {
    "comments:say": say,
    "comments:edit": with_own("edit", also=("nudged",), source="y", revision="1"),
    "comments:delete": with_own("delete"),
    "comments:appeal": with_own("appeal", text="x"),
    "comments:recommend": with_others("recommend", wanted="yes"),
    "comments:report": with_others("report", reason="spam", words="x"),
    "comments:ignore": with_others("ignore", wanted="yes"),
    "comments:unlawful": unlawful,
    "comments:preview": preview,
    "comments:mine": seen,
    "comments:no-mail": stop_letters,
    "account:comments-letters": account("letters", by_mail="on"),
    "account:comments-warning": warning,
    "account:comments-read-again": read_again,
    "account:replies-seen": account("replies/seen"),
}
