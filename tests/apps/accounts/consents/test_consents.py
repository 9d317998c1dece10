"""Consents: exact texts under a digest, facts that are only ever added."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from standfirst.apps.accounts import api as accounts
from standfirst.apps.accounts.models import Consent, Erasure, User, Wording
from standfirst.apps.accounts.rules.consents import WordingShown, normalised, still_due
from tests.emptying import growing_tables

TERMS = WordingShown(kind="terms", language="en-GB", title="Terms", text="One.\n\nTwo.")
PRIVACY = WordingShown(kind="privacy", language="en-GB", title="Privacy", text="Nothing.")


def agreement(shown: WordingShown = TERMS, *, given: bool = True) -> accounts.ConsentGiven:
    return accounts.ConsentGiven(
        kind=shown.kind, statement=f"I agree to {shown.title}.", given=given, wording=shown
    )


@pytest.fixture
def reader(db: None) -> User:
    return User.objects.create_user("reader@review.example")


def record(reader: User, *facts: accounts.ConsentGiven, now: datetime) -> None:
    accounts.record_consents(reader_id=reader.pk, given=facts, form="tests", language="en-GB", now=now)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("One.\n\nTwo.", True),
        ("  One. \r\n\r\n\r\n Two.\n", True),
        ("One.\u00a0\n\nTwo.", True),
        ("One.\n\nTwo!", False),
        ("One. Two.", False),
        ("one.\n\nTwo.", False),
        ("One.\n\nTwo.\n\nThree.", False),
    ],
)
def test_spacing_makes_no_other_text_and_a_letter_does(text: str, same: bool) -> None:
    other = WordingShown(kind="terms", language="en-GB", title="Terms", text=text)
    assert (other.digest == TERMS.digest) is same


@given(st.text())
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)


def test_what_is_due() -> None:
    both = [TERMS, PRIVACY]
    assert still_due({}, both) == both
    assert still_due({"terms": TERMS.digest, "privacy": None}, both) == [PRIVACY]
    assert still_due({"terms": "another", "privacy": PRIVACY.digest}, both) == [TERMS]
    assert still_due({"terms": TERMS.digest, "privacy": PRIVACY.digest, "gone": "x"}, both) == []


def test_one_text_is_kept_once_and_word_for_word(reader: User, now: datetime) -> None:
    record(reader, agreement(), agreement(PRIVACY), now=now)
    record(reader, agreement(), now=now + timedelta(days=1))
    assert Wording.objects.count() == 2
    kept = accounts.find_wording(TERMS.digest)
    assert kept is not None
    assert (kept.title, kept.text, kept.first_shown_at) == ("Terms", "One.\n\nTwo.", now)
    assert accounts.wording_of(TERMS.digest) == TERMS


def test_the_newest_fact_stands(reader: User, now: datetime) -> None:
    record(reader, agreement(), now=now)
    assert accounts.consents_due(reader_id=reader.pk, wordings=[TERMS, PRIVACY]) == [PRIVACY]
    record(reader, agreement(given=False), now=now + timedelta(days=1))
    assert accounts.consents_due(reader_id=reader.pk, wordings=[TERMS]) == [TERMS]
    assert [fact.given for fact in accounts.list_consents(reader_id=reader.pk)] == [True, False]


def test_nobody_becomes_a_reader_without_both(db: None, now: datetime) -> None:
    for consents in ((), (agreement(),), (agreement(), agreement(PRIVACY, given=False))):
        new = accounts.NewReader("a@review.example", "A", "", tuple(consents), "en-GB")
        with pytest.raises(accounts.ConsentMissing):
            accounts.make_reader(new, now=now)
    assert not User.objects.exists()


@pytest.fixture
def rows(reader: User, now: datetime) -> None:
    record(reader, agreement(), now=now)
    Erasure.objects.create(reader_digest="a" * 64, address_digest="b" * 64, erased_at=now)


def empty(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else what the test has written is in the way
        cursor.execute(f"TRUNCATE {table} CASCADE")


def as_the_application(statement: str) -> None:
    """By the role that the application runs with, and which no request has changed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user = session_user")
        assert cursor.fetchone() == (True,)
        cursor.execute(statement)


CHANGES: dict[str, Callable[[], object]] = {
    "a consent is changed": lambda: Consent.objects.update(given=False),
    "a consent is deleted": lambda: Consent.objects.all().delete(),
    "its reader is deleted": lambda: User.objects.all().delete(),
    "a text is changed": lambda: Wording.objects.update(text="Another."),
    "a text is deleted": lambda: Wording.objects.all()._raw_delete("default"),
    "all consents are emptied": lambda: empty("accounts_consent"),
    "all texts are emptied": lambda: empty("accounts_wording"),
    "all erasures are emptied": lambda: empty("accounts_erasure"),
    "all readers are emptied": lambda: empty("accounts_user"),
    "a consent is changed by hand": lambda: as_the_application(
        "UPDATE accounts_consent SET recorded_at = now()"
    ),
    "a consent is put in another's place": lambda: as_the_application(
        "INSERT INTO accounts_consent SELECT * FROM accounts_consent ON CONFLICT (id) DO UPDATE SET given = false"
    ),
    "an erasure is deleted": lambda: Erasure.objects.all().delete(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_database_refuses_to_change_what_is_on_record(rows: None, change: Callable[[], object]) -> None:
    with (
        pytest.raises((IntegrityError, Exception), match=r"never changed|referenced|protected"),
        transaction.atomic(),
    ):
        change()
    assert (
        Consent.objects.filter(given=True).count() == Wording.objects.count() == Erasure.objects.count() == 1
    )


def test_twin_without_the_trigger_the_record_can_be_changed(rows: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER append_only ON accounts_consent")
    assert Consent.objects.update(given=False) == 1


def test_twin_without_the_other_trigger_the_record_can_be_emptied(rows: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER append_only_whole ON accounts_consent")
    empty("accounts_consent")
    assert not Consent.objects.exists()


@pytest.mark.django_db
def test_every_table_that_only_grows_refuses_to_be_emptied() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'append_only'")
        assert {name for (name,) in cursor.fetchall()} == set(growing_tables())
    assert len(growing_tables()) >= 5
