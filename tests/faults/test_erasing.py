"""Erasure across everything: no word of the person is left anywhere, and a restored copy forgets again."""

import logging
import subprocess
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import CharField, JSONField, TextField

from standfirst.apps.accounts import api as accounts
from standfirst.apps.accounts.models import AddressChange, Erasure, NameClaim, User
from standfirst.apps.billing import api as billing
from standfirst.apps.billing.models import Intent, Invoice
from standfirst.apps.editorial import api as editorial
from standfirst.apps.mailing.models import Letter
from standfirst.apps.membership import api as membership
from standfirst.conf import postgres
from standfirst.core import erasure
from standfirst.core.erasure import ALL_ELSE, Fate, model_of, plan_of_erasure
from standfirst.screens.account import erasing, remembering
from tests.apps.billing.ordering import ordered, subscribed
from tests.core.test_erasure import person
from tests.publication import plant_root

pytestmark = pytest.mark.django_db(transaction=True)
CANARY = "qzkxwvut"
LAW = "billedtoqq"


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def house(transactional_db: None) -> None:
    """A publication in a database that tests before this one have emptied."""
    plant_root()
    editorial.open_publication(name="The Example")


@pytest.fixture
def reader(house: None, media: Path, now: datetime) -> User:
    """Somebody whose name stands in every column of every table that holds them, but on invoices."""
    made = person(CANARY, now)
    accounts.rename_reader(reader_id=made.pk, given_name="Amal", family_name="Karim")
    User.objects.filter(pk=made.pk).update(username="", joined_at=now - timedelta(days=30))
    with transaction.atomic():
        accounts.give_default_username(reader_id=made.pk, now=now)
    accounts.choose_username(reader_id=made.pk, name=CANARY.title(), now=now)
    subscribed(made, now=now)
    Invoice.objects.filter(reader=made).update(billed_to=LAW)
    membership.issue_feed_key(reader_id=made.pk, now=now)
    old_letters(made, now)
    typed = SessionStore()
    typed["code"] = {"address": made.email}
    typed.create()
    for fate in plan_of_erasure():
        fill(fate, made)
    User.objects.filter(pk=made.pk).update(
        email=f"{CANARY}@reader.example", is_staff=False, is_superuser=False
    )
    made.refresh_from_db()
    return made


def old_letters(reader: User, now: datetime) -> None:
    old, then = f"before-{CANARY}@reader.example", now - timedelta(days=10)
    AddressChange.objects.create(
        reader=reader, old=old, new=f"old-{reader.email}", undo_digest="x", changed_at=then, undo_until=then
    )
    Letter.objects.create(
        to=old, template="x", text=CANARY, message_id="<old>", made_at=then - timedelta(days=2)
    )


def fill(fate: Fate, reader: User) -> None:
    """The canary in all text of the person's rows that is not kept."""
    keys = list(Session.objects.values_list("pk", flat=True))
    whose = {"reader_id": reader.pk, "address": reader.email, "session_keys": keys}
    rows = erasure._rows_of(fate, whose) if fate.find else model_of(fate.table).objects.none()
    same = [each for each in plan_of_erasure() if each.table == fate.table]
    kept = {name for each in same for names in each.keep.values() for name in names}
    kept |= {"to", "email", "old", "new", "session_key", "session_data", *fate.find}
    for row in rows:
        for column in row._meta.concrete_fields:
            fits = isinstance(column, CharField | TextField) and not column.choices and not column.primary_key
            is_kept = column.name in kept or (
                ALL_ELSE in kept and column.name not in (*fate.blank, *fate.replace)
            )
            if is_kept or not (fits or isinstance(column, JSONField)):
                continue
            text = f"{CANARY}{row.pk}"[: column.max_length]
            value = [text] if isinstance(column, JSONField) else text
            type(row)._base_manager.filter(pk=row.pk).update(**{column.name: value})


