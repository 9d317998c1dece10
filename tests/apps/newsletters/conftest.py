"""The small publication with three newsletters: for everybody, for readers, for subscribers."""

from datetime import datetime, time

import pytest
from pytest_django import DjangoDbBlocker

from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.api import Audience, FurnishedNewsletter
from standfirst.core import clock
from tests.lasting import publication
from tests.publication import Publication

__all__ = ["publication"]


@pytest.fixture
def now() -> datetime:
    """Of this moment, as whole requests read the clock."""
    return clock.now()


@pytest.fixture(scope="module")
def lasting_newsletters(publication: Publication, django_db_blocker: DjangoDbBlocker) -> dict[str, int]:
    """Made once for a module; what lasts with the publication goes with it."""
    with django_db_blocker.unblock():
        return {audience.value: _set(audience, position) for position, audience in enumerate(Audience)}


@pytest.fixture
def offered(lasting_newsletters: dict[str, int], db: None) -> dict[str, int]:
    """Their numbers, by the audience."""
    return dict(lasting_newsletters)


def _set(audience: Audience, position: int) -> int:
    given = FurnishedNewsletter(
        slug=f"the-{audience.value}-letter",
        title=f"The {audience.value} letter",
        blurb=f"What {audience.value} get.",
        weekdays="135",
        at=time(7),
        audience=audience,
    )
    return newsletters.set_newsletter(given, position=position, zone="Europe/Berlin")
