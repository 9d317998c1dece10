"""A publication for a module of tests, an interview that is live, and somebody who asks."""

from datetime import datetime

import pytest

from standfirst.apps.accounts.models import User
from standfirst.apps.live.models import Room
from tests.apps.live.interviewing import a_room, an_asker
from tests.lasting import publication
from tests.publication import Publication

__all__ = ["publication"]


@pytest.fixture
def room(publication: Publication, db: None, now: datetime) -> Room:
    """Of an interview that is live."""
    return a_room(now)


@pytest.fixture
def asker(publication: Publication, db: None, now: datetime) -> User:
    """A subscriber."""
    return an_asker("tess", now=now)


@pytest.fixture
def other(publication: Publication, db: None, now: datetime) -> User:
    """Another one."""
    return an_asker("omar", now=now)
