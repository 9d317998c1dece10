"""One message after another over one connection, in one round trip each.

With PIPELINING (RFC 2920) the body of one message, its final dot and the beginning of the next go out in one write. The rule of
the house stands above that: the book knows of the intent before the bytes that hold a final dot are written, and of the
outcome before anything else happens.
"""

import re
from collections.abc import Iterator
from contextlib import suppress

from standfirst.apps.mailing.gateways.smtp.opening import Offers, Route, open_wire
from standfirst.apps.mailing.gateways.smtp.wire import PATIENCE, Over, Patience, Wire
from standfirst.apps.mailing.gateways.transport import Book
from standfirst.apps.mailing.rules.bulk.outcomes import (
    Accepted,
    Clean,
    Envelope,
    NotSent,
    Outcome,
    Refused,
    Reply,
    Unknown,
    Verb,
)

CLOSING = 421  # RFC 5321 §4.2.1: the server ends the conversation, whatever was asked
GO_ON = 354
_DOT = b".\r\n"
_FIRST = (Verb.MAIL, Verb.RCPT, Verb.DATA)
_AGAIN = (Verb.RSET, *_FIRST)  # after a refusal, which may have left half a transaction
# Neither a command nor a parameter can come in by an address.
_ADDRESS = re.compile(r"[!-;=?-~]{1,256}")


class Session:
    """Made by `open_session`. Used by one task at a time, for as many runs as the server bears."""

    def __init__(self, wire: Wire, offers: Offers, patience: Patience) -> None:
        self._wire, self._offers, self._patience = wire, offers, patience
        self._held: list[Envelope] = []  # taken, and no final dot written
        self._doubtful: tuple[Envelope, int] | None = (
            None  # dot written; how many bytes were written behind it
        )
        self._needs_reset = False
        self._trouble: Exception | None = None  # of the iterator: what is under way is finished first

    async def run(self, envelopes: Iterator[Envelope], book: Book) -> None:
        """Send them all; each one that is taken from the iterator is settled exactly once, whatever happens.

        One is taken ahead while the server thinks. Raises Over when the connection has ended, what `book` raises, and what
        the iterator raises; what was not taken is still in the iterator.
        """
        try:
            await self._run(envelopes, book)
            self._say_what_stopped_the_supply()
        except BaseException as trouble:
            self._settle_the_rest(book, trouble.why if isinstance(trouble, Over) else "stopped")
            raise

    async def quit(self) -> None:
        """Say goodbye; whether it is heard does not matter."""
        with suppress(Over):
            self._wire.write(b"QUIT\r\n")
            await self._wire.reply(within=self._patience.quit)
        self._wire.abort()

    async def _run(self, envelopes: Iterator[Envelope], book: Book) -> None:
        one = self._take(envelopes, book)
        self._write_ahead(one)
        following = self._take(envelopes, book)
        while one is not None:
            if await self._is_open_for(one, book):
                after = await self._hand_over(one, following, envelopes, book)
            else:
                self._write_ahead(following)
                after = self._take(envelopes, book)
            one, following = following, after

    def _take(self, envelopes: Iterator[Envelope], book: Book) -> Envelope | None:
        """The next that can be sent at all."""
        while self._trouble is None:
            try:
                one = next(envelopes)
            except StopIteration:
                return None
            except Exception as trouble:  # it is raised once nothing is in doubt
                self._trouble = trouble
                return None
            fault = fault_of(one)
            if fault is None:
                self._held.append(one)
                return one
            book.settle(NotSent(one.seq, one.attempt, fault))
        return None

    def _say_what_stopped_the_supply(self) -> None:
        if self._trouble is not None:
            raise self._trouble

    def _verbs(self) -> tuple[Verb, ...]:
        return _AGAIN if self._needs_reset else _FIRST

    def _line(self, verb: Verb, one: Envelope) -> str:
        if verb is Verb.MAIL:
            size = f" SIZE={len(one.data)}" if self._offers.size else ""
            return f"MAIL FROM:<{one.sender}>{size}\r\n"
        return f"RCPT TO:<{one.recipient}>\r\n" if verb is Verb.RCPT else f"{verb}\r\n"

    def _ahead(self, one: Envelope | None) -> bytes:
        """What may go out before what went before it is answered."""
        if one is None or not self._offers.pipelining:
            return b""
        return "".join([self._line(verb, one) for verb in self._verbs()]).encode()

    def _write_ahead(self, one: Envelope | None) -> None:
        if ahead := self._ahead(one):
            self._wire.write(ahead)

    async def _is_open_for(self, one: Envelope, book: Book) -> bool:
        """Whether the server waits for this message. If not, that is settled, and every answer to its beginning is read."""
        is_refused = False
        for verb in self._verbs():
            if not self._offers.pipelining:
                self._wire.write(self._line(verb, one).encode())
            reply = await self._wire.reply(within=self._patience.of(verb))
            if is_refused:
                _check_that_nothing_is_awaited(verb, reply)
            elif not _is_expected(verb, reply):
                self._refuse(one, verb, reply, book)
                is_refused = True
                if not self._offers.pipelining:
                    break
            if reply.code == CLOSING:
                raise Over("closing", reply)
        self._needs_reset = is_refused
        return not is_refused

    def _refuse(self, one: Envelope, verb: Verb, reply: Reply, book: Book) -> None:
        if verb is Verb.RSET:
            raise Over("astray", reply)
        self._held.remove(one)
        book.settle(Refused(one.seq, one.attempt, reply.code, reply.text, verb))

    async def _hand_over(
        self, one: Envelope, following: Envelope | None, envelopes: Iterator[Envelope], book: Book
    ) -> Envelope | None:
        """Body, dot and the beginning of the following in one write; the one after that, taken while the server thinks."""
        ahead = self._ahead(following)
        book.intend(one)
        self._held.remove(one)
        self._doubtful = one, len(ahead)
        try:
            self._wire.write(stuffed(one.data) + _DOT + ahead)
        except Over:  # it had ended before
            self._held.append(one)
            self._doubtful = None
            raise
        after = self._take(envelopes, book)
        reply = await self._wire.reply(within=self._patience.dot)
        if reply.code < 400 and not reply.is_yes:
            raise Over("garbled", reply)
        self._doubtful = None
        book.settle(_outcome(one, reply))
        if reply.code == CLOSING:
            raise Over("closing", reply)
        return after

    def _settle_the_rest(self, book: Book, why: str) -> None:
        """The connection is closed first: what is known to be unsent now will never be sent."""
        unsent = self._wire.unsent()
        self._wire.abort()
        rest: list[Outcome] = []
        if self._doubtful is not None:
            one, behind = self._doubtful
            rest.append((NotSent if unsent > behind else Unknown)(one.seq, one.attempt, why))
        rest += [NotSent(one.seq, one.attempt, why) for one in self._held]
        self._doubtful, self._held = None, []
        for outcome in rest:
            with suppress(
                Exception
            ):  # what is raised first is raised to the caller; the book keeps the outcome
                book.settle(outcome)


