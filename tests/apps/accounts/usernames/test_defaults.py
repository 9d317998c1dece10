"""Everybody has a username from the first moment, and nobody's own name is refused at sign-up."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

import pytest

from standfirst.apps.accounts import api as accounts
from standfirst.apps.accounts.models import NameChange, NameClaim, NameReview
from tests.apps.accounts.usernames.people import make
from tests.apps.accounts.usernames.real_names import real_names

pytestmark = pytest.mark.django_db
NEUTRAL = re.compile(r"Reader [2-9A-Z]{4,}")


def given_to(given: str, family: str, now: datetime) -> str:
    return accounts.give_default_username(reader_id=make(given, family).pk, now=now)


def test_a_new_reader_appears_under_the_given_name_and_an_initial(now: datetime) -> None:
    reader = make()
    assert accounts.give_default_username(reader_id=reader.pk, now=now) == "Amal K"
    reader.refresh_from_db()
    assert reader.username == "Amal K"
    [change] = accounts.list_name_changes(reader.pk)
    assert (change.old, change.new, change.reason, change.by) == ("", "Amal K", "default", None)


def test_giving_again_changes_nothing(now: datetime) -> None:
    reader = make()
    names = {accounts.give_default_username(reader_id=reader.pk, now=now) for _ in range(3)}
    assert names == {"Amal K"}
    assert NameChange.objects.count() == NameClaim.objects.count() == 1


def test_the_second_of_a_name_gets_a_number(now: datetime) -> None:
    assert [given_to("Amal", "Karim", now) for _ in range(4)] == [
        "Amal K",
        "Amal K 2",
        "Amal K 3",
        "Amal K 4",
    ]
    assert given_to("АМАL", "K", now) != "Amal K"


def test_many_of_one_name_are_served_in_few_queries(
    now: datetime, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    for _ in range(60):
        given_to("Maria", "Santos", now)
    reader = make("Maria", "Silva")
    with django_assert_max_num_queries(25):
        assert accounts.give_default_username(reader_id=reader.pk, now=now) == "Maria S 61"


@pytest.mark.parametrize(
    ("given", "family", "rule"),
    [("Editor", "Karim", "role"), ("Fucker", "Karim", "words"), ("Null", "", "reserved"), ("Амal", "K", "scripts"), ("=cmd|x", "K", "characters")],
)  # fmt: skip
def test_where_a_rule_stands_against_the_own_name_a_person_looks_and_the_reader_goes_on(
    given: str, family: str, rule: str, now: datetime
) -> None:
    assert NEUTRAL.fullmatch(given_to(given, family, now))
    review = NameReview.objects.get()
    assert (review.rule, review.is_default, review.decided_at) == (rule, True, None)


@pytest.mark.parametrize(("given", "family"), [("", ""), ("", "Karim"), ("   ", "K"), ("()", "")])
def test_without_a_given_name_there_is_a_neutral_one_and_nothing_to_look_at(
    given: str, family: str, now: datetime
) -> None:
    assert NEUTRAL.fullmatch(given_to(given, family, now))
    assert not NameReview.objects.exists()


@pytest.mark.long
def test_five_hundred_real_names_are_all_given(now: datetime) -> None:
    given = [given_to(*name, now) for name in real_names()]
    assert len(set(given)) == len(given) >= 500
    assert not [name for name in given if NEUTRAL.fullmatch(name)]
    assert not NameReview.objects.exists()


def test_the_command_gives_names_to_those_who_have_none(now: datetime) -> None:
    readers = [make() for _ in range(3)]
    assert accounts.give_missing_usernames(now=now) == 3
    assert accounts.give_missing_usernames(now=now) == 0
    assert (
        accounts.User.objects.filter(pk__in=[reader.pk for reader in readers]).exclude(username="").count()
        == 3
    )
