"""An interview that was held, with questions answered at known minutes, and its recording."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from standfirst.apps.accounts.models import User
from standfirst.apps.live import api as live
from standfirst.apps.membership.api import CLOCK
from standfirst.core.db import savepoint
from tests.apps.live.interviewing import a_room, air, asked, fresh

LENGTH = 15 * 60_000
SAID = """Nadia Farrow
0:05 Good evening, and welcome.
Leila Haddad-Strand
2:05 It is the law of the qxstraits.
5:10 A pilot who cannot refuse is a passenger with opinions.
9:59 Thank you."""
FILM = "https://video.example/strait.mp4"


@dataclass(frozen=True, slots=True)
class Held:
    """`began` is of the host's press and of the recording's first picture; the questions were on air after 2 and 5 minutes."""

    room: live.Room
    began: datetime
    first: live.Question
    second: live.Question

    @property
    def id(self) -> int:
        return self.room.interview_id

    @property
    def path(self) -> str:
        return f"/live/{self.room.interview.slug}/"


def held(asker: User, other: User, *, now: datetime, **fields: Any) -> Held:
    """It begins now and lasts fifteen minutes. `fields` are of the interview."""
    began = now
    room = a_room(began, **fields)
    first = asked(room, asker, "Why was Serrat left out?", now=began)
    second = asked(room, other, "May pilots refuse a ship?", now=began)
    air(room, first, now=began + timedelta(minutes=2))
    air(room, second, now=began + timedelta(minutes=5))
    live.end_interview(room_id=room.pk, by=None, now=began + timedelta(minutes=15))
    return Held(fresh(room), began, first, second)


def recorded(of: Held, *, now: datetime, cuts: str = "", **fields: Any) -> live.Recording:
    """With a transcript; not published."""
    told = {"video": "", "interview_at": 0, "length_ms": LENGTH, "was_read": True, **fields}
    brought = live.Brought(language="en", is_spoken=True, cues=live.read_typed(SAID))
    with savepoint():
        made = live.save_recording(
            interview_id=of.id, told=live.Told(cuts=live.read_cuts(cuts), **told), by=CLOCK, now=now
        )
        live.bring_transcript(interview_id=of.id, brought=brought, by=CLOCK, now=now)
    return made


def published(of: Held, *, now: datetime, cuts: str = "", **fields: Any) -> live.Recording:
    """The same, and readers see it."""
    made = recorded(of, now=now, cuts=cuts, **fields)
    with savepoint():
        live.publish_recording(interview_id=of.id, by=CLOCK, now=now)
    return made
