"""A small publication that lasts for a module; what a test does to it is undone."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from standfirst.core import clock
from tests.publication import Publication, make_publication


@pytest.fixture(scope="module")
def publication(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Publication]:
    """In the tests' database, seen by this process alone."""
    with django_db_blocker.unblock(), transaction.atomic():
        # As Django's own TestCase does: the application may open its own transactions inside.
        transaction.get_connection().atomic_blocks[-1]._from_testcase = True
        yield make_publication(clock.now())
        transaction.set_rollback(True)
