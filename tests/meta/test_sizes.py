"""Hard stops of size. An excuse names its limit and may only shrink."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.meta.reading import ROOT, SRC, files, python, short

LONGEST_FUNCTION = 50
LONGEST_TEST = 40
LONGEST_MODULE = 400
LONGEST_TEMPLATE = 120
EXCUSES: dict[str, int] = {}


def functions(source: str) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def too_long(path: Path, limit: int) -> list[str]:
    found = []
    for name, lines in functions(path.read_text()):
        key = f"{short(path)}:{name}"
        if lines > EXCUSES.get(key, limit):
            found.append(f"{key} has {lines} lines, at most {EXCUSES.get(key, limit)}")
    return found


def lines_of(path: Path) -> int:
    return len(path.read_text().splitlines())


@pytest.mark.parametrize("path", list(python()), ids=short)
def test_functions_are_short(path: Path) -> None:
    assert too_long(path, LONGEST_FUNCTION) == []


@pytest.mark.parametrize("path", list(python(under=ROOT / "tests")), ids=short)
def test_tests_are_short(path: Path) -> None:
    assert too_long(path, LONGEST_TEST) == []


@pytest.mark.parametrize("path", [*python(), *python(under=ROOT / "tests")], ids=short)
def test_modules_are_short(path: Path) -> None:
    assert lines_of(path) <= EXCUSES.get(short(path), LONGEST_MODULE)


@pytest.mark.parametrize("path", [p for p in files(".html", under=SRC) if "templates" in p.parts], ids=short)
def test_templates_are_short(path: Path) -> None:
    assert lines_of(path) <= EXCUSES.get(short(path), LONGEST_TEMPLATE)


def test_no_excuse_is_larger_than_what_it_excuses() -> None:
    sizes = {short(path): lines_of(path) for path in [*files(".py"), *files(".html", under=SRC)]}
    for path in python(under=ROOT):
        sizes |= {f"{short(path)}:{name}": lines for name, lines in functions(path.read_text())}
    assert {key: limit for key, limit in EXCUSES.items() if limit > sizes.get(key, 0)} == {}


def test_the_rule_sees_a_long_function() -> None:
    source = "def long():\n" + "    pass\n" * LONGEST_FUNCTION
    assert list(functions(source)) == [("long", LONGEST_FUNCTION + 1)]
