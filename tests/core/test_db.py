"""Reads that many requests send are prepared, and a migration under them is no trouble."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import NotSupportedError, connection

from standfirst.conf.front import conninfo
from standfirst.core import db
from standfirst.core.db import rows_of, transaction

pytestmark = pytest.mark.django_db(transaction=True)
TOLD = "SELECT words FROM told_words WHERE id = %(number)s"
OFTEN = 8  # more often than it takes to be prepared


@pytest.fixture(autouse=True)
def told_words() -> Iterator[None]:
    run("CREATE TABLE told_words (id int PRIMARY KEY, words varchar(20) NOT NULL)")
    run("INSERT INTO told_words VALUES (1, 'one'), (2, 'two')")
    yield
    run("DROP TABLE told_words")


def run(statement: str) -> None:
    """In another connection, as a migration runs."""
    with psycopg.connect(conninfo(), autocommit=True) as other:
        other.execute(statement)  # type: ignore[call-overload]


def read_often() -> None:
    for _ in range(OFTEN):
        assert rows_of(TOLD, {"number": 2}) == [("two",)]


def widened_while_prepared() -> None:
    read_often()
    run("ALTER TABLE told_words ALTER COLUMN words TYPE varchar(40)")


def prepared() -> int:
    """How many statements about these words this connection has prepared."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%FROM told_words%'")
        found: int = cursor.fetchone()[0]
    return found


def test_what_is_read_often_is_prepared_once() -> None:
    rows_of(TOLD, {"number": 1})
    assert prepared() == 0
    read_often()
    assert prepared() == 1
    assert rows_of(TOLD, {"number": 1}) == [("one",)]


def test_a_column_that_a_migration_has_changed_is_read_on() -> None:
    widened_while_prepared()
    read_often()


def test_twin_without_a_new_connection_it_could_not_be_read() -> None:
    widened_while_prepared()
    for _ in range(2):
        with pytest.raises(NotSupportedError):
            db._rows(TOLD, {"number": 2})


def test_in_a_transaction_it_is_refused_once() -> None:
    widened_while_prepared()
    with pytest.raises(NotSupportedError), transaction():
        rows_of(TOLD, {"number": 2})
    with transaction():
        assert rows_of(TOLD, {"number": 2}) == [("two",)]
