"""A rule that was quoted reads as it did then, however the guidelines have changed: to all, to the author and at the desk."""

from datetime import datetime, timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.test import Client

from standfirst.apps.accounts.models import User
from standfirst.apps.comments import api as comments
from standfirst.apps.comments.models import Comment, Decision
from standfirst.apps.editorial.api import ArticleCard
from standfirst.apps.mailing.models import Letter
from standfirst.apps.moderation import api as moderation
from standfirst.screens.site import comment_counts
from tests.apps.comments.talking import removed, say
from tests.screens.desk.moderating import REMOVE, decide, desk, status
from tests.signing_in import enter

pytestmark = pytest.mark.django_db
THEN = "Argue with the point, not the person."
NOW = "Keep it short."


@pytest.fixture
def gone(talker: User, article: ArticleCard, moderator: User, now: datetime) -> Comment:
    """Removed under rule 2, before the guidelines changed."""
    moderation.accept_guidelines(reader_id=talker.pk, version=1, now=now)
    comment = removed(say(talker, article, "Hello.", now=now), moderator, now=now)
    moderation.publish_guidelines(
        introduction="Anew.", rules=[("Be kind.", "", ""), (NOW, "", "")], after=1, by=moderator.pk,
        now=now + timedelta(hours=1),
    )  # fmt: skip
    return comment


def test_a_removal_names_the_version_that_held(gone: Comment, now: datetime) -> None:
    assert (gone.removed_under, Decision.objects.get().guidelines) == (1, 1)
    approve = comments.Choice(comments.Verdict.APPROVE)
    editor = User.objects.get(pk=Decision.objects.get().by_id)
    made = comments.decide(
        moderator=editor, comment_id=gone.pk, revision=1, decisions=1, choice=approve, now=now
    )
    assert (Comment.objects.get(pk=gone.pk).removed_under, made.guidelines) == (None, None)
    comments.undo_decision(moderator=editor, decision_id=made.pk, now=now)
    assert Comment.objects.get(pk=gone.pk).removed_under == 1


def test_everybody_is_led_to_the_rule_as_it_read(gone: Comment) -> None:
    address = "/comments/guidelines/1/#rule-2"
    page = Client().get(f"/comments/c/{gone.pk}/").content.decode()
    assert f'<a href="{address}">guideline 2</a>' in page
    rules = Client().get(address).content.decode()
    assert THEN in rules
    assert NOW not in rules
    assert "These were the guidelines in version 1." in rules
    assert "These were" not in Client().get("/comments/guidelines/2/").content.decode()
    assert [Client().get(f"/comments/guidelines/{n}/").status_code for n in (3, 0, 10**12)] == [404] * 3


def test_the_author_reads_it_as_it_was(gone: Comment, talker: User, now: datetime) -> None:
    page = enter(Client(), talker).get("/account/comments/").content.decode()
    assert THEN in page
    assert NOW not in page
    comments.tell_decisions(now=now + timedelta(hours=2))
    assert THEN in Letter.objects.get().text


def test_the_desk_says_of_which_guidelines_it_was(gone: Comment) -> None:
    page = desk("Moderators").get(f"/desk/comments/{gone.pk}/").content.decode()
    assert '<a href="/comments/guidelines/1/#rule-2">rule 2</a> of guidelines 1' in page


def test_the_public_counts_name_rules_as_they_read(gone: Comment, now: datetime) -> None:
    bars = comment_counts.quarters(now)[0].bars
    assert [(bar.number, bar.title, bar.count) for bar in bars] == [
        (1, "Be kind.", 0), (2, NOW, 0), (2, THEN, 1),
    ]  # fmt: skip


def test_a_number_of_the_guidelines_of_before_decides_nothing(
    gone: Comment, talker: User, article: ArticleCard, now: datetime
) -> None:
    moderation.accept_guidelines(reader_id=talker.pk, version=2, now=now)
    comment, client = say(talker, article, "Well.", now=now), desk("Moderators")
    stale = decide(client, comment, **{**REMOVE, "guidelines": "1"})
    assert stale.status_code == 422
    assert status(comment) is comments.Status.PUBLISHED
    assert decide(client, comment, **{**REMOVE, "guidelines": "2"}).status_code == 302
    assert status(comment) is comments.Status.REJECTED


def test_decisions_of_before_are_given_the_version_that_held_then(gone: Comment) -> None:
    Decision.objects.update(guidelines=None)
    Comment.objects.update(removed_under=None)
    migration = import_module("standfirst.apps.comments.migrations.0004_rules_as_quoted")
    with connection.cursor() as cursor:
        cursor.execute(migration.DECISIONS)
        cursor.execute(migration.COMMENTS)
    assert (Decision.objects.get().guidelines, Comment.objects.get().removed_under) == (1, 1)
