"""Is this process alive, and is it ready for readers?"""

from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

Check = Callable[[], str]
OK = "ok"
_applied: set[str] = set()


def live(request: HttpRequest) -> JsonResponse:
    """Answers as long as the process does; asks nothing of anybody."""
    return JsonResponse({"status": OK})


def ready(request: HttpRequest) -> JsonResponse:
    """200 when readers may come, else 503 and what is missing."""
    found = {"database": _told(database)}
    reachable = found["database"] == OK
    found["bus"] = _told(bus) if reachable or settings.BUS_URL else "unknown"
    found["migrations"] = _told(migrations) if reachable else "unknown"
    whole = all(verdict == OK for verdict in found.values())
    return JsonResponse({"status": OK if whole else "not ready", **found}, status=200 if whole else 503)


def _told(check: Check) -> str:
    """The verdict in a word or two: never the text of an error, which may name hosts and accounts."""
    try:
        return check()
    except (DatabaseError, OSError):
        return "unreachable"


def database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return OK


def bus() -> str:
    if settings.BUS_URL:
        return _valkey()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM core_busmessage LIMIT 1")
    return OK


def _valkey() -> str:
    import redis  # noqa: PLC0415  an extra that only this choice needs

    try:
        with redis.Redis.from_url(settings.BUS_URL, socket_timeout=2, socket_connect_timeout=2) as client:
            client.ping()
    except redis.RedisError:
        return "unreachable"
    return OK


def migrations() -> str:
    """Reading the migrations is slow and they never become unapplied, so a yes is remembered."""
    if OK in _applied:
        return OK
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if waiting:
        return f"{waiting} waiting"
    _applied.add(OK)
    return OK
