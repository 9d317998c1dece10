"""A table of readers is read and looked through; nothing else happens before somebody confirms it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from itertools import islice

from django.utils import timezone

from standfirst.apps.accounts.models import Fortune, ReaderImport, ReaderImportRow
from standfirst.apps.accounts.queries.reader_imports import fortune_of, look_up
from standfirst.apps.accounts.rules.reader_import import Row, read_table
from standfirst.core.db import transaction

AT_ONCE = 1_000


def check_reader_import(
    *, data: bytes, name: str, plans: Mapping[str, int], by_id: int, now: datetime
) -> ReaderImport:
    """The table with what would come of each line. `plans` are numbers by names in small letters.

    Raises FileRefused; then nothing is kept.
    """
    table = read_table(data)
    with transaction():
        made = ReaderImport.objects.create(name=name[:120], left=list(table.left), by_id=by_id, made_at=now)
        rows = (_row(made, row, plans) for row in table.rows)
        while some := list(islice(rows, AT_ONCE)):
            ReaderImportRow.objects.bulk_create(_looked_up(some, now=now))
    return made


def _looked_up(rows: Sequence[ReaderImportRow], *, now: datetime) -> Iterator[ReaderImportRow]:
    known = look_up([row.email for row in rows], now=now)
    for row in rows:
        row.expected, row.reason = fortune_of(row, known, now=now)
        yield row


def _row(table: ReaderImport, row: Row, plans: Mapping[str, int]) -> ReaderImportRow:
    plan_id = plans.get(row.plan.casefold()) if row.plan else None
    fault = row.fault or ("" if plan_id or not row.plan else "There is no such plan.")
    return ReaderImportRow(
        table=table,
        line=row.line,
        email=row.email,
        given_name=row.given_name,
        family_name=row.family_name,
        language=row.language,
        plan=row.plan,
        plan_id=plan_id,
        starts_at=_moment(row.starts_on, time()),
        ends_at=_moment(row.ends_on, time.max),
        expected=Fortune.REFUSED if fault else "",
        reason=fault,
    )


def _moment(day: date | None, clock: time) -> datetime | None:
    """In the publication's own time."""
    return timezone.make_aware(datetime.combine(day, clock)) if day else None
