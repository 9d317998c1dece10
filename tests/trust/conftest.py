"""A small publication: in the tests' database for a module, or in its own with two real fronts for the whole run."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from standfirst.core import clock
from tests.publication import Publication, make_publication
from tests.trust.site import Front, RealSite, furnish

SIGNED_IN = ("registered", "lapsed", "subscriber", "revoked", "editor")


@pytest.fixture(scope="module")
def publication(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Publication]:
    """In the tests' database, seen by this process alone."""
    with django_db_blocker.unblock(), transaction.atomic():
        transaction.get_connection().atomic_blocks[
            -1
        ]._from_testcase = True  # the application may open its own inside
        yield make_publication(clock.now())
        transaction.set_rollback(True)


@pytest.fixture
def kept(publication: Publication, db: None) -> Publication:
    """The publication, left as it was."""
    return publication


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> RealSite:
    """In a database of its own, with real commits."""
    return furnish(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def fronts(site: RealSite) -> Iterator[tuple[Front, Front]]:
    """Two workers before the same database; everybody has signed in."""
    with site.front(CDN_TAGS="1") as one, site.front() as other:
        one.sign_in(site.publication, *SIGNED_IN)
        other.cookies.update(one.cookies)
        yield one, other


@pytest.fixture(scope="module")
def careless_front(site: RealSite) -> Iterator[Front]:
    """A front whose private answers say that everybody may keep them."""
    with site.front(app="tests.trust.careless:app") as front:
        front.sign_in(site.publication, "registered", "lapsed", "subscriber")
        yield front


@pytest.fixture
def acting(site: RealSite, django_db_blocker: DjangoDbBlocker) -> Iterator[Publication]:
    """This test writes into the site's database."""
    with django_db_blocker.unblock(), site.acting() as publication:
        yield publication
