"""A file outside the database that remembers erasures, and what a restored copy makes of it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from standfirst.apps.accounts import api as accounts
from standfirst.apps.billing import api as billing
from standfirst.apps.membership import api as membership
from standfirst.core.db import transaction
from standfirst.screens.account.erasing import erase

_DIGEST = 64
_AGAIN = "merged before the restore"
_HOUSE = membership.By(None, "the house")


@dataclass(frozen=True, slots=True)
class Replayed:
    """How many erasures the file names, how many were done now, and which accounts could not be merged again."""

    named: int
    erased: int
    left: tuple[int, ...] = ()


def write_ledger(path: Path) -> int:
    """Put into a file outside the database what it does not say yet about erasures; how many lines.

    A database that is restored has forgotten whom it forgot; the file has not. Each line is two keyed hashes and the
    moment, and a third hash for an account that had been merged into another. Lines are only ever added.
    """
    known = {row.reader for row in read_ledger(path)}
    new = [row for row in accounts.ledger_of_erasures() if row.reader not in known]
    if not new:
        return 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="ascii") as file:
        file.writelines(f"{_line(row)}\n" for row in new)
        file.flush()
        os.fsync(file.fileno())
    return len(new)


def read_ledger(path: Path) -> Iterator[accounts.Remembered]:
    """The lines of such a file; one that was cut off by a crash is passed over, and written again."""
    if not path.exists():
        return
    for line in path.read_text(encoding="ascii").splitlines():
        parts = line.split()
        hashes = parts[:2] + parts[3:]
        if len(parts) in {3, 4} and all(len(each) == _DIGEST for each in hashes):
            try:
                yield accounts.Remembered(parts[0], parts[1], datetime.fromisoformat(parts[2]), *parts[3:])
            except ValueError:
                continue


def replay(path: Path, *, now: datetime) -> Replayed:
    """Erase again whom a restored copy has brought back.

    An account that had been merged is merged again first, so that its person keeps what they had; where that cannot be
    done here, it is left as the copy has it.
    """
    rows = list(read_ledger(path))
    every = {row.reader: row for row in [*rows, *accounts.ledger_of_erasures()]}
    here = accounts.find_by_digests({*every, *(row.kept for row in every.values())})
    erased, left = 0, []
    for row in sorted(every.values(), key=lambda row: row.at):
        if (reader_id := here.get(row.reader)) is None or accounts.is_erased(reader_id=reader_id):
            continue
        if row.kept and not _is_merged(
            reader_id, kept_id=here.get(row.kept), forgotten=row.kept in every, now=now
        ):
            left.append(reader_id)
        else:
            erased += erase(reader_id=reader_id, now=now)
    with transaction():
        accounts.remember_erasures(rows)
    return Replayed(len(rows), erased, tuple(left))


def _line(row: accounts.Remembered) -> str:
    return f"{row.reader} {row.address} {row.at.isoformat()} {row.kept}".rstrip()


def _is_merged(reader_id: int, *, kept_id: int | None, forgotten: bool, now: datetime) -> bool:
    """Whether nothing is lost with the account: its person has it in the other one, or was erased there too."""
    gone = accounts.find_reader(reader_id=reader_id)
    kept = accounts.find_reader(reader_id=kept_id) if kept_id is not None else None
    if gone is None or gone.merged_into_id is not None:
        return True
    if kept is None or kept.erased_at is not None:
        return forgotten
    try:
        billing.merge_accounts(kept=kept, gone=gone, because=_AGAIN, by=_HOUSE, tells=False, now=now)
    except billing.CannotMerge:
        return False
    return True
