"""Metrics: counts only, and only for those who may see them."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import Http404, HttpRequest
from django.test import Client, RequestFactory

from standfirst.screens.ops import metrics

TOKEN = "a token of the tests, long enough"


@dataclass
class Counters:
    hits: int = 41
    entries: int = 7


@pytest.mark.parametrize(
    ("token", "meta", "may"),
    [
        ("", {"REMOTE_ADDR": "127.0.0.1"}, True),
        ("", {"REMOTE_ADDR": "::1"}, True),
        ("", {"REMOTE_ADDR": "203.0.113.7"}, False),
        ("", {"REMOTE_ADDR": ""}, False),
        ("", {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.7"}, False),
        ("", {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=203.0.113.7"}, False),
        (TOKEN, {"REMOTE_ADDR": "127.0.0.1"}, False),
        (TOKEN, {"REMOTE_ADDR": "203.0.113.7", "HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}, True),
        (TOKEN, {"REMOTE_ADDR": "203.0.113.7", "HTTP_AUTHORIZATION": "Bearer wrong"}, False),
        (TOKEN, {"REMOTE_ADDR": "203.0.113.7", "HTTP_AUTHORIZATION": "Bearer "}, False),
    ],
)
def test_who_may_see_them(
    rf: RequestFactory, settings: Any, token: str, meta: dict[str, str], may: bool
) -> None:
    settings.METRICS_TOKEN = token
    assert metrics.may_see(request(rf, **meta)) is may


def request(rf: RequestFactory, **meta: Any) -> HttpRequest:
    made = rf.get("/metrics")
    made.META.update(meta)
    return made


def test_for_others_there_is_no_such_page(rf: RequestFactory) -> None:
    with pytest.raises(Http404):
        metrics.metrics(request(rf, REMOTE_ADDR="203.0.113.7"))


@pytest.mark.django_db
def test_twin_without_the_rule_a_stranger_reads_them(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metrics, "may_see", lambda request: True)
    assert metrics.metrics(request(rf, REMOTE_ADDR="203.0.113.7")).status_code == 200


@pytest.mark.django_db
def test_they_count_the_front_and_the_jobs(client: Client) -> None:
    answer = client.get("/metrics", **{"standfirst.front": Counters()})  # type: ignore[arg-type]
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/plain")
    assert "standfirst_front_hits_total{pid=" in text
    assert "standfirst_front_entries{pid=" in text
    assert "standfirst_database_up 1.0" in text
    assert "process_resident_memory_bytes" in text


def test_without_a_database_they_still_answer(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    def gone() -> Any:
        raise OperationalError

    monkeypatch.setattr("standfirst.screens.ops.metrics.connection", SimpleNamespace(cursor=gone))
    assert b"standfirst_database_up 0.0" in metrics.metrics(rf.get("/metrics")).content
