"""Several sessions to one server, which take from one supply of messages."""

import asyncio
from collections.abc import Iterator

from standfirst.apps.mailing.gateways.smtp.opening import Route
from standfirst.apps.mailing.gateways.smtp.session import Session, open_session
from standfirst.apps.mailing.gateways.smtp.wire import PATIENCE, Over, Patience
from standfirst.apps.mailing.gateways.transport import Book, Transport, Unreachable
from standfirst.apps.mailing.rules.bulk.outcomes import Envelope, NotSent


class Lanes(Transport):
    """`async with Lanes(route) as lanes`: each lane is a session."""

    def __init__(self, route: Route, *, connections: int = 4, patience: Patience = PATIENCE) -> None:
        super().__init__(connections)
        self._route, self._patience = route, patience
        self._sessions: list[Session | None] = [None] * connections

    async def close(self) -> None:
        """Say goodbye."""
        await asyncio.gather(*(session.quit() for session in self._sessions if session is not None))

    async def _run(self, place: int, envelopes: Iterator[Envelope], first: Envelope, book: Book) -> None:
        session = self._sessions[place]
        if session is None:
            try:
                session = await open_session(self._route, self._patience)
            except BaseException as trouble:
                why = trouble.why if isinstance(trouble, Unreachable) else "stopped"
                book.settle(NotSent(first.seq, first.attempt, why))
                raise
        self._sessions[place] = None
        try:
            await session.run(envelopes, book)
        except Over:
            return
        self._sessions[place] = session
