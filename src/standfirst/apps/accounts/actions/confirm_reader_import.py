"""What was looked through is brought in after a yes, or forgotten."""

from datetime import datetime, timedelta

from standfirst.apps.accounts.models import ReaderImport, ReaderImportRow
from standfirst.apps.accounts.queries.reader_imports import progress_of
from standfirst.apps.audit import api as audit
from standfirst.core import jobs

KEPT_FOR = timedelta(days=30)


def confirm_reader_import(
    *, import_id: int, because: str, writes: bool, by_id: int, job: str, now: datetime
) -> bool:
    """Ring `job` for the table; whether it waited for a yes. Part of the caller's transaction."""
    waiting = ReaderImport.objects.filter(pk=import_id, state=ReaderImport.State.CHECKED, forgotten_at=None)
    running = ReaderImport.State.RUNNING
    if not waiting.update(state=running, because=because, writes=writes, confirmed_at=now):
        return False
    table = ReaderImport.objects.get(pk=import_id)
    jobs.enqueue_after_commit(job, import_id=import_id)
    lines = progress_of(table).lines
    audit.record(
        action="accounts.import_readers",
        actor_id=by_id,
        actor="the desk",
        about=table.about,
        reason=because,
        details={"lines": lines, "writes": writes},
        now=now,
    )
    return True


def drop_reader_import(*, import_id: int) -> bool:
    """Forget a table that nobody has confirmed; whether there was one. Part of the caller's transaction."""
    states = [ReaderImport.State.SENT, ReaderImport.State.CHECKED]
    return bool(ReaderImport.objects.filter(pk=import_id, state__in=states).delete()[0])


def finish_reader_import(*, import_id: int, now: datetime) -> bool:
    """Every line is done; whether this call was the one that says so. Part of the caller's transaction."""
    table = ReaderImport.objects.select_for_update().get(pk=import_id)
    if table.state != ReaderImport.State.RUNNING or table.rows.filter(fortune="").exists():
        return False
    table.state, table.done_at, table.counts = ReaderImport.State.DONE, now, progress_of(table).done
    table.save(update_fields=["state", "done_at", "counts"])
    audit.record(
        action="accounts.readers_imported",
        actor_id=None,
        actor="the house",
        about=table.about,
        details=dict(table.counts),
        now=now,
    )
    return True


def forget_reader_imports(*, now: datetime) -> int:
    """Lines of thirty days ago; the counts stay. How many lines there were."""
    old = ReaderImport.objects.filter(made_at__lte=now - KEPT_FOR, forgotten_at=None)
    old = old.exclude(state=ReaderImport.State.RUNNING)
    forgotten = ReaderImportRow.objects.filter(table__in=old).delete()[0]
    old.update(forgotten_at=now, data=None)
    return forgotten
