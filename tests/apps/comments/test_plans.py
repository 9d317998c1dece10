"""Reading costs the same however long a conversation is: the buffers of the very statements that are sent, by EXPLAIN."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from bench import conversations
from bench.conversations import SCENES, Scene, Talk, cost, least, talks
from standfirst.apps.comments.models import Comment
from standfirst.apps.comments.queries import threads
from tests.apps.comments.talking import article_of
from tests.lasting import undone_at_the_end
from tests.publication import Publication, make_publication

MOST = 1.2
SIZES = (100, 10_000)


@pytest.fixture(scope="module")
def publication(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Publication]:
    """A publication of this module's own, as ten thousand comments are said in it."""
    from standfirst.core import clock

    with undone_at_the_end(django_db_blocker):
        yield make_publication(clock.now())


@pytest.fixture(scope="module")
def made(publication: Publication) -> Iterator[list[Talk]]:
    """A short conversation and a long one."""
    spoken = set(Comment.objects.values_list("thread__article_id", flat=True))
    cards = [
        article_of(publication, name) for name, text in publication.texts.items() if text.state == "live"
    ]
    free = [card for card in cards if card.id not in spoken]
    authors = [
        publication.reader(name).pk for name in ("subscriber", "registered", "editor", "author", "lapsed")
    ]
    with talks(dict(zip(SIZES, free, strict=False)), authors=authors) as filled:
        yield filled


@pytest.fixture(autouse=True)
def nothing_said() -> None:
    """What is said here is for all tests of this module."""


def ratio(scene: Scene, made: list[Talk]) -> float:
    small, large = least(scene, made[0]), cost(scene, made[1])
    assert small.queries == large.queries
    assert min(small.buffers, large.buffers) > 0
    return large.buffers / small.buffers


@pytest.mark.django_db
@pytest.mark.parametrize("name", SCENES)
def test_ten_thousand_comments_are_read_like_a_hundred(name: str, made: list[Talk]) -> None:
    assert ratio(SCENES[name], made) <= MOST


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "dropped"),
    [
        ("a middle page, newest first", ["comments_in_order"]),
        ("replies of the hot comment", ["comments_in_order"]),
        ("first page, most recommended", ["comments_best"]),
        ("what is new", ["comments_new", "comments_to_author"]),
        ("the queue from the tenth on", ["comments_queue"]),
    ],
)
def test_twin_without_its_index_a_reading_costs_more(name: str, dropped: list[str], made: list[Talk]) -> None:
    before = [cost(SCENES[name], talk).buffers for talk in made]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {', '.join(dropped)}")
    after = [cost(SCENES[name], talk).buffers for talk in made]
    assert max(new / old for new, old in zip(after, before, strict=True)) > MOST


@pytest.mark.django_db
def test_twin_with_an_offset_in_place_of_a_mark_a_middle_page_costs_what_is_before_it(
    made: list[Talk],
) -> None:
    def by_offset(talk: Talk) -> list[Any]:
        query = threads._LIST.format(columns="{columns}", after="", order="c.created_at DESC, c.id DESC")
        values = {
            "thread": talk.subject.thread_id,
            "parent": 0,
            "limit": threads.PAGE,
            "half": talk.size // 5,
        }
        return threads._rows(f"{query} OFFSET %(half)s", values)

    assert ratio(by_offset, made) > MOST


@pytest.mark.django_db
def test_what_is_measured_is_what_is_read(made: list[Talk]) -> None:
    for talk in made:
        for name in (
            "first page, newest first",
            "a middle page, newest first",
            "a middle page, most recommended",
        ):
            assert len(SCENES[name](talk).comments) >= threads.PAGE - 1, name  # type: ignore[attr-defined]
        assert len(SCENES["its replies from the middle on"](talk).comments) == threads.MORE_REPLIES  # type: ignore[attr-defined]
        assert len(SCENES["what is new"](talk)) == conversations.NEW  # type: ignore[arg-type]
        assert len(SCENES["moderators' queue"](talk)) == 40  # type: ignore[arg-type]
        assert len(SCENES["the queue from the tenth on"](talk)) == 40  # type: ignore[arg-type]
