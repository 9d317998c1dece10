"""Every column that can hold something of a person has a declared fate, so that no new one is forgotten by erasure."""

import inspect
import string

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist, FieldError
from django.db import connection
from django.db.models import BooleanField, EmailField, Field, GenericIPAddressField, Model

from standfirst.core import jobs
from standfirst.core.erasure import (
    ALL_ELSE,
    Fate,
    delete_rows,
    empty_value,
    keep_rows,
    model_of,
    plan_of_erasure,
)

OURS = "standfirst."
KNOWN = {"reader_id", "address", "session_keys"}
TABLES = sorted(model._meta.label for model in apps.get_models(include_auto_created=True))


def is_ours(model: type[Model]) -> bool:
    return model.__module__.startswith(OURS)


def points_to_a_person(column: Field) -> bool:
    return column.related_model is get_user_model() or isinstance(column, EmailField | GenericIPAddressField)


def says_something(column: Field) -> bool:
    """Numbers of rows, links to other tables and yes or no tell nothing by themselves."""
    if points_to_a_person(column):
        return True
    return not (
        column.primary_key
        and column.related_model is None
        and column.get_internal_type().endswith("AutoField")
    ) and not (column.related_model or isinstance(column, BooleanField))


def without_fate(model: type[Model], plan: tuple[Fate, ...]) -> set[str]:
    """Columns of a table that nobody has decided about; the table's own name where nobody has decided at all."""
    fates = [fate for fate in plan if fate.table == model._meta.label]
    if not fates:
        return {model._meta.label}
    if any(fate.delete for fate in fates):
        return set()
    named = {name for fate in fates for name in fate.columns}
    free = ALL_ELSE in named and not is_ours(model)
    asked = [
        c for c in model._meta.local_concrete_fields if (points_to_a_person(c) if free else says_something(c))
    ]
    return {column.name for column in asked} - named


@pytest.mark.parametrize("label", TABLES)
def test_every_column_has_a_fate(label: str) -> None:
    undecided = without_fate(model_of(label), plan_of_erasure())
    assert undecided == set(), (
        f"say in the app's erasure.py what erasing a person does to these columns of {label}"
    )


@pytest.mark.parametrize("fate", plan_of_erasure(), ids=lambda fate: fate.table)
def test_a_fate_names_only_what_is_there(fate: Fate) -> None:
    model = model_of(fate.table)
    for name in fate.columns - {ALL_ELSE}:
        try:
            assert model._meta.get_field(name).concrete
        except FieldDoesNotExist:
            pytest.fail(f"{fate.table} has no column {name}")
    assert ALL_ELSE not in fate.columns or not is_ours(model), "our own columns are named one by one"
    assert all(reason.strip() for reason in fate.keep)


@pytest.mark.parametrize("fate", [f for f in plan_of_erasure() if f.find], ids=lambda fate: fate.table)
def test_a_persons_rows_can_be_found(fate: Fate) -> None:
    holes = {name for value in fate.find.values() for _, name, *_ in string.Formatter().parse(value) if name}
    assert holes
    assert holes <= KNOWN
    lookups = {name: ["x"] if name.endswith("__in") else "1" for name in fate.find}
    try:
        str(model_of(fate.table)._base_manager.filter(**lookups).query)
    except FieldError as problem:
        pytest.fail(f"{problem}")


@pytest.mark.parametrize("fate", plan_of_erasure(), ids=lambda fate: fate.table)
def test_what_is_emptied_may_be_empty(fate: Fate) -> None:
    assert bool(fate.find) or not (fate.delete or fate.blank or fate.replace)
    for name in fate.blank:
        column = model_of(fate.table)._meta.get_field(name)
        assert not empty_value(column)
        assert not column.unique, f"{name} is unique: two erased people would be in each other's way"


@pytest.mark.django_db
def test_tables_that_only_grow_are_kept() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'append_only'")
        growing = {row[0] for row in cursor.fetchall()}
    assert "audit_entry" in growing
    changing = [f for f in plan_of_erasure() if f.find and model_of(f.table)._meta.db_table in growing]
    assert changing == []


@pytest.mark.parametrize(
    "name", sorted(n for n in jobs.registered() if not n.startswith(("builtin", "tests.", "procrastinate")))
)
def test_jobs_carry_numbers_only(name: str) -> None:
    """Their rows outlive nobody's erasure this way: a job that needs words reads them from its row."""
    wanted = inspect.signature(jobs.registered()[name].func).parameters.values()
    assert [one.name for one in wanted if one.annotation not in {int, "int"}] == []


def test_the_rule_sees_a_column_without_fate() -> None:
    letter, person = model_of("mailing.Letter"), model_of("accounts.User")
    assert without_fate(letter, ()) == {"mailing.Letter"}
    assert "subject" in without_fate(letter, (keep_rows("mailing.Letter", "why", "to"),))
    assert without_fate(letter, (delete_rows("mailing.Letter", to="{address}"),)) == set()
    assert "email" in without_fate(person, (keep_rows("accounts.User", "why", ALL_ELSE),))
    page = model_of("wagtailcore.Page")
    assert without_fate(page, (keep_rows("wagtailcore.Page", "why", "owner", ALL_ELSE),)) == {"locked_by"}
