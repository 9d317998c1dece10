"""A copy from before a merging is restored: who went is merged again, and nothing that was theirs is lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from standfirst.apps.accounts.api import User
from standfirst.apps.billing import api as billing
from standfirst.apps.billing.models import Payment
from standfirst.apps.mailing.models import Letter
from standfirst.apps.membership import api as membership
from standfirst.screens.account import erasing, remembering
from tests.apps.billing.conftest import open_house
from tests.apps.billing.ordering import standing, subscribed
from tests.apps.membership.subscribing import BY_DESK, a_reader

pytestmark = pytest.mark.django_db
Both = tuple[User, User]


@pytest.fixture
def both(db: None, now: datetime) -> Both:
    """Who stays has nothing; who goes has paid for a year."""
    open_house()
    kept, gone = a_reader("kept"), a_reader("gone")
    subscribed(gone, now=now)
    return kept, gone


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "erasures.txt"


@contextmanager
def lost_again() -> Iterator[None]:
    """What happens within happened after the backup."""
    mark = transaction.savepoint()
    yield
    transaction.savepoint_rollback(mark)


def merge(kept: User, gone: User, now: datetime) -> None:
    billing.merge_accounts(kept=kept, gone=gone, because="one person", by=BY_DESK, now=now)


def erase(reader: User, now: datetime, ledger: Path) -> None:
    assert erasing.erase(reader_id=reader.pk, now=now)
    remembering.write_ledger(ledger)


def is_erased(reader: User) -> bool:
    return User.objects.get(pk=reader.pk).erased_at is not None


def test_who_went_is_merged_again_and_then_erased(both: Both, now: datetime, ledger: Path) -> None:
    kept, gone = both
    with lost_again():
        merge(kept, gone, now)
        erase(gone, now, ledger)
    assert standing(gone, now) == "subscriber"
    letters = Letter.objects.count()
    assert remembering.replay(ledger, now=now) == remembering.Replayed(1, 1)
    assert (is_erased(gone), standing(kept, now)) == (True, "subscriber")
    assert Payment.objects.get().reader_id == kept.pk
    assert Letter.objects.filter(template__contains="merged").count() == 0
    assert Letter.objects.count() <= letters
    assert remembering.replay(ledger, now=now) == remembering.Replayed(1, 0)


def test_without_the_third_hash_the_subscription_would_be_lost(
    both: Both, now: datetime, ledger: Path
) -> None:
    kept, gone = both
    with lost_again():
        merge(kept, gone, now)
        erase(gone, now, ledger)
    ledger.write_text("".join(f"{' '.join(line.split()[:3])}\n" for line in ledger.read_text().splitlines()))
    assert remembering.replay(ledger, now=now).erased == 1
    assert (standing(kept, now), membership.find_running(reader_id=gone.pk)) == ("registered", None)


def test_who_stays_is_not_in_the_copy_so_nothing_is_taken(
    both: Both, now: datetime, ledger: Path, capsys: Any
) -> None:
    gone = both[1]
    with lost_again():
        later = a_reader("later")
        merge(later, gone, now)
        erase(gone, now, ledger)
    assert remembering.replay(ledger, now=now) == remembering.Replayed(1, 0, (gone.pk,))
    assert (is_erased(gone), standing(gone, now)) == (False, "subscriber")
    call_command("replay_erasures", str(ledger))
    assert f"readers {gone.pk}." in capsys.readouterr().out


def test_what_stands_against_a_merging_in_the_copy_leaves_both(
    both: Both, now: datetime, ledger: Path
) -> None:
    kept, gone = both
    subscribed(kept, now=now)
    with lost_again():
        membership.end_subscription(reader_id=kept.pk, because="ended first", now=now)
        merge(kept, gone, now)
        erase(gone, now, ledger)
    assert remembering.replay(ledger, now=now).left == (gone.pk,)
    assert [standing(reader, now) for reader in both] == ["subscriber", "subscriber"]


@pytest.mark.parametrize("in_the_copy", [True, False])
def test_whoever_was_erased_themselves_later_is_forgotten_with_both(
    both: Both, now: datetime, ledger: Path, in_the_copy: bool
) -> None:
    gone = both[1]
    with lost_again():
        kept = both[0] if in_the_copy else a_reader("later")
        merge(kept, gone, now)
        erase(gone, now, ledger)
        erase(kept, now + timedelta(days=9), ledger)
    assert remembering.replay(ledger, now=now).left == ()
    assert is_erased(gone)
    assert is_erased(kept) if in_the_copy else not User.objects.filter(pk=kept.pk).exists()


def test_a_chain_of_mergings_is_followed_to_its_end(both: Both, now: datetime, ledger: Path) -> None:
    kept, gone = both
    last = a_reader("last")
    with lost_again():
        merge(kept, gone, now)
        erase(gone, now, ledger)
        merge(last, kept, now)
        erase(kept, now + timedelta(hours=1), ledger)
    assert remembering.replay(ledger, now=now) == remembering.Replayed(2, 2)
    assert standing(last, now) == "subscriber"


def test_a_copy_from_between_merging_and_erasure_only_erases(both: Both, now: datetime, ledger: Path) -> None:
    kept, gone = both
    merge(kept, gone, now)
    with lost_again():
        erase(gone, now, ledger)
    assert remembering.replay(ledger, now=now) == remembering.Replayed(1, 1)
    assert standing(kept, now) == "subscriber"
