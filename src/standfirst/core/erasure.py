"""What the erasure of a person does to every table; `tests/meta/test_erasure.py` fails where a column has no fate.

Each app declares its tables, and those of the libraries that it brings along, as `FATES` in its module `erasure`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from django.apps import apps
from django.db.models import Field, FileField, Model, QuerySet
from django.utils.module_loading import module_has_submodule

from standfirst.core.db import run_after_commit

ALL_ELSE = "*"  # of a library's table; what points to a person is still to be named
_OURS = "standfirst."


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What becomes of one person's rows of a table; columns are named one by one, or all rows are deleted.

    `find` holds lookups with {reader_id} or {address} in their values, or {session_keys} for all of them; it is
    empty for what holds no person or is kept as it is. `replace` may name {reader_id}. `keep` maps a reason to its
    columns.
    """

    table: str
    find: Mapping[str, str] = field(default_factory=dict)
    delete: bool = False
    blank: Sequence[str] = ()
    replace: Mapping[str, object] = field(default_factory=dict)
    keep: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def columns(self) -> frozenset[str]:
        """The columns that have a fate here; all of them when rows are deleted."""
        kept = (name for names in self.keep.values() for name in names)
        return frozenset([*self.blank, *self.replace, *kept])


def delete_rows(table: str, **find: str) -> Fate:
    """The person's rows go."""
    return Fate(table=table, find=find, delete=True)


def keep_rows(table: str, reason: str, *columns: str) -> Fate:
    """Nothing happens to these columns, for a reason: no person is in them, or they must stay."""
    return Fate(table=table, keep={reason: columns})


def plan_of_erasure() -> tuple[Fate, ...]:
    """Every declared fate, app by app."""
    ours = [config for config in apps.get_app_configs() if config.name.startswith(_OURS)]
    declared = [config.name for config in ours if module_has_submodule(config.module, "erasure")]
    return tuple(fate for name in declared for fate in import_module(f"{name}.erasure").FATES)


def erase_rows(*, reader_id: int, address: str, session_keys: Sequence[str] = ()) -> dict[str, int]:
    """Carry out the plan for one person: how many rows of each table were changed or deleted.

    Part of the caller's transaction; files go once it is committed. Safe to repeat.
    """
    person = {"reader_id": reader_id, "address": address, "session_keys": list(session_keys)}
    touched: dict[str, int] = {}
    for fate in plan_of_erasure():
        if fate.find:
            rows = _rows_of(fate, person)
            touched[fate.table] = touched.get(fate.table, 0) + _erase(rows, fate, person)
    return touched


def _rows_of(fate: Fate, person: Mapping[str, Any]) -> QuerySet[Any]:
    found = {lookup: _filled(value, person) for lookup, value in fate.find.items()}
    rows: QuerySet[Any] = model_of(fate.table)._base_manager.filter(**found)
    return rows


def _erase(rows: QuerySet[Any], fate: Fate, person: Mapping[str, Any]) -> int:
    if fate.delete:
        _delete_files(rows)
        return rows.delete()[1].get(fate.table, 0)
    emptied = {name: empty_value(rows.model._meta.get_field(name)) for name in fate.blank}
    replaced = {name: _filled(value, person) for name, value in fate.replace.items()}
    return rows.update(**emptied, **replaced)


def _delete_files(rows: QuerySet[Any]) -> None:
    columns = [column for column in rows.model._meta.concrete_fields if isinstance(column, FileField)]
    for row in rows if columns else ():
        for file in filter(None, (getattr(row, column.attname) for column in columns)):
            run_after_commit(lambda storage=file.storage, name=file.name: storage.delete(name))  # type: ignore[misc]


def empty_value(column: Any) -> object:
    """What stands in a column that says nothing."""
    return None if isinstance(column, Field) and column.null else column.get_default()


def model_of(label: str) -> type[Model]:
    """The table of this name, also one that Django made for a relation of many to many. Raises KeyError."""
    return {model._meta.label: model for model in apps.get_models(include_auto_created=True)}[label]


def _filled(value: object, person: Mapping[str, Any]) -> object:
    if value == "{session_keys}":
        return person["session_keys"]
    return value.format_map(person) if isinstance(value, str) else value


FATES: tuple[Fate, ...] = (
    keep_rows(
        "core.BusMessage",
        "numbers and tags only, gone after an hour",
        "xid",
        "topic",
        "payload",
        "created_at",
    ),
    keep_rows(
        "core.FailedRow",
        "numbers of rows, and kinds of errors",
        "job",
        "row",
        "fault",
        "times",
        "first_at",
        "last_at",
    ),
    keep_rows("core.LimitBucket", "a keyed hash, gone when the limit forgets", "key", "forgotten_at"),
    keep_rows(
        "procrastinate.ProcrastinateJob", "jobs carry numbers only, and go when they are done", ALL_ELSE
    ),
    keep_rows("procrastinate.ProcrastinateEvent", "times of jobs", ALL_ELSE),
    keep_rows("procrastinate.ProcrastinatePeriodicDefer", "the calendar", ALL_ELSE),
    keep_rows("procrastinate.ProcrastinateWorker", "processes of ours", ALL_ELSE),
    keep_rows("contenttypes.ContentType", "names of tables", ALL_ELSE),
)
