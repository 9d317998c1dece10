"""How long the dry run of a table of 50,000 readers takes, and how much memory: `python -m bench.bringing_in`.

Everything is written to a throw-away PostgreSQL. The request reads the table and keeps it; the worker looks it through.
"""

import os
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import psutil

from standfirst.conf import postgres

LINES = 50_000
_MEGABYTE = 1024 * 1024


def main() -> None:
    """Two lines: of the request, and of the worker."""
    with postgres.throw_away() as address:
        os.environ.update(DATABASE_URL=address, DJANGO_SETTINGS_MODULE="standfirst.conf.settings.test")
        os.environ.setdefault("DATA", "/tmp")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        _measure()


def _measure() -> None:
    from standfirst.apps.accounts import api as accounts

    now, plans = datetime.now(UTC), {"everything": 1}
    lines = (
        f"reader{n}@old-house.example,Amal,Karim,fr,everything,2026-01-01,2099-12-31" for n in range(LINES)
    )
    data = "\n".join(["email,given name,family name,language,plan,from,until", *lines]).encode()
    given = {"data": data, "name": "readers.csv", "plans": plans, "by_id": 1, "now": now}
    with _told(f"the request, {LINES:,} lines, {len(data) / _MEGABYTE:.1f} MB"):
        table = accounts.check_reader_import(**given, job="desk.look_through_readers")
    with _told("the worker"):
        accounts.look_through(import_id=table.pk, plans=plans, now=now)
    table.refresh_from_db()
    sys.exit(table.state != "checked" or table.rows.count() != LINES)


@contextmanager
def _told(what: str) -> Iterator[None]:
    before, begun, used = psutil.Process().memory_info().rss, time.perf_counter(), time.process_time()
    yield
    wall, own = time.perf_counter() - begun, time.process_time() - used
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    memory = f"{before / _MEGABYTE:.0f} MB before, at most {most:.0f} MB"
    print(f"{what}: {wall:.1f} s ({own:.1f} s of this process); {memory}", flush=True)


if __name__ == "__main__":
    main()
