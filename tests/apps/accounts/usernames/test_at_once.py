"""Several take look-alike names at the same moment, on connections of their own: one of them gets it."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import islice
from math import comb

import pytest
from django.db import connection

from standfirst.apps.accounts import api as accounts
from standfirst.apps.accounts.models import NameClaim
from standfirst.core.db import transaction
from tests.apps.accounts.usernames.people import BASES, fault, look_alikes, make, make_named

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(calls: list[Callable[[], str]]) -> list[str]:
    together = threading.Barrier(len(calls))

    def one(call: Callable[[], str]) -> str:
        together.wait(30)
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


def choice(reader: accounts.User, name: str, now: datetime) -> Callable[[], str]:
    return lambda: fault(reader, name, now)


SPELLINGS = [
    "Alex Rill",
    "AIex Rill",
    "A1ex Rill",
    "ALEX RILL",
    "Alex-Rill",
    "alexrill",
    "Alex RiII",
    "Älex Rill",
]


def test_of_eight_who_take_look_alikes_one_gets_the_name(now: datetime) -> None:
    for round_ in range(5):
        readers = [make() for _ in SPELLINGS]
        calls = [
            choice(reader, f"{name} {'ABCDE'[round_]}", now)
            for reader, name in zip(readers, SPELLINGS, strict=True)
        ]
        results = at_once(calls)
        assert sorted(results) == ["", *["taken"] * 7]


AT_ONCE = 17  # look-alikes of one name, each with each of which is a pair


def test_two_thousand_pairs_of_look_alikes_at_once_meet_the_same_fate(now: datetime) -> None:
    pairs = 0
    for place, base in enumerate(BASES):
        names = [base, *islice(look_alikes(base, seed=100 + place), AT_ONCE - 1)]
        results = at_once([choice(make(), name, now) for name in names])
        assert results.count("") <= 1
        pairs += comb(len(names), 2)
    assert pairs >= 2_000
    keys = list(NameClaim.objects.values_list("key", flat=True))
    assert len(keys) == len(set(keys))


def test_twin_without_the_databases_refusal_two_get_it(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    from standfirst.apps.accounts.actions import claim_name
    from standfirst.apps.accounts.rules.usernames import Keys

    # Checked before, and written under keys that differ: all have read before any has written.
    monkeypatch.setattr(claim_name, "keys_of", lambda name: Keys(name, name))
    read = threading.Barrier(2)
    monkeypatch.setattr(claim_name, "_clear", lambda *_, **__: read.wait(30))
    assert at_once([choice(make(), name, now) for name in ("Alex Rill", "AIex Rill")]) == ["", ""]


def test_two_who_swap_names_wait_for_nobody(now: datetime) -> None:
    one, other = make_named("First Bird", now), make_named("Second Bird", now)
    assert at_once([choice(one, "Second Bird", now), choice(other, "First Bird", now)]) in (
        ["taken", "taken"],
        ["held", "taken"],
        ["taken", "held"],
    )


def test_many_of_one_name_sign_up_at_once_and_all_are_unlike(now: datetime) -> None:
    def sign_up() -> str:
        with transaction():
            return accounts.give_default_username(reader_id=make().pk, now=now)

    names = at_once([sign_up] * 12)
    assert len(set(names)) == 12
    assert "Amal K" in names
    assert accounts.User.objects.filter(username__in=names).count() == 12


def test_a_reader_who_changes_twice_at_once_has_one_name(now: datetime) -> None:
    reader = make()
    names = ["Red Kite", "Grey Heron", "Barn Owl", "Song Thrush", "Common Tern"]
    results = at_once([choice(reader, name, now) for name in names])
    assert sorted(results) == ["", "", "", "too_many_changes", "too_many_changes"]
    assert NameClaim.objects.filter(reader=reader, held_until=None).count() == 1
    reader.refresh_from_db()
    assert reader.username == NameClaim.objects.get(reader=reader, held_until=None).name
