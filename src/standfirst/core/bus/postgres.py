"""Reading the outbox table in an order in which nothing is passed over.

Identities are given out at the insert but become visible at the commit, so a reader that remembers the greatest
identity loses what a slower transaction commits later. Transactions below `pg_snapshot_xmin` are all finished: up to
there the order (transaction, identity) is final.

A restore or a failover may take both counters back, and a reader that remembered a place would hear nothing until they
reach it again. So each reading also tells the database's present life: the start of its server and the identities of
the database and the table. Where one differs, or the counters lie behind the place, the reader begins anew.
"""

import asyncio
from collections.abc import AsyncIterator, Collection
from typing import Any

import psycopg

from standfirst.core.bus.contracts import BATCH, CHANNEL, START, Batch, BusGone, Message, Position

# Rows beyond the snapshot's upper end come from another life of the database (a restored dump): they are not ours.
_READ = """
    SELECT concat_ws('/', extract(epoch FROM pg_postmaster_start_time()), 'core_busmessage'::regclass::oid,
                     (SELECT oid FROM pg_database WHERE datname = current_database())),
           pg_snapshot_xmin(s)::text::bigint, withheld.one, m.*
    FROM pg_current_snapshot() AS s
    CROSS JOIN LATERAL (
        SELECT NOT %(early)s AND EXISTS (
            SELECT FROM core_busmessage WHERE xid >= pg_snapshot_xmin(s) AND xid < pg_snapshot_xmax(s)
        ) AS one
    ) AS withheld LEFT JOIN LATERAL (
        SELECT xid::text::bigint, id, topic, payload, extract(epoch FROM created_at)::float8,
               xid < pg_snapshot_xmin(s)
        FROM core_busmessage
        WHERE (xid, id) > (%(xid)s::text::xid8, %(id)s)
          AND xid < CASE WHEN %(early)s THEN pg_snapshot_xmax(s) ELSE pg_snapshot_xmin(s) END
          AND (%(topics)s::text[] IS NULL OR topic = ANY(%(topics)s))
          AND (created_at >= to_timestamp(%(since)s) OR xid >= pg_snapshot_xmin(s))
          AND id <> ALL(%(given)s::bigint[])
        ORDER BY xid, id LIMIT %(limit)s
    ) AS m ON true
"""
_WITHHELD_POLL = 0.05  # seconds; the end of somebody else's transaction rings no bell


class PostgresTail:
    """Follows the outbox over a connection of its own, woken by NOTIFY and, as a net, by a poll.

    `early` gives a committed message at once although an older transaction is still open, and so gives up the order
    (never a message, and never one twice); without it one long transaction holds everything behind it back.
    `topics` None means all. What was written before `since` (seconds since 1970) and is final when the tail begins is
    left out. `life` is that of the database to which `after` belongs; None takes whichever is found.
    """

    def __init__(
        self,
        conninfo: str,
        *,
        topics: Collection[str] | None,
        after: Position = START,
        life: str | None = None,
        since: float = 0.0,
        early: bool = False,
        poll: float = 1.0,
        patience: float = 5.0,
    ) -> None:
        self._conninfo = conninfo
        self._topics = None if topics is None else list(topics)
        self._position = after
        self.life = life
        self._since = since
        self._early = early
        self._poll = poll
        self._patience = patience
        self._given: dict[
            int, int
        ] = {}  # identity → transaction of what was given before its order was final

    async def follow(self) -> AsyncIterator[Batch]:
        """Batches for as long as the connection lives. Raises BusGone."""
        try:
            async with await self._connect() as connection:
                while True:
                    batch = await self._read(connection)
                    yield batch
                    if len(batch.messages) < BATCH:
                        await self._wait(connection, self._poll if batch.caught_up else _WITHHELD_POLL)
        except (psycopg.Error, TimeoutError, OSError) as problem:
            raise BusGone from problem

    async def _connect(self) -> psycopg.AsyncConnection[Any]:
        async with asyncio.timeout(self._patience):
            connection = await psycopg.AsyncConnection.connect(self._conninfo, autocommit=True)
            await connection.execute(f"LISTEN {CHANNEL}")
            return connection

    async def _read(self, connection: psycopg.AsyncConnection[Any]) -> Batch:
        async with asyncio.timeout(self._patience):
            cursor = await connection.execute(_READ, self._parameters())
            rows = await cursor.fetchall()
        life, horizon, withheld = rows[0][:3]
        if self._went_back(life, horizon=horizon):
            self.life, self._position, self._given = life, START, {}
            return Batch((), caught_up=False, anew=True)
        self.life = life
        found = [row[3:] for row in rows if row[3] is not None]
        full = len(found) == BATCH
        self._remember(found, horizon=None if full else horizon)
        return Batch(tuple(_message(row) for row in found), caught_up=not full and not withheld)

    def _went_back(self, life: str, *, horizon: int) -> bool:
        """The first open transaction only ever moves on; behind our place it belongs to a past that we have left."""
        return (self.life is not None and life != self.life) or horizon < self._position.xid

    def _parameters(self) -> dict[str, object]:
        return {
            "xid": str(self._position.xid),
            "id": self._position.id,
            "early": self._early,
            "topics": self._topics,
            "since": self._since,
            "given": list(self._given),
            "limit": BATCH,
        }

    def _remember(self, rows: list[tuple[Any, ...]], *, horizon: int | None) -> None:
        """Move on past what is final; `horizon` is the first transaction whose order is still open."""
        for xid, identity, *_, final in rows:
            if final:
                self._position = max(self._position, Position(xid, identity))
            else:
                self._given[identity] = xid
        if horizon is not None:
            self._since = 0.0  # a transaction that is still open may tell later of what it wrote long ago
            self._position = max(self._position, Position(horizon, 0))
            self._given = {identity: xid for identity, xid in self._given.items() if xid >= horizon}

    async def _wait(self, connection: psycopg.AsyncConnection[Any], seconds: float) -> None:
        async for _ in connection.notifies(timeout=seconds, stop_after=1):
            pass


def _message(row: tuple[Any, ...]) -> Message:
    xid, identity, topic, payload, created_at, _ = row
    return Message(Position(xid, identity), topic, payload, created_at)
