"""Whether somebody may take part at this moment, read from the ledger and the sanctions and from nothing older."""

from datetime import datetime

from standfirst.apps.accounts import api as accounts
from standfirst.apps.comments.models import Comment
from standfirst.apps.comments.rules.refusals import Reason, Refusal
from standfirst.apps.comments.rules.rights import AUTHORS, Act, Actor, may
from standfirst.apps.comments.rules.states import Status
from standfirst.apps.membership import api as membership
from standfirst.apps.moderation import api as moderation

_SANCTIONS = {
    moderation.Kind.BANNED: Reason.BANNED,
    moderation.Kind.SUSPENDED: Reason.SUSPENDED,
    moderation.Kind.WARNED: Reason.WARNED,
}


def check_may_talk(reader: accounts.User, *, now: datetime) -> moderation.Restriction:
    """What still restricts them although they may. Raises Refusal."""
    restriction = moderation.restriction_of(reader_id=reader.pk, now=now)
    if reason := _SANCTIONS.get(restriction.kind):
        raise Refusal(reason, detail=restriction.sentence, rule=restriction.rule)
    if not takes_part(reader, now=now):
        raise Refusal(Reason.SUBSCRIBE)
    return restriction


def takes_part(reader: accounts.User, *, now: datetime) -> bool:
    """Whether they subscribe, or work here."""
    if not reader.is_active:
        return False
    standing = membership.standing_of(reader, now=now)
    return standing is membership.Standing.SUBSCRIBER or accounts.works_here(reader)


def check_may(reader: accounts.User, act: Act, comment: Comment, *, now: datetime) -> moderation.Restriction:
    """What still restricts them although the table of rights allows it. Raises Refusal."""
    restriction = moderation.restriction_of(reader_id=reader.pk, now=now)
    is_author = comment.author_id == reader.pk
    actor = _actor_of(reader, restriction, is_author=is_author, now=now)
    if not may(actor, act, status=Status(comment.status)):
        raise _refusal(actor, act, comment, restriction)
    return restriction


def _actor_of(
    reader: accounts.User, restriction: moderation.Restriction, *, is_author: bool, now: datetime
) -> Actor:
    if restriction.kind in _SANCTIONS:
        return Actor.SANCTIONED_AUTHOR if is_author else Actor.SANCTIONED
    if takes_part(reader, now=now):
        return Actor.AUTHOR if is_author else Actor.SUBSCRIBER
    return Actor.LAPSED_AUTHOR if is_author else Actor.REGISTERED


def _refusal(actor: Actor, act: Act, comment: Comment, restriction: moderation.Restriction) -> Refusal:
    """Why, in the order in which it helps: it is gone, it is one's own, one is stopped, one does not subscribe."""
    status = Status(comment.status)
    best = Actor.AUTHOR if actor in AUTHORS else Actor.SUBSCRIBER
    if not may(best, act, status=status):
        is_own = best is Actor.AUTHOR and may(Actor.SUBSCRIBER, act, status=status)
        return Refusal(Reason.OWN if is_own else Reason.GONE)
    if reason := _SANCTIONS.get(restriction.kind):
        return Refusal(reason, detail=restriction.sentence, rule=restriction.rule)
    return Refusal(Reason.SUBSCRIBE)
