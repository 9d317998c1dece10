"""Every table that can hold something of a reader is told to them who asks for their data, or it is said why not."""

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import EmailField, Model

from standfirst.core.erasure import Fate, model_of, plan_of_erasure
from standfirst.core.export import Export, Person, left_out, plan_of_export, points_to_person, rows_of

MODELS = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}
OURS = "standfirst."


def holds_people(model: type[Model], fates: tuple[Fate, ...], told: set[str]) -> bool:
    """By a link to a reader, by an address, because erasure finds people in it, or by a link to what is told."""
    columns = model._meta.local_concrete_fields
    if any(points_to_person(column) or isinstance(column, EmailField) for column in columns):
        return True
    if any(fate.find for fate in fates if fate.table == model._meta.label):
        return True
    linked = {column.related_model._meta.label for column in columns if column.related_model}
    return model.__module__.startswith(OURS) and bool(linked & told)


def undeclared(plan: tuple[Export, ...]) -> set[str]:
    told = {export.table for export in plan if not export.because}
    fates = plan_of_erasure()
    people = {label for label, model in MODELS.items() if holds_people(model, fates, told)}
    return people - {export.table for export in plan}


def test_every_table_of_people_is_told_or_says_why_not() -> None:
    assert undeclared(plan_of_export()) == set(), "declare these in the app's export.py"


@pytest.mark.parametrize("export", plan_of_export(), ids=lambda export: export.table)
def test_a_declaration_names_only_what_is_there(export: Export) -> None:
    columns = {column.name for column in model_of(export.table)._meta.concrete_fields}
    for names in export.leave.values():
        assert set(names) <= columns
    assert all(reason.strip() for reason in export.leave)
    assert bool(export.because) != bool(export.name), "either a table has a name for readers, or a reason"
    for path in export.follow:
        first = path.partition("__")[0]
        try:
            model_of(export.table)._meta.get_field(first)
        except FieldDoesNotExist:
            assert hasattr(model_of(export.table), first)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "export", [each for each in plan_of_export() if not each.because], ids=lambda export: export.table
)
def test_nobody_is_found_by_a_number_that_nobody_has(export: Export) -> None:
    assert "WHERE" in str(rows_of(export, Person(0, ())).query) or not rows_of(export, Person(0, ())).exists()


def test_each_table_is_declared_once() -> None:
    tables = [export.table for export in plan_of_export()]
    assert len(tables) == len(set(tables))


@pytest.mark.parametrize("table", ["billing.Payment", "mailing.Letter", "membership.SubscriptionChange"])
def test_the_rule_sees_a_table_without_a_declaration(table: str) -> None:
    """Found by a link to a reader, by erasure, and by a link to what is told."""
    plan = tuple(export for export in plan_of_export() if export.table != table)
    assert undeclared(plan) == {table}
    assert undeclared((*plan, *left_out("a reason", table))) == set()
