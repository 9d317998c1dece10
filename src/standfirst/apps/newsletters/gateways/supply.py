"""What a sender holds, handed to the wire one by one as fast as the pace allows; and the book that fences it."""

from collections import OrderedDict, deque
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime

from standfirst.apps.mailing import api as mailing
from standfirst.apps.newsletters.gateways.messages import Messages
from standfirst.apps.newsletters.rules.claimed import Claimed
from standfirst.core import clock

Held = tuple[int, int]  # number and attempt of a delivery
MOST_IN_A_RUN = 5000  # then the journal is emptied


class LeaseIsOver(Exception):
    """The delivery may be another sender's by now: no dot is written."""


class Book:
    """Fenced by the lease, written down by the journal, collected for the database."""

    def __init__(self, journal: mailing.Journal, *, most: int, when_full: Callable[[], object]) -> None:
        self.collected: list[mailing.Outcome] = []
        # By delivery: when, in running seconds, nothing of it may be begun any more.
        self.until: dict[int, float] = {}
        self.is_fenced = False  # the database has gone away, and with it the proof that we live
        self._journal, self._most, self._when_full = journal, most, when_full

    def intend(self, envelope: mailing.Envelope) -> None:
        """Raises LeaseIsOver, and JournalBroken."""
        if self.is_fenced or clock.running_seconds() > self.until[envelope.seq]:
            raise LeaseIsOver
        self._journal.intend(envelope)

    def settle(self, outcome: mailing.Outcome) -> None:
        """Kept even where the journal fails."""
        self.note(outcome)
        self._journal.settle(outcome)

    def note(self, outcome: mailing.Outcome) -> None:
        """One that never came to the wire needs no journal."""
        self.collected.append(outcome)
        self.until.pop(outcome.seq, None)
        if len(self.collected) >= self._most:
            self._when_full()


class Supply(Iterator[mailing.Envelope]):
    """By receiving site, in turns. It ends when it is stopped, when the pace says wait, and after a long run."""

    def __init__(
        self, book: Book, messages: Messages, pace: mailing.Pace, *, low: int, when_low: Callable[[], object]
    ) -> None:
        self.pace = pace
        self.sites: dict[int, str] = {}  # of what was handed out, by delivery, until it is settled
        self._book, self._messages = book, messages
        self._low, self._when_low = low, when_low
        self._sites: OrderedDict[str, deque[Claimed]] = OrderedDict()
        self._held = 0
        self._left_of_the_run = 0
        self._is_stopped = False

    def __len__(self) -> int:
        return self._held

    def add(self, rows: Iterable[Claimed], *, until: float) -> None:
        """Newly claimed ones, and in which running second the last of them may be begun."""
        for one in rows:
            self._book.until[one.id] = until
            self._sites.setdefault(one.site, deque()).append(one)
            self._held += 1

    def begin_run(self) -> None:
        """Before the wire asks."""
        self._left_of_the_run = MOST_IN_A_RUN

    def stop(self) -> None:
        """Nothing more is handed out."""
        self._is_stopped = True

    def __next__(self) -> mailing.Envelope:
        while not self._is_stopped and self._left_of_the_run and not self._book.is_fenced:
            one = self._pick(clock.now())
            if one is None:
                break
            if self._held < self._low:
                self._when_low()
            if (envelope := self._made(one, clock.now())) is not None:
                self._left_of_the_run -= 1
                self.sites[one.id] = one.site
                return envelope
        raise StopIteration

    def sendings(self) -> set[int]:
        """Those of which something is held."""
        return {one.sending_id for rows in self._sites.values() for one in rows}

    def drop(self, sending_ids: Collection[int] | None = None) -> list[Held]:
        """Let go of these sendings' deliveries, or of all: they are handed out no more."""
        dropped: list[Held] = []
        for site, rows in list(self._sites.items()):
            going = [one for one in rows if sending_ids is None or one.sending_id in sending_ids]
            kept = deque(one for one in rows if sending_ids is not None and one.sending_id not in sending_ids)
            dropped += [(one.id, one.attempt) for one in going]
            if kept:
                self._sites[site] = kept
            else:
                del self._sites[site]
        self._held -= len(dropped)
        for number, _ in dropped:
            self._book.until.pop(number, None)
        return dropped

    def wait(self) -> float:
        """Seconds until the pace lets something out; 0 when it does now, or when nothing is held."""
        now = clock.now().timestamp()
        return min((self.pace.wait(site, now=now) for site in self._sites), default=0.0)

    def _pick(self, now: datetime) -> Claimed | None:
        """The first of the next site that may be written to."""
        moment = now.timestamp()
        for _ in range(len(self._sites)):
            site, rows = next(iter(self._sites.items()))
            self._sites.move_to_end(site)
            if self.pace.take(site, now=moment):
                one = rows.popleft()
                self._held -= 1
                if not rows:
                    del self._sites[site]
                return one
        return None

    def _made(self, one: Claimed, at: datetime) -> mailing.Envelope | None:
        """The whole message, before anything is said to the server; a row that cannot be one stops nobody else's."""
        try:
            return self._messages.envelope(one, at=at)
        except mailing.NeedsUtf8Address:
            why = "failed_eai"
        except mailing.AddressRefused:
            why = "address"
        except mailing.Unfilled:
            why = "unfilled"
        except Exception:  # whatever is wrong with it, it is wrong with this one
            why = "message"
        self._book.note(mailing.NotSent(one.id, one.attempt, why))
        return None
