"""Hard stops of size. An excuse names its limit and may only shrink."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.meta.reading import ROOT, SRC, caught, files, python, short, text_of, tree_of

LONGEST_FUNCTION = 50
LONGEST_TEST = 40
LONGEST_MODULE = 400
LONGEST_TEMPLATE = 120
EXCUSES: dict[str, int] = {}
TESTS = ROOT / "tests"


def functions(module: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def functions_beyond(path: Path, limit: int) -> list[str]:
    found = []
    for name, lines in functions(tree_of(path)):
        most = EXCUSES.get(f"{short(path)}:{name}", limit)
        if lines > most:
            found.append(f"{name} has {lines} lines, at most {most}")
    return found


def lines_of(path: Path) -> int:
    return len(text_of(path).splitlines())


def lines_beyond(path: Path, limit: int) -> str:
    most, lines = EXCUSES.get(short(path), limit), lines_of(path)
    return f"{lines} lines, at most {most}" if lines > most else ""


def test_functions_are_short() -> None:
    assert caught(python(), lambda path: functions_beyond(path, LONGEST_FUNCTION)) == {}


def test_tests_are_short() -> None:
    assert caught(python(under=TESTS), lambda path: functions_beyond(path, LONGEST_TEST)) == {}


def test_modules_are_short() -> None:
    modules = [*python(), *python(under=TESTS)]
    assert caught(modules, lambda path: lines_beyond(path, LONGEST_MODULE)) == {}


def test_templates_are_short() -> None:
    templates = [path for path in files(".html", under=SRC) if "templates" in path.parts]
    assert caught(templates, lambda path: lines_beyond(path, LONGEST_TEMPLATE)) == {}


def test_no_excuse_is_larger_than_what_it_excuses() -> None:
    sizes = {short(path): lines_of(path) for path in [*files(".py"), *files(".html", under=SRC)]}
    for path in python(under=ROOT):
        sizes |= {f"{short(path)}:{name}": lines for name, lines in functions(tree_of(path))}
    assert {key: limit for key, limit in EXCUSES.items() if limit > sizes.get(key, 0)} == {}


def test_the_rule_sees_a_long_function() -> None:
    source = "def long():\n" + "    pass\n" * LONGEST_FUNCTION
    assert list(functions(ast.parse(source))) == [("long", LONGEST_FUNCTION + 1)]


def test_the_rules_name_what_is_too_long() -> None:
    path = Path(__file__)
    [(file, found)] = caught([path], lambda path: functions_beyond(path, 1)).items()
    assert file == short(path)
    assert "lines_of has 2 lines, at most 1" in found
    assert caught([path], lambda path: lines_beyond(path, 1)) == {file: f"{lines_of(path)} lines, at most 1"}
    assert caught([path], lambda path: lines_beyond(path, lines_of(path))) == {}
