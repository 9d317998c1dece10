"""The small publication behind Django's own client, for screens."""

import pytest
from django.test import Client

from tests.lasting import publication
from tests.publication import Publication
from tests.signing_in import enter

__all__ = ["publication"]


@pytest.fixture
def signed_in(publication: Publication) -> "SignedIn":
    """Clients of the cast."""
    return SignedIn(publication)


@pytest.fixture(autouse=True)
def undone(db: None) -> None:
    """What a test does to the database is undone."""


class SignedIn:
    """Gives a client that is signed in as one of the cast."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication

    def __call__(self, name: str) -> Client:
        return enter(Client(), self._publication.reader(name))
