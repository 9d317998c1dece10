"""What an author is shown of their own comments, and what they are told of them."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from standfirst.apps.accounts.models import User
from standfirst.apps.comments import api as comments
from standfirst.apps.comments.models import Comment
from standfirst.apps.editorial.api import ArticleCard
from standfirst.apps.mailing.models import Letter
from standfirst.apps.moderation import api as moderation
from tests.apps.comments.talking import decided, say
from tests.signing_in import enter

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("age", "offered"), [(timedelta(minutes=14), True), (timedelta(minutes=16), False)])
def test_a_change_is_offered_as_long_as_it_can_be_made(
    talker: User, article: ArticleCard, now: datetime, age: timedelta, offered: bool
) -> None:
    comment = say(talker, article, "Let it stand.", now=now)
    Comment.objects.filter(pk=comment.pk).update(created_at=now - age)
    client = enter(Client(), talker)
    change = f"/comments/c/{comment.pk}/edit/"
    assert (change in client.get("/account/comments/").content.decode()) is offered
    mine = client.get(f"/comments/{article.id}/mine.json?shown={comment.pk}").json()
    assert (comment.pk in mine["own"], comment.pk in mine["changeable"]) == (True, offered)
    assert client.get(change).status_code == (200 if offered else 409)


def test_a_removal_in_the_words_of_its_rule_says_them_once(
    talker: User, article: ArticleCard, moderator: User, now: datetime
) -> None:
    comment = say(talker, article, "By the way.", now=now)
    rule = moderation.guidelines().rules[2]
    choice = comments.Choice(comments.Verdict.REJECT, rule=rule.number, sentence=rule.title)
    decided(comment, moderator, choice, now=now)
    comments.tell_decisions(now=now + timedelta(hours=1))
    letter = Letter.objects.get(to=talker.email)
    assert letter.text.count(rule.title) == 1
    assert letter.html.count(rule.title) == 1
