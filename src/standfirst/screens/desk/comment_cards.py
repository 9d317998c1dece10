"""A comment with all that a moderator looks at before they decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from standfirst.apps.accounts import api as accounts
from standfirst.apps.comments import api as comments
from standfirst.apps.membership import api as membership
from standfirst.apps.moderation import api as moderation

CHECKS = {
    "words": "Listed words", "links": "Links", "repeat": "The same text again", "purify": "Odd characters",
    "recent_history": "Removed lately", "first_comments": "A first comment", "hold_all": "Everything of theirs waits",
    "premoderated": "Every comment waits here", "scorer": "The scorer’s judgement",
}  # fmt: skip
NOBODY = accounts.Face(name="", works_here=False)
NOTHING_SAID = comments.AuthorRecord(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Found:
    """What one check of the pipeline saw in the text as it is now; `broke` where the check itself failed."""

    check: str
    words: tuple[str, ...]
    detail: str
    rule: int | None
    broke: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """`following` is the comment below it in the queue."""

    card: comments.Card
    name: str
    works_here: bool
    subscribes: bool
    answered_name: str
    record: comments.AuthorRecord
    notes: Sequence[moderation.Note]  # the latest, of moderators for each other
    following: int | None

    @property
    def comment(self) -> comments.Comment:
        """The comment itself."""
        return self.card.comment

    @property
    def found(self) -> tuple[Found, ...]:
        """In words."""
        findings = self.card.revision.findings if self.card.revision else ()
        return tuple(found_in_words(each) for each in findings)

    @property
    def seen(self) -> str:
        """What a moderator sees now, for the forms to send back."""
        return f"{self.comment.pk}-{self.comment.revision}-{len(self.card.decisions)}"

    @property
    def was_called(self) -> str:
        """The name at the time of posting, where it is another one now."""
        return self.comment.name_at_post if self.comment.name_at_post != self.name else ""

    @property
    def is_out(self) -> bool:
        """Whether readers see it."""
        return self.comment.status == comments.Status.PUBLISHED

    @property
    def is_removed(self) -> bool:
        """Whether a moderator took it out."""
        return self.comment.status == comments.Status.REJECTED

    @property
    def can_be_sent(self) -> bool:
        """To somebody else who wrote the article and has an account here, if it is featured and was not sent yet."""
        article = self.card.article
        writers = {author.reader_id for author in article.authors} if article else set()
        is_new = self.comment.featured_at is not None and self.comment.sent_to_author_at is None
        return self.is_out and is_new and bool(writers - {None, self.comment.author_id})

    @property
    def can_be_decided(self) -> bool:
        """What its author has deleted cannot."""
        return self.comment.status != comments.Status.DELETED


def shown(found: Sequence[comments.Comment], *, now: datetime) -> list[Shown]:
    """In as many queries for fifty as for one."""
    cards = comments.cards_for(found, now=now)
    authors = {each.author_id for each in found if each.author_id}
    answered = {card.answered.author_id for card in cards if card.answered and card.answered.author_id}
    known = _Known(
        faces=accounts.faces_of(reader_ids=authors | answered),
        records=comments.records_of(reader_ids=authors),
        subscribers=membership.subscribers_among(authors, now=now),
        notes=moderation.notes_of(reader_ids=authors),
    )
    following = [*(each.pk for each in found[1:]), None]
    return [_shown(card, following[place], known) for place, card in enumerate(cards)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What is known of everybody on the cards, by their numbers."""

    faces: Mapping[int, accounts.Face]
    records: Mapping[int, comments.AuthorRecord]
    subscribers: frozenset[int]
    notes: Mapping[int, Sequence[moderation.Note]]


def found_in_words(finding: Mapping[str, Any]) -> Found:
    check = CHECKS.get(finding["phase"], finding["phase"])
    broke = finding["code"].startswith("broke:")
    return Found(check, tuple(finding["words"]), finding["detail"], finding["rule"], broke)


def _shown(card: comments.Card, following: int | None, known: _Known) -> Shown:
    author_id = card.comment.author_id or 0
    face = known.faces.get(author_id, NOBODY)
    answered = card.answered.author_id if card.answered else None
    return Shown(
        card=card,
        name=face.name,
        works_here=face.works_here,
        subscribes=author_id in known.subscribers,
        answered_name=known.faces.get(answered or 0, NOBODY).name,
        record=known.records.get(author_id, NOTHING_SAID),
        notes=known.notes.get(author_id, ()),
        following=following,
    )
