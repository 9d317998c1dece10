"""What a moderator lays down: which of it holds, whom it may be laid down for, and that the reader is told."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from standfirst.apps.accounts import api as accounts
from standfirst.apps.audit import api as audit
from standfirst.apps.mailing.models import Letter
from standfirst.apps.moderation import api as moderation
from standfirst.apps.moderation.actions import sanction_reader
from standfirst.apps.moderation.models import Sanction
from standfirst.apps.moderation.rules.restrictions import FREE, Kind, restriction_from
from standfirst.apps.moderation.rules.restrictions import Sanction as Laid
from tests.apps.moderation.people import moderator, reader

DAY = timedelta(days=1)
THEN = datetime.fromisoformat("2026-11-20T09:00:00+00:00")
pytestmark = pytest.mark.django_db


def laid(kind: str, **facts: Any) -> Laid:
    return Laid(
        **{
            "id": 1,
            "kind": Kind(kind),
            "made_at": THEN,
            "until": None,
            "rule": 2,
            "sentence": "Why.",
            **facts,
        }
    )


@pytest.mark.parametrize(
    ("sanctions", "kind"),
    [
        ([], "none"),
        ([laid("warned")], "warned"),
        ([laid("warned", seen_at=THEN)], "none"),
        ([laid("banned", lifted_at=THEN)], "none"),
        ([laid("suspended", until=THEN + DAY)], "suspended"),
        ([laid("suspended", until=THEN)], "none"),
        ([laid("suspended", until=THEN - DAY), laid("hold_all")], "hold_all"),
        ([laid("hold_all"), laid("warned"), laid("banned"), laid("suspended", until=THEN + DAY)], "banned"),
        ([laid("warned"), laid("hold_all")], "hold_all"),
    ],
)  # fmt: skip
def test_the_gravest_that_holds_counts(sanctions: list[Laid], kind: str) -> None:
    assert restriction_from(sanctions, now=THEN).kind == kind


def test_reading_first_holds_beside_what_is_graver() -> None:
    both = restriction_from([laid("banned"), laid("hold_all")], now=THEN)
    assert (both.kind, both.hold_all, both.stops) == (Kind.BANNED, True, True)


@pytest.mark.parametrize(
    ("kind", "stops"), [("warned", True), ("hold_all", False), ("suspended", True), ("banned", True)]
)
def test_what_stops_a_reader(kind: str, stops: bool) -> None:
    until = THEN + DAY if kind == "suspended" else None
    assert restriction_from([laid(kind, until=until)], now=THEN).stops is stops


def lay(person: accounts.User, by: accounts.User, now: datetime, **facts: Any) -> int:
    told = {"kind": "suspended", "until": now + DAY, "rule": 2, "sentence": "Insults."}
    return moderation.sanction(reader_id=person.pk, by=by.pk, now=now, **{**told, **facts})


def test_a_suspension_holds_until_its_end_and_is_told_and_on_record(now: datetime) -> None:
    person, by = reader(), moderator()
    number = lay(person, by, now, note="The third time.")
    found = moderation.restriction_of(reader_id=person.pk, now=now)
    assert (found.kind, found.until, found.rule, found.sentence, found.id) == (
        "suspended",
        now + DAY,
        2,
        "Insults.",
        number,
    )
    assert moderation.restriction_of(reader_id=person.pk, now=now + DAY) == FREE
    letter = Letter.objects.get(to=person.email)
    assert "Insults." in letter.text
    assert "Argue with the point" in letter.text
    assert "third time" not in letter.text + letter.html
    entry = audit.list_entries(about=f"reader:{person.pk}", limit=1)[0]
    assert (entry.action, entry.actor_id, entry.details["kind"]) == (
        "moderation.sanction",
        by.pk,
        "suspended",
    )


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": "none"}, {"kind": "tarred"}, {"sentence": " "}, {"until": None}, {"until": THEN - DAY}, {"kind": "banned"},
        {"rule": 99},
    ],
)  # fmt: skip
def test_what_is_refused_leaves_nothing(facts: dict[str, Any], now: datetime) -> None:
    person, by = reader(), moderator()
    with pytest.raises(moderation.Refused):
        lay(person, by, now, **facts)
    assert not Sanction.objects.exists()
    assert not Letter.objects.exists()


def test_nobody_reaches_beyond_what_they_may_do_themselves(now: datetime) -> None:
    by = moderator()
    above = reader("publisher", "moderation.add_sanction", "editorial.change_publication")
    for person in (above, by):
        with pytest.raises(moderation.Refused):
            lay(person, by, now)
    assert not Sanction.objects.exists()
    assert lay(moderator("another"), by, now)


def test_twin_without_the_question_a_moderator_bans_a_publisher(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    above = reader("publisher", "editorial.change_publication")
    monkeypatch.setattr(sanction_reader, "may_be_moderated", lambda **_: True)
    assert lay(above, moderator(), now)


def test_another_of_the_same_kind_takes_its_place(now: datetime) -> None:
    person, by = reader(), moderator()
    lay(person, by, now)
    lay(person, by, now, until=now + 2 * DAY)
    assert moderation.restriction_of(reader_id=person.pk, now=now + DAY).kind == "suspended"
    assert [one.lifted_because for one in moderation.list_sanctions(reader_id=person.pk)] == ["", "replaced"]


def test_what_is_lifted_holds_no_more_and_is_told_once(now: datetime) -> None:
    person, by = reader(), moderator()
    number = lay(person, by, now, kind="banned", until=None)
    assert moderation.lift_sanction(sanction_id=number, by=by.pk, because="A mistake.", now=now)
    assert not moderation.lift_sanction(sanction_id=number, by=by.pk, because="A mistake.", now=now)
    assert moderation.restriction_of(reader_id=person.pk, now=now) == FREE
    letters = Letter.objects.filter(to=person.email).order_by("pk")
    assert [letter.template for letter in letters] == [
        "moderation/emails/sanctioned",
        "moderation/emails/lifted",
    ]


def test_a_warning_stops_until_its_own_reader_has_read_it(now: datetime) -> None:
    person, by = reader(), moderator()
    number = lay(person, by, now, kind="warned", until=None)
    assert not moderation.acknowledge_warning(reader_id=by.pk, sanction_id=number, now=now)
    assert moderation.restriction_of(reader_id=person.pk, now=now).stops
    assert moderation.acknowledge_warning(reader_id=person.pk, sanction_id=number, now=now)
    assert not moderation.restriction_of(reader_id=person.pk, now=now).stops


def test_a_ban_is_not_confirmed_away(now: datetime) -> None:
    person, by = reader(), moderator()
    number = lay(person, by, now, kind="banned", until=None)
    assert not moderation.acknowledge_warning(reader_id=person.pk, sanction_id=number, now=now)


def test_many_are_asked_for_in_one_query(now: datetime, django_assert_num_queries: Any) -> None:
    people, by = [reader(f"reader{number}") for number in range(3)], moderator()
    lay(people[0], by, now)
    lay(people[1], by, now, kind="hold_all", until=None)
    with django_assert_num_queries(1):
        found = moderation.restrictions_of(reader_ids=[person.pk for person in people], now=now)
    assert {number: one.kind for number, one in found.items()} == {
        people[0].pk: "suspended",
        people[1].pk: "hold_all",
    }


def test_notes_are_for_the_desk(now: datetime) -> None:
    person, by = reader(), moderator()
    moderation.write_note(reader_id=person.pk, text=" Means well. ", by=by.pk, now=now)
    assert [note.text for note in moderation.list_notes(reader_id=person.pk)] == ["Means well."]
    for text in ("", "  ", "a" * 1_001):
        with pytest.raises(moderation.Refused):
            moderation.write_note(reader_id=person.pk, text=text, by=by.pk, now=now)
    assert not Letter.objects.exists()