def dump() -> str:
    """Everything that the database would hand to a backup."""
    held = connection.settings_dict
    where = ["-h", held["OPTIONS"].get("host") or held["HOST"], "-U", held["USER"] or "postgres"]
    port = ["-p", str(held["PORT"])] if held["PORT"] else []
    command = [str(postgres.BIN / "pg_dump"), *where, *port, "--data-only", "--inserts", held["NAME"]]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def lines_with(word: str) -> list[str]:
    return [line[:90] for line in dump().splitlines() if word.lower() in line.lower()]


def files_with(folder: Path) -> list[Path]:
    found = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in found if CANARY in path.name or CANARY.encode() in path.read_bytes()]


def sessions_with(word: str) -> int:
    return sum(word in str(each.get_decoded()) for each in Session.objects.all())


def test_no_word_is_left_anywhere(
    reader: User, media: Path, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    tables = {line.split()[2] for line in lines_with(CANARY)}
    assert len(tables) >= 14, tables
    assert sessions_with(CANARY) == 2
    assert files_with(media)
    assert erasing.erase(reader_id=reader.pk, now=now)
    assert lines_with(CANARY) == []
    assert sessions_with(CANARY) == 0
    assert files_with(media) == []
    assert CANARY not in caplog.text
    assert LAW in dump()


@pytest.mark.parametrize(
    "table", ["membership.FeedKey", "accounts.NameChange", "mfa.Authenticator", "billing.Intent"]
)
def test_a_table_that_the_plan_leaves_out_is_seen(
    reader: User, media: Path, now: datetime, monkeypatch: Any, table: str
) -> None:
    whole = plan_of_erasure()
    monkeypatch.setattr(
        erasure, "plan_of_erasure", lambda: tuple(fate for fate in whole if fate.table != table)
    )
    erasing.erase(reader_id=reader.pk, now=now)
    assert lines_with(CANARY)


def test_twice_is_once(reader: User, now: datetime) -> None:
    assert erasing.erase(reader_id=reader.pk, now=now)
    before = dump()
    assert not erasing.erase(reader_id=reader.pk, now=now + timedelta(days=1))
    assert rows_of(dump()) == rows_of(before)
    assert Erasure.objects.count() == 1


def rows_of(text: str) -> list[str]:
    """Without the word that pg_dump makes up anew each time."""
    return sorted(line for line in text.splitlines() if line.startswith("INSERT"))


@pytest.mark.parametrize("step", ["accounts.erase_account", "membership.announce_standing"])
def test_broken_off_it_begins_again(reader: User, now: datetime, monkeypatch: Any, step: str) -> None:
    class Killed(BaseException):
        pass

    def die(**_: object) -> None:
        raise Killed

    where, name = step.split(".")
    with monkeypatch.context() as patched:
        patched.setattr(getattr(erasing, where), name, die)
        with pytest.raises(Killed):
            erasing.erase(reader_id=reader.pk, now=now)
    assert User.objects.filter(pk=reader.pk, erased_at=None).exists()
    assert Erasure.objects.count() == 0
    assert erasing.erase(reader_id=reader.pk, now=now)
    assert lines_with(CANARY) == []


def test_standing_ends_and_the_fronts_are_told(reader: User, now: datetime) -> None:
    version = membership.version_of(reader_id=reader.pk)
    assert membership.standing_of(reader, now=now) == "subscriber"
    erasing.erase(reader_id=reader.pk, now=now)
    reader.refresh_from_db()
    assert membership.pass_of(reader, now=now) is None
    assert membership.find_running(reader_id=reader.pk) is None
    assert membership.version_of(reader_id=reader.pk) > version
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_busmessage WHERE payload->>'reader' = %s", [str(reader.pk)])
        assert cursor.fetchone()[0] >= 1


def test_what_somebody_has_asked_for_is_settled_first(reader: User, now: datetime) -> None:
    other = User.objects.create_user("other@reader.example", first_name="Olu", last_name="Ade")
    order = ordered(other, now=now)
    Intent.objects.filter(reader=other).update(state="made")
    erasing.erase(reader_id=other.pk, now=now)
    order.refresh_from_db()
    assert order.state == "void"
    assert not Intent.objects.filter(reader=other, state="made").exists()
    assert billing.open_order(reader_id=other.pk) is None


def test_the_freed_name_says_nothing_and_is_held(reader: User, now: datetime) -> None:
    erasing.erase(reader_id=reader.pk, now=now)
    assert not NameClaim.objects.filter(name__icontains=CANARY).exists()
    heir = User.objects.create_user("heir@reader.example", first_name="Nia", last_name="Heir")
    with transaction.atomic():
        accounts.give_default_username(reader_id=heir.pk, now=now)
    for name in (CANARY.title(), CANARY.upper()):
        with pytest.raises(accounts.UsernameRefused):
            accounts.choose_username(reader_id=heir.pk, name=name, now=now + timedelta(days=89))
    later = now + timedelta(days=91)
    assert accounts.choose_username(reader_id=heir.pk, name=CANARY.title(), now=later) == CANARY.title()


def test_letters_of_who_has_an_old_address_now_stay(reader: User, now: datetime) -> None:
    heir = User.objects.create_user(f"before-{CANARY}@reader.example", joined_at=now + timedelta(days=4))
    Letter.objects.create(to=heir.email, template="x", message_id="<h>", made_at=now + timedelta(days=5))
    erasing.erase(reader_id=reader.pk, now=now + timedelta(days=6))
    assert Letter.objects.filter(to=heir.email).count() == 1


def test_a_restored_copy_forgets_again(reader: User, now: datetime, tmp_path: Path, capsys: Any) -> None:
    """The row is put back as a backup would put it; whoever came later with a number used again stays."""
    ledger = tmp_path / "kept" / "erasures.txt"
    row = dict(User.objects.filter(pk=reader.pk).values().get())
    erasing.erase(reader_id=reader.pk, now=now)
    assert remembering.write_ledger(ledger) == 1
    assert remembering.write_ledger(ledger) == 0
    assert CANARY not in ledger.read_text()
    User.objects.filter(pk=reader.pk).update(**row)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_erasure DISABLE TRIGGER append_only_whole")
        cursor.execute("TRUNCATE accounts_erasure")
        cursor.execute("ALTER TABLE accounts_erasure ENABLE TRIGGER append_only_whole")
    assert lines_with(CANARY)
    call_command("replay_erasures", str(ledger))
    assert "1 were here again and are erased" in capsys.readouterr().out
    assert lines_with(CANARY) == []
    call_command("replay_erasures", str(ledger))
    assert "0 were here again" in capsys.readouterr().out


def test_a_number_given_a_second_time_is_another_person(reader: User, now: datetime, tmp_path: Path) -> None:
    ledger = tmp_path / "erasures.txt"
    erasing.erase(reader_id=reader.pk, now=now)
    remembering.write_ledger(ledger)
    User.objects.filter(pk=reader.pk).update(
        erased_at=None, is_active=True, joined_at=now + timedelta(days=2)
    )
    assert remembering.replay(ledger, now=now) == remembering.Replayed(1, 0)


def test_a_changed_key_still_knows_whom(reader: User, now: datetime, tmp_path: Path, settings: Any) -> None:
    ledger = tmp_path / "erasures.txt"
    row = dict(User.objects.filter(pk=reader.pk).values().get())
    erasing.erase(reader_id=reader.pk, now=now)
    remembering.write_ledger(ledger)
    User.objects.filter(pk=reader.pk).update(**row)
    settings.SECRET_KEY_FALLBACKS = [configured.SECRET_KEY]
    settings.SECRET_KEY = "another key that is long enough to be one"
    assert remembering.replay(ledger, now=now) == remembering.Replayed(1, 1)


def test_a_line_cut_off_by_a_crash_is_passed_over(tmp_path: Path, now: datetime) -> None:
    ledger = tmp_path / "erasures.txt"
    ledger.write_text(f"{'a' * 64} {'b' * 64} {now.isoformat()}\n{'c' * 64} {'d' * 20}")
    assert [row[0] for row in remembering.read_ledger(ledger)] == ["a" * 64]
