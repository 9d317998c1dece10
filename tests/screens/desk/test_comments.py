"""The moderators' queues: who may, what a press does, and what happens when somebody was faster."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from standfirst.apps.accounts.models import User
from standfirst.apps.audit import api as audit
from standfirst.apps.comments import api as comments
from standfirst.apps.editorial import api as editorial
from standfirst.apps.moderation import api as moderation
from standfirst.core import clock
from tests.apps.comments.talking import a_talker, article_of, removed, say
from tests.publication import Publication
from tests.screens.desk.moderating import AS_DATA, REMOVE, decide, desk, seen, somebody, status, ticked
from tests.signing_in import enter

ROLES = ("Authors", "Editors", "Publishers", "Moderators", "Hosts", "Administrators")
MODERATORS = {"Moderators", "Administrators"}
OUT, GONE = comments.Status.PUBLISHED, comments.Status.REJECTED


@pytest.fixture
def now() -> datetime:
    return clock.now()


@pytest.fixture
def article(publication: Publication) -> editorial.ArticleCard:
    comments.Conversation.objects.update(first_comments=0)
    return article_of(publication)


@pytest.fixture
def talker(article: editorial.ArticleCard, now: datetime) -> User:
    return a_talker("tess", now=now)


@pytest.fixture
def comment(talker: User, article: editorial.ArticleCard, now: datetime) -> comments.Comment:
    return say(talker, article, "The mole is *older* than the light.", now=now)


@pytest.mark.parametrize("role", ROLES)
def test_who_may_see_the_queues_and_decide(comment: comments.Comment, role: str) -> None:
    client, may = desk(role), role in MODERATORS
    first = client.get("/desk/").content.decode()
    assert bool(re.search(r"/desk/comments/(?!settings)", first)) == may
    for page in ("", "counts.json", "mine/", "appeals/", f"{comment.pk}/", f"by/{comment.author_id}/"):
        assert (client.get(f"/desk/comments/{page}").status_code == 200) == may, page
    decide(client, comment, **REMOVE)
    assert status(comment) == (GONE if may else OUT)


def test_a_reader_sees_and_does_nothing(comment: comments.Comment, publication: Publication) -> None:
    client = enter(Client(), publication.reader("subscriber"))
    assert client.get("/desk/comments/").status_code in {302, 403}
    assert decide(client, comment, **REMOVE).status_code in {302, 403}
    assert status(comment) == OUT


def test_the_twin_with_the_right_lets_an_editor_decide(comment: comments.Comment) -> None:
    editor = somebody("Editors")
    editor.user_permissions.add(
        Permission.objects.get(codename="change_comment", content_type__app_label="comments")
    )
    assert decide(enter(Client(), editor), comment, **REMOVE).status_code == 302
    assert status(comment) == GONE


def test_nothing_is_done_by_asking(comment: comments.Comment) -> None:
    client = desk("Moderators")
    for act in (f"{comment.pk}/decide", f"{comment.pk}/feature", "many", "decisions/1/undo", "appeals/1"):
        assert client.get(f"/desk/comments/{act}/", REMOVE).status_code == 405, act
    assert client.get(f"/desk/comments/by/{comment.author_id}/hide/", REMOVE).status_code == 405
    assert not comments.Decision.objects.exists()


def test_a_card_tells_all_that_a_decision_needs(
    comment: comments.Comment, talker: User, article: editorial.ArticleCard, now: datetime
) -> None:
    other = a_talker("rana", now=now)
    reply = say(other, article, "Older, and <b>cheaper</b>.", now=now, to=comment)
    reason = comments.Report.Reason.SPAM
    comments.report(reader=talker, comment_id=reply.pk, reason=reason, words="It sells moles.", now=now)
    page = desk("Moderators").get("/desk/comments/").content.decode()
    for told in (
        "Rana",
        "In reply to",
        "It sells something",
        "It sells moles.",
        article.headline,
        "Subscriber",
    ):
        assert told in page, told
    assert "<b>cheaper</b>" not in page
    assert "1 out, 0 removed" in page


def test_a_card_says_what_the_checks_found_and_which_failed(comment: comments.Comment, now: datetime) -> None:
    nothing = {"rule": None, "detail": "", "words": list[str]()}
    found = {**nothing, "phase": "words", "code": "words", "rule": 2, "words": ["<grault>"]}
    broke = {**nothing, "phase": "scorer", "code": "broke:scorer"}
    comment.revisions.update(findings=[found, broke])
    page = desk("Moderators").get(f"/desk/comments/{comment.pk}/").content.decode()
    assert "<b>Listed words</b> <mark><bdi>&lt;grault&gt;</bdi></mark>, rule 2" in page
    assert "the check failed, so a person looks" in page


def test_a_name_never_becomes_markup(comment: comments.Comment, talker: User) -> None:
    User.objects.filter(pk=talker.pk).update(username="<script>x</script>")
    page = desk("Moderators").get("/desk/comments/?queue=new").content.decode()
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


def test_a_press_leads_back_to_the_same_place(comment: comments.Comment) -> None:
    client = desk("Moderators")
    answer = decide(client, comment, after="3", following="9")
    assert answer["Location"] == "/desk/comments/?queue=new&after=3#c9"
    assert decide(client, comment, queue="//evil.example")["Location"] == "/desk/comments/?queue=reported"


def test_a_removal_wants_a_rule_and_says_its_words(comment: comments.Comment) -> None:
    client = desk("Moderators")
    for rule in ("", "77", "two"):
        assert decide(client, comment, verdict="reject", rule=rule).status_code == 422
    assert decide(client, comment, verdict="burn").status_code == 422
    assert status(comment) == OUT
    decide(client, comment, verdict="reject", rule="2")
    assert comments.Decision.objects.get().sentence == "Argue with the point, not the person."


def test_the_script_is_told_how_to_take_it_back(comment: comments.Comment) -> None:
    client = desk("Moderators")
    told = decide(client, comment, data=True, **REMOVE).json()
    assert told["sentence"] == "Removed."
    back = client.post(told["undo"], headers=AS_DATA)
    assert f'id="c{comment.pk}"' in back.json()["card"]
    assert status(comment) == OUT


def test_without_the_script_the_last_decision_can_be_taken_back(comment: comments.Comment) -> None:
    client = desk("Moderators")
    decide(client, comment, **REMOVE)
    page = client.get("/desk/comments/").content.decode()
    made = comments.Decision.objects.get()
    assert f"/desk/comments/decisions/{made.pk}/undo/" in page
    assert client.post(f"/desk/comments/decisions/{made.pk}/undo/", {"queue": "new"}).status_code == 302
    assert status(comment) == OUT
    assert "/undo/" not in client.get("/desk/comments/").content.decode()


def test_nobody_takes_back_late_or_for_another(comment: comments.Comment, now: datetime) -> None:
    client = desk("Moderators")
    undo = decide(client, comment, data=True, **REMOVE).json()["undo"]
    assert desk("Administrators").post(undo).status_code == 404
    with time_machine.travel(clock.now() + timedelta(seconds=30), tick=False):
        assert client.post(undo, headers=AS_DATA).status_code == 409
        assert "/undo/" not in client.get("/desk/comments/").content.decode()
    assert status(comment) == GONE


def test_who_was_overtaken_sees_how_it_stands_and_changes_nothing(comment: comments.Comment) -> None:
    before = seen(comment)
    decide(desk("Moderators"), comment, **REMOVE)
    late = desk("Administrators")
    plain = decide(late, comment, **before)
    assert plain.status_code == 409
    assert "Somebody was faster" in plain.content.decode()
    told = decide(late, comment, data=True, **before)
    assert told.status_code == 409
    assert "It argues with the person." in told.json()["card"]
    assert status(comment) == GONE
    assert comments.Decision.objects.count() == 1


def test_an_edit_overtakes_a_decision_as_well(
    comment: comments.Comment, talker: User, article: editorial.ArticleCard, now: datetime
) -> None:
    before = seen(comment)
    comments.edit_comment(
        author=talker,
        comment_id=comment.pk,
        article=article,
        source="The mole is young.",
        revision=1,
        nudged=True,
        now=now,
    )
    assert decide(desk("Moderators"), comment, **before).status_code == 409
    page = desk("Administrators").get(f"/desk/comments/{comment.pk}/").content.decode()
    assert "1 earlier version" in page
    assert "The mole is *older* than the light." in page


def test_the_twin_that_forgets_what_was_seen_decides_over_others(
    comment: comments.Comment, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, careful = seen(comment), comments.decide
    decide(desk("Moderators"), comment, **REMOVE)
    monkeypatch.setattr(comments, "decide", lambda **given: careful(**{**given, "decisions": 1}))
    decide(desk("Administrators"), comment, **before)
    assert status(comment) == OUT


def test_featuring_is_for_what_is_out(comment: comments.Comment) -> None:
    client = desk("Moderators")
    path = f"/desk/comments/{comment.pk}/feature/"
    assert client.post(path, {"wanted": "yes"}).status_code == 302
    assert comments.Comment.objects.get(pk=comment.pk).featured_at
    client.post(path, {"wanted": "no"})
    assert comments.Comment.objects.get(pk=comment.pk).featured_at is None
    decide(client, comment, **REMOVE)
    assert client.post(path, {"wanted": "yes"}).status_code == 409


def test_many_are_decided_each_by_itself_and_the_overtaken_are_listed(
    comment: comments.Comment, talker: User, article: editorial.ArticleCard, now: datetime
) -> None:
    others = [say(talker, article, f"Moles dig {n} tunnels a day.", now=now) for n in (4, 5)]
    ticks = ticked(comment, *others)
    decide(desk("Administrators"), comment)
    answer = desk("Moderators").post("/desk/comments/many/", {**REMOVE, "seen": ticks, "queue": "new"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Overtaken" in page
    assert f'id="c{comment.pk}"' in page
    assert [status(each) for each in (comment, *others)] == [OUT, GONE, GONE]
    entry = audit.list_entries(about="comments:many", limit=1)[0]
    assert (entry.details["made"], entry.details["overtaken"]) == (2, 1)


@pytest.mark.parametrize("ticks", [[], ["x"], ["1-1"], ["1-1-1-1"], ["1-" + "9" * 400 + "-0"], ["٣-1-0"]])
def test_nonsense_is_ticked_in_vain(comment: comments.Comment, ticks: list[str]) -> None:
    answer = desk("Moderators").post("/desk/comments/many/", {**REMOVE, "seen": ticks})
    assert answer.status_code == 422
    assert status(comment) == OUT


def test_everything_of_one_author_goes_and_it_is_on_record(
    comment: comments.Comment, talker: User, article: editorial.ArticleCard, now: datetime
) -> None:
    others = [say(talker, article, f"Moles dig {n} tunnels a day.", now=now) for n in (4, 5)]
    kept = say(a_talker("rana", now=now), article, "Let them dig.", now=now)
    client = desk("Moderators")
    path = f"/desk/comments/by/{talker.pk}/"
    assert client.post(f"{path}hide/", {"rule": ""}).status_code == 422
    assert client.post(f"{path}hide/", {"rule": "4", "sentence": "Moles for sale."}).status_code == 302
    assert {status(each) for each in (comment, *others)} == {GONE}
    assert status(kept) == OUT
    entry = audit.list_entries(about=f"reader:{talker.pk}", limit=1)[0]
    assert (entry.action, entry.reason, entry.details) == (
        "comments.hide_author",
        "Moles for sale.",
        {"rule": 4, "comments": 3},
    )


def test_nobody_hides_who_may_do_more(article: editorial.ArticleCard, now: datetime) -> None:
    chief = a_talker("chief", now=now)
    User.objects.filter(pk=chief.pk).update(is_superuser=True, is_staff=True)
    said = say(User.objects.get(pk=chief.pk), article, "I run this.", now=now)
    answer = desk("Moderators").post(f"/desk/comments/by/{chief.pk}/hide/", {"rule": "2"})
    assert answer.status_code == 422
    assert status(said) == OUT
    assert not audit.list_entries(about=f"reader:{chief.pk}", limit=1)


def test_somebody_else_decides_on_an_appeal(comment: comments.Comment, talker: User, now: datetime) -> None:
    first = somebody("Moderators")
    removed(comment, first, now=now)
    made = comments.appeal(author=talker, comment_id=comment.pk, text="It was a joke.", now=now)
    path = f"/desk/comments/appeals/{made.pk}/"
    own, other = enter(Client(), first), desk("Administrators")
    assert "so somebody else looks" in own.get("/desk/comments/appeals/").content.decode()
    assert own.post(path, {"upheld": "no", "reply": "All right."}).status_code == 403
    assert status(comment) == GONE
    assert "It was a joke." in other.get("/desk/comments/appeals/").content.decode()
    assert other.post(path, {"upheld": "no", "reply": ""}).status_code == 422
    assert other.post(path, {"upheld": "no", "reply": "All right."}).status_code == 302
    assert status(comment) == OUT
    assert other.post(path, {"upheld": "yes", "reply": "No."}).status_code == 409
    assert other.post("/desk/comments/appeals/999999/", {"upheld": "no", "reply": "x"}).status_code == 404


def test_the_counts_are_of_this_moment(comment: comments.Comment, talker: User, now: datetime) -> None:
    client = desk("Moderators")
    before = client.get("/desk/comments/counts.json").json()
    decide(client, comment, **REMOVE)
    comments.appeal(author=talker, comment_id=comment.pk, text="Look again.", now=clock.now())
    after = client.get("/desk/comments/counts.json").json()
    changed = {name: count - before[name] for name, count in after.items() if count != before[name]}
    assert changed == {"new": -1, "rejected": 1, "appeals": 1}
    assert "It argues with the person." in client.get("/desk/comments/mine/").content.decode()


def test_a_queue_asks_the_same_for_many_as_for_one(
    comment: comments.Comment,
    article: editorial.ArticleCard,
    now: datetime,
    django_assert_max_num_queries: object,
) -> None:
    client = desk("Moderators")
    client.get("/desk/comments/?queue=new")
    with CaptureQueriesContext(connection) as few:
        client.get("/desk/comments/?queue=new")
    for number in range(6):
        say(
            a_talker(f"talker{number}", now=now), article, f"Moles dig {number} tunnels.", now=now, to=comment
        )
    with CaptureQueriesContext(connection) as more:
        page = client.get("/desk/comments/?queue=new").content.decode()
    assert page.count('class="desk-comment"') >= 7
    assert len(more) <= len(few) + 2


def test_a_card_tells_what_moderators_noted_of_its_author(
    comment: comments.Comment, talker: User, now: datetime
) -> None:
    moderator = somebody("Moderators")
    for text in ("The first.", "The second.", "The third."):
        moderation.write_note(reader_id=talker.pk, text=text, by=moderator.pk, now=now)
    page = enter(Client(), moderator).get(f"/desk/comments/{comment.pk}/").content.decode()
    assert "The third." in page
    assert "The second." in page
    assert "The first." not in page


def test_what_waits_leads_to_its_conversation(
    talker: User, article: editorial.ArticleCard, now: datetime
) -> None:
    comments.Conversation.objects.update(first_comments=9)
    waits = say(talker, article, "I wait.", now=now)
    page = desk("Moderators").get(f"/desk/comments/{waits.pk}/").content.decode()
    assert f'<a href="/comments/{article.id}/">{article.headline}</a>' in page
