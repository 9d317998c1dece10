"""An app is entered by its api only."""

import ast
from pathlib import Path

import pytest

from tests.meta.reading import SRC, caught, imports_of, python, text_of, tree_of

FRONT_DOOR = {"api"}
# The composition root also hangs up an app's addresses and reads its plain rules before Django is set up.
DOORS_FOR_CONF = FRONT_DOOR | {"urls", "rules"}


def trespasses(code: ast.AST, home: tuple[str, ...]) -> list[str]:
    """Imports of the inside of an app by a module whose place is `home` (apps, editorial, …)."""
    doors = DOORS_FOR_CONF if home[0] == "conf" else FRONT_DOOR
    found = []
    for module in sorted(imports_of(code)):
        parts = module.split(".")
        if parts[:2] != ["standfirst", "apps"] or tuple(parts[1:3]) == home[:2]:
            continue
        if not doors & set(parts[3:4]):
            found.append(module)
    return found


def test_apps_are_entered_by_the_front_door() -> None:
    assert caught(python(), lambda path: trespasses(tree_of(path), path.relative_to(SRC).parts)) == {}


@pytest.mark.parametrize(
    ("line", "home", "is_caught"),
    [
        ("from standfirst.apps.membership.models import Plan", ("screens", "site"), True),
        ("from standfirst.apps.membership.models import Plan", ("apps", "editorial"), True),
        ("def f():\n    import standfirst.apps.membership.rules", ("apps", "editorial"), True),
        ("from standfirst.apps.membership import models", ("conf",), True),
        ("from standfirst.apps.membership import rules", ("conf", "settings"), False),
        ("from standfirst.apps.membership import rules", ("screens", "site"), True),
        ("from standfirst.apps.membership import api", ("screens", "site"), False),
        ("from standfirst.apps.membership.api import standing_of", ("apps", "editorial"), False),
        ("from standfirst.apps.membership.models import Plan", ("apps", "membership"), False),
    ],
)
def test_the_rule_sees_a_trespass(line: str, home: tuple[str, ...], is_caught: bool) -> None:
    assert bool(trespasses(ast.parse(line), home)) is is_caught


STRING_KEYS = ("get_model(", "apps.get_model")
# The kit's erasure goes through every table; their names are declared by the apps that they belong to.
THROUGH_ALL_TABLES = SRC / "core" / "erasure.py"


def keys_in(path: Path) -> list[str]:
    return [key for key in STRING_KEYS if key in text_of(path)]


def test_no_back_door_by_name() -> None:
    """`apps.get_model("membership", …)` is an import that no tool sees."""
    assert caught((path for path in python() if path != THROUGH_ALL_TABLES), keys_in) == {}
    assert keys_in(THROUGH_ALL_TABLES)
