"""Many rows, each by itself: one that fails is noted and told of, and the others are done."""

import logging
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from standfirst.conf import doctor
from standfirst.core import batches
from standfirst.core.batches import each, list_failing
from standfirst.core.models import FailedRow
from standfirst.screens.ops.metrics import of_failing_rows

pytestmark = pytest.mark.django_db
JOB = "core.try_out"


def but_not(*bad: int) -> batches.Act:
    def act(row: int) -> int:
        if row in bad:
            raise ValueError("somebody@elsewhere.example")
        return 1

    return act


def test_one_that_fails_does_not_hold_up_the_others(now: datetime) -> None:
    assert each(JOB, [1, 2, 3], but_not(2), now=now) == 2
    note = FailedRow.objects.get()
    assert (note.job, note.row, note.fault, note.times, note.first_at) == (JOB, 2, "ValueError", 1, now)


def test_what_is_done_at_last_is_noted_no_more(now: datetime) -> None:
    later = now + timedelta(minutes=1)
    each(JOB, [1, 2], but_not(1, 2), now=now)
    each(JOB, [1, 2], but_not(2), now=later)
    note = FailedRow.objects.get()
    assert (note.row, note.times, note.first_at, note.last_at) == (2, 2, now, later)
    each(JOB, [], but_not(), now=later)
    assert not FailedRow.objects.exists()


def test_notes_of_other_jobs_stay(now: datetime) -> None:
    each("core.other", [7], but_not(7), now=now)
    each(JOB, [7], but_not(), now=now)
    assert [found.job for found in list_failing()] == ["core.other"]


def test_what_a_failing_row_had_written_is_gone(now: datetime) -> None:
    def act(row: int) -> int:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO core_limitbucket VALUES (%s, now())", [str(row)])
            if row == 2:
                cursor.execute("SELECT 1 / 0")
        return 1

    assert each(JOB, [1, 2, 3], act, now=now) == 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM core_limitbucket WHERE key IN ('1', '2', '3') ORDER BY key")
        assert cursor.fetchall() == [("1",), ("3",)]


def test_a_database_that_has_gone_away_ends_it(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    def act(row: int) -> int:
        raise DatabaseError

    monkeypatch.setattr(connection, "is_usable", lambda: False)
    with pytest.raises(DatabaseError):
        each(JOB, [1], act, now=now)


def test_the_log_names_the_row_and_none_of_its_words(now: datetime, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        each(JOB, [2], but_not(2), now=now)
    (record,) = caplog.records
    assert (record.job, record.row, record.problem) == (JOB, 2, "ValueError")  # type: ignore[attr-defined]
    assert "somebody" not in str(vars(record))


def test_the_doctor_and_the_metrics_tell_of_it(now: datetime) -> None:
    assert doctor.failing_rows().well
    each(JOB, [1, 2], but_not(1, 2), now=now)
    found = doctor.failing_rows()
    assert (found.well, "2 of core.try_out since 2026-11-20 09:00" in found.advice) == (False, True)
    (family,) = of_failing_rows()
    assert [(sample.labels, sample.value) for sample in family.samples] == [({"job": JOB}, 2)]
