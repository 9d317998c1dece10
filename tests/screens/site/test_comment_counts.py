"""The public counts of removals: whole quarters, what stands, and the same page for everybody."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from standfirst.apps.accounts.models import User
from standfirst.apps.comments import api as comments
from standfirst.core import clock
from standfirst.screens.site import comment_counts
from tests.apps.comments.talking import a_talker, article_of, removed, say
from tests.publication import Publication


@pytest.mark.parametrize(
    ("moment", "months"),
    [
        (datetime(2027, 4, 1, 12, tzinfo=UTC), [(2027, 7), (2027, 4), (2027, 1), (2026, 10), (2026, 7)]),
        (datetime(2027, 12, 31, 12, tzinfo=UTC), [(2028, 1), (2027, 10), (2027, 7), (2027, 4), (2027, 1)]),
        (datetime(2027, 1, 1, 12, tzinfo=UTC), [(2027, 4), (2027, 1), (2026, 10), (2026, 7), (2026, 4)]),
    ],
)
def test_a_quarter_begins_with_its_first_day(moment: datetime, months: list[tuple[int, int]]) -> None:
    edges = comment_counts.edges_before(moment)
    assert [(each.year, each.month) for each in edges] == months
    assert {(each.day, each.hour) for each in edges} == {(1, 0)}


@pytest.fixture
def taken_out(publication: Publication) -> list[comments.Comment]:
    """Two by rule 2 and one by rule 3, now."""
    comments.Conversation.objects.update(first_comments=0)
    now, article = clock.now(), article_of(publication)
    talker, moderator = a_talker("tess", now=now), publication.reader("moderator")
    said = [say(talker, article, f"Moles dig {n} tunnels.", now=now) for n in (1, 2, 3)]
    return [removed(each, moderator, now=now, rule=rule) for each, rule in zip(said, (2, 2, 3), strict=True)]


def test_the_page_counts_what_stands(taken_out: list[comments.Comment]) -> None:
    page = Client().get("/comments/counts/").content.decode()
    assert "This quarter so far: 3" in page
    assert '<rect width="100" height="6"/>' in page
    assert '<rect width="50" height="6"/>' in page


def test_what_an_appeal_brought_back_is_not_counted(
    taken_out: list[comments.Comment], publication: Publication
) -> None:
    now, author = clock.now(), User.objects.get(email="tess@talk.example")
    made = comments.appeal(author=author, comment_id=taken_out[0].pk, text="No.", now=now)
    comments.decide_appeal(
        moderator=publication.reader("editor"), appeal_id=made.pk, upheld=False, reply="Yes.", now=now
    )
    assert comment_counts.quarters(now)[0].total == 2


def test_what_is_removed_now_belongs_to_this_quarter_later(taken_out: list[comments.Comment]) -> None:
    end = comment_counts.quarters(clock.now())[0].ends_at
    with time_machine.travel(end + timedelta(minutes=1), tick=False):
        totals = [quarter.total for quarter in comment_counts.quarters(clock.now())]
    assert totals == [0, 3, 0, 0]


def test_nothing_is_said_of_what_was_removed(taken_out: list[comments.Comment]) -> None:
    page = Client().get("/comments/counts/").content.decode()
    for secret in ("Moles", "Tess", "tess", "argues"):
        assert secret not in page
