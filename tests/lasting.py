"""Data that last for a module of tests; what a test does to them is undone."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker
from wagtail.models import Site

from tests import stock
from tests.publication import Publication


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens within is seen by this process alone, and is gone afterwards."""
    with transaction.atomic():
        # As Django's own TestCase does: the application may open its own transactions inside.
        transaction.get_connection().atomic_blocks[-1]._from_testcase = True
        yield
        transaction.set_rollback(True)


@contextmanager
def undone_at_the_end(blocker: DjangoDbBlocker) -> Iterator[None]:
    """A transaction around a whole module, in the tests' database. What Wagtail remembers of its sites goes with them."""
    with blocker.unblock(), undone():
        Site.clear_site_root_paths_cache()
        yield
    Site.clear_site_root_paths_cache()


@pytest.fixture(scope="module")
def publication(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Publication]:
    """A small publication, in a database of this worker that nobody commits to."""
    name, made = own_publication(django_db_blocker)
    with django_db_blocker.unblock(), stock.inside(name), undone_at_the_end(django_db_blocker):
        yield made


@cache
def own_publication(blocker: DjangoDbBlocker) -> tuple[str, Publication]:
    """The name of the database, which lasts as long as the worker, and what there is in it."""
    with blocker.unblock():
        template, made = stock.published()
    name = f"published_{os.getpid()}"
    stock.copy(template, name)
    return name, made
