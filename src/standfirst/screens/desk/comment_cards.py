"""A comment with all that a moderator looks at before they decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from standfirst.apps.accounts import api as accounts
from standfirst.apps.comments import api as comments
from standfirst.apps.membership import api as membership

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
    following: int | None

    @property
    def comment(self) -> comments.Comment:
        """The comment itself."""
        return self.card.comment

    @property
    def found(self) -> tuple[Found, ...]:
        """In words."""
        findings = self.card.revision.findings if self.card.revision else ()
        return tuple(_found(each) for each in findings)

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
    def can_be_decided(self) -> bool:
        """What its author has deleted cannot."""
        return self.comment.status != comments.Status.DELETED


def shown(found: Sequence[comments.Comment], *, now: datetime) -> list[Shown]:
    """In as many queries for fifty as for one."""
    cards = comments.cards_for(found, now=now)
    authors = {each.author_id for each in found if each.author_id}
    answered = {card.answered.author_id for card in cards if card.answered and card.answered.author_id}
    faces = accounts.faces_of(reader_ids=authors | answered)
    records = comments.records_of(reader_ids=authors)
    subscribers = membership.subscribers_among(authors, now=now)
    following = [*(each.pk for each in found[1:]), None]
    return [_shown(card, following[place], faces, records, subscribers) for place, card in enumerate(cards)]


def _found(finding: Mapping[str, Any]) -> Found:
    check = CHECKS.get(finding["phase"], finding["phase"])
    broke = finding["code"].startswith("broke:")
    return Found(check, tuple(finding["words"]), finding["detail"], finding["rule"], broke)


def _shown(
    card: comments.Card,
    following: int | None,
    faces: dict[int, accounts.Face],
    records: dict[int, comments.AuthorRecord],
    subscribers: frozenset[int],
) -> Shown:
    author_id = card.comment.author_id or 0
    face = faces.get(author_id, NOBODY)
    answered = card.answered.author_id if card.answered else None
    return Shown(
        card=card,
        name=face.name,
        works_here=face.works_here,
        subscribes=author_id in subscribers,
        answered_name=faces.get(answered or 0, NOBODY).name,
        record=records.get(author_id, NOTHING_SAID),
        following=following,
    )