async def open_session(route: Route, patience: Patience = PATIENCE) -> Session:
    """Raises Unreachable."""
    wire, offers = await open_wire(route, patience)
    return Session(wire, offers, patience)


def fault_of(one: Envelope) -> str | None:
    """Why this can be sent to no server, in a word: addresses that are none, a message with bare line ends or without an end."""
    if not (one.recipient + one.sender).isascii():
        return "failed_eai"
    if not _ADDRESS.fullmatch(one.recipient) or (one.sender and not _ADDRESS.fullmatch(one.sender)):
        return "address"
    if isinstance(one.data, Clean):
        return None
    ends = one.data.count(b"\r\n")
    is_whole = one.data.endswith(b"\r\n") and ends == one.data.count(b"\n") == one.data.count(b"\r")
    return None if is_whole and b"\r\n\r\n" in one.data else "message"


def stuffed(data: bytes) -> bytes:
    """A line that begins with a dot begins with two (RFC 5321 §4.5.2)."""
    if isinstance(data, Clean):
        return data
    begun = b"." + data if data.startswith(b".") else data
    return begun.replace(b"\r\n.", b"\r\n..") if b"\r\n." in begun else begun


def _is_expected(verb: Verb, reply: Reply) -> bool:
    return reply.code == GO_ON if verb is Verb.DATA else reply.is_yes


def _check_that_nothing_is_awaited(verb: Verb, reply: Reply) -> None:
    """A server may wait for the message though it has refused its only recipient (RFC 2920 §3.1). A lone dot could make it
    deliver an empty one; the connection is closed instead."""
    if verb is Verb.DATA and reply.code == GO_ON:
        raise Over("astray", reply)


def _outcome(one: Envelope, reply: Reply) -> Accepted | Refused:
    if reply.is_yes:
        return Accepted(one.seq, one.attempt, reply.code, reply.text)
    return Refused(one.seq, one.attempt, reply.code, reply.text, Verb.DOT)
