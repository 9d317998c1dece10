"""Counts for Prometheus: of the front, of the jobs, of this process; nothing of readers."""

import dataclasses
import hmac
import ipaddress
import os
from collections.abc import Iterator
from contextlib import suppress

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    GCCollector,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from standfirst.core.batches import list_failing

HELD_NOW = {"entries", "bytes"}
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_REAL_IP")


def metrics(request: HttpRequest) -> HttpResponse:
    """For those who may see it; for everybody else there is no such page."""
    if not may_see(request):
        raise Http404
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    GCCollector(registry=registry)
    registry.register(House(request.META.get("standfirst.front")))  # type: ignore[arg-type]
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def may_see(request: HttpRequest) -> bool:
    """With METRICS_TOKEN set, whoever holds it; else only this machine, asking directly.

    A proxy on this machine would lend its own address to every visitor, so a forwarded request does not count.
    """
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode())
    return is_loopback(request.META.get("REMOTE_ADDR", "")) and not any(
        name in request.META for name in FORWARDED
    )


def is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


class House:
    """What this process and the database know of themselves at this moment."""

    def __init__(self, front: object | None) -> None:
        self.front = front

    def collect(self) -> Iterator[Metric]:
        yield from of_front(self.front)
        yield from of_jobs()
        yield from of_failing_rows()

    def describe(self) -> list[Metric]:
        return []


def of_front(counters: object | None) -> Iterator[Metric]:
    """Each worker of the front counts for itself, so its process is a label."""
    if not dataclasses.is_dataclass(counters) or isinstance(counters, type):
        return
    for name, value in dataclasses.asdict(counters).items():
        kind = GaugeMetricFamily if name in HELD_NOW else CounterMetricFamily
        family = kind(f"standfirst_front_{name}", f"The front: {name.replace('_', ' ')}.", labels=["pid"])
        family.add_metric([str(os.getpid())], value)
        yield family


def of_jobs() -> Iterator[Metric]:
    family = GaugeMetricFamily("standfirst_jobs", "Jobs by state; done ones are deleted.", labels=["state"])
    up = GaugeMetricFamily("standfirst_database_up", "Whether the database answers.")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY 1")
            for state, count in cursor.fetchall():
                family.add_metric([state], count)
    except DatabaseError:
        up.add_metric([], 0)
    else:
        up.add_metric([], 1)
        yield family
    yield up


def of_failing_rows() -> Iterator[Metric]:
    """Of each job that works through rows; nothing where all were done."""
    family = GaugeMetricFamily(
        "standfirst_failing_rows", "Rows that a job could not do when their turn came last.", labels=["job"]
    )
    with suppress(DatabaseError):
        for found in list_failing():
            family.add_metric([found.job], found.rows)
        yield family
