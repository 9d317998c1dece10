"""Jobs: rung by name in the caller's transaction, done by `standfirst work`, safe to ring twice."""

import asyncio
import functools
import logging
from collections.abc import Callable, Mapping
from typing import Any

from django.db import close_old_connections
from procrastinate import RetryStrategy, exceptions
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from standfirst.core.db import savepoint

logger = logging.getLogger(__name__)

Work = Callable[..., object]
PATIENCE = RetryStrategy(
    max_attempts=8, exponential_wait=3
)  # 3 s, 9 s, … about an hour and a half at the end
POLL = 5.0  # seconds; the doorbell is NOTIFY, this is the net under it
AGAIN_AFTER = 2.0  # seconds, when the database has gone away


class UnknownJob(LookupError):
    """No job is registered under this name."""


def job(name: str, *, queue: str = "default", priority: int = 0) -> Callable[[Work], Work]:
    """Register what is done when `name` ("app.verb_noun") is rung; a failure is tried again with growing pauses.

    Of the jobs that wait, those with the higher `priority` are done first, whatever their queue.
    """

    def register(work: Work) -> Work:
        app.task(name=name, queue=queue, priority=priority, retry=PATIENCE)(_on_fresh_connections(work))
        return work

    return register


def periodic(name: str, *, cron: str, one_at_a_time: bool = True) -> Callable[[Work], Work]:
    """Register what is done by the calendar (in UTC), never piled up, and one at a time unless said otherwise.

    A sixth field of `cron` are seconds.
    """

    def register(work: Work) -> Work:
        @functools.wraps(work)
        def ring(timestamp: int = 0) -> None:
            _on_fresh_connections(work)()

        lock = name if one_at_a_time else None
        task = app.task(name=name, queue="calendar", lock=lock, queueing_lock=name)(ring)
        app.periodic(cron=cron)(task)
        return work

    return register


def enqueue_after_commit(name: str, **arguments: Any) -> None:
    """Ring a job. The bell is a row of the caller's transaction: it rings if that commits, and only then.

    Raises UnknownJob.
    """
    _bell(name).defer(**arguments)


def enqueue_once(name: str, *, lock: str, **arguments: Any) -> bool:
    """Ring a job unless one with this `lock` is waiting already; tells whether it rang. Raises UnknownJob."""
    try:
        with savepoint():
            _bell(name, queueing_lock=lock).defer(**arguments)
    except exceptions.AlreadyEnqueued:
        return False
    return True


def _bell(name: str, **choices: Any) -> Any:
    try:
        return app.configure_task(name, allow_unknown=False, **choices)
    except exceptions.TaskNotFound:
        raise UnknownJob(f"no job is registered under the name {name}") from None


def _on_fresh_connections(work: Work) -> Work:
    """A worker's thread lives for days: it drops connections that the server has closed."""

    @functools.wraps(work)
    def fresh(**arguments: Any) -> None:
        close_old_connections()
        try:
            work(**arguments)
        finally:
            close_old_connections()

    return fresh


def work_until_stopped(*, name: str, concurrency: int = 2, wait: bool = True) -> None:
    """Do jobs until SIGINT or SIGTERM, and outlive a restart of the database.

    Without `wait`: until none is left. Raises ConnectorException then, where the database is gone.
    """
    while True:
        try:
            with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
                asyncio.run(_work(working, name=name, concurrency=concurrency, wait=wait))
        except exceptions.ConnectorException:
            if not wait:
                raise
            logger.warning("the database is gone, the worker waits", extra={"worker": name})
            asyncio.run(asyncio.sleep(AGAIN_AFTER))
        else:
            return


async def _work(working: Any, *, name: str, concurrency: int, wait: bool) -> None:
    async with working.open_async():
        await working.run_worker_async(
            name=name,
            concurrency=concurrency,
            wait=wait,
            install_signal_handlers=wait,
            fetch_job_polling_interval=POLL,
            shutdown_graceful_timeout=20,
            delete_jobs="successful",
        )


async def ring_stalled_again() -> int:
    """Jobs whose worker has died without a word go back into the queue; returns how many."""
    stalled = list(await app.job_manager.get_stalled_jobs())
    for one in stalled:
        await _ring_again(one)
    return len(stalled)


async def _ring_again(dead: Any) -> None:
    try:
        await app.job_manager.retry_job(dead)
    except (
        exceptions.UniqueViolation
    ):  # the calendar has rung its successor already, which waits for its lock
        await app.job_manager.finish_job(dead, status=Status.FAILED, delete_job=True)


def registered() -> Mapping[str, object]:
    """Every job by name."""
    return dict(app.tasks)
