"""Whether somebody may take part at this moment, read from the ledger and the sanctions and from nothing older."""

from datetime import datetime

from standfirst.apps.accounts import api as accounts
from standfirst.apps.comments.rules.refusals import Reason, Refusal
from standfirst.apps.comments.rules.rights import Actor
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


def actor_of(reader: accounts.User, *, author_id: int | None, now: datetime) -> Actor:
    """What somebody who is signed in is to a comment of this author, as far as taking part goes."""
    is_author = author_id == reader.pk
    restriction = moderation.restriction_of(reader_id=reader.pk, now=now)
    if restriction.kind in _SANCTIONS:
        return Actor.SANCTIONED_AUTHOR if is_author else Actor.SANCTIONED
    if takes_part(reader, now=now):
        return Actor.AUTHOR if is_author else Actor.SUBSCRIBER
    return Actor.LAPSED_AUTHOR if is_author else Actor.REGISTERED
