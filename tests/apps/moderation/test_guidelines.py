"""Versions of the guidelines: the delivered one holds until another is published, and none ever changes."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError

from standfirst.apps.audit import api as audit
from standfirst.apps.moderation import api as moderation
from standfirst.apps.moderation.models import GuidelineRule, GuidelinesVersion
from standfirst.apps.moderation.rules.guidelines import FIRST, fault_of_guidelines
from standfirst.core.db import savepoint
from standfirst.core.models import BusMessage
from tests.apps.moderation.people import reader

pytestmark = pytest.mark.django_db
RULES = [("Be brief.", "Two hundred words.", "words"), ("Be kind.", "", "")]


def publish(now: datetime, *, after: int = 1, rules: list[tuple[str, str, str]] = RULES) -> int:
    made = moderation.publish_guidelines(introduction="Read this.", rules=rules, after=after, by=7, now=now)
    return made.number


def test_the_delivered_version_holds_at_first() -> None:
    card = moderation.guidelines()
    assert (card.number, len(card.rules)) == (1, 6)
    assert card.guarded == {"words": 2, "repeat": 3, "links": 4}
    assert (
        fault_of_guidelines(FIRST.introduction, [(rule.title, rule.text, rule.guard) for rule in FIRST.rules])
        == ""
    )


def test_a_new_version_holds_at_once_and_the_old_one_stays_to_be_seen(now: datetime) -> None:
    assert publish(now) == 2
    assert [rule.title for rule in moderation.guidelines().rules] == ["Be brief.", "Be kind."]
    assert moderation.guidelines().guarded == {"words": 1}
    assert [card.number for card in moderation.list_guidelines()] == [2, 1]
    first = moderation.guidelines_version(1)
    assert first is not None
    assert (first.rules, first.introduction) == (FIRST.rules, FIRST.introduction)
    assert moderation.guidelines_version(3) is None
    assert audit.list_entries(about="guidelines:2", limit=1)[0].action == "moderation.publish_guidelines"
    assert {"tags": ["guidelines"]} in BusMessage.objects.values_list("payload", flat=True)


def test_the_same_once_more_is_no_new_version(now: datetime) -> None:
    assert publish(now) == 2
    assert publish(now, after=2) == 2
    assert GuidelinesVersion.objects.count() == 2


def test_who_changed_an_older_version_is_told(now: datetime) -> None:
    publish(now)
    with pytest.raises(moderation.Refused, match="meanwhile"):
        publish(now, rules=RULES[:1])
    assert moderation.guidelines().number == 2


@pytest.mark.parametrize(
    "rules",
    [
        [], [("a", "", "")] * 21, [(" ", "", "")], [("a" * 121, "", "")], [("a", "b" * 1_001, "")], [("a", "", "nonsense")],
        [("a", "", "words"), ("b", "", "words")],
    ],
)  # fmt: skip
def test_what_is_no_set_of_rules_is_refused(rules: list[tuple[str, str, str]], now: datetime) -> None:
    with pytest.raises(moderation.Refused):
        publish(now, rules=rules)
    assert moderation.guidelines().number == 1


def test_a_reader_accepts_a_version_once(now: datetime) -> None:
    person = reader()
    assert moderation.accepted_version(reader_id=person.pk) is None
    assert moderation.accept_guidelines(reader_id=person.pk, version=1, now=now)
    assert moderation.accept_guidelines(reader_id=person.pk, version=1, now=now + timedelta(days=1))
    assert moderation.accepted_version(reader_id=person.pk) == 1
    publish(now)
    assert moderation.accept_guidelines(reader_id=person.pk, version=2, now=now)
    assert moderation.accepted_version(reader_id=person.pk) == 2
    assert not moderation.accept_guidelines(reader_id=person.pk, version=9, now=now)


def test_what_was_accepted_can_no_longer_be_changed(now: datetime) -> None:
    moderation.accept_guidelines(reader_id=reader().pk, version=1, now=now)
    for change in (
        lambda: GuidelineRule.objects.update(title="x"),
        lambda: GuidelineRule.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="never changed"), savepoint():
            change()
