"""Posting, changing and deleting: what is true at that moment decides, and nothing that was typed is half-kept."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from standfirst.apps.accounts.models import User
from standfirst.apps.comments import api as comments
from standfirst.apps.comments.actions import post_comment as posting
from standfirst.apps.comments.models import Comment, Conversation, Revision, Thread
from standfirst.apps.editorial.api import ArticleCard
from standfirst.apps.membership import api as membership
from standfirst.apps.moderation import api as moderation
from standfirst.core.models import BusMessage
from standfirst.screens.account.erasing import erase
from tests.apps.comments.talking import (
    a_talker,
    approved,
    article_of,
    counted,
    mannered,
    recount,
    removed,
    say,
)
from tests.publication import Publication

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def rows() -> tuple[int, int, int]:
    return Comment.objects.count(), Revision.objects.count(), BusMessage.objects.filter(topic="purge").count()


def test_a_subscriber_posts_and_it_is_out(talker: User, article: ArticleCard, now: datetime) -> None:
    comment = say(talker, article, "The *silence* is what counts.", now=now)
    assert comment.status == comments.Status.PUBLISHED
    assert comment.visible
    assert comment.html == '<p dir="auto">The <em>silence</em> is what counts.</p>'
    assert comment.name_at_post == talker.username == "Tess E"
    thread = Thread.objects.get()
    assert (thread.comment_count, thread.posted) == (1, 1)
    purged = BusMessage.objects.filter(topic="purge").last()
    assert purged is not None
    assert f"thread:{article.id}" in purged.payload["tags"]


def end_now(reader: User, now: datetime) -> None:
    membership.end_everything(
        reader_id=reader.pk, because="refunded", now=now, by=membership.By(1, "the desk")
    )


def suspend(reader: User, now: datetime) -> None:
    sanction(reader, "suspended", now, until=now + DAY)


def ban(reader: User, now: datetime) -> None:
    sanction(reader, "banned", now)


def warn(reader: User, now: datetime) -> None:
    sanction(reader, "warned", now)


def sanction(reader: User, kind: str, now: datetime, until: datetime | None = None) -> None:
    moderation.sanction(
        reader_id=reader.pk, kind=kind, until=until, rule=2, sentence="Be kind.", note="",
        by=User.objects.get(email="moderator@reader.example").pk, now=now,
    )  # fmt: skip


def close(reader: User, now: datetime) -> None:
    User.objects.filter(pk=reader.pk).update(is_active=False)
    reader.refresh_from_db()


def forget_manners(reader: User, now: datetime) -> None:
    moderation.publish_guidelines(
        introduction="New.",
        after=1,
        rules=[("Be kind.", "Always.", "words")],
        by=User.objects.get(email="editor@reader.example").pk,
        now=now,
    )


def forget_name(reader: User, now: datetime) -> None:
    User.objects.filter(pk=reader.pk).update(username_seen_at=None)
    reader.refresh_from_db()


def close_all(reader: User, now: datetime) -> None:
    Conversation.objects.update(mode="closed")


def grow_old(reader: User, now: datetime) -> None:
    Conversation.objects.update(close_after_days=1)


@pytest.mark.parametrize(
    ("happens", "reason"),
    [
        (end_now, comments.Reason.SUBSCRIBE),
        (suspend, comments.Reason.SUSPENDED),
        (ban, comments.Reason.BANNED),
        (warn, comments.Reason.WARNED),
        (close, comments.Reason.SUBSCRIBE),
        (forget_manners, comments.Reason.GUIDELINES),
        (forget_name, comments.Reason.NAME),
        (close_all, comments.Reason.CLOSED),
    ],
)
def test_what_happened_since_the_page_was_read_decides(
    talker: User, article: ArticleCard, now: datetime, happens: object, reason: comments.Reason
) -> None:
    say(talker, article, "Before it, all is well.", now=now)
    happens(talker, now)  # type: ignore[operator]
    before = rows()
    with pytest.raises(comments.Refusal) as refused:
        say(talker, article, "After it, nothing is posted.", now=now)
    assert refused.value.reason is reason
    assert rows() == before


def test_the_twin_without_the_check_lets_a_lapsed_reader_post(
    talker: User, article: ArticleCard, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_now(talker, now)
    monkeypatch.setattr(posting, "check_may_talk", lambda *_, **__: moderation.FREE)
    assert say(talker, article, "This must not be.", now=now).visible


def test_an_old_article_takes_no_comments_unless_it_was_chosen(
    talker: User, article: ArticleCard, now: datetime
) -> None:
    later = article.published_at + timedelta(days=15)
    with pytest.raises(comments.Refusal) as refused:
        say(talker, article, "Late.", now=later)
    assert refused.value.reason is comments.Reason.OLD
    comments.set_mode(article_id=article.id, mode=comments.Mode.OPEN, by=1, now=now)
    assert say(talker, article, "Late and welcome.", now=later).visible


def test_the_same_page_posts_once_however_often_it_is_sent(
    talker: User, article: ArticleCard, now: datetime
) -> None:
    draft = comments.Draft(article=article, source="Once.", client_id=uuid4())
    sent = {comments.post_comment(author=talker, draft=draft, now=now).pk for _ in range(5)}
    assert len(sent) == 1 == Comment.objects.count() == Thread.objects.get().comment_count


def looks_too_early(monkeypatch: pytest.MonkeyPatch) -> None:
    """As two of the same form at once: when the second looks, the first is not there yet."""
    real, looks = posting.find_posted, iter([None])
    monkeypatch.setattr(posting, "find_posted", lambda **which: next(looks, real(**which)))


def test_the_same_page_sent_twice_at_once_posts_once(
    talker: User, article: ArticleCard, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = comments.Draft(article=article, source="Once.", client_id=uuid4())
    first = comments.post_comment(author=talker, draft=draft, now=now)
    before = rows()
    looks_too_early(monkeypatch)
    again = replace(draft, source="Said in a way that nobody takes for the same.")
    assert comments.post_comment(author=talker, draft=again, now=now).pk == first.pk
    assert rows() == before
    assert Thread.objects.get().comment_count == 1


def test_twin_without_the_constraint_the_same_page_posts_twice(
    talker: User, article: ArticleCard, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = comments.Draft(article=article, source="Once.", client_id=uuid4())
    comments.post_comment(author=talker, draft=draft, now=now)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE comments_comment DROP CONSTRAINT one_comment_a_client_id")
    looks_too_early(monkeypatch)
    again = replace(draft, source="Said in a way that nobody takes for the same.")
    comments.post_comment(author=talker, draft=again, now=now)
    assert Comment.objects.count() == 2


@pytest.mark.parametrize("text", ["You are all shits.", "Sh1t happens", "f.u.c.k this"])
def test_a_listed_word_is_told_once_and_then_waits(
    talker: User, article: ArticleCard, now: datetime, text: str
) -> None:
    with pytest.raises(comments.Refusal) as refused:
        say(talker, article, text, now=now, nudged=False)
    assert (refused.value.reason, refused.value.rule) == (comments.Reason.NUDGE, 2)
    assert not Comment.objects.exists()
    held = say(talker, article, text, now=now, nudged=True)
    assert held.status == comments.Status.HELD
    assert not held.visible
    findings = Revision.objects.get(comment=held).findings
    assert [each["phase"] for each in findings] == ["words"]
    assert Thread.objects.get().comment_count == 0


def test_the_first_comments_wait_and_the_next_goes_out(
    article: ArticleCard, moderator: User, publication: Publication, now: datetime
) -> None:
    new = a_talker("nina", now=now)
    for words in ("One thing.", "Another thing."):
        waiting = say(new, article, words, now=now)
        assert waiting.status == comments.Status.PENDING
        assert not waiting.visible
        approved(waiting, moderator, now=now)
    assert say(new, article, "A third thing.", now=now).visible


def test_staff_take_part_without_a_subscription(
    article: ArticleCard, publication: Publication, now: datetime
) -> None:
    editor = mannered(publication.reader("editor"), now=now)
    assert say(editor, article, "Thank you all.", now=now).visible


def test_a_reply_to_what_is_gone_is_refused(
    talker: User, article: ArticleCard, moderator: User, now: datetime
) -> None:
    comment = removed(say(talker, article, "Look at me.", now=now), moderator, now=now)
    before = rows()
    with pytest.raises(comments.Refusal) as refused:
        say(a_talker("otto", now=now), article, "I look.", now=now, to=comment)
    assert refused.value.reason is comments.Reason.GONE
    assert rows() == before


def test_a_reply_to_a_comment_elsewhere_is_refused(
    talker: User, article: ArticleCard, publication: Publication, now: datetime
) -> None:
    there = say(talker, article_of(publication, "registered"), "There.", now=now)
    with pytest.raises(comments.Refusal):
        say(talker, article, "Here.", now=now, to=there)


def test_replies_go_two_levels_deep_and_then_beside(
    talker: User, article: ArticleCard, now: datetime
) -> None:
    chain = [say(talker, article, "Level 0.", now=now)]
    for level in range(1, 5):
        chain.append(say(talker, article, f"Level {level}.", now=now, to=chain[-1]))
    assert [each.depth for each in chain] == [0, 1, 2, 2, 2]
    assert [each.parent_id for each in chain[2:]] == [chain[1].pk] * 3
    assert [each.answers_id for each in chain[1:]] == [each.pk for each in chain[:-1]]
    assert counted() == recount()


def test_an_edit_runs_the_pipeline_again(talker: User, article: ArticleCard, now: datetime) -> None:
    comment = say(talker, article, "All well.", now=now)
    changed = comments.edit_comment(
        author=talker,
        comment_id=comment.pk,
        revision=1,
        source="You shits.",
        article=article,
        nudged=True,
        now=now,
    )
    assert changed.status == comments.Status.HELD
    assert not changed.visible
    assert Thread.objects.get().comment_count == 0
    assert [each.number for each in comments.list_revisions(comment_id=comment.pk)] == [2, 1]
    assert counted() == recount()


@pytest.mark.parametrize(("minutes", "answered", "revision", "reason"), [
    (15, False, 1, comments.Reason.TOO_LATE),
    (1, True, 1, comments.Reason.ANSWERED),
    (1, False, 7, comments.Reason.CHANGED),
])  # fmt: skip
def test_an_edit_that_comes_too_late_changes_nothing(
    talker: User,
    article: ArticleCard,
    now: datetime,
    minutes: int,
    answered: bool,
    revision: int,
    reason: comments.Reason,
) -> None:
    comment = say(talker, article, "As it was.", now=now)
    if answered:
        say(a_talker("otto", now=now), article, "Noted.", now=now, to=comment)
    with pytest.raises(comments.Refusal) as refused:
        comments.edit_comment(
            author=talker, comment_id=comment.pk, revision=revision, source="Not so.", article=article,
            now=now + timedelta(minutes=minutes),
        )  # fmt: skip
    assert refused.value.reason is reason
    assert Comment.objects.get(pk=comment.pk).text == "As it was."
    assert Revision.objects.filter(comment=comment).count() == 1


def test_an_edit_of_what_waits_does_not_let_it_out(
    article: ArticleCard, publication: Publication, now: datetime
) -> None:
    new = a_talker("nina", now=now)
    waiting = say(new, article, "First.", now=now)
    Conversation.objects.update(first_comments=0)
    changed = comments.edit_comment(
        author=new, comment_id=waiting.pk, revision=1, source="Better.", article=article, now=now
    )
    assert changed.status == comments.Status.PENDING


def test_nobody_changes_or_deletes_the_comment_of_another(
    talker: User, article: ArticleCard, now: datetime
) -> None:
    comment = say(talker, article, "Mine.", now=now)
    other = a_talker("otto", now=now)
    with pytest.raises(comments.Refusal):
        comments.edit_comment(
            author=other, comment_id=comment.pk, revision=1, source="Ours.", article=article, now=now
        )
    with pytest.raises(comments.Refusal):
        comments.delete_comment(author=other, comment_id=comment.pk, now=now)
    assert Comment.objects.get(pk=comment.pk).text == "Mine."


def test_deleting_leaves_a_place_only_where_somebody_answered(
    talker: User, article: ArticleCard, now: datetime
) -> None:
    alone, answered = (say(talker, article, words, now=now) for words in ("Alone.", "Answered."))
    reply = say(a_talker("otto", now=now), article, "An answer.", now=now, to=answered)
    for comment in (alone, answered):
        comments.delete_comment(author=talker, comment_id=comment.pk, now=now)
    assert not Comment.objects.get(pk=alone.pk).visible
    kept = Comment.objects.get(pk=answered.pk)
    assert kept.visible
    assert (kept.html, kept.text, kept.name_at_post) == ("", "", "")
    assert set(Revision.objects.filter(comment=answered).values_list("source", flat=True)) == {""}
    comments.delete_comment(author=reply.author, comment_id=reply.pk, now=now)  # type: ignore[arg-type]
    assert not Comment.objects.get(pk=answered.pk).visible, "with the last answer the place goes as well"
    assert counted() == recount()


def test_an_erased_author_leaves_places_without_a_name(
    talker: User, article: ArticleCard, now: datetime
) -> None:
    comment = say(talker, article, "My name is Tess.", now=now)
    say(a_talker("otto", now=now), article, "Hello Tess.", now=now, to=comment)
    erase(reader_id=talker.pk, now=now)
    kept = Comment.objects.get(pk=comment.pk)
    assert kept.visible
    assert kept.author_id is None
    assert not kept.text
    assert not Comment.objects.filter(answered_author=talker).exists()
    assert counted() == recount()


def test_recommending_counts_once_and_never_ones_own(
    talker: User, article: ArticleCard, now: datetime
) -> None:
    comment = say(talker, article, "Recommend me.", now=now)
    other = a_talker("otto", now=now)
    scores = [comments.recommend(reader=other, comment_id=comment.pk, wanted=True, now=now) for _ in range(3)]
    assert scores == [1, 1, 1]
    assert [
        comments.recommend(reader=other, comment_id=comment.pk, wanted=False, now=now) for _ in range(2)
    ] == [0, 0]
    with pytest.raises(comments.Refusal) as refused:
        comments.recommend(reader=talker, comment_id=comment.pk, wanted=True, now=now)
    assert refused.value.reason is comments.Reason.OWN
    assert Comment.objects.get(pk=comment.pk).score == 0
