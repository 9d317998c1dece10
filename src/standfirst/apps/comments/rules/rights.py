"""Who may do what with a comment: one table; what it does not name is refused."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from standfirst.apps.comments.rules.states import Status

EDIT_WITHIN = timedelta(minutes=15)


class Actor(StrEnum):
    """What somebody is to a comment."""

    VISITOR = "visitor"
    REGISTERED = "registered"
    SUBSCRIBER = "subscriber"
    SANCTIONED = "sanctioned"  # suspended or banned, whatever they have paid
    AUTHOR = "author"  # of this comment, a subscriber or of the staff
    LAPSED_AUTHOR = "lapsed_author"  # of this comment, without a subscription
    SANCTIONED_AUTHOR = "sanctioned_author"
    MODERATOR = "moderator"


class Act(StrEnum):
    """What can be done with a comment."""

    READ = "read"
    ANSWER = "answer"
    RECOMMEND = "recommend"
    REPORT = "report"
    EDIT = "edit"
    DELETE = "delete"
    APPEAL = "appeal"
    READ_SOURCE = "read_source"  # as it was written, with how it stands
    READ_REVISIONS = "read_revisions"
    DECIDE = "decide"


_READERS = frozenset({Actor.VISITOR, Actor.REGISTERED, Actor.SUBSCRIBER, Actor.SANCTIONED})
AUTHORS = frozenset({Actor.AUTHOR, Actor.LAPSED_AUTHOR, Actor.SANCTIONED_AUTHOR})
_STAFF = frozenset({Actor.MODERATOR})
_ALL = _READERS | AUTHORS | _STAFF
_TALK = frozenset({Actor.SUBSCRIBER, Actor.AUTHOR, Actor.MODERATOR})
_OTHERS = frozenset({Actor.SUBSCRIBER, Actor.MODERATOR})  # nobody recommends or reports their own

_ALLOWED: dict[tuple[Status, Act], frozenset[Actor]] = {
    (Status.PUBLISHED, Act.READ): _ALL,
    (Status.PENDING, Act.READ): AUTHORS | _STAFF,
    (Status.HELD, Act.READ): AUTHORS | _STAFF,
    (Status.REJECTED, Act.READ): AUTHORS | _STAFF,
    (Status.PUBLISHED, Act.ANSWER): _TALK,
    (Status.PUBLISHED, Act.RECOMMEND): _OTHERS,
    (Status.PUBLISHED, Act.REPORT): _OTHERS,
    (Status.PUBLISHED, Act.EDIT): frozenset({Actor.AUTHOR}),
    (Status.PENDING, Act.EDIT): frozenset({Actor.AUTHOR}),
    (Status.HELD, Act.EDIT): frozenset({Actor.AUTHOR}),
    (Status.REJECTED, Act.APPEAL): AUTHORS,
    **{(status, Act.DELETE): AUTHORS for status in Status if status is not Status.DELETED},
    **{(status, Act.READ_SOURCE): AUTHORS | _STAFF for status in Status if status is not Status.DELETED},
    **{(status, Act.READ_REVISIONS): _STAFF for status in Status if status is not Status.DELETED},
    **{(status, Act.DECIDE): _STAFF for status in Status if status is not Status.DELETED},
}


def may(actor: Actor, act: Act, *, status: Status) -> bool:
    """Whether the table allows it; the article's mode, the hours and the clock are asked besides."""
    return actor in _ALLOWED.get((status, act), frozenset())


@dataclass(frozen=True, slots=True)
class Editing:
    """What else decides whether a comment can still be changed."""

    created_at: datetime
    reply_count: int
    status: Status

    def is_open(self, now: datetime) -> bool:
        """Until somebody replies or a quarter of an hour has passed; as long as it waits, always."""
        if self.status in {Status.PENDING, Status.HELD}:
            return True
        return self.reply_count == 0 and now < self.created_at + EDIT_WITHIN
