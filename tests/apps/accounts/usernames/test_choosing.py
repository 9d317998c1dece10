"""Choosing a username: what is taken, held, too often, and who may take it back."""

from datetime import datetime, timedelta
from itertools import islice

import pytest
from django.db import IntegrityError
from hypothesis import given, settings
from hypothesis import strategies as st

from standfirst.apps.accounts import api as accounts
from standfirst.apps.accounts.actions import choose_username as choosing
from standfirst.apps.accounts.models import NameChange, NameClaim
from standfirst.apps.accounts.rules.name_changes import may_change
from standfirst.apps.accounts.rules.usernames import fault_of_username, keys_of
from standfirst.core.text import skeleton
from tests.apps.accounts.usernames.people import BASES, fault, look_alikes, make, make_named

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_reader_chooses_and_the_history_says_so(now: datetime) -> None:
    reader = make()
    accounts.give_default_username(reader_id=reader.pk, now=now)
    assert (
        accounts.choose_username(reader_id=reader.pk, name=" Zoe\u0301 the Reader ", now=now)
        == "Zoé the Reader"
    )
    reader.refresh_from_db()
    assert reader.username == "Zoé the Reader"
    assert [(change.old, change.new, change.reason) for change in accounts.list_name_changes(reader.pk)] == [
        ("Amal K", "Zoé the Reader", "chosen"),
        ("", "Amal K", "default"),
    ]


@pytest.mark.parametrize(
    "other", ["Zoé Bell", "ZOE BELL", "zoe-bell", "Z0e Bell", "Zoe BeII", "ZoeBell", "Ζoe Bell", "Zoе Веll"]
)
def test_what_looks_like_a_name_in_use_is_refused(other: str, now: datetime) -> None:
    make_named("Zoe Bell", now)
    stranger = make()
    assert fault(stranger, other, now) in {"taken", "scripts"}
    assert not NameChange.objects.filter(reader=stranger).exists()


def test_two_thousand_made_up_look_alikes_are_refused(now: datetime) -> None:
    for name in BASES:
        make_named(name, now)
    stranger = make()
    tried = [each for place, name in enumerate(BASES) for each in islice(look_alikes(name, seed=place), 125)]
    let_through = [each for each in tried if not fault(stranger, each, now)]
    assert len(tried) == 2_000
    assert let_through == []


def test_most_of_them_are_refused_by_their_looks_alone(now: datetime) -> None:
    tried = [
        (name, each)
        for place, name in enumerate(BASES)
        for each in islice(look_alikes(name, seed=place), 125)
    ]
    alike = [each for name, each in tried if keys_of(name).look == keys_of(each).look]
    assert len(alike) > 0.95 * len(tried)


def test_twin_with_the_name_itself_as_key_look_alikes_pass(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    from standfirst.apps.accounts.actions import claim_name
    from standfirst.apps.accounts.queries import usernames
    from standfirst.apps.accounts.rules.usernames import Keys

    for module in (claim_name, usernames):
        monkeypatch.setattr(module, "keys_of", lambda name: Keys(name, name))
    monkeypatch.setattr(usernames, "_keys_of_routes", lambda _: frozenset())  # else it remembers such keys
    make_named("Alex R", now)
    assert fault(make(), "AIex R", now) == ""


names = st.text(st.sampled_from("aAlI1iOo0mMrn RNеАο.-é"), min_size=2, max_size=6)


@settings(max_examples=150)
@given(one=names, other=names)
def test_two_names_with_one_skeleton_are_never_both_had(one: str, other: str) -> None:
    if skeleton(one) == skeleton(other) or one.casefold() == other.casefold():
        mine, theirs = keys_of(one), keys_of(other)
        both_pass = fault_of_username(one) is None and fault_of_username(other) is None
        assert not both_pass or mine.look == theirs.look or mine.in_one_case == theirs.in_one_case


def test_the_database_itself_refuses_the_second_row(now: datetime) -> None:
    make_named("Zoe Bell", now)
    keys = keys_of("Zoe Bell")
    with pytest.raises(IntegrityError):
        NameClaim(key="else", key_in_one_case=keys.in_one_case, name="x", holder="reserved").save(
            force_insert=True
        )


def test_ones_own_name_in_another_spelling_is_no_look_alike(now: datetime) -> None:
    reader = make_named("zoe bell", now)
    assert fault(reader, "Zoé Bell", now) == ""
    assert NameClaim.objects.get().name == "Zoé Bell"


def test_a_fourth_change_in_a_day_waits(now: datetime) -> None:
    reader = make()
    assert [fault(reader, name, now) for name in ("Un Oiseau", "Deux Oiseaux", "Trois Oiseaux")] == [
        "",
        "",
        "",
    ]
    assert fault(reader, "Quatre Oiseaux", now) == "too_many_changes"
    assert fault(reader, "Quatre Oiseaux", now + DAY) == ""


def test_the_rule_counts_a_day_and_not_a_date(now: datetime) -> None:
    assert may_change(changed_at=[now - DAY] * 5, now=now)
    assert not may_change(changed_at=[now - DAY + timedelta(seconds=1)] * 3, now=now)


def test_a_freed_name_is_held_and_its_former_owner_may_take_it_back(now: datetime) -> None:
    owner, stranger = make_named("Zoe Bell", now), make()
    assert fault(owner, "Somebody Else", now) in {"", "reserved"}
    assert fault(stranger, "Z0e Bell", now + 89 * DAY) == "held"
    assert fault(owner, "Zoe Bell", now + 80 * DAY) == ""
    assert NameClaim.objects.filter(reader=owner, held_until=None).count() == 1


def test_after_ninety_days_the_name_is_anybodys(now: datetime) -> None:
    owner, stranger = make_named("Zoe Bell", now), make()
    assert fault(owner, "Yet Another", now) == ""
    assert fault(stranger, "Zoe Bell", now + 90 * DAY) == ""
    assert fault(owner, "Zoe Bell", now + 91 * DAY) == "taken"


def test_twin_without_the_holding_the_name_is_gone_at_once(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    from standfirst.apps.accounts.actions import claim_name

    monkeypatch.setattr(claim_name, "HELD_FOR", timedelta(0))
    owner, stranger = make_named("Zoe Bell", now), make()
    assert fault(owner, "Yet Another", now) == ""
    assert fault(stranger, "Zoe Bell", now) == ""


def test_an_erased_reader_frees_nothing_early(now: datetime) -> None:
    owner, stranger = make_named("Zoe Bell", now), make()
    accounts.release_username(reader_id=owner.pk, now=now)
    owner.delete()
    claim = NameClaim.objects.get()
    assert (claim.reader, claim.name) == (None, "")
    assert fault(stranger, "Zoe Bell", now + 89 * DAY) == "held"
    assert accounts.forget_freed_names(now=now + 89 * DAY) == 0
    assert accounts.forget_freed_names(now=now + 90 * DAY) == 1


def test_twin_without_the_count_changes_go_on(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "may_change", lambda **_: True)
    reader = make()
    assert [fault(reader, f"Oiseau {letter}", now) for letter in "ABCDEF"] == [""] * 6


@pytest.mark.parametrize("name", ["desk", "Sign-in", "join", "heaIth", "AUTHORS"])
def test_the_first_parts_of_our_addresses_are_nobodys_name(name: str, now: datetime) -> None:
    assert fault(make(), name, now) == "reserved"
