"""`standfirst doctor`: what is wrong with this installation, one line each, and what to do about it."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

OLDEST_POSTGRESQL = 15_00_00


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `advice` only where it is not well."""

    what: str
    well: bool
    advice: str = ""


def run() -> int:
    """Print the findings; 0 when all is well, else 1."""
    findings = [look() for look in LOOKS]
    for finding in findings:
        print(f"{'ok     ' if finding.well else 'PROBLEM'}  {finding.what}")
        if not finding.well:
            print(f"         {finding.advice}")
    return 0 if all(finding.well for finding in findings) else 1


def python() -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    return Finding(f"Python {found}", sys.version_info >= (3, 11), "Standfirst needs Python 3.11 or newer.")


def data() -> Finding:
    folder = Path(os.environ["DATA"])
    well = os.access(folder if folder.exists() else folder.parent, os.W_OK)
    return Finding(f"data folder {folder}", well, "It cannot be written: change its owner, or set DATA.")


def settings() -> Finding:
    import django  # the environment had to be prepared first
    from django.core.checks import ERROR, run_checks

    django.setup()
    wrong = [problem for problem in run_checks() if problem.level >= ERROR]
    return Finding(
        f"settings of mode {os.environ['STANDFIRST_MODE']}", not wrong, str(wrong[0]) if wrong else ""
    )


def database() -> Finding:
    from django.db import DatabaseError, connection

    try:
        connection.ensure_connection()
    except DatabaseError:
        return Finding("database", False, "It does not answer: check DATABASE_URL and that the server runs.")
    version = connection.connection.info.server_version
    shown = f"PostgreSQL {version // 10_000}.{version % 10_000}"
    return Finding(shown, version >= OLDEST_POSTGRESQL, "Standfirst needs PostgreSQL 15 or newer.")


def migrations() -> Finding:
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        return Finding("migrations", False, "They cannot be read without the database.")
    return Finding(f"migrations ({waiting} waiting)", not waiting, "Run: standfirst migrate")


def audit() -> Finding:
    from django.db import DatabaseError

    from standfirst.apps.audit.api import head_of_chain, verify_chain

    try:
        broken, (number, _) = verify_chain(), head_of_chain()
    except DatabaseError:
        return Finding("audit", False, "It cannot be read without the database and its migrations.")
    what = f"audit ({number} entries)"
    return Finding(what, broken is None, f"Entry {broken} is missing or is not as it was written.")


def legal_texts() -> Finding:
    from django.db import DatabaseError

    from standfirst.apps.editorial.api import missing_legal_texts

    try:
        well = not missing_legal_texts()
    except DatabaseError:
        return Finding("terms and privacy", False, "They cannot be read without the database.")
    advice = "Nobody can make an account: publish both, and choose them at the desk, Settings → Publication."
    return Finding("terms and privacy", well, advice)


def failing_rows() -> Finding:
    from django.db import DatabaseError

    from standfirst.core.batches import list_failing

    try:
        found = list_failing()
    except DatabaseError:
        return Finding(
            "rows that fail", False, "They cannot be read without the database and its migrations."
        )
    told = "; ".join(f"{each.rows} of {each.job} since {each.since:%Y-%m-%d %H:%M} UTC" for each in found)
    advice = (
        f"{told}. The log of the worker names each row and its error; they are tried again by the calendar."
    )
    return Finding(f"rows that fail ({sum(each.rows for each in found)})", not found, advice)


def static_files() -> Finding:
    from django.conf import settings as django_settings

    manifest = Path(django_settings.STATIC_ROOT) / "staticfiles.json"
    return Finding("static files", manifest.exists(), "Run: standfirst collectstatic --no-input")


LOOKS: tuple[Callable[[], Finding], ...] = (
    python,
    data,
    settings,
    database,
    migrations,
    audit,
    legal_texts,
    failing_rows,
    static_files,
)
