"""When somebody who wants to be reminded of an interview is written to: a day before, a quarter of an hour before, when it begins."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from standfirst.apps.live.rules.states import Stage

A_DAY, SOON = timedelta(days=1), timedelta(minutes=15)
TOO_LATE_FOR_A_DAY = timedelta(hours=2)  # before it begins: “tomorrow” would not be true any more
STILL_NEW = timedelta(minutes=30)  # after it has begun


class Letter(StrEnum):
    """What is written; in this order."""

    NONE = ""
    MOVED = "moved"
    DAY = "day"
    SOON = "soon"
    NOW = "now"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """Somebody who asked. `told` is the last letter, `knows` the time that they know of, and `since` when."""

    told: Letter
    knows: datetime
    since: datetime


def letter_due(
    reminded: Reminded, *, stage: Stage, starts_at: datetime, began_at: datetime | None, now: datetime
) -> Letter:
    """The one letter that is due at `now`, if any. What somebody has just read on the page is not written to them."""
    if stage is Stage.LIVE:
        is_new = began_at is not None and now - began_at <= STILL_NEW
        return Letter.NOW if is_new and reminded.told is not Letter.NOW else Letter.NONE
    left = starts_at - now
    if stage not in {Stage.ANNOUNCED, Stage.COLLECTING} or left <= timedelta(0):
        return Letter.NONE
    if reminded.knows != starts_at:
        return Letter.MOVED
    if left <= SOON:
        return _unless_known(Letter.SOON, reminded, starts_at - SOON)
    if TOO_LATE_FOR_A_DAY < left <= A_DAY:
        return _unless_known(Letter.DAY, reminded, starts_at - A_DAY)
    return Letter.NONE


def _unless_known(letter: Letter, reminded: Reminded, due_at: datetime) -> Letter:
    came_before = list(Letter).index(reminded.told) < list(Letter).index(letter)
    return letter if came_before and reminded.since <= due_at else Letter.NONE
