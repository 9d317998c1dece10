"""The code can be read by the oldest Python that we promise, and says what it is."""

import ast
from pathlib import Path

import pytest

from tests.meta.reading import ROOT, python, short

OLDEST = (3, 11)
ALL = list(python(under=ROOT))
OURS = [path for path in python() if path.name not in {"__init__.py", "apps.py"}]


@pytest.mark.parametrize("path", ALL, ids=short)
def test_the_oldest_python_reads_it(path: Path) -> None:
    ast.parse(path.read_text(), feature_version=OLDEST)


@pytest.mark.parametrize("path", OURS, ids=short)
def test_a_module_says_in_one_sentence_what_it_owns(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text()))


def test_backslashes_and_quotes_of_newer_f_strings_are_absent() -> None:
    """`feature_version` does not see them: from 3.12 on, an f-string may nest its own quotation marks."""
    nested = [short(path) for path in ALL for node in f_strings(path) if reuses_its_quote(path, node)]
    assert nested == []


def f_strings(path: Path) -> list[ast.JoinedStr]:
    return [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.JoinedStr)]


def reuses_its_quote(path: Path, node: ast.JoinedStr) -> bool:
    text = ast.get_source_segment(path.read_text(), node) or ""
    mark = text.lstrip("rRfFbB")[:1]
    if text.lstrip("rRfFbB")[:3] in {'"""', "'''"} or not mark:
        return False
    holes = [
        ast.get_source_segment(path.read_text(), n.value) or ""
        for n in node.values
        if isinstance(n, ast.FormattedValue)
    ]
    return any(mark in hole or "\\" in hole for hole in holes)
