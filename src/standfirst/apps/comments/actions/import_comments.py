"""Bring in comments of another system: each once, in its place, with nothing told to anybody."""

import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.db import connection
from django.db.models import F

from standfirst.apps.accounts import api as accounts
from standfirst.apps.audit import api as audit
from standfirst.apps.comments.actions.post_comment import DEEPEST
from standfirst.apps.comments.actions.settle import lock_thread, settle
from standfirst.apps.comments.gateways.import_spool import Place, Spool, Waiting
from standfirst.apps.comments.models import Comment, Revision, Thread
from standfirst.apps.comments.rules.comment_import import Person, Standing
from standfirst.apps.comments.rules.comment_import.markdown import to_markdown
from standfirst.apps.comments.rules.states import Status
from standfirst.apps.comments.rules.tags import thread_tag
from standfirst.core import bus
from standfirst.core.db import transaction
from standfirst.core.text.fold import clean
from standfirst.core.text.markup import Rendered, render

BATCH = 500
LONGEST_HTML = 60_000  # characters, read before they are cleaned
_LONGEST_NAME = 80
_STATUS = {
    Standing.OUT: Status.PUBLISHED,
    Standing.WAITING: Status.PENDING,
    Standing.REMOVED: Status.REJECTED,
}
_ADDRESS = re.compile(r"\S@\S")
# All counts of the conversation anew: those above may have been here before.
_RECOUNT = """
    WITH children AS (
        SELECT parent_id AS id, count(*) AS number FROM comments_comment
        WHERE thread_id = %(thread)s AND visible AND parent_id IS NOT NULL GROUP BY parent_id
    ), replies AS (
        SELECT answers_id AS id, count(*) AS number FROM comments_comment
        WHERE thread_id = %(thread)s AND visible AND answers_id IS NOT NULL GROUP BY answers_id
    )
    UPDATE comments_comment AS c
    SET child_count = COALESCE(children.number, 0), reply_count = COALESCE(replies.number, 0)
    FROM comments_comment AS o LEFT JOIN children ON children.id = o.id LEFT JOIN replies ON replies.id = o.id
    WHERE c.id = o.id AND o.thread_id = %(thread)s
      AND (c.child_count, c.reply_count) IS DISTINCT FROM (COALESCE(children.number, 0), COALESCE(replies.number, 0))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Where the comments come from, and which are wanted."""

    source: str
    with_rejected: bool = False
    dry_run: bool = False


class _Undone(Exception):
    """Nothing of this conversation is to be kept."""


@dataclass(frozen=True, slots=True)
class _Written:
    """One of the file: as it is here, or why it is not; `above` is what stands for what it answers."""

    waiting: Waiting
    above: Place | None
    comment: Comment | None
    is_new: bool
    source: str = ""


def import_thread(spool: Spool, *, article_id: int, choices: Choices, now: datetime) -> Counter[str]:
    """All of one conversation or nothing; what is here already stays as it is. Tells how many of each kind."""
    told: Counter[str] = Counter()
    with suppress(_Undone), transaction():
        thread = lock_thread(article_id=article_id)
        bringing = _Bringing(spool, thread, choices, now)
        for batch in spool.batches(article_id, size=BATCH):
            told += bringing.write(batch)
        if choices.dry_run or not told["added"]:
            raise _Undone
        _finish(thread, told, now=now)
    return told


def _finish(thread: Thread, told: Counter[str], *, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_RECOUNT, {"thread": thread.pk})
    published = told["published"]
    Thread.objects.filter(pk=thread.pk).update(
        comment_count=F("comment_count") + published, posted=F("posted") + published
    )
    about = f"article:{thread.article_id}"
    audit.record(action="comments.import", actor_id=None, actor="the command line", about=about, now=now)
    bus.purge(thread_tag(thread.article_id))


