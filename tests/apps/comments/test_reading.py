"""Reading a thread: every comment once, in its order, at the same cost; nothing of what is gone or waits."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from standfirst.apps.accounts.models import User
from standfirst.apps.comments import api as comments
from standfirst.apps.comments.models import Comment
from standfirst.apps.comments.queries.threads import (
    PAGE,
    REPLIES,
    Subject,
    list_context,
    list_replies,
    list_thread,
)
from standfirst.apps.comments.rules.places import Order, read_mark
from standfirst.apps.comments.rules.shapes import Badge, CommentCard, Gone
from standfirst.apps.editorial.api import ArticleCard
from tests.apps.comments.talking import a_talker, approved, mannered, removed, say
from tests.publication import Publication

pytestmark = pytest.mark.django_db
ROOTS = 2 * PAGE + 5


@pytest.fixture
def thread(talker: User, article: ArticleCard, now: datetime) -> Subject:
    """Two pages and five, three at each moment, so that time alone orders nothing; scores from 0 to 4."""
    for number in range(ROOTS):
        comment = say(talker, article, f"Number {number} of many.", now=now + timedelta(seconds=number // 3))
        Comment.objects.filter(pk=comment.pk).update(score=number % 5)
    return Subject(thread_id=Comment.objects.values_list("thread_id", flat=True)[0])


def walk(subject: Subject, order: Order) -> list[CommentCard]:
    found: list[CommentCard] = []
    page = list_thread(subject, order=order)
    while True:
        found += page.comments
        if page.after is None:
            return found
        page = list_thread(subject, order=order, after=read_mark(page.after))


@pytest.mark.parametrize(
    ("order", "key"),
    [
        (Order.NEWEST, lambda card: (card.created_at, card.id)),
        (Order.OLDEST, lambda card: (-card.created_at.timestamp(), -card.id)),
        (Order.BEST, lambda card: (card.score, card.created_at, card.id)),
    ],
)
def test_pages_show_every_comment_once_and_in_order(thread: Subject, order: Order, key: object) -> None:
    found = walk(thread, order)
    assert len(found) == ROOTS == len({card.id for card in found})
    assert found == sorted(found, key=key, reverse=True)  # type: ignore[call-overload]


def test_replies_come_with_the_first_page_and_the_rest_when_asked(
    talker: User, article: ArticleCard, now: datetime
) -> None:
    root = say(talker, article, "A question to all.", now=now)
    answers = [
        say(a_talker(f"otto{n}", now=now), article, f"Answer {n}.", now=now + timedelta(seconds=n), to=root)
        for n in range(REPLIES + 4)
    ]
    subject = Subject(thread_id=root.thread_id)
    (card,) = list_thread(subject, order=Order.NEWEST).comments
    assert [each.id for each in card.replies] == [each.pk for each in answers[:REPLIES]]
    assert card.more_replies == 4
    rest = list_replies(subject, parent_id=root.pk, after=read_mark(card.replies_after))
    assert [each.id for each in rest.comments] == [each.pk for each in answers[REPLIES:]]
    assert rest.after is None


def test_a_permalink_opens_the_chain_above_it(talker: User, article: ArticleCard, now: datetime) -> None:
    root = say(talker, article, "Root.", now=now)
    child = say(a_talker("otto", now=now), article, "Child.", now=now, to=root)
    last = say(talker, article, "Grandchild.", now=now, to=child)
    beside = say(a_talker("olga", now=now), article, "To the grandchild.", now=now, to=last)
    (top,) = list_context(Subject(thread_id=root.thread_id), comment_id=beside.pk)
    assert (top.id, top.replies[0].id) == (root.pk, child.pk)
    (found,) = top.replies[0].replies
    assert found.id == beside.pk
    assert found.answered is not None
    assert (found.answered.id, found.answered.name) == (last.pk, talker.username)


def test_nothing_of_what_is_gone_or_waits_is_shown(
    talker: User, article: ArticleCard, moderator: User, now: datetime
) -> None:
    removed_one = removed(say(talker, article, "Secret removed.", now=now), moderator, now=now)
    deleted = say(talker, article, "Secret deleted.", now=now)
    say(a_talker("otto", now=now), article, "An answer.", now=now, to=deleted)
    comments.delete_comment(author=talker, comment_id=deleted.pk, now=now)
    held = say(talker, article, "Secret shit.", now=now)
    cards = {card.id: card for card in walk(Subject(thread_id=deleted.thread_id), Order.NEWEST)}
    assert held.pk not in cards
    assert cards[removed_one.pk].gone is Gone.REMOVED
    assert cards[removed_one.pk].rule == 2
    assert cards[deleted.pk].gone is Gone.DELETED
    assert "Secret" not in repr(cards)
    assert all(card.author_id is None and not card.name for card in cards.values() if card.gone)


def test_badges_come_from_the_role_and_never_from_the_name(
    talker: User, article: ArticleCard, publication: Publication, now: datetime
) -> None:
    editor, writer = (mannered(publication.reader(name), now=now) for name in ("editor", "author"))
    User.objects.filter(pk=talker.pk).update(username="Staff Editor")
    for person in (talker, editor, writer):
        say(person, article, f"By {person.pk}.", now=now)
    subject = Subject(
        thread_id=Comment.objects.values_list("thread_id", flat=True)[0], author_ids=frozenset({writer.pk})
    )
    badges = {card.author_id: card.badge for card in walk(subject, Order.OLDEST)}
    assert badges == {talker.pk: Badge.NONE, editor.pk: Badge.STAFF, writer.pk: Badge.AUTHOR}


def test_featured_comments_have_an_order_of_their_own(
    talker: User, article: ArticleCard, moderator: User, now: datetime
) -> None:
    plain, chosen = (say(talker, article, words, now=now) for words in ("Plain.", "Chosen."))
    comments.feature(comment_id=chosen.pk, wanted=True, now=now)
    subject = Subject(thread_id=plain.thread_id)
    assert [card.id for card in walk(subject, Order.PICKS)] == [chosen.pk]
    removed(chosen, moderator, now=now)
    assert walk(subject, Order.PICKS) == []


def queries_of_a_page(subject: Subject) -> int:
    with CaptureQueriesContext(connection) as captured:
        list_thread(subject, order=Order.NEWEST)
    return len(captured)


def test_a_page_costs_two_queries_however_much_there_is(
    talker: User, article: ArticleCard, now: datetime
) -> None:
    root = say(talker, article, "Root.", now=now)
    child = say(a_talker("otto", now=now), article, "Child.", now=now, to=root)
    say(talker, article, "Grandchild.", now=now, to=child)
    subject = Subject(thread_id=root.thread_id)
    few = queries_of_a_page(subject)
    for number in range(PAGE - 1):
        say(talker, article, f"Another {number}.", now=now)
    assert few == queries_of_a_page(subject) == 2


def test_approved_ones_come_where_their_time_is(
    article: ArticleCard, moderator: User, publication: Publication, now: datetime
) -> None:
    waiting = say(a_talker("nina", now=now), article, "First words.", now=now)
    subject = Subject(thread_id=waiting.thread_id)
    assert walk(subject, Order.NEWEST) == []
    approved(waiting, moderator, now=now + timedelta(hours=1))
    (card,) = walk(subject, Order.NEWEST)
    assert (card.created_at, card.published_at) == (now, now + timedelta(hours=1))
