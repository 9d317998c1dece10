"""A small publication: undone after each module, or in a database of its own with two real fronts for the whole run."""

import os
from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests import stock
from tests.lasting import publication
from tests.publication import Publication
from tests.trust.site import Front, RealSite

__all__ = ["publication"]
SIGNED_IN = ("registered", "lapsed", "subscriber", "revoked", "editor")


@pytest.fixture
def kept(publication: Publication, db: None) -> Publication:
    """The publication, left as it was."""
    return publication


@pytest.fixture(scope="session")
def site(django_db_blocker: DjangoDbBlocker) -> RealSite:
    """In a database of its own, with real commits."""
    with django_db_blocker.unblock():
        template, made = stock.published()
    return RealSite(stock.copy(template, f"trust_{os.getpid()}"), made)


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