class _Bringing:
    """What is the same for all comments of one conversation."""

    def __init__(self, spool: Spool, thread: Thread, choices: Choices, now: datetime) -> None:
        self._spool, self._thread, self._choices, self._now = spool, thread, choices, now
        self._told: Counter[str] = Counter()

    def write(self, batch: list[Waiting]) -> Counter[str]:
        """A batch in which none answers another."""
        self._told = Counter()
        known = self._known({each.key for each in batch} | {each.parent for each in batch if each.parent})
        people = _People(batch)
        written = [self._one(each, known, people) for each in batch]
        new = [each for each in written if each.is_new and each.comment]
        Comment.objects.bulk_create([each.comment for each in new if each.comment])
        Revision.objects.bulk_create(
            [
                Revision(comment=each.comment, number=1, source=each.source, made_at=each.waiting.written_at)
                for each in new
            ]
        )
        for each in written:
            self._put(each)
        return self._told

    def _known(self, keys: set[str]) -> dict[str, Comment]:
        """Those that were brought into this conversation, or another, before."""
        prefix = f"{self._choices.source}:"
        found = Comment.objects.filter(source_key__in=[prefix + key for key in keys])
        return {(each.source_key or "").removeprefix(prefix): each for each in found.defer("html", "text")}

    def _one(self, waiting: Waiting, known: dict[str, Comment], people: "_People") -> _Written:
        above = self._above(waiting, known)
        if waiting.key in known:
            self._told["known"] += 1
            return _Written(waiting, above, known[waiting.key], is_new=False)
        if reason := self._reason_to_leave(waiting, people):
            self._told[reason] += 1
            return _Written(waiting, above, None, is_new=False)
        try:
            source = to_markdown(waiting.html)
            rendered = render(source)
        except ValueError:
            self._told["too_long"] += 1
            return _Written(waiting, above, None, is_new=False)
        if not rendered.text:
            self._told["empty"] += 1
            return _Written(waiting, above, None, is_new=False)
        comment = self._comment(waiting, above, rendered, people)
        return _Written(waiting, above, comment, is_new=True, source=source)

    def _above(self, waiting: Waiting, known: dict[str, Comment]) -> Place | None:
        if not waiting.parent:
            return None
        if place := self._spool.place_of(waiting.parent, article_id=self._thread.article_id):
            return place
        before = known.get(waiting.parent)
        return (
            _place_of(before) if before and before.visible and before.thread_id == self._thread.pk else None
        )

    def _reason_to_leave(self, waiting: Waiting, people: "_People") -> str:
        if waiting.standing is Standing.REMOVED and not self._choices.with_rejected:
            return "left_rejected"
        if waiting.written_at > self._now:
            return "not_yet_written"
        if len(waiting.html) > LONGEST_HTML:
            return "too_long"
        return "erased" if people.is_erased(waiting) else ""

    def _comment(
        self, waiting: Waiting, above: Place | None, rendered: Rendered, people: "_People"
    ) -> Comment:
        status = _STATUS[waiting.standing]
        parent_id, depth = _under(above)
        author_id, name = people.reader_of(waiting.author), _name(waiting.author.name)
        source_key = f"{self._choices.source}:{waiting.key}"
        comment = Comment(
            thread=self._thread,
            parent_id=parent_id,
            parent_key=parent_id or 0,
            depth=depth,
            answers_id=above.id if above else None,
            answered_author_id=above.author_id if above else None,
            author_id=author_id,
            name_at_post=name,
            imported_name="" if author_id else name,
            imported_digest="" if author_id else people.digest_of(waiting.author),
            source_key=source_key,
            client_id=uuid5(NAMESPACE_URL, source_key),
            status=status,
            judged_revision=None if status is Status.PENDING else 1,
            html=rendered.html,
            text=rendered.text,
            created_at=waiting.written_at,
            published_at=waiting.written_at if status is Status.PUBLISHED else None,
        )
        settle(comment)
        self._told.update(["added", status.name.lower(), "by_readers" if author_id else "by_others"])
        return comment

    def _put(self, written: _Written) -> None:
        comment = written.comment
        place = _place_of(comment) if comment and comment.visible else written.above
        if place:
            self._spool.put(written.waiting.key, place, article_id=self._thread.article_id)


class _People:
    """Who of a batch has an account here, and who wants to be forgotten."""

    def __init__(self, batch: list[Waiting]) -> None:
        addresses = {_address(each.author) for each in batch} - {""}
        proven = {_address(each.author) for each in batch if each.author.is_proven} - {""}
        self._readers = accounts.find_by_addresses(proven)
        self._digests = accounts.digests_of_addresses(addresses)
        self._erased = accounts.find_erasures(set(self._digests.values()))

    def reader_of(self, author: Person) -> int | None:
        """Only where the other system knew that the address is theirs: everybody could have typed it."""
        return self._readers.get(_address(author)) if author.is_proven else None

    def digest_of(self, author: Person) -> str:
        return self._digests.get(_address(author), "")

    def is_erased(self, waiting: Waiting) -> bool:
        """Whether it was written before its author had themselves forgotten here."""
        erased_at = self._erased.get(self.digest_of(waiting.author))
        return erased_at is not None and waiting.written_at < erased_at


def _address(author: Person) -> str:
    return author.email.strip().lower()


def _name(name: str) -> str:
    """As it is shown; an address is nobody's name."""
    tidy = " ".join(clean(name).split())[:_LONGEST_NAME].strip()
    return "" if _ADDRESS.search(tidy) else tidy


def _under(above: Place | None) -> tuple[int | None, int]:
    """Its parent and depth, as a comment that is posted gets them."""
    if above is None:
        return None, 0
    return (above.id, above.depth + 1) if above.depth < DEEPEST else (above.parent_id, DEEPEST)


def _place_of(comment: Comment) -> Place:
    return Place(id=comment.pk, depth=comment.depth, parent_id=comment.parent_id, author_id=comment.author_id)
