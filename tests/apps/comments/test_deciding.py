"""Moderators decide once, on what they saw; the queues and their counts are never wrong; authors are heard."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from standfirst.apps.accounts.models import User
from standfirst.apps.comments import api as comments
from standfirst.apps.comments.models import Appeal, Comment, Correspondence, Decision, Report
from standfirst.apps.editorial.api import ArticleCard
from standfirst.apps.mailing.models import Letter
from tests.apps.comments.talking import a_talker, approved, counted, decided, recount, removed, say
from tests.publication import Publication

pytestmark = pytest.mark.django_db
APPROVE = comments.Choice(comments.Verdict.APPROVE)


def report(comment: Comment, reader: User, now: datetime) -> None:
    comments.report(reader=reader, comment_id=comment.pk, reason=Report.Reason.ABUSE, words="Look.", now=now)


def test_a_comment_lies_in_one_queue_at_a_time(
    talker: User, article: ArticleCard, moderator: User, now: datetime
) -> None:
    comment = say(talker, article, "Hello.", now=now)
    seen = []
    for step in (lambda: None, lambda: report(comment, a_talker("otto", now=now), now), lambda: approved(comment, moderator, now=now),
                 lambda: removed(comment, moderator, now=now)):  # fmt: skip
        step()
        seen.append({queue for queue, count in comments.counts_of_queues().items() if count})
    names = comments.Queue
    assert seen == [{names.NEW}, {names.REPORTED}, {names.APPROVED}, {names.REJECTED}]


def test_a_report_counts_once_and_leaves_the_comment_where_it_is(
    talker: User, article: ArticleCard, now: datetime
) -> None:
    comment, reporter = say(talker, article, "Hello.", now=now), a_talker("otto", now=now)
    for _ in range(3):
        report(comment, reporter, now)
    comment.refresh_from_db()
    assert (comment.open_reports, comment.visible) == (1, True)
    with pytest.raises(comments.Refusal):
        report(comment, talker, now)


def test_a_rejection_without_a_rule_or_a_sentence_is_refused(
    talker: User, article: ArticleCard, moderator: User, now: datetime
) -> None:
    comment = say(talker, article, "Hello.", now=now)
    for choice in (
        comments.Choice(comments.Verdict.REJECT),
        comments.Choice(comments.Verdict.REJECT, rule=2, sentence=" "),
    ):
        with pytest.raises(comments.Refusal):
            decided(comment, moderator, choice, now=now)
    assert not Decision.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(comment=comment, revision=1, verdict="reject", by=moderator, made_at=now)


def test_two_moderators_never_decide_the_same_card(
    talker: User, article: ArticleCard, moderator: User, publication: Publication, now: datetime
) -> None:
    comment = say(talker, article, "Hello.", now=now)
    removed(comment, moderator, now=now)
    with pytest.raises(comments.Overtaken) as overtaken:
        comments.decide(
            moderator=publication.reader("editor"),
            comment_id=comment.pk,
            revision=1,
            decisions=0,
            choice=APPROVE,
            now=now,
        )
    assert overtaken.value.comment.status == comments.Status.REJECTED
    assert Decision.objects.count() == 1


def test_a_decision_on_an_older_text_is_refused(
    talker: User, article: ArticleCard, moderator: User, now: datetime
) -> None:
    comment = say(talker, article, "Hello.", now=now)
    comments.edit_comment(
        author=talker, comment_id=comment.pk, revision=1, source="Changed.", article=article, now=now
    )
    with pytest.raises(comments.Overtaken):
        comments.decide(
            moderator=moderator, comment_id=comment.pk, revision=1, decisions=0, choice=APPROVE, now=now
        )
    assert not Decision.objects.exists()


@pytest.mark.parametrize(("seconds", "is_undone"), [(0, True), (14, True), (16, False)])
def test_a_decision_is_taken_back_within_seconds(
    talker: User, article: ArticleCard, moderator: User, now: datetime, seconds: int, is_undone: bool
) -> None:
    comment = say(talker, article, "Hello.", now=now)
    report(comment, a_talker("otto", now=now), now)
    removed(comment, moderator, now=now)
    decision = Decision.objects.get()
    later = now + timedelta(seconds=seconds)
    if is_undone:
        comments.undo_decision(moderator=moderator, decision_id=decision.pk, now=later)
    else:
        with pytest.raises(comments.Refusal):
            comments.undo_decision(moderator=moderator, decision_id=decision.pk, now=later)
    comment.refresh_from_db()
    assert comment.visible
    assert (comment.status == comments.Status.PUBLISHED) is is_undone
    assert comment.open_reports == int(is_undone)
    assert counted() == recount()


def test_nobody_takes_back_the_decision_of_another(
    talker: User, article: ArticleCard, moderator: User, publication: Publication, now: datetime
) -> None:
    removed(say(talker, article, "Hello.", now=now), moderator, now=now)
    with pytest.raises(comments.Refusal):
        comments.undo_decision(
            moderator=publication.reader("editor"), decision_id=Decision.objects.get().pk, now=now
        )


def test_the_author_is_told_of_a_removal_once_it_stands(
    talker: User, article: ArticleCard, moderator: User, now: datetime
) -> None:
    removed(say(talker, article, "Hello.", now=now), moderator, now=now)
    assert comments.tell_decisions(now=now + timedelta(seconds=10)) == 0
    told = [comments.tell_decisions(now=now + timedelta(minutes=minutes)) for minutes in (1, 2)]
    assert told == [1, 0]
    letter = Letter.objects.get(to=talker.email)
    assert "It argues with the person." in letter.text
    assert "Guideline 2" in letter.text
    assert f"on “{article.headline}”" in letter.text


def test_what_was_taken_back_is_never_told(
    talker: User, article: ArticleCard, moderator: User, now: datetime
) -> None:
    removed(say(talker, article, "Hello.", now=now), moderator, now=now)
    comments.undo_decision(moderator=moderator, decision_id=Decision.objects.get().pk, now=now)
    assert comments.tell_decisions(now=now + timedelta(hours=1)) == 0
    assert not Letter.objects.exists()


def test_an_appeal_is_decided_by_somebody_else_and_once(
    talker: User, article: ArticleCard, moderator: User, publication: Publication, now: datetime
) -> None:
    comment = removed(say(talker, article, "Hello.", now=now), moderator, now=now)
    appeal = comments.appeal(author=talker, comment_id=comment.pk, text="I was kind.", now=now)
    with pytest.raises(comments.Refusal):
        comments.appeal(author=talker, comment_id=comment.pk, text="Again.", now=now)
    with pytest.raises(comments.Refusal):
        comments.decide_appeal(moderator=moderator, appeal_id=appeal.pk, upheld=False, reply="No.", now=now)
    editor = publication.reader("editor")
    comments.decide_appeal(moderator=editor, appeal_id=appeal.pk, upheld=False, reply="You were.", now=now)
    with pytest.raises(comments.Overtaken):
        comments.decide_appeal(moderator=editor, appeal_id=appeal.pk, upheld=True, reply="Hm.", now=now)
    comment.refresh_from_db()
    assert comment.status == comments.Status.PUBLISHED
    assert Appeal.objects.get().reply == "You were."
    assert comments.rejections_by_rule(since=now - timedelta(days=1), until=now + timedelta(days=1)) == {}
    assert counted() == recount()


@pytest.mark.parametrize(
    ("upheld", "subject"), [(True, "Your comment stays removed"), (False, "Your comment is out again")]
)
def test_the_author_is_told_what_came_of_an_appeal(
    talker: User,
    article: ArticleCard,
    moderator: User,
    publication: Publication,
    now: datetime,
    upheld: bool,
    subject: str,
) -> None:
    comment = removed(say(talker, article, "Hello.", now=now), moderator, now=now)
    appeal = comments.appeal(author=talker, comment_id=comment.pk, text="I was kind.", now=now)
    editor = publication.reader("editor")
    with pytest.raises(comments.Refusal):
        comments.decide_appeal(moderator=editor, appeal_id=appeal.pk, upheld=upheld, reply=" ", now=now)
    with pytest.raises(comments.Refusal):
        comments.decide_appeal(moderator=moderator, appeal_id=appeal.pk, upheld=upheld, reply="No.", now=now)
    assert not Letter.objects.exists()
    comments.decide_appeal(
        moderator=editor, appeal_id=appeal.pk, upheld=upheld, reply="We read it twice.", now=now
    )
    letter = Letter.objects.get(to=talker.email)
    assert letter.subject == subject
    for text in (letter.text, letter.html):
        assert "We read it twice." in text
        assert "Argue with the point, not the person." in text
    assert letter.headers == {}, "it is no letter that somebody can have no more of"


def test_a_second_removal_can_be_appealed_too(
    talker: User, article: ArticleCard, moderator: User, publication: Publication, now: datetime
) -> None:
    comment = removed(say(talker, article, "Hello.", now=now), moderator, now=now)
    first = comments.appeal(author=talker, comment_id=comment.pk, text="I was kind.", now=now)
    editor = publication.reader("editor")
    comments.decide_appeal(moderator=editor, appeal_id=first.pk, upheld=False, reply="Yes.", now=now)
    removed(comment, editor, now=now + timedelta(days=1))
    second = comments.appeal(author=talker, comment_id=comment.pk, text="I still was.", now=now)
    assert [each.pk for each in comments.list_open_appeals()] == [second.pk]


def test_an_appeal_for_what_is_out_again_or_deleted_waits_for_nobody(
    talker: User, article: ArticleCard, moderator: User, publication: Publication, now: datetime
) -> None:
    comment = removed(say(talker, article, "Hello.", now=now), moderator, now=now)
    appeal = comments.appeal(author=talker, comment_id=comment.pk, text="I was kind.", now=now)
    approved(comment, moderator, now=now)
    assert (comments.count_open_appeals(), comments.list_open_appeals()) == (0, [])
    with pytest.raises(comments.Overtaken):
        comments.decide_appeal(
            moderator=publication.reader("editor"), appeal_id=appeal.pk, upheld=True, reply="No.", now=now
        )
    comments.delete_comment(author=talker, comment_id=comment.pk, now=now)
    assert comments.count_open_appeals() == 0


def test_nobody_appeals_for_another_or_against_nothing(
    talker: User, article: ArticleCard, moderator: User, now: datetime
) -> None:
    comment = say(talker, article, "Hello.", now=now)
    with pytest.raises(comments.Refusal):
        comments.appeal(author=talker, comment_id=comment.pk, text="Why?", now=now)
    removed(comment, moderator, now=now)
    with pytest.raises(comments.Refusal):
        comments.appeal(author=moderator, comment_id=comment.pk, text="Why?", now=now)
    assert not Appeal.objects.exists()


def test_a_letter_tells_of_replies_that_are_still_there(
    talker: User, article: ArticleCard, moderator: User, now: datetime
) -> None:
    comments.mail_replies(reader_id=talker.pk, wanted=True, now=now)
    root = say(talker, article, "A question.", now=now)
    otto = a_talker("otto", now=now)
    later = now + timedelta(seconds=1)
    say(otto, article, "A good answer.", now=later, to=root)
    removed(say(otto, article, "A removed answer.", now=later, to=root), moderator, now=later)
    say(talker, article, "My own answer.", now=later, to=root)
    assert comments.tell_replies(now=now + timedelta(seconds=30)) == 0, "its author may still think again"
    assert [comments.tell_replies(now=now + timedelta(minutes=minutes)) for minutes in (5, 10)] == [1, 0]
    letter = Letter.objects.get(to=talker.email)
    assert "A good answer." in letter.text
    assert "removed" not in letter.text
    assert "own answer" not in letter.text
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_nobody_is_written_to_who_did_not_ask(talker: User, article: ArticleCard, now: datetime) -> None:
    root = say(talker, article, "A question.", now=now)
    say(a_talker("otto", now=now), article, "An answer.", now=now, to=root)
    assert comments.tell_replies(now=now + timedelta(hours=1)) == 0
    assert not Correspondence.objects.exists()
