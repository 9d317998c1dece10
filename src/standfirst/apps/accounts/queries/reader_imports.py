"""Reads about readers who are brought in: what would come of a line, how far it has gone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from standfirst.apps.accounts.models import (
    AddressChange,
    Erasure,
    Fortune,
    ReaderImport,
    ReaderImportRow,
    User,
)
from standfirst.apps.accounts.queries.closing import digests_of_addresses
from standfirst.apps.mailing import api as mailing


@dataclass(frozen=True, slots=True)
class Known:
    """What the house knows of some addresses. `held` can still be taken back by their reader of before."""

    readers: dict[str, User]
    held: frozenset[str]
    erased: frozenset[str]


@dataclass(frozen=True, slots=True)
class Progress:
    """How many lines were expected to become what, and how many have."""

    expected: dict[str, int]
    done: dict[str, int]

    @property
    def lines(self) -> int:
        return sum(self.expected.values())

    @property
    def finished(self) -> int:
        return sum(self.done.values())

    @property
    def percent(self) -> int:
        return percent(self.finished, self.lines)


def percent(done: int, whole: int) -> int:
    """How much of it; nothing to do is done."""
    return 100 * done // whole if whole else 100


def look_up(addresses: Sequence[str], *, now: datetime) -> Known:
    """In three questions, however many addresses there are."""
    held = AddressChange.objects.filter(old__in=addresses, undone_at=None, undo_until__gt=now)
    digests = {digest: address for address, digest in digests_of_addresses(addresses).items()}
    erased = Erasure.objects.filter(address_digest__in=digests).values_list("address_digest", flat=True)
    return Known(
        {reader.email: reader for reader in User.objects.filter(email__in=addresses)},
        frozenset(held.values_list("old", flat=True)),
        frozenset(digests[digest] for digest in erased),
    )


def fortune_of(row: ReaderImportRow, known: Known, *, now: datetime) -> tuple[Fortune, str]:
    """What comes of a line that can be read, and why it is refused where it is."""
    if row.expected == Fortune.REFUSED:
        return Fortune.REFUSED, row.reason
    reader = known.readers.get(row.email)
    if fault := fault_of_known(row.email, known):
        return Fortune.REFUSED, fault
    opens = row.plan_id is not None and (row.ends_at is None or row.ends_at > now)
    over = "The time is over, so nothing is opened." if row.plan_id is not None and not opens else ""
    if reader is None:
        return Fortune.MADE, over
    return (Fortune.JOINED, "") if opens else (Fortune.SAME, over)


def fault_of_known(address: str, known: Known) -> str:
    """Why this address is not to be brought in; empty where nothing speaks against it."""
    reader = known.readers.get(address)
    if fault := mailing.fault_of_address(address):
        return fault
    if address in known.erased and reader is None:
        return "This person was erased at their own wish. They can sign up again themselves."
    if reader is None:
        return "This address was changed lately and can still be taken back." if address in known.held else ""
    if not reader.is_active:
        return "This account is closed."
    return "This account is being closed by its reader." if reader.closes_at else ""


def find_import(*, import_id: int) -> ReaderImport | None:
    """The table of this number."""
    return ReaderImport.objects.filter(pk=import_id).defer("data").first()


def list_imports(*, limit: int) -> list[ReaderImport]:
    """The newest first."""
    return list(ReaderImport.objects.defer("data")[:limit])


def progress_of(table: ReaderImport) -> Progress:
    """Counted from the lines; from what was kept of them once they are forgotten."""
    if table.forgotten_at is not None:
        return Progress(dict(table.counts), dict(table.counts))
    return Progress(_counted(table, "expected"), _counted(table, "fortune"))


def rows_to_do(table: ReaderImport, *, limit: int) -> list[int]:
    """Lines of which nothing has become yet, by their numbers."""
    left = ReaderImportRow.objects.filter(table=table, fortune="").order_by("line")
    return list(left.values_list("line", flat=True)[:limit])


def list_rows(table: ReaderImport, *, fortune: str = "", limit: int) -> list[ReaderImportRow]:
    """Lines in their order; of those, that were to become this or have."""
    rows = ReaderImportRow.objects.filter(table=table)
    if fortune:
        rows = rows.filter(Q(fortune=fortune) | Q(fortune="", expected=fortune))
    return list(rows[:limit])


def every_row(table: ReaderImport) -> Iterator[ReaderImportRow]:
    """One after the other."""
    return ReaderImportRow.objects.filter(table=table).iterator(chunk_size=1_000)


def _counted(table: ReaderImport, column: str) -> dict[str, int]:
    found: Iterable[dict[str, int | str]] = (
        ReaderImportRow.objects.filter(table=table)
        .exclude(**{column: ""})
        .order_by()
        .values(column)
        .annotate(number=Count("pk"))
    )
    return {str(each[column]): int(each["number"]) for each in found}
