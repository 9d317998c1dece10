"""Reads that many requests need: Django writes their SQL once, which takes it longer than PostgreSQL needs to answer."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

from standfirst.core.db import rows_of

_FIRST_MARK = 2_000_000_000  # fits a number's column and is no number of a row
_FAR = datetime(9000, 1, 1, tzinfo=UTC)
Kind = type[int] | type[str] | type[datetime]
Value = int | str | datetime
M = TypeVar("M", bound=Model)


class Compiled:
    """A query of values that differs from call to call only in the numbers, words and moments named in `kinds`.

    `build` is called once, with marks in the place of the values; its query must end in `values_list`.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **kinds: Kind) -> None:
        self._build = build
        self._kinds = kinds
        self._compiler: Any = None

    def __call__(self, **values: Value) -> list[Any]:
        """The rows, in the order of the query's columns."""
        if self._compiler is None:
            self._compile()
        rows = rows_of(self._sql, values)
        return list(self._compiler.apply_converters(rows, self._converters)) if self._converters else rows

    def _compile(self) -> None:
        marks = {name: _mark(kind, place) for place, (name, kind) in enumerate(self._kinds.items())}
        compiler = self._build(**marks).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        names = {mark: name for name, mark in marks.items()}
        self._sql = _written_out(sql, parameters, names)
        self._converters = compiler.get_converters([column[0] for column in compiler.select])
        self._compiler = compiler  # set last: another thread that sees it finds the rest


class CompiledRows(Generic[M]):
    """The same for whole rows, each as an instance of its model; `build` leaves out `values_list`."""

    def __init__(self, model: type[M], build: Callable[..., QuerySet[M]], **kinds: Kind) -> None:
        self._model = model
        self._build = build
        self._rows = Compiled(self._build_rows, **kinds)

    def __call__(self, **values: Value) -> list[M]:
        """The instances, as the query would give them."""
        return [self._model.from_db(connection.alias, self._columns(), row) for row in self._rows(**values)]

    def _build_rows(self, **marks: Value) -> QuerySet[Any, Any]:
        return self._build(**marks).values_list(*self._columns())

    def _columns(self) -> list[str]:
        return [field.attname for field in self._model._meta.concrete_fields]


def _written_out(sql: str, parameters: Iterable[Any], names: Mapping[Any, str]) -> str:
    """The statement with a place for each value that is given, and with all others in it."""
    first, *rest = sql.split("%s")
    places = (f"%({names[value]})s" if value in names else _literal(value) for value in parameters)
    return first + "".join(place + text for place, text in zip(places, rest, strict=True))


def _literal(value: Any) -> str:
    with connection.cursor() as cursor:
        written: str = cursor.mogrify("%s", [value])
    return written.replace("%", "%%")


def _mark(kind: Kind, place: int) -> Value:
    """A value of this kind that stands nowhere else."""
    number = _FIRST_MARK + place
    if kind is datetime:
        return _FAR.replace(microsecond=place)
    return number if kind is int else f"\ue000{number}"
