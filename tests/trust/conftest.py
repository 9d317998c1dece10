"""A small publication that lasts for a module; what a test does to it is undone."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from standfirst.core import clock
from tests.publication import Publication, make_publication
from tests.trust.site import RealSite, real_site

__all__ = ["real_site"]


@pytest.fixture(scope="module")
def publication(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Publication]:
    """In the tests' database, seen by this process alone."""
    with django_db_blocker.unblock(), transaction.atomic():
        transaction.get_connection().atomic_blocks[-1]._from_testcase = True  # the application may open its own inside
        yield make_publication(clock.now())
        transaction.set_rollback(True)


@pytest.fixture
def kept(publication: Publication, db: None) -> Publication:
    """The publication, left as it was."""
    return publication


@pytest.fixture(scope="module")
def site(real_site: RealSite) -> RealSite:
    """The publication in a database of its own, to be served by real fronts."""
    return real_site
