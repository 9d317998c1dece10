"""One sender: it takes deliveries from the ledger, hands them to the mail server, and writes down what became of each.

Several may run side by side, on one machine or on many. See docs/explanation/the-send-ledger.md.
"""

import asyncio
import logging
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime

from standfirst.apps.mailing import api as mailing
from standfirst.apps.newsletters.actions.keep_pace import shared_pace
from standfirst.apps.newsletters.actions.recover_senders import journal_of
from standfirst.apps.newsletters.actions.sender_ledger import BATCH, DatabaseGone, Ledger
from standfirst.apps.newsletters.gateways.lane import Lane
from standfirst.apps.newsletters.gateways.presence import new_name
from standfirst.apps.newsletters.gateways.supply import Book, LeaseIsOver, Supply
from standfirst.apps.newsletters.queries.sendings import Account
from standfirst.core import clock

log = logging.getLogger(__name__)
Tell = Callable[[list[Account]], object]
FLUSH_EVERY = 0.2  # seconds; as often it is asked what was paused
TIDY_EVERY = 2.0
COUNT_SELDOM = 20.0  # while there is nothing but a later wave
IDLE = 0.2
LONGEST_REST = 1.0
LONGEST_WAIT = 60.0  # for a mail server that cannot be reached


async def send_editions(lane: Lane, *, tell: Tell, until_done: bool = False) -> None:
    """Until SIGTERM or SIGINT; with `until_done` until nothing is under way. `tell` hears how the sendings stand.

    What is under way is finished first, and what was claimed is let go. Raises JournalBroken.
    """
    owner = new_name()
    path = journal_of(owner, folder=lane.journals)
    journal = mailing.Journal.open(path)
    try:
        sender = Sender(lane, owner, journal, tell=tell, until_done=until_done)
        async with (
            mailing.kept_on_disk(journal),
            lane.transport() as transport,
        ):
            is_clean = await sender.run(transport)
        if is_clean:
            path.unlink()
    finally:
        journal.close()


