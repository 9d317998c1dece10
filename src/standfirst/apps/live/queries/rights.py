"""Who may watch, ask and vote at this moment, by the gate, the sanctions and the stage, and by nothing older."""

from dataclasses import dataclass
from datetime import datetime

from standfirst.apps.accounts import api as accounts
from standfirst.apps.live.models import Room
from standfirst.apps.live.queries.rooms import takes_questions_now
from standfirst.apps.live.rules.refusals import Code, Refused
from standfirst.apps.live.rules.states import Stage, takes_votes
from standfirst.apps.membership import api as membership
from standfirst.apps.moderation import api as moderation

_SANCTIONS = {
    moderation.Kind.BANNED: Code.BANNED,
    moderation.Kind.SUSPENDED: Code.SUSPENDED,
    moderation.Kind.WARNED: Code.WARNED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What somebody may do in a room; `no_asking` and `no_voting` say why not, and are None where they may."""

    may_watch: bool
    may_see_replay: bool
    no_asking: Refused | None
    no_voting: Refused | None

    @property
    def may_ask(self) -> bool:
        """Whether a question of theirs would be taken, if it is one."""
        return self.no_asking is None

    @property
    def may_vote(self) -> bool:
        """Whether their votes count."""
        return self.no_voting is None


def rights_of(
    viewer: membership.Viewer, reader: accounts.User | None, room: Room, *, now: datetime
) -> Rights:
    """Of somebody who looks: `viewer` is what a page may know of them, `reader` who they are, or None."""
    page = room.interview
    return Rights(
        may_watch=membership.may_read_whole(access=page.watch_access, standing=viewer.standing),
        may_see_replay=membership.may_read_whole(access=page.replay_access, standing=viewer.standing),
        no_asking=_refusal(lambda: check_may_ask(reader, room, now=now)),
        no_voting=_refusal(lambda: check_may_vote(reader, room, now=now)),
    )


def admits(room: Room, viewer: membership.Viewer) -> bool:
    """Whether somebody of this standing may follow the stream of a room. A rehearsal's key is known to the desk alone."""
    page = room.interview
    access = page.replay_access if room.stage == Stage.REPLAY else page.watch_access
    return room.is_rehearsal or membership.may_read_whole(access=access, standing=viewer.standing)


def check_may_ask(reader: accounts.User | None, room: Room, *, now: datetime) -> moderation.Restriction:
    """What still restricts them although they may. Raises Refused."""
    if not takes_questions_now(room):
        raise Refused(Code.CLOSED)
    return _check(reader, room.interview.ask_access, now=now)


def check_may_vote(reader: accounts.User | None, room: Room, *, now: datetime) -> None:
    """Raises Refused."""
    if not takes_votes(Stage(room.stage)):
        raise Refused(Code.STAGE)
    _check(reader, room.interview.vote_access, now=now)


def _check(reader: accounts.User | None, access: str, *, now: datetime) -> moderation.Restriction:
    if reader is None or not reader.is_active:
        raise Refused(Code.SIGN_IN)
    restriction = moderation.restriction_of(reader_id=reader.pk, now=now)
    if code := _SANCTIONS.get(restriction.kind):
        raise Refused(code, restriction.sentence, rule=restriction.rule)
    standing = membership.standing_of(reader, now=now)
    if not (membership.may_read_whole(access=access, standing=standing) or accounts.works_here(reader)):
        raise Refused(Code.ACCESS)
    return restriction


def _refusal(check: object) -> Refused | None:
    try:
        check()  # type: ignore[operator]
    except Refused as refused:
        return refused
    return None
