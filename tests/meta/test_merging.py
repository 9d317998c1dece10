"""Every table that holds people says what the merging of two accounts does to it, so that no new one is forgotten."""

import pytest
from django.core.exceptions import FieldDoesNotExist

from standfirst.core.erasure import model_of, plan_of_erasure
from standfirst.core.export import points_to_person
from standfirst.core.merging import Merge, leave_behind, plan_of_merging
from tests.meta.test_export import MODELS, holds_people


def undeclared(plan: tuple[Merge, ...]) -> set[str]:
    """By a link to a reader, by an address, or by a link of ours to what passes on."""
    moving = {merge.table for merge in plan if not merge.because}
    fates = plan_of_erasure()
    people = {label for label, model in MODELS.items() if holds_people(model, fates, moving)}
    return people - {merge.table for merge in plan}


def test_every_table_of_people_says_what_a_merging_does() -> None:
    assert undeclared(plan_of_merging()) == set(), "declare these in the app's merging.py"


@pytest.mark.parametrize("merge", plan_of_merging(), ids=lambda merge: merge.table)
def test_a_declaration_names_only_what_is_there(merge: Merge) -> None:
    model = model_of(merge.table)
    ways = [bool(merge.column), bool(merge.how), bool(merge.because.strip())]
    assert ways.count(True) == 1
    if merge.column:
        assert points_to_person(model._meta.get_field(merge.column.removesuffix("_id")))
    for name in merge.unlike:
        try:
            model._meta.get_field(name.removesuffix("_id"))
        except FieldDoesNotExist:
            model._meta.get_field(name)


def test_each_table_is_declared_once() -> None:
    tables = [merge.table for merge in plan_of_merging()]
    assert len(tables) == len(set(tables))


@pytest.mark.parametrize("table", ["billing.Payment", "membership.Seat", "mailing.Letter"])
def test_the_rule_sees_a_table_without_a_declaration(table: str) -> None:
    plan = tuple(merge for merge in plan_of_merging() if merge.table != table)
    assert undeclared(plan) == {table}
    assert undeclared((*plan, *leave_behind("a reason", table))) == set()
