"""The ledger's side of one sender: everything that it asks of the database, from one thread with one session."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import InterfaceError, OperationalError, connection

from standfirst.apps.mailing import api as mailing
from standfirst.apps.newsletters.actions.choose_subject import choose_subjects
from standfirst.apps.newsletters.actions.claim_deliveries import claim
from standfirst.apps.newsletters.actions.heed_restore import heed_restore
from standfirst.apps.newsletters.actions.keep_pace import keep_pace, pace_of
from standfirst.apps.newsletters.actions.recover_senders import held_by, recover_senders
from standfirst.apps.newsletters.actions.settle_deliveries import release, settle
from standfirst.apps.newsletters.actions.steer_sendings import finish_what_is_done, start_what_is_ready
from standfirst.apps.newsletters.gateways.hearing import report_of
from standfirst.apps.newsletters.gateways.lane import Lane
from standfirst.apps.newsletters.gateways.messages import Messages
from standfirst.apps.newsletters.gateways.presence import appear, how_many
from standfirst.apps.newsletters.queries.sendings import (
    Account,
    accounts_under_way,
    is_anything_going,
    next_wave_at,
    stopped_among,
)
from standfirst.apps.newsletters.rules.claimed import Claimed
from standfirst.core import clock

T = TypeVar("T")
BATCH = 500


class DatabaseGone(Exception):
    """The session has ended: nothing may be begun until there is another."""


@dataclass(frozen=True, slots=True)
class Tidied:
    """What is under way, None where it was not counted, and how many senders share it."""

    accounts: list[Account] | None
    senders: int


@dataclass(frozen=True, slots=True)
class Resting:
    """Whether anything is under way, and when its next wave begins where that is all there is to wait for."""

    is_going: bool
    next_wave_at: datetime | None


class Ledger:
    """Each method but `ask` runs in the one thread, by `ask`."""

    def __init__(self, lane: Lane, *, owner: str) -> None:
        self.messages = Messages(lane)
        self._lane, self._owner = lane, owner
        self._thread = ThreadPoolExecutor(1, "ledger")

    async def ask(self, act: Callable[..., T], *values: Any) -> T:
        """Raises DatabaseGone, and what `act` raises."""
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, act, *values)
        except (OperationalError, InterfaceError) as trouble:
            raise DatabaseGone from trouble

    def close(self) -> None:
        """The session ends, and with it the sign that this sender lives."""
        self._thread.submit(self._hang_up).result()
        self._thread.shutdown()

    def _hang_up(self) -> None:
        connection.close()

    def begin(self) -> mailing.Pace:
        """A fresh session. A restore is noticed, and what dead senders left is put right, before anything is claimed."""
        connection.close()
        appear(self._owner)
        heed_restore(folder=self._lane.journals, now=clock.now())
        self._recover(clock.now())
        return pace_of(self._lane, now=clock.now())

    def claim(self) -> list[Claimed]:
        """A batch, with the forms that it needs."""
        rows = claim(owner=self._owner, most=BATCH, lease=self._lane.lease, now=clock.now())
        self.messages.prepare({one.letter_id for one in rows})
        return rows

    def settle(self, outcomes: Sequence[mailing.Outcome]) -> list[int]:
        """The numbers of those that were lost to another sender."""
        reports = [report_of(one) for one in outcomes]
        return settle(reports, owner=self._owner, first_pause=self._lane.first_pause, now=clock.now())

    def release(self, held: Collection[tuple[int, int]]) -> None:
        """They wait for anybody again."""
        release(held, owner=self._owner)

    def release_all(self) -> None:
        """Whatever is claimed by this sender; only while nothing is on its way and every outcome is written."""
        release(held_by(self._owner), owner=self._owner)

    def stopped_among(self, sending_ids: Collection[int]) -> set[int]:
        """Those that were paused, cancelled or are over."""
        return stopped_among(sending_ids)

    def tidy(self, pace: mailing.Pace, counts: bool) -> Tidied:
        """Start, finish and recover what is to be, and keep the pace."""
        now = clock.now()
        heed_restore(folder=self._lane.journals, now=now)
        keep_pace(pace, self._lane, now=now)
        self._recover(now)
        self._begin_and_end(now)
        return Tidied(accounts_under_way() if counts else None, how_many())

    def move_on(self) -> list[Account]:
        """Sendings that begin and end; what is under way then."""
        self._begin_and_end(clock.now())
        return accounts_under_way()

    def rest(self) -> Resting:
        """The same without counting anything: it may be asked for hours."""
        now = clock.now()
        self._begin_and_end(now)
        return Resting(is_anything_going(), next_wave_at(now=now))

    def _begin_and_end(self, now: datetime) -> None:
        start_what_is_ready()
        choose_subjects(now=now)
        finish_what_is_done(now=now)

    def _recover(self, now: datetime) -> None:
        recover_senders(
            folder=self._lane.journals, me=self._owner, first_pause=self._lane.first_pause, now=now
        )
