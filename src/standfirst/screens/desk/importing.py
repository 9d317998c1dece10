"""Readers are brought in line by line: each line is one transaction, so that it can be broken off anywhere and go on."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError

from standfirst.apps.accounts import api as accounts
from standfirst.apps.mailing import api as mailing
from standfirst.apps.membership import api as membership
from standfirst.core import jobs
from standfirst.core.clock import now as moment
from standfirst.core.db import transaction
from standfirst.screens.desk import letters

JOB, LOOKING = "desk.import_readers", "desk.look_through_readers"
AT_ONCE = 200  # lines in one job, so that others have their turn and a worker can stop
LETTER = "desk/emails/brought_in"
_WRITTEN_TO = {accounts.Fortune.MADE, accounts.Fortune.JOINED}


def plans_by_name() -> dict[str, int]:
    """By name and by slug, in small letters."""
    plans = membership.list_plans()
    return {word.casefold(): plan.pk for plan in plans for word in (plan.name, plan.slug)}


def look_through(import_id: int) -> None:
    """What would come of each line of a long table."""
    accounts.look_through(import_id=import_id, plans=plans_by_name(), now=moment())


def bring_in(table: accounts.ReaderImport) -> None:
    """Some of the lines that are left, and a bell for the others; safe to call again, and by two at once."""
    about = letters.about()
    for line in accounts.rows_to_do(table, limit=AT_ONCE):
        bring_in_line(table, line, about=about, now=moment())
    with transaction():
        if accounts.rows_to_do(table, limit=1):
            jobs.enqueue_after_commit(JOB, import_id=table.pk)
        else:
            accounts.finish_reader_import(import_id=table.pk, now=moment())


def bring_in_line(table: accounts.ReaderImport, line: int, *, about: dict[str, Any], now: datetime) -> None:
    """Another door may make the same account at the same moment: then the line joins it."""
    for _ in range(2):
        try:
            with transaction():
                _bring_in(table, line, about=about, now=now)
        except IntegrityError:
            continue
        return
    with transaction():
        if row := accounts.lock_row(import_id=table.pk, line=line):
            refused = accounts.Fortune.REFUSED
            accounts.note_fortune(row, refused, reason="It could not be written.", reader=None, now=now)


def _bring_in(table: accounts.ReaderImport, line: int, *, about: dict[str, Any], now: datetime) -> None:
    row = accounts.lock_row(import_id=table.pk, line=line)
    if row is None:
        return
    done = accounts.import_reader(row, now=now)
    fortune, reason = done.fortune, done.reason
    if done.plan_id is not None and not _open(table, done, now=now):
        reason = "The reader has this time already."
        fortune = accounts.Fortune.SAME if fortune == accounts.Fortune.JOINED else fortune
    accounts.note_fortune(row, fortune, reason=reason, reader=done.reader, now=now)
    if table.writes and fortune in _WRITTEN_TO and done.reader is not None:
        context = {**about, "opens": done.plan_id is not None, "address": done.reader.email}
        mailing.post(to=done.reader.email, template=LETTER, context=context, now=now)


def _open(table: accounts.ReaderImport, done: accounts.Imported, *, now: datetime) -> bool:
    if done.reader is None or done.plan_id is None:
        return False
    free = membership.FreeTime(done.reader.pk, done.plan_id, done.starts_at or now, done.ends_at)
    by = membership.actors.desk(table.by_id)
    return membership.bring_in(free, because=table.because, by=by, now=now) is not None
