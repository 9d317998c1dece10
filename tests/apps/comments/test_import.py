"""Bringing in comments of another system: each once and in its place, nobody told, nothing of strangers made theirs."""

import json
from collections import Counter
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils.crypto import salted_hmac

from standfirst.apps.accounts import api as accounts
from standfirst.apps.accounts.models import AddressKey, User
from standfirst.apps.comments import api as comments
from standfirst.apps.comments.actions import import_comments as bringing
from standfirst.apps.comments.models import Comment, Revision, Thread
from standfirst.apps.comments.queries.threads import Subject, list_context, list_thread
from standfirst.apps.comments.rules.comment_import import READERS
from standfirst.apps.comments.rules.places import Order
from standfirst.apps.comments.rules.states import Queue
from standfirst.apps.editorial.api import ArticleCard
from standfirst.apps.mailing.models import Letter
from standfirst.core.models import BusMessage
from standfirst.screens.account import erasing
from tests.apps.comments.exports import Said, exported
from tests.apps.comments.talking import counted, recount, removed, say

pytestmark = pytest.mark.django_db
LATER = datetime(2099, 1, 1, tzinfo=UTC)
CHAIN = [
    Said(id="1", html="<p>First.</p>"),
    Said(id="2", parent="1", name="Noor", email="noor@elsewhere.example", at="2024-05-01T10:01:00Z"),
    Said(id="3", parent="2", at="2024-05-01T10:02:00Z"),
    Said(id="4", parent="3", at="2024-05-01T10:03:00Z"),
    Said(id="5", parent="4", at="2024-05-01T10:04:00Z", html="<p>Fifth.</p>"),
    Said(id="6", parent="1", state="waiting"),
    Said(id="7", parent="1", state="spam"),
]


def bring(
    said: list[Said], article: ArticleCard, *, source: str = "disqus", now: datetime = LATER, **choices: bool
) -> comments.ImportReport:
    pages = {"1": f"https://old.example{article.url}", "2": "https://old.example/nowhere/"}
    chosen = comments.ImportChoices(source=source, **choices)
    return comments.import_comments(exported(source, said, pages), choices=chosen, now=now)


def by_key() -> dict[str, Comment]:
    return {
        (one.source_key or "").rpartition(":")[2]: one for one in Comment.objects.exclude(source_key=None)
    }


def rows() -> list[tuple[object, ...]]:
    return [row for table in (Comment, Thread) for row in table._default_manager.order_by("pk").values_list()]


@pytest.mark.parametrize("source", READERS)
def test_comments_come_in_with_their_places_dates_and_states(source: str, article: ArticleCard) -> None:
    report = bring(CHAIN, article, source=source)
    found = by_key()
    assert {key: one.depth for key, one in found.items()} == {"1": 0, "2": 1, "3": 2, "4": 2, "5": 2, "6": 1}
    assert {found[key].parent_id for key in "345"} == {found["2"].pk}
    assert [found[key].answers_id for key in "2345"] == [found[key].pk for key in "1234"]
    assert found["5"].created_at == found["5"].published_at == datetime(2024, 5, 1, 10, 4, tzinfo=UTC)
    assert (found["5"].text, found["6"].status, found["6"].visible) == (
        "Fifth.",
        comments.Status.PENDING,
        False,
    )
    assert {found["1"].queue, found["6"].queue} == {Queue.APPROVED, Queue.PENDING}
    assert (report.counts["added"], report.counts["left_rejected"]) == (6, 1)
    assert counted() == recount()
    assert Thread.objects.get().comment_count == Thread.objects.get().posted == 5


def test_the_place_is_that_of_a_comment_that_is_posted(
    article: ArticleCard, talker: User, now: datetime
) -> None:
    last: Comment | None = None
    for _ in range(5):
        last = say(talker, article, f"Said {_}.", now=now, to=last)
    posted = list(Comment.objects.order_by("pk").values_list("depth", flat=True))
    bring(CHAIN, article)
    assert posted == [by_key()[key].depth for key in "12345"]


