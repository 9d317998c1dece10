"""Changes of an address below the screens: held, taken back, and safe against two at once."""

from datetime import datetime, timedelta

import pytest

from standfirst.apps.accounts import api as accounts
from standfirst.apps.accounts.models import AddressChange, User
from standfirst.apps.accounts.rules.addresses import UNDO_WITHIN

OLD, NEW = "old@review.example", "new@review.example"
ABOUT = {"publication_name": "The Review", "origin": "http://localhost", "device": "", "network": ""}


@pytest.fixture
def reader(db: None) -> User:
    return User.objects.create_user(OLD)


def change(reader: User, new: str, *, now: datetime) -> str:
    tokens: list[str] = []

    def link(token: str) -> str:
        tokens.append(token)
        return f"http://localhost/undo/{token}/"

    accounts.change_address(
        reader_id=reader.pk, new=new, undo_link=link, context={**ABOUT, "asked_at": now}, now=now
    )
    return tokens[0]


def test_a_token_is_kept_as_a_digest_only(reader: User, now: datetime) -> None:
    token = change(reader, NEW, now=now)
    kept = AddressChange.objects.get()
    assert token not in str(vars(kept))
    assert accounts.find_address_change(token, now=now) == kept
    assert accounts.find_address_change(token + "x", now=now) is None


def test_an_old_address_is_free_again_after_three_days(reader: User, now: datetime) -> None:
    change(reader, NEW, now=now)
    assert not accounts.is_address_free(OLD, now=now)
    assert accounts.is_address_free(OLD, now=now, besides=reader.pk)
    assert accounts.is_address_free(OLD.upper(), now=now + UNDO_WITHIN)
    assert not accounts.is_address_free(f" {NEW.upper()} ", now=now + UNDO_WITHIN)


def test_an_address_of_somebody_else_is_refused(reader: User, now: datetime) -> None:
    User.objects.create_user(NEW)
    with pytest.raises(accounts.ChangeRefused):
        change(reader, NEW, now=now)
    assert (reader.email, AddressChange.objects.count()) == (OLD, 0)


def test_a_change_and_its_undoing_outdate_every_code(reader: User, now: datetime) -> None:
    stamps = [accounts.stamp_of(reader)]
    token = change(reader, NEW, now=now)
    reader.refresh_from_db()
    stamps.append(accounts.stamp_of(reader))
    stamps.append(accounts.stamp_of(accounts.find_by_address(NEW)))
    restored = accounts.undo_address_change(token=token, now=now + timedelta(hours=1))
    restored.refresh_from_db()
    stamps.append(accounts.stamp_of(restored))
    assert len(set(stamps)) == 3
    assert restored.email == OLD


@pytest.mark.parametrize("late", [UNDO_WITHIN, UNDO_WITHIN + timedelta(days=9)])
def test_too_late_is_too_late(reader: User, now: datetime, late: timedelta) -> None:
    token = change(reader, NEW, now=now)
    with pytest.raises(accounts.NothingToUndo):
        accounts.undo_address_change(token=token, now=now + late)


def test_a_session_hash_ends_with_the_count_and_with_the_password(reader: User) -> None:
    hashes = {reader.get_session_auth_hash()}
    accounts.end_sessions(reader_id=reader.pk)
    reader.refresh_from_db()
    hashes.add(reader.get_session_auth_hash())
    reader.set_password("another one")
    hashes.add(reader.get_session_auth_hash())
    assert len(hashes) == 3
