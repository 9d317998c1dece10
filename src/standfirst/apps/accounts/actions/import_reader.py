"""One line of a table of readers: a new account, or one that was there. Part of the caller's transaction."""

from dataclasses import dataclass
from datetime import datetime

from standfirst.apps.accounts.actions.give_default_username import give_default_username
from standfirst.apps.accounts.models import Fortune, ReaderImportRow, User
from standfirst.apps.accounts.queries.reader_imports import fortune_of, look_up
from standfirst.apps.audit import api as audit


@dataclass(frozen=True, slots=True)
class Imported:
    """What has become of a line; `plan_id` says that time to read is to be given, until `ends_at`."""

    reader: User | None
    fortune: Fortune
    reason: str
    plan_id: int | None
    starts_at: datetime | None
    ends_at: datetime | None


def lock_row(*, import_id: int, line: int) -> ReaderImportRow | None:
    """The line, while nothing has become of it; None where somebody else has it or had it."""
    waiting = ReaderImportRow.objects.select_for_update(of=("self",), skip_locked=True)
    return waiting.select_related("table").filter(table_id=import_id, line=line, fortune="").first()


def import_reader(row: ReaderImportRow, *, now: datetime) -> Imported:
    """Names of an account that is there are never changed, and no consent is given for anybody."""
    known = look_up([row.email], now=now)
    fortune, reason = fortune_of(row, known, now=now)
    opens = fortune in {Fortune.MADE, Fortune.JOINED} and row.plan_id is not None and not reason
    reader = known.readers.get(row.email) if fortune != Fortune.REFUSED else None
    if fortune == Fortune.MADE:
        reader = _made(row, now=now)
    return Imported(reader, fortune, reason, row.plan_id if opens else None, row.starts_at, row.ends_at)


def note_fortune(
    row: ReaderImportRow, fortune: Fortune, *, reason: str, reader: User | None, now: datetime
) -> None:
    """Write down what has become of the line."""
    row.fortune, row.reason, row.reader, row.done_at = fortune, reason, reader, now
    row.save(update_fields=["fortune", "reason", "reader", "done_at"])


def _made(row: ReaderImportRow, *, now: datetime) -> User:
    reader = User.objects.create_user(
        row.email,
        first_name=row.given_name,
        last_name=row.family_name,
        language=row.language,
        joined_at=now,
    )
    give_default_username(reader_id=reader.pk, now=now)
    audit.record(
        action="accounts.import",
        actor_id=row.table.by_id,
        actor="the desk",
        about=f"reader:{reader.pk}",
        reason=row.table.because,
        details={"import": row.table_id, "line": row.line},
        now=now,
    )
    return reader
