"""A publication for a module of tests, and somebody who moderates."""

from datetime import datetime

import pytest

from standfirst.apps.accounts.models import User
from standfirst.apps.comments.models import Comment, Conversation, Thread
from standfirst.apps.editorial import api as editorial
from standfirst.core import clock
from tests.apps.comments.talking import a_talker, article_of
from tests.lasting import publication
from tests.publication import Publication

__all__ = ["publication"]


@pytest.fixture
def now() -> datetime:
    """Within the days in which the publication's articles are recent."""
    return clock.now()


@pytest.fixture
def article(publication: Publication, db: None) -> editorial.ArticleCard:
    """One that everybody may read."""
    return article_of(publication)


@pytest.fixture
def talker(publication: Publication, db: None, now: datetime) -> User:
    """A subscriber who may take part, and whose comments go out at once."""
    Conversation.objects.update(first_comments=0)
    return a_talker("tess", now=now)


@pytest.fixture
def moderator(publication: Publication, db: None) -> User:
    """Who decides."""
    return publication.reader("moderator")


@pytest.fixture(autouse=True)
def nothing_said(request: pytest.FixtureRequest) -> None:
    """What the publication's own subscriber has said is no part of these tests."""
    if "publication" in request.fixturenames:
        request.getfixturevalue("db")
        Comment.objects.all().delete()
        Thread.objects.all().delete()