@pytest.mark.parametrize("source", READERS)
def test_a_second_import_changes_nothing_and_adds_what_is_new(source: str, article: ArticleCard) -> None:
    bring(CHAIN, article, source=source)
    before, bell = rows(), BusMessage.objects.count()
    again = bring(CHAIN, article, source=source)
    assert (rows(), BusMessage.objects.count()) == (before, bell)
    assert (again.counts["known"], again.counts["added"]) == (6, 0)
    more = bring([*CHAIN, Said(id="8", parent="5", at="2024-05-02T10:00:00Z")], article, source=source)
    assert more.counts["added"] == 1
    assert by_key()["8"].answers_id == by_key()["5"].pk
    assert counted() == recount()


def test_an_answer_finds_what_an_earlier_file_brought(article: ArticleCard) -> None:
    bring(CHAIN[:2], article)
    bring([CHAIN[2]], article)
    assert by_key()["3"].answers_id == by_key()["2"].pk
    assert counted() == recount()


def test_a_dry_run_tells_the_same_and_writes_nothing(article: ArticleCard) -> None:
    bell = BusMessage.objects.count()
    trial = bring(CHAIN, article, dry_run=True)
    assert (Comment.objects.count(), Thread.objects.count(), BusMessage.objects.count()) == (0, 0, bell)
    assert trial == bring(CHAIN, article)


def test_what_was_removed_comes_for_the_desk_alone_and_only_if_wanted(article: ArticleCard) -> None:
    said = [
        Said(id="1"),
        Said(id="2", parent="1", state="spam"),
        Said(id="3", parent="2", at="2024-06-01T10:00:00Z"),
    ]
    bring(said, article, with_rejected=True)
    found = by_key()
    assert (found["2"].status, found["2"].visible, found["2"].queue) == (
        comments.Status.REJECTED,
        False,
        Queue.REJECTED,
    )
    assert found["3"].answers_id == found["1"].pk, "an answer stands under what can be seen"
    assert counted() == recount()


def test_answers_to_what_was_left_out_stand_under_what_is_above_it(article: ArticleCard) -> None:
    bring([Said(id="1"), Said(id="2", parent="1", state="spam"), Said(id="3", parent="2")], article)
    assert by_key()["3"].answers_id == by_key()["1"].pk


def test_nothing_is_mailed_and_one_purge_goes_out(article: ArticleCard, talker: User, now: datetime) -> None:
    comments.Correspondence.objects.create(reader=talker, replies_by_mail=True)
    said = [Said(id="1", email=talker.email), *(Said(id=str(n), parent="1") for n in range(2, 1200))]
    letters, bell = Letter.objects.count(), BusMessage.objects.count()
    bring(said, article)
    assert BusMessage.objects.count() == bell + 1
    comments.tell_replies(now=LATER)
    comments.tell_decisions(now=LATER)
    assert Letter.objects.count() == letters
    assert counted() == recount()


@pytest.mark.parametrize("source", READERS)
def test_a_reader_gets_what_is_theirs_and_nobody_what_others_typed(
    source: str, article: ArticleCard, talker: User
) -> None:
    said = [
        Said(id="1", email=talker.email.upper(), name="Tess of old"),
        Said(id="2", email=talker.email, name="Tess of old", has_account=False),
    ]
    if source == "coral":  # people have one entry each there
        bring(said[:1], article, source=source)
        said = [Said(id="2", email=talker.email, name="Tess of old", has_account=False)]
    people = User.objects.count()
    bring(said, article, source=source)
    mine, others = by_key()["1"], by_key()["2"]
    assert (mine.author_id, mine.imported_name, mine.imported_digest) == (talker.pk, "", "")
    assert (others.author_id, others.imported_name) == (None, "Tess of old")
    assert talker.email not in str(Comment.objects.filter(pk=others.pk).values())
    assert User.objects.count() == people


