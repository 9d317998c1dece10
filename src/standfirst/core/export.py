"""What a reader gets who asks for their data; `tests/meta/test_export.py` fails where a table has no decision.

Each app declares its tables, and those of the libraries that it brings along, as `EXPORTS` in its module `export`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Field, Model, QuerySet
from django.utils.module_loading import module_has_submodule
from django.utils.text import capfirst

from standfirst.core.erasure import model_of

_OURS = "standfirst."


@dataclass(frozen=True, slots=True)
class Tenure:
    """An address, and the time in which it was this reader's."""

    address: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Person:
    """Whose rows are looked for. An address can have been somebody else's before or after."""

    reader_id: int
    tenures: tuple[Tenure, ...]


Rows = Callable[[Person], "QuerySet[Any]"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """How a table is told to a reader, or in `because` why it is not.

    Every column is told but those in `leave`, which maps a reason to them, and links to people. `find` holds lookups
    with {reader_id} in their values; `rows` finds them where that is not enough. `follow` names what is told of the
    rows that a row points to.
    """

    table: str
    name: str = ""
    find: Mapping[str, str] = field(default_factory=dict)
    rows: Rows | None = None
    leave: Mapping[str, Sequence[str]] = field(default_factory=dict)
    follow: Mapping[str, str] = field(default_factory=dict)
    because: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One fact: `value` for machines, `words` for people."""

    column: str
    label: str
    value: object
    words: str


@dataclass(frozen=True, slots=True)
class Part:
    """What one table knows of a reader."""

    table: str
    name: str
    rows: list[list[Cell]]


def left_out(because: str, *tables: str) -> tuple[Export, ...]:
    """Tables that are not told, for a reason."""
    return tuple(Export(table=table, because=because) for table in tables)


def plan_of_export() -> tuple[Export, ...]:
    """Every declaration, app by app."""
    ours = [config for config in apps.get_app_configs() if config.name.startswith(_OURS)]
    declared = [config.name for config in ours if module_has_submodule(config.module, "export")]
    return tuple(export for name in declared for export in import_module(f"{name}.export").EXPORTS)


def parts_of(person: Person) -> Iterator[Part]:
    """Everything that is told, part by part; also those parts in which there is nothing."""
    for export in plan_of_export():
        if not export.because:
            rows = [_cells(row, export) for row in rows_of(export, person)]
            yield Part(export.table, export.name, rows)


def rows_of(export: Export, person: Person) -> "QuerySet[Any]":
    """The person's own rows and nobody else's."""
    if export.rows is not None:
        return export.rows(person)
    wanted = {lookup: value.format(reader_id=person.reader_id) for lookup, value in export.find.items()}
    found: QuerySet[Any] = model_of(export.table)._base_manager.filter(**wanted)
    return found.order_by("pk")


def columns_of(export: Export) -> list[Any]:
    """The columns that are told."""
    left = {name for names in export.leave.values() for name in names}
    columns = model_of(export.table)._meta.concrete_fields
    return [column for column in columns if column.name not in left and not points_to_person(column)]


def points_to_person(column: Any) -> bool:
    """Whether it is a link to a row of a reader: to this one it says nothing, of others nothing is told."""
    model = column.related_model
    return bool(column.is_relation and model is not None and model._meta.label == settings.AUTH_USER_MODEL)


def _cells(row: Model, export: Export) -> list[Cell]:
    own = [_cell(row, column) for column in columns_of(export)]
    return own + [_followed(row, path, label) for path, label in export.follow.items()]


def _cell(row: Model, column: "Field[Any, Any]") -> Cell:
    value = getattr(row, column.attname)
    if column.is_relation:
        words = str(getattr(row, column.name)) if value is not None else ""
    else:
        show = getattr(row, f"get_{column.name}_display", None) if column.choices else None
        words = _words(show() if show else value)
    return Cell(column.attname, str(capfirst(column.verbose_name)), _plain(value), words)


def _followed(row: Model, path: str, label: str) -> Cell:
    value: Any = row
    for name in path.split("__"):
        value = getattr(value, name) if value is not None else None
    return Cell(path, label, _plain(value), _words(value))


def _plain(value: Any) -> object:
    """As JSON knows it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, bool | int | float | list | dict | None) else str(value)


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value:%d %B %Y, %H:%M:%S %Z}"
    if value in (None, "", [], {}):
        return ""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


EXPORTS: tuple[Export, ...] = ()
