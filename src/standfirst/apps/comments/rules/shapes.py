"""What leaves the app about comments: frozen values, and nothing of what was removed, held or earlier."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from standfirst.apps.comments.rules.passages import fragment_of


class Badge(StrEnum):
    """What somebody is to the publication; from their role, never from their name."""

    NONE = ""
    STAFF = "Staff"
    AUTHOR = "Author"  # of the article


class Gone(StrEnum):
    """Why a comment's place is empty."""

    REMOVED = "removed"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Answered:
    """Whom a comment replies to, where that is not plain from its place."""

    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentCard:
    """One comment as everybody sees it. Without `html` it is gone, for the reason in `gone`."""

    id: int
    author_id: int | None
    name: str
    badge: Badge
    html: str
    quote: str
    language: str
    gone: Gone | None
    rule: int | None
    guidelines: int | None  # the version that has this rule
    score: int
    depth: int
    parent: int  # under which it is shown; 0 for none
    created_at: datetime
    published_at: datetime
    edited_at: datetime | None
    featured: bool
    answered: Answered | None = None
    replies: tuple["CommentCard", ...] = ()
    more_replies: int = 0
    replies_after: str = ""

    @property
    def passage(self) -> str:
        """The end of the article's address that leads to what it quotes."""
        return fragment_of(self.quote)

    def with_replies(self, replies: tuple["CommentCard", ...], *, more: int, after: str) -> "CommentCard":
        """The same with those under it; `more` are not shown, and go on at `after`."""
        return replace(self, replies=replies, more_replies=max(more, 0), replies_after=after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Featured:
    """A comment that the editors chose, for a letters page: what everybody of that standing may read, and no number of a person.

    `html` is safe as it is; `text` is the same without markup; `quote` is the passage of the article that it is about,
    if there is one; `permalink` and `article_url` are whole addresses.
    """

    id: int
    name: str
    badge: Badge
    html: str
    text: str
    quote: str
    language: str
    permalink: str
    article_title: str
    article_url: str
    article_id: int
    section: str
    featured_at: datetime


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """One page of a thread, and where the next begins."""

    comments: tuple[CommentCard, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class Head:
    """What a page needs to know whether it is out of date."""

    count: int = 0
    posted: int = 0


@dataclass(frozen=True, slots=True)
class Mine:
    """What one reader adds to a page: what is theirs and can still be changed, what they recommend, whom they ignore."""

    own: frozenset[int] = frozenset()
    changeable: frozenset[int] = frozenset()
    recommended: frozenset[int] = frozenset()
    ignored: frozenset[int] = field(default_factory=frozenset)
    seen_until: datetime | None = None
