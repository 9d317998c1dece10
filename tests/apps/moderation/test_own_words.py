"""The publication's own words beside the shipped lists."""

from datetime import datetime
from typing import Any

import pytest

from standfirst.apps.moderation import api as moderation
from standfirst.core.text import Severity, examine

pytestmark = pytest.mark.django_db


def words(banned: str = "", suspect: str = "", allowed: str = "") -> list[moderation.OwnWord]:
    texts = {"banned": banned, "suspect": suspect, "allowed": allowed}
    return [word for use, text in texts.items() for word in moderation.read_words(text, moderation.Use(use))]


def publish(now: datetime, *, after: int = 0, **texts: str) -> int:
    return moderation.publish_words(words=words(**texts), after=after, because="said so", by=7, now=now)


def severity(text: str, language: str = "en") -> Severity | None:
    return examine(text, moderation.lexicon_of(language)).severity


def test_words_are_written_a_line_each_and_read_back() -> None:
    text = "grault s ed\n*supergrault s\n\n  Plugh "
    read = list(moderation.read_words(text, moderation.Use.BANNED))
    assert [(word.word, word.endings, word.anywhere) for word in read] == [
        ("grault", ("s", "ed"), False), ("supergrault", ("s",), True), ("plugh", (), False),
    ]  # fmt: skip
    assert moderation.written(read, moderation.Use.BANNED) == "grault s ed\n*supergrault s\nplugh"


def test_a_published_list_holds_at_once(now: datetime) -> None:
    assert severity("a grault and bollocks") is Severity.HOLD
    assert severity("a grault") is None
    assert publish(now, banned="grault s", suspect="plugh\nbollocks", allowed="wanker", after=0) == 1
    assert severity("two graults") is Severity.HOLD
    assert severity("two gr4ults, pl.ugh") is Severity.HOLD
    assert severity("plugh") is Severity.FLAG
    assert severity("bollocks") is Severity.FLAG, "where both lists name a word, the publication's counts"
    assert severity("a wanker") is None
    assert publish(now, banned="plugh", after=1) == 2
    assert severity("two graults") is None
    assert severity("a wanker") is Severity.HOLD


def test_an_innocent_word_may_be_banned(now: datetime) -> None:
    assert severity("Scunthorpe") is None
    publish(now, banned="scunthorpe")
    assert severity("Scunthorpe") is Severity.HOLD


def test_a_list_is_made_ready_once(now: datetime, django_assert_num_queries: Any) -> None:
    publish(now, banned="grault")
    first = moderation.lexicon_of("en")
    with django_assert_num_queries(1):
        assert moderation.lexicon_of("en") is first


def test_the_same_list_is_no_new_version_and_an_older_one_is_not_built_upon(now: datetime) -> None:
    assert publish(now, banned="grault") == 1
    assert publish(now, banned="grault", after=1) == 1
    with pytest.raises(moderation.Refused, match="meanwhile"):
        publish(now, banned="plugh", after=0)
    assert [version.number for version in moderation.list_words_versions(limit=9)] == [1]


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ({"banned": "<b>"}, "letters"), ({"banned": "a" * 41}, "40"), ({"banned": "grault <i>"}, "ending"), ({"banned": "*short"}, "6 letters"),
        ({"allowed": "*supergrault"}, "as a whole"), ({"banned": "grault", "suspect": "GRAULT"}, "twice"),
        ({"banned": "\n".join(f"w{number}" for number in range(2_001))}, "2001"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused(texts: dict[str, str], told: str, now: datetime) -> None:
    assert told in " ".join(fault.sentence for fault in moderation.check_words(words(**texts)))
    with pytest.raises(moderation.Refused):
        publish(now, **texts)
    assert moderation.own_words() == ()


def test_a_draft_tells_what_it_would_have_held() -> None:
    texts = [
        (1, "a grault"),
        (2, "nothing"),
        (3, "supergraultish"),
        (4, "plugh"),
        (5, "bollocks"),
        (6, "the cockburn"),
    ]
    found = moderation.would_hold(texts, words(banned="grault\n*supergrault", suspect="plugh"), language="en")
    assert [(one.id, one.words) for one in found.held] == [(1, ("grault",)), (3, ("supergrault",))]
    assert (found.looked_at, found.flagged) == (6, 1)
    assert moderation.would_hold(texts, words(allowed="grault")).held == ()
    assert moderation.own_words() == ()
