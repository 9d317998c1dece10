"""Health for machines: alive without a database, ready only with everything."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from standfirst.screens.ops import health


def refuse(*_: Any) -> Any:
    raise OperationalError("connection to 10.1.2.3 as postgres refused")


def test_alive_asks_nothing_of_the_database(client: Client) -> None:
    """Without the database mark of pytest-django any query would fail here."""
    answer = client.get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_ready_when_everything_is(client: Client) -> None:
    answer = client.get("/health/ready")
    assert answer.json() == {"status": "ok", "database": "ok", "bus": "ok", "migrations": "ok"}
    assert answer.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ("database", {"database": "unreachable", "bus": "unknown", "migrations": "unknown"}),
        ("bus", {"database": "ok", "bus": "unreachable", "migrations": "ok"}),
        ("migrations", {"database": "ok", "bus": "ok", "migrations": "unreachable"}),
    ],
)
def test_what_is_missing_is_named_without_its_secrets(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch, broken: str, told: dict[str, str]
) -> None:
    monkeypatch.setattr(health, broken, refuse)
    answer = health.ready(rf.get("/health/ready"))
    assert answer.status_code == 503
    assert b"10.1.2.3" not in answer.content
    for name, verdict in told.items():
        assert f'"{name}": "{verdict}"'.encode() in answer.content


@pytest.mark.django_db
def test_a_waiting_migration_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_applied", set())
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    assert health.migrations() == "1 waiting"


@pytest.mark.django_db
def test_a_yes_about_migrations_is_remembered() -> None:
    health.migrations()
    with CaptureQueriesContext(connection) as queries:
        assert health.migrations() == "ok"
    assert len(queries) == 0


def test_a_bus_elsewhere_that_does_not_answer(settings: Any, unused_port: Callable[[], int]) -> None:
    pytest.importorskip("redis", reason="pip install standfirst[redis]")
    settings.BUS_URL = f"redis://127.0.0.1:{unused_port()}/0"
    assert health.bus() == "unreachable"
