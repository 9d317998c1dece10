"""The small publication with three newsletters: for everybody, for readers, for subscribers."""

from datetime import datetime, time

import pytest

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


@pytest.fixture
def offered(publication: Publication, db: None) -> dict[str, int]:
    """Their numbers, by the audience."""
    return {
        audience.value: newsletters.set_newsletter(
            FurnishedNewsletter(
                slug=f"the-{audience.value}-letter",
                title=f"The {audience.value} letter",
                blurb=f"What {audience.value} get.",
                weekdays="135",
                at=time(7),
                audience=audience,
            ),
            position=position,
            zone="Europe/Berlin",
        )
        for position, audience in enumerate(Audience)
    }
