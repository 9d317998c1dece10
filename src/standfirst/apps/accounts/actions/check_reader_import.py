"""A table of readers is read and looked through; nothing else happens before somebody confirms it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time

from django.utils import timezone

from standfirst.apps.accounts.models import Fortune, ReaderImport, ReaderImportRow
from standfirst.apps.accounts.queries.reader_imports import fortune_of, look_up
from standfirst.apps.accounts.rules.reader_import import Row, glance_at, read_table
from standfirst.core import jobs
from standfirst.core.db import transaction

AT_ONCE = 1_000  # lines in one transaction
AT_THE_DESK = 2_000  # lines that are looked through while somebody waits; more are the worker's
State = ReaderImport.State
Plans = Mapping[str, int]


def check_reader_import(
    *, data: bytes, name: str, plans: Plans, by_id: int, job: str = "", now: datetime
) -> ReaderImport:
    """The table with what would come of each line. `plans` are numbers by names in small letters.

    A long one is kept, and `job` is rung to look it through. Raises FileRefused; then nothing is kept.
    """
    glance = glance_at(data)
    is_long = bool(job) and glance.rows > AT_THE_DESK
    with transaction():
        made = ReaderImport.objects.create(
            name=name[:120],
            state=State.SENT if is_long else State.CHECKED,
            data=data if is_long else None,
            lines=glance.rows,
            left=list(glance.left),
            by_id=by_id,
            made_at=now,
        )
        if is_long:
            jobs.enqueue_after_commit(job, import_id=made.pk)
        else:
            for some in _batches(read_table(data).rows):
                _write(made.pk, some, plans, now=now)
    return made


def look_through(*, import_id: int, plans: Plans, now: datetime) -> bool:
    """Go on with a long table, so many lines a transaction; whether it now waits for a yes.

    Safe to repeat where it was broken off, and by two at once.
    """
    table = ReaderImport.objects.filter(pk=import_id, state=State.SENT).first()
    if table is None or table.data is None:
        return False
    for some in _batches(read_table(bytes(table.data)).rows):
        with transaction():
            if not _is_sent(import_id):
                return False
            if not ReaderImportRow.objects.filter(table_id=import_id, line=some[0].line).exists():
                _write(import_id, some, plans, now=now)
    with transaction():
        return _is_sent(import_id) and bool(_finish(import_id))


def _batches(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """The same ones whenever the table is read."""
    return (rows[place : place + AT_ONCE] for place in range(0, len(rows), AT_ONCE))


def _is_sent(import_id: int) -> bool:
    """Locked: whoever forgets the table waits, and another worker too."""
    sent = ReaderImport.objects.select_for_update().filter(pk=import_id, state=State.SENT)
    return sent.values_list("pk", flat=True).first() is not None


def _finish(import_id: int) -> int:
    return ReaderImport.objects.filter(pk=import_id).update(state=State.CHECKED, data=None)


def _write(import_id: int, some: Sequence[Row], plans: Plans, *, now: datetime) -> None:
    rows = [_row(import_id, row, plans) for row in some]
    ReaderImportRow.objects.bulk_create(_looked_up(rows, now=now))


def _looked_up(rows: Sequence[ReaderImportRow], *, now: datetime) -> Iterator[ReaderImportRow]:
    known = look_up([row.email for row in rows], now=now)
    for row in rows:
        row.expected, row.reason = fortune_of(row, known, now=now)
        yield row


def _row(import_id: int, row: Row, plans: Plans) -> ReaderImportRow:
    plan_id = plans.get(row.plan.casefold()) if row.plan else None
    fault = row.fault or ("" if plan_id or not row.plan else "There is no such plan.")
    return ReaderImportRow(
        table_id=import_id,
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
