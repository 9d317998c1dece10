"""The erasure of a person, across everything that knows them: billing, the accounts, their sessions, every front."""

import logging
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from standfirst.apps.accounts import api as accounts
from standfirst.apps.billing import api as billing
from standfirst.apps.comments import api as comments
from standfirst.apps.membership import api as membership
from standfirst.core.db import transaction

log = logging.getLogger(__name__)
_PARTS = 3


def erase(*, reader_id: int, now: datetime) -> bool:
    """Whether there was somebody to erase. Broken off anywhere, it goes on when it is called again.

    Raises billing.Unreachable when a payment provider does not answer.
    """
    reader = accounts.find_reader(reader_id=reader_id)
    if reader is None or reader.erased_at is not None:
        return False
    billing.forget_reader(reader_id=reader_id, now=now)
    addresses = {tenure.address for tenure in accounts.person_of(reader).tenures}
    keys = list(_session_keys(reader_id, addresses))
    with transaction():
        comments.forget_author(reader_id=reader_id, now=now)
        erased = accounts.erase_account(reader_id=reader_id, session_keys=keys, now=now)
        membership.announce_standing(reader_id=reader_id)
    return erased


def erase_due(*, now: datetime) -> int:
    """Everybody whose time to come back is over; who cannot be erased now does not hold up the others."""
    erased = 0
    for reader_id in accounts.list_to_erase(now=now):
        try:
            erased += erase(reader_id=reader_id, now=now)
        except Exception as problem:  # its words may hold the address
            log.error("an erasure waits", extra={"reader": reader_id, "problem": type(problem).__name__})  # noqa: TRY400
    return erased


def write_ledger(path: Path) -> int:
    """Put into a file outside the database what it does not say yet about erasures; how many lines.

    A database that is restored has forgotten whom it forgot; the file has not. Each line is two keyed hashes and the
    moment. Lines are only ever added.
    """
    known = {reader for reader, _, _ in read_ledger(path)}
    new = [row for row in accounts.ledger_of_erasures() if row[0] not in known]
    if not new:
        return 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="ascii") as file:
        file.writelines(f"{reader} {address} {at.isoformat()}\n" for reader, address, at in new)
        file.flush()
        os.fsync(file.fileno())
    return len(new)


def read_ledger(path: Path) -> Iterator[tuple[str, str, datetime]]:
    """The lines of such a file; one that was cut off by a crash is passed over, and written again."""
    if not path.exists():
        return
    for line in path.read_text(encoding="ascii").splitlines():
        parts = line.split()
        if len(parts) == _PARTS and len(parts[0]) == len(parts[1]) == 64:
            try:
                yield parts[0], parts[1], datetime.fromisoformat(parts[2])
            except ValueError:
                continue


def replay(path: Path, *, now: datetime) -> tuple[int, int]:
    """Erase again whom a restored copy has brought back: how many the file names, and how many were erased now."""
    rows = list(read_ledger(path))
    found = accounts.find_resurrected({reader for reader, _, _ in [*rows, *accounts.ledger_of_erasures()]})
    erased = sum(erase(reader_id=reader_id, now=now) for reader_id in found)
    with transaction():
        accounts.remember_erasures(rows)
    return len(rows), erased


def _session_keys(reader_id: int, addresses: set[str]) -> Iterator[str]:
    """Every session that knows the reader: theirs, and those in which one of their addresses was typed."""
    yield from UserSession.objects.filter(user_id=reader_id).values_list("session_key", flat=True)
    for session in Session.objects.iterator(chunk_size=500):
        held = session.get_decoded()
        if held.get("_auth_user_id") == str(reader_id) or any(address in str(held) for address in addresses):
            yield session.session_key