def test_twin_that_trusts_typed_addresses_gives_strangers_words_to_a_reader(
    article: ArticleCard, talker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        bringing._People, "reader_of", lambda self, author: accounts.find_by_address(author.email).pk
    )
    bring([Said(id="2", email=talker.email, has_account=False)], article)
    assert by_key()["2"].author_id == talker.pk


def test_a_name_from_elsewhere_is_shown_until_it_is_gone(
    article: ArticleCard, moderator: User, now: datetime
) -> None:
    bring([*CHAIN[:5], Said(id="9", name="jane@mail.example")], article)
    thread = Subject(thread_id=Thread.objects.get().pk)
    page = list_thread(thread, order=Order.OLDEST)
    assert {card.name for card in page.comments} == {"Mira Elsewhere", ""}
    assert page.comments[0].replies[0].name == "Noor"
    (root,) = list_context(thread, comment_id=by_key()["5"].pk)
    assert root.replies[0].replies[-1].answered.name == "Mira Elsewhere"
    removed(by_key()["1"], moderator, now=now)
    assert list_thread(thread, order=Order.OLDEST).comments[0].name == ""


def test_erasing_a_reader_erases_what_they_said_elsewhere(article: ArticleCard, talker: User) -> None:
    said = [Said(id="1", email=talker.email, has_account=False), Said(id="2", parent="1")]
    bring(said, article)
    erasing.erase(reader_id=talker.pk, now=datetime(2026, 1, 1, tzinfo=UTC))
    gone = by_key()["1"]
    assert (gone.status, gone.text, gone.html) == (comments.Status.DELETED, "", "")
    assert (gone.imported_name, gone.imported_digest, gone.name_at_post) == ("", "", "")
    assert set(Revision.objects.filter(comment=gone).values_list("source", flat=True)) == {""}
    again = bring([*said, Said(id="3", email=talker.email, at="2024-06-01T10:00:00Z")], article)
    assert (again.counts["known"], again.counts["erased"], again.counts["added"]) == (2, 1, 0)
    assert counted() == recount()


