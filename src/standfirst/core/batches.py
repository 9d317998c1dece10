"""Work through many rows: each by itself, so that one that fails does not hold up the others.

What failed is kept as a note until it is done, or until its turn does not come any more; `standfirst doctor` and the
metrics tell of the notes.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from traceback import extract_tb

from django.db import connection
from django.db.models import Count, F, Min

from standfirst.core.models import FailedRow

log = logging.getLogger(__name__)
Act = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Failing:
    """How many rows of a job fail, and since when."""

    job: str
    rows: int
    since: datetime


def each(job: str, rows: Iterable[int], act: Act, *, now: datetime) -> int:
    """Let `act` do every row, in a transaction of its own; the sum of what it says.

    `job` is "app.verb_noun". An act that raises is noted and logged, without its words: they may hold an address. Raises
    only where the database has gone away.
    """
    before = set(FailedRow.objects.filter(job=job).values_list("row", flat=True))
    done, failed = 0, set()
    for row in rows:
        try:
            done += act(row)
        except Exception as problem:
            if not connection.is_usable():
                raise
            failed.add(row)
            _note(job, row, problem, now=now)
    if over := before - failed:
        FailedRow.objects.filter(job=job, row__in=over).delete()
    return done


def list_failing() -> list[Failing]:
    """The jobs of which rows fail, by name."""
    found = FailedRow.objects.values("job").annotate(rows=Count("pk"), since=Min("first_at")).order_by("job")
    return [Failing(**row) for row in found]


def _note(job: str, row: int, problem: Exception, *, now: datetime) -> None:
    fault = type(problem).__name__
    log.error("a row fails", extra={"job": job, "row": row, "problem": fault, "place": _place_of(problem)})
    note, is_new = FailedRow.objects.get_or_create(
        job=job, row=row, defaults={"fault": fault[:80], "first_at": now, "last_at": now}
    )
    if not is_new:
        FailedRow.objects.filter(pk=note.pk).update(times=F("times") + 1, last_at=now, fault=fault[:80])


def _place_of(problem: Exception) -> str:
    """The innermost line of the house's own code."""
    frames = [frame for frame in extract_tb(problem.__traceback__) if "standfirst" in frame.filename]
    return f"{frames[-1].name}:{frames[-1].lineno}" if frames else ""