class Sender:
    """Made by `send_editions`; lives in one loop."""

    def __init__(
        self, lane: Lane, owner: str, journal: mailing.Journal, *, tell: Tell, until_done: bool
    ) -> None:
        self._lane, self._journal, self._tell, self._until_done = lane, journal, tell, until_done
        self._ledger = Ledger(lane, owner=owner)
        self._full, self._low, self._stopping = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._book = Book(journal, most=BATCH, when_full=self._full.set)
        self._supply: Supply
        self._flushing = asyncio.Lock()
        self._is_over = self._is_fed = False
        self._failures = 0  # to reach the mail server, one after the other
        self._tidied_at = 0.0
        self._waits_until: datetime | None = None  # for the next wave, with nothing else to do
        self._counted_for: datetime | None = (
            None  # the wave that was waited for when the rows were counted last
        )
        self._counted_at = 0.0

    async def run(self, transport: mailing.Transport) -> bool:
        """Whether nothing was left behind at the end that the journal still has to tell."""
        self._heed_signals()
        if (pace := await self._begin()) is None:
            self._ledger.close()
            return True
        self._supply = Supply(self._book, self._ledger.messages, pace, low=BATCH, when_low=self._low.set)
        watching = asyncio.create_task(self._watch())
        try:
            while not self._stopping.is_set() and not watching.done():
                await self._round(transport)
        finally:
            self._is_over = True
            self._full.set()
            await asyncio.wait([watching])
            is_clean = await self._leave()
        watching.result()
        return is_clean

    def stop(self) -> None:
        """What is under way is finished, and nothing is begun any more."""
        self._stopping.set()
        self._low.set()
        with suppress(AttributeError):
            self._supply.stop()

    # One round: claim, send, write down

    async def _round(self, transport: mailing.Transport) -> None:
        try:
            if self._book.is_fenced:
                await self._come_back()
            if not len(self._supply) and not await self._claim():
                await self._rest()
                return
            await self._deliver(transport)
            await self._flush()
        except DatabaseGone:
            self._book.is_fenced = True
        else:
            if not self._book.collected:
                self._journal.forget()

    async def _deliver(self, transport: mailing.Transport) -> None:
        self._supply.begin_run()
        self._is_fed = False
        self._low.clear()
        feeding = asyncio.create_task(self._feed())
        try:
            await transport.deliver(self._supply, self._book)
            self._failures = 0
        except LeaseIsOver:
            log.warning("a lease was over before its message was begun")
            await self._end(feeding)
            await self._let_go()
        except mailing.Unreachable as trouble:
            await self._end(feeding)
            await self._wait_for_the_server(trouble)
        finally:
            await self._end(feeding)
        await self._pause_for(self._supply.wait())

    async def _feed(self) -> None:
        """More is claimed while there is still something to send."""
        while True:
            await self._low.wait()
            self._low.clear()
            if self._is_fed or not await self._claim():
                return

    async def _end(self, feeding: "asyncio.Task[None]") -> None:
        """Never in the middle of a claim: what was claimed must be known here."""
        self._is_fed = True
        self._low.set()
        await feeding

    async def _claim(self) -> bool:
        if self._stopping.is_set() or self._book.is_fenced:
            return False
        begun = clock.running_seconds()
        try:
            rows = await self._ledger.ask(self._ledger.claim)
            self._waits_until = None if rows else self._waits_until
        except DatabaseGone:
            self._book.is_fenced = True
            return False
        self._supply.add(rows, until=begun + self._lane.begin_within)
        return bool(rows)

    async def _rest(self) -> None:
        """Nothing can be claimed."""
        self._ledger.messages.forget()
        resting = await self._ledger.ask(self._ledger.rest)
        if self._until_done and not resting.is_going:
            self.stop()
        self._waits_until = resting.next_wave_at
        await self._pause_for(self._rest_of(resting.next_wave_at))

    def _rest_of(self, next_wave_at: datetime | None) -> float:
        """Seconds. With nothing to do but a later wave there is no hurry to see what is new, but to be in time for it."""
        if next_wave_at is None:
            return IDLE
        return min(LONGEST_REST, max(IDLE, (next_wave_at - clock.now()).total_seconds()))

    async def _wait_for_the_server(self, trouble: mailing.Unreachable) -> None:
        self._failures += 1
        log.warning(
            "the mail server cannot be reached", extra={"problem": trouble.why, "count": self._failures}
        )
        await self._let_go()
        await self._pause_for(min(LONGEST_WAIT, 2.0 ** min(self._failures, 6) / 2))

    # Beside it: what became of the messages, and who has stopped them

    async def _watch(self) -> None:
        while not self._is_over:
            with suppress(TimeoutError):
                async with asyncio.timeout(FLUSH_EVERY):
                    await self._full.wait()
            self._full.clear()
            try:
                await self._flush()
                await self._heed_pauses()
                await self._tidy()
            except DatabaseGone:
                self._book.is_fenced = True

    async def _flush(self) -> None:
        """Into the ledger; what cannot be written now is kept and written later."""
        async with self._flushing:
            outcomes, self._book.collected = self._book.collected, []
            if not outcomes:
                return
            try:
                await self._ledger.ask(self._ledger.settle, outcomes)
            except BaseException:
                self._book.collected[:0] = outcomes
                raise
            self._learn(outcomes)

    def _learn(self, outcomes: Sequence[mailing.Outcome]) -> None:
        """Refusals for speed slow the site, or the provider as a whole where no recipient was named yet."""
        now = clock.now().timestamp()
        for one in outcomes:
            site = self._supply.sites.pop(one.seq, "")
            if isinstance(one, mailing.Refused):
                meaning = mailing.meaning_of(one.code, one.text, one.verb)
                if meaning is mailing.Meaning.SLOW_DOWN:
                    self._supply.pace.slow_down(site if one.verb is mailing.Verb.RCPT else "", now=now)

    async def _heed_pauses(self) -> None:
        held = self._supply.sendings()
        if held and (stopped := await self._ledger.ask(self._ledger.stopped_among, held)):
            await self._ledger.ask(self._ledger.release, self._supply.drop(stopped))

    async def _tidy(self) -> None:
        if clock.running_seconds() < self._tidied_at + TIDY_EVERY:
            return
        self._tidied_at = clock.running_seconds()
        tidied = await self._ledger.ask(self._ledger.tidy, self._supply.pace, self._is_to_count())
        self._supply.pace = shared_pace(self._supply.pace, self._lane, among=tidied.senders, now=clock.now())
        if tidied.accounts is not None:
            self._tell(tidied.accounts)

    def _is_to_count(self) -> bool:
        """Whether the rows may have changed: while a sender only waits for a wave, that is looked at once, and then seldom."""
        now = clock.running_seconds()
        if self._waits_until == self._counted_for is not None and now < self._counted_at + COUNT_SELDOM:
            return False
        self._counted_for, self._counted_at = self._waits_until, now
        return True

    # Ends and new beginnings

    async def _begin(self) -> mailing.Pace | None:
        """A session with the database, and the pace that was kept; None when the sender was stopped before there was one."""
        while not self._stopping.is_set():
            try:
                return await self._ledger.ask(self._ledger.begin)
            except DatabaseGone:
                log.warning("the database is gone, the sender waits")
                await self._pause_for(1.0)
        return None

    async def _come_back(self) -> None:
        """A new session: what is known is written first, and what is held is let go."""
        pace = await self._begin()
        if pace is None:
            return
        await self._let_go()
        self._supply.pace = pace
        self._book.is_fenced = False

    async def _let_go(self) -> None:
        """Of everything, also of what a lost answer of the database has claimed. Nothing is on its way here."""
        await self._flush()
        self._supply.drop()
        await self._ledger.ask(self._ledger.release_all)

    async def _leave(self) -> bool:
        try:
            await self._let_go()
            self._tell(await self._ledger.ask(self._ledger.move_on))
            self._journal.forget()
        except DatabaseGone:
            log.warning("the database is gone: what this sender knows is in its journal")
            return False
        except RuntimeError:
            # The journal has failed while messages were on their way; the ledger has their outcomes.
            return False
        finally:
            self._ledger.close()
        return True

    def _heed_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for kind in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(kind, self.stop)

    async def _pause_for(self, seconds: float) -> None:
        if seconds > 0:
            with suppress(TimeoutError):
                async with asyncio.timeout(min(seconds, LONGEST_WAIT)):
                    await self._stopping.wait()