def test_twin_without_the_ledger_brings_an_erased_person_back(
    article: ArticleCard, talker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = talker.email
    erasing.erase(reader_id=talker.pk, now=datetime(2026, 1, 1, tzinfo=UTC))
    monkeypatch.setattr(accounts, "find_erasures", lambda digests: {})
    assert bring([Said(id="3", email=address)], article).counts["added"] == 1


def test_people_are_forgotten_and_left_out_after_the_secret_key_was_changed(
    article: ArticleCard, talker: User, settings: Any
) -> None:
    said = [Said(id="1", email=talker.email, has_account=False)]
    bring(said, article)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another one, and the first is forgotten by now", []
    erasing.erase(reader_id=talker.pk, now=datetime(2026, 1, 1, tzinfo=UTC))
    assert by_key()["1"].status == comments.Status.DELETED
    settings.SECRET_KEY = "a third, after the erasure, of fifty characters too"
    again = bring([*said, Said(id="3", email=talker.email, at="2024-06-01T10:00:00Z")], article)
    assert (again.counts["known"], again.counts["erased"], again.counts["added"]) == (1, 1, 0)


def test_twin_a_key_of_the_settings_would_forget_nobody_once_it_is_changed(
    article: ArticleCard, talker: User, settings: Any
) -> None:
    AddressKey.objects.all().delete()
    bring([Said(id="1", email=talker.email, has_account=False)], article)
    settings.SECRET_KEY = "another one, and the first is forgotten by now"
    erasing.erase(reader_id=talker.pk, now=datetime(2026, 1, 1, tzinfo=UTC))
    assert by_key()["1"].status == comments.Status.PUBLISHED


def test_hashes_from_before_there_was_a_key_stay_right(db: None) -> None:
    before = salted_hmac("standfirst.erasure.address", "tess@talk.example", algorithm="sha256").hexdigest()
    assert accounts.digest_of_address("tess@talk.example") == before


def test_pages_that_are_no_articles_here_are_named(article: ArticleCard) -> None:
    report = bring([Said(id="1", page="2"), Said(id="2", page="2"), Said(id="3", page="77")], article)
    assert report.unmatched == {"https://old.example/nowhere/": 2, "77": 1}
    assert (report.counts["unmatched"], Thread.objects.count()) == (3, 0)


def test_strange_threads_come_in_without_loss(article: ArticleCard) -> None:
    ring = [Said(id=str(n), parent=str((n + 1) % 3 + 100)) for n in range(100, 103)]
    said = [
        *ring, Said(id="1", parent="1"), Said(id="2", parent="not there"), Said(id="3"), Said(id="3", html="Twice"),
        Said(id="4", html="<img src=x>"), Said(id="5", html="x" * 70_000), Said(id="6", at="2199-01-01T00:00:00Z"),
        Said(id="7", at="never"), Said(id="8", html="y" * 30_000),
    ]  # fmt: skip
    report = bring(said, article)
    assert set(by_key()) == {"100", "101", "102", "1", "2", "3"}
    expected = {
        "rings": 2,
        "parent_missing": 1,
        "twice": 1,
        "empty": 1,
        "too_long": 2,
        "not_yet_written": 1,
        "no_date": 1,
    }
    assert {key: report.counts[key] for key in expected} == expected
    assert counted() == recount()


def test_a_parent_under_another_article_is_no_parent(article: ArticleCard, publication: object) -> None:
    other = comments.Thread.objects.create(article_id=99_999)
    bring([Said(id="1")], article)
    Comment.objects.update(thread=other)
    bring([Said(id="2", parent="1")], article)
    assert by_key()["2"].answers_id is None


@pytest.mark.long
def test_a_chain_of_two_thousand_comes_in(article: ArticleCard) -> None:
    said = [
        Said(id=str(n), parent=str(n - 1) if n else "", at=f"2024-05-01T{n // 60 % 24:02}:{n % 60:02}:00Z")
        for n in range(2000)
    ]
    assert bring(list(reversed(said)), article).counts["added"] == 2000
    assert Comment.objects.filter(depth=2).count() == 1998
    assert counted() == recount()


def test_what_somebody_may_not_write_is_not_shown(article: ArticleCard) -> None:
    bring([Said(id="1", html="<script>alert(1)</script><p onclick='x()'>Left <iframe src=x></iframe></p>", name="<b>\u202eMira</b>")], article)  # fmt: skip
    (card,) = list_thread(Subject(thread_id=Thread.objects.get().pk), order=Order.NEWEST).comments
    assert (card.html, card.name) == ('<p dir="auto">Left</p>', "<b>Mira</b>")


def test_an_author_changes_an_imported_comment_as_their_own(article: ArticleCard, talker: User) -> None:
    bring([Said(id="1", email=talker.email, html="<p>So <b>it</b> is.</p>")], article)
    assert Revision.objects.get().source == "So **it** is."


def test_the_command_reports_and_writes_json(article: ArticleCard, tmp_path: Path) -> None:
    file, report, told = tmp_path / "export.xml", tmp_path / "report.json", StringIO()
    file.write_bytes(exported("disqus", CHAIN, {"1": article.url}).getvalue())
    call_command("import_comments", file, source="disqus", report=report, stdout=told)
    counts = Counter(json.loads(report.read_text())["counts"])
    assert (counts["found"], counts["added"], counts["left_rejected"]) == (7, 6, 1)
    assert "6  added" in told.getvalue()
    assert "no article" not in told.getvalue()


@pytest.mark.parametrize("data", [b"", b"<disqus", None])
def test_the_command_refuses_a_bad_file_in_a_sentence(
    data: bytes | None, tmp_path: Path, article: ArticleCard
) -> None:
    file = tmp_path / "export.xml"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(CommandError, match=r"\.$"):
        call_command("import_comments", file, source="disqus")
    assert Comment.objects.count() == 0
