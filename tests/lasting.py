"""Data that last for a module of tests; what a test does to them is undone."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from standfirst.core import clock
from tests.publication import Publication, make_publication


@contextmanager
def undone_at_the_end(blocker: DjangoDbBlocker) -> Iterator[None]:
    """A transaction around a whole module, in the tests' database, seen by this process alone."""
    with blocker.unblock(), transaction.atomic():
        # As Django's own TestCase does: the application may open its own transactions inside.
        transaction.get_connection().atomic_blocks[-1]._from_testcase = True
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def publication(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Publication]:
    """A small publication."""
    with undone_at_the_end(django_db_blocker):
        yield make_publication(clock.now())
