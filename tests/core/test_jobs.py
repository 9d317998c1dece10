"""Jobs: rung with the transaction, done by a real worker, rung again when its worker died."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from procrastinate.exceptions import ConnectorException

from standfirst.core import jobs

pytestmark = pytest.mark.django_db(transaction=True)
done: list[object] = []


@jobs.job("tests.note_number")
def note_number(*, number: int) -> None:
    done.append(number)


@pytest.fixture(autouse=True)
def _quiet(transactional_db: None) -> None:
    done.clear()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def waiting() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_a_job_is_done_by_the_worker() -> None:
    jobs.enqueue_after_commit("tests.note_number", number=7)
    jobs.work_until_stopped(name="test", wait=False)
    assert done == [7]
    assert "tests.note_number" not in waiting(), "the calendar may have rung its own meanwhile"


def test_a_worker_that_is_not_to_wait_says_that_the_database_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    async def gone(*_: object, **__: object) -> None:
        raise ConnectorException

    monkeypatch.setattr(jobs, "_work", gone)
    with pytest.raises(ConnectorException):
        jobs.work_until_stopped(name="test", wait=False)


def test_a_job_rings_only_if_the_transaction_commits() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        jobs.enqueue_after_commit("tests.note_number", number=1 // 0 or 1)
    with transaction.atomic():
        jobs.enqueue_after_commit("tests.note_number", number=1)
        transaction.set_rollback(True)
    assert waiting() == []


def test_an_unknown_name_is_refused_where_it_is_rung() -> None:
    with pytest.raises(jobs.UnknownJob, match=r"tests\.nobody"):
        jobs.enqueue_after_commit("tests.nobody")


def test_a_lock_keeps_the_bell_from_piling_up() -> None:
    with transaction.atomic():
        assert jobs.enqueue_once("tests.note_number", lock="one", number=1)
        assert not jobs.enqueue_once("tests.note_number", lock="one", number=2)
        assert jobs.enqueue_once("tests.note_number", lock="two", number=3)
    assert waiting() == ["tests.note_number", "tests.note_number"]


def test_a_job_whose_worker_died_is_rung_again() -> None:
    jobs.enqueue_after_commit("tests.note_number", number=7)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id"
        )
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", cursor.fetchone())
    call("core.retry_stalled")
    assert waiting() == ["tests.note_number"]


def test_a_calendar_job_whose_worker_died_gives_way_to_its_successor_and_others_are_rescued() -> None:
    died("core.trim_limits", lock="core.trim_limits")
    waits("core.trim_limits", lock="core.trim_limits")
    died("tests.note_number", lock=None)
    call("core.retry_stalled")
    assert sorted(waiting()) == ["core.trim_limits", "tests.note_number"]
    assert in_state("doing") == []


def test_the_rescue_itself_holds_no_lock_that_could_outlive_it() -> None:
    assert jobs.registered()["core.retry_stalled"].lock is None
    assert jobs.registered()["core.trim_limits"].lock == "core.trim_limits"


def waits(name: str, *, lock: str | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, queueing_lock, args, status) "
            "VALUES ('calendar', %s, %s, %s, '{}', 'todo') RETURNING id",
            [name, lock, lock],
        )


def died(name: str, *, lock: str | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id"
        )
        [worker] = cursor.fetchone()
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, queueing_lock, args, status, worker_id) "
            "VALUES ('calendar', %s, %s, %s, '{}', 'doing', %s)",
            [name, lock, lock, worker],
        )


def in_state(status: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs WHERE status = %s", [status])
        return [row[0] for row in cursor.fetchall()]


def call(name: str) -> None:
    from standfirst.core import tasks

    getattr(tasks, name.partition(".")[2])()


@pytest.mark.parametrize("name", ["core.trim_limits", "core.trim_bus", "core.retry_stalled"])
def test_the_calendar_is_registered_and_safe_to_ring_twice(name: str) -> None:
    assert name in jobs.registered()
    call(name)
    call(name)


def test_the_jobs_need_no_migration_of_ours() -> None:
    call_command("migrate", "procrastinate", check_unapplied=True, verbosity=0)
