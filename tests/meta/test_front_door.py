"""An app is entered by its api only."""

from pathlib import Path

import pytest

from tests.meta.reading import SRC, imports_of, python, short

FRONT_DOOR = {"api"}
# The composition root also hangs up an app's addresses and reads its plain rules before Django is set up.
DOORS_FOR_CONF = FRONT_DOOR | {"urls", "rules"}


def trespasses(source: str, home: tuple[str, ...]) -> list[str]:
    """Imports of the inside of an app by a module whose place is `home` (apps, editorial, …)."""
    doors = DOORS_FOR_CONF if home[0] == "conf" else FRONT_DOOR
    found = []
    for module in sorted(imports_of(source)):
        parts = module.split(".")
        if parts[:2] != ["standfirst", "apps"] or tuple(parts[1:3]) == home[:2]:
            continue
        if not doors & set(parts[3:4]):
            found.append(module)
    return found


@pytest.mark.parametrize("path", list(python()), ids=short)
def test_apps_are_entered_by_the_front_door(path: Path) -> None:
    assert trespasses(path.read_text(), path.relative_to(SRC).parts) == []


@pytest.mark.parametrize(
    ("line", "home", "caught"),
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
def test_the_rule_sees_a_trespass(line: str, home: tuple[str, ...], caught: bool) -> None:
    assert bool(trespasses(line, home)) is caught


STRING_KEYS = ("get_model(", "apps.get_model")
# The kit's erasure goes through every table; their names are declared by the apps that they belong to.
THROUGH_ALL_TABLES = SRC / "core" / "erasure.py"


@pytest.mark.parametrize("path", [path for path in python() if path != THROUGH_ALL_TABLES], ids=short)
def test_no_back_door_by_name(path: Path) -> None:
    """`apps.get_model("membership", …)` is an import that no tool sees."""
    assert not [key for key in STRING_KEYS if key in path.read_text()]
