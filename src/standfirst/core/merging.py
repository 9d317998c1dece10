"""What the merging of two accounts does to every table; `tests/meta/test_merging.py` fails where one is not declared.

Each app declares its tables, and those of the libraries that it brings along, as `MERGES` in its module `merging`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef
from django.utils.module_loading import module_has_submodule

from standfirst.core.erasure import model_of

_OURS = "standfirst."
How = Callable[[int, int], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """What becomes of the rows of the account that goes; `kept` and `gone` are numbers of readers.

    They pass to the account that stays, by `column`, but for those of which it has one already that is alike in
    `unlike`; or `how(kept, gone)` moves them and says how many; or, in `because`, they stay where they are, and share
    the fate of the account in its erasure.
    """

    table: str
    column: str = ""
    unlike: Sequence[str] = ()
    how: How | None = None
    because: str = ""


def pass_on(table: str, column: str, *, unlike: Sequence[str] = ()) -> Merge:
    """The rows are the other account's from now on."""
    return Merge(table=table, column=column, unlike=unlike)


def leave_behind(because: str, *tables: str) -> tuple[Merge, ...]:
    """The rows go with the account that goes, for a reason."""
    return tuple(Merge(table=table, because=because) for table in tables)


def plan_of_merging() -> tuple[Merge, ...]:
    """Every declaration, app by app."""
    ours = [config for config in apps.get_app_configs() if config.name.startswith(_OURS)]
    declared = [config.name for config in ours if module_has_submodule(config.module, "merging")]
    return tuple(merge for name in declared for merge in import_module(f"{name}.merging").MERGES)


def merge_rows(*, kept: int, gone: int) -> dict[str, int]:
    """Carry out the plan: how many rows of each table have passed on. Part of the caller's transaction."""
    moved: dict[str, int] = {}
    for merge in plan_of_merging():
        if not merge.because:
            moved[merge.table] = merge.how(kept, gone) if merge.how else _pass_on(merge, kept, gone)
    return moved


def _pass_on(merge: Merge, kept: int, gone: int) -> int:
    rows: Any = model_of(merge.table)._base_manager
    theirs = rows.filter(**{merge.column: gone})
    if merge.unlike:
        alike = {name: OuterRef(name) for name in merge.unlike}
        theirs = theirs.exclude(Exists(rows.filter(**{merge.column: kept}, **alike)))
    changed: int = theirs.update(**{merge.column: kept})
    return changed


MERGES: tuple[Merge, ...] = ()
