"""The audit: written with the act, in one chain, never changed, and a change behind its back is found."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from standfirst.apps.audit import api as audit
from standfirst.apps.audit.actions import record as recording
from standfirst.apps.audit.rules.chain import Act, seal
from standfirst.conf import doctor

pytestmark = pytest.mark.django_db

GRANT = {"action": "membership.grant", "actor_id": 3, "actor": "Vera Example", "about": "reader:12"}


def write(now: datetime, **other: Any) -> int:
    return audit.record(**{**GRANT, "now": now, **other})


def three(now: datetime) -> None:
    for number in range(3):
        write(
            now + timedelta(minutes=number),
            reason=f"because {number}",
            details={"days": number, "free": True},
        )


@contextmanager
def without_the_trigger() -> Iterator[None]:
    """What somebody with the database's own password could do."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER append_only")
        yield
        cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER append_only")


def test_entries_say_who_did_what_and_why(now: datetime) -> None:
    number = write(now, reason="A gift.", details={"plan": "all", "days": 30, "free": True, "until": None})
    [entry] = audit.list_entries(about="reader:12")
    assert (entry.number, entry.actor_id, entry.actor, entry.reason) == (number, 3, "Vera Example", "A gift.")
    assert entry.details == {"plan": "all", "days": 30, "free": True, "until": None}
    assert audit.list_entries(about="reader:13") == []


def test_the_newest_entries_come_first_and_no_more_than_asked(now: datetime) -> None:
    three(now)
    assert [entry.number for entry in audit.list_entries(limit=2)] == [3, 2]


def test_the_house_acts_without_a_number(now: datetime) -> None:
    write(now, actor_id=None, actor="the calendar")
    assert audit.list_entries()[0].actor_id is None


def test_an_act_that_fails_leaves_no_entry(now: datetime) -> None:
    with transaction.atomic():
        write(now)
        transaction.set_rollback(True)
    assert audit.list_entries() == []
    three(now)
    assert (audit.verify_chain(), audit.head_of_chain()[0]) == (None, 3)


def test_an_empty_record_is_whole() -> None:
    assert (audit.verify_chain(), audit.head_of_chain()) == (None, (0, ""))


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET reason = 'x'", "DELETE FROM audit_entry"])
def test_the_database_refuses_to_change_an_entry(now: datetime, statement: str) -> None:
    three(now)
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert audit.verify_chain() is None


@pytest.mark.parametrize(
    "change",
    [
        "actor = 'Somebody Else'",
        "actor_id = 4",
        "actor_id = NULL",
        "action = 'membership.end'",
        "about = 'reader:13'",
        "reason = ''",
        """details = '{"days": 2, "free": true}'""",
        """details = '{"days": "1", "free": true}'""",
        "recorded_at = recorded_at + interval '1 microsecond'",
        "digest = repeat('0', 64)",
        "digest_before = repeat('0', 64)",
    ],
)
def test_twin_without_the_trigger_a_row_is_edited_and_the_chain_tells_which(
    now: datetime, change: str
) -> None:
    three(now)
    with without_the_trigger(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE audit_entry SET {change} WHERE number = 2")
    assert audit.verify_chain() == 2


@pytest.mark.parametrize(("gone", "found"), [(1, 1), (2, 2)])
def test_twin_without_the_trigger_a_row_is_taken_out_and_the_chain_tells_where(
    now: datetime, gone: int, found: int
) -> None:
    three(now)
    with without_the_trigger(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry WHERE number = %s", [gone])
    assert audit.verify_chain() == found


def test_an_end_that_was_cut_off_shows_in_the_seal_that_was_kept_elsewhere(now: datetime) -> None:
    three(now)
    kept = audit.head_of_chain()
    with without_the_trigger(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry WHERE number = 3")
    assert audit.verify_chain() is None
    assert audit.head_of_chain() != kept


@pytest.mark.parametrize(
    "other",
    [
        {"action": "grant"},
        {"action": "Membership.Grant"},
        {"about": "reader 12"},
        {"about": "reader:vera@example.org"},
        {"actor": ""},
        {"actor": "x" * 201},
        {"reason": "x" * 501},
        {"reason": "a\x00b"},
        {"details": {"list": [1]}},
        {"details": {"price": Decimal(9)}},
        {"details": {"share": 0.5}},
        {"details": {"when": datetime(2026, 1, 1, tzinfo=UTC)}},
        {"details": {"mail": "vera@example.org"}},
        {"details": {"words": "x" * 201}},
        {"details": {"not a name": 1}},
        {"details": {f"n{number}": 1 for number in range(21)}},
    ],
)
def test_the_record_refuses_what_it_should_not_keep(now: datetime, other: dict[str, Any]) -> None:
    with pytest.raises(audit.EntryRefused):
        write(now, **other)
    assert audit.list_entries() == []


def test_verify_audit_says_where_it_is_broken(now: datetime) -> None:
    three(now)
    said = StringIO()
    call_command("verify_audit", stdout=said)
    assert said.getvalue().startswith("3 entries are whole.")
    assert doctor.audit().well
    with without_the_trigger(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET actor = 'x' WHERE number = 3")
    with pytest.raises(CommandError, match="Entry 3"):
        call_command("verify_audit")
    assert (doctor.audit().well, "Entry 3" in doctor.audit().advice) == (False, True)


def in_threads(count: int, now: datetime) -> list[object]:
    together = threading.Barrier(count)

    def one(number: int) -> object:
        together.wait(60)
        try:
            with transaction.atomic():
                return write(now, about=f"reader:{number}")
        except IntegrityError as problem:
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_make_one_chain(now: datetime) -> None:
    assert sorted(in_threads(40, now)) == list(range(1, 41))
    assert (audit.verify_chain(), audit.head_of_chain()[0]) == (None, 40)


@pytest.mark.django_db(transaction=True)
def test_twin_without_the_lock_writers_refuse_each_other(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_have_read = threading.Barrier(4)
    monkeypatch.setattr(recording, "_wait_for_the_turn", lambda: None)
    monkeypatch.setattr(
        recording, "seal", lambda act, before: (all_have_read.wait(60), seal(act, before=before))[1]
    )
    found = in_threads(4, now)
    assert sum(isinstance(one, IntegrityError) for one in found) == 3
    assert audit.verify_chain() is None


texts = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=40)


@given(first=texts, second=texts)
def test_what_stands_in_one_field_cannot_pass_for_another(first: str, second: str) -> None:
    def act(actor: str, reason: str) -> str:
        moment = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
        said = Act(
            number=1, action="a.b", actor_id=1, actor=actor, about="a:1", reason=reason, recorded_at=moment
        )
        return seal(said, before="")

    assert (act(first, second) == act(second, first)) is (first == second)


def test_the_seal_is_the_same_wherever_the_clock_hangs(now: datetime) -> None:
    elsewhere = now.astimezone(timezone(timedelta(hours=9)))
    fields = {"number": 1, "action": "a.b", "actor_id": 1, "actor": "V", "about": "a:1", "reason": ""}
    seals = {seal(Act(**fields, recorded_at=moment), before="") for moment in (now, elsewhere)}
    assert len(seals) == 1
