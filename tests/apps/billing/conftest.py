"""A publication and a reader for the tests of billing."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker
from wagtail.models import Site

from standfirst.apps.accounts.api import User
from standfirst.apps.billing.models import BillingSettings
from standfirst.apps.editorial import api as editorial
from tests.apps.membership.subscribing import a_reader
from tests.lasting import undone_at_the_end
from tests.publication import plant_root


@pytest.fixture(scope="module")
def lasting_house(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Opened once for a module, with an account at a bank."""
    with undone_at_the_end(django_db_blocker):
        open_house()
        yield


def open_house() -> None:
    plant_root()
    editorial.open_publication(name="The Example")
    BillingSettings.objects.create(
        site=Site.objects.get(is_default_site=True),
        seller="The Example Ltd\n9 Chart Lane",
        bank_details="The Example Ltd\nDE02 1203 0000 0000 2020 51",
        tax_percent=19,
        tax_number="XX 123",
    )


@pytest.fixture
def house(lasting_house: None, db: None) -> None:
    """The publication; what a test does to it is undone."""


@pytest.fixture
def reader(house: None) -> User:
    return a_reader()
