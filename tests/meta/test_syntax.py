"""The code can be read by the oldest Python that we promise, and says what it is."""

import ast
from pathlib import Path

import pytest

from tests.meta.reading import ROOT, caught, python, text_of, tree_of

ALL = list(python(under=ROOT))
OURS = [path for path in python() if path.name not in {"__init__.py", "apps.py"}]


def unreadable(path: Path) -> str:
    try:
        tree_of(path)
    except SyntaxError as problem:
        return f"{problem}"
    return ""


def test_the_oldest_python_reads_it() -> None:
    assert caught(ALL, unreadable) == {}


def test_a_module_says_in_one_sentence_what_it_owns() -> None:
    assert caught(OURS, lambda path: not ast.get_docstring(tree_of(path))) == {}


def test_backslashes_and_quotes_of_newer_f_strings_are_absent() -> None:
    """`feature_version` does not see them: from 3.12 on, an f-string may nest its own quotation marks."""
    assert caught(ALL, lambda path: nested(tree_of(path), text_of(path))) == {}


def nested(module: ast.AST, text: str) -> list[int]:
    """Lines with f-strings that use their own mark, or a backslash, inside."""
    lines = text.encode().splitlines(keepends=True)
    strings = (node for node in ast.walk(module) if isinstance(node, ast.JoinedStr))
    return [node.lineno for node in strings if reuses_its_quote(node, lines)]


def reuses_its_quote(node: ast.JoinedStr, lines: list[bytes]) -> bool:
    text = source_of(node, lines)
    mark = text.lstrip("rRfFbB")[:1]
    if text.lstrip("rRfFbB")[:3] in {'"""', "'''"} or not mark:
        return False
    holes = [source_of(n.value, lines) for n in node.values if isinstance(n, ast.FormattedValue)]
    return any(mark in hole or "\\" in hole for hole in holes)


def source_of(node: ast.expr, lines: list[bytes]) -> str:
    """Like `ast.get_source_segment`, which splits the whole module anew for each node."""
    assert node.end_lineno is not None
    found = lines[node.lineno - 1 : node.end_lineno]
    found[-1] = found[-1][: node.end_col_offset]
    found[0] = found[0][node.col_offset :]
    return b"".join(found).decode()


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("""f"{x['a']}" """, []),
        ("""f'{x["é"]}' f"{y}" """, []),
        (r"""f"{'\n'.join(x)}" """, [1]),
        ("""f"{x["a"]}" """, [1]),
    ],
)
def test_what_only_a_newer_python_reads_is_refused_by_it_or_seen_by_the_rule(
    line: str, found: list[int]
) -> None:
    try:
        seen = nested(ast.parse(line), line)
    except SyntaxError as refused:
        seen = [refused.lineno or 0]
    assert seen == found


def test_the_rule_sees_syntax_of_a_newer_python(tmp_path: Path) -> None:
    newer = tmp_path / "newer.py"
    newer.write_text("type Number = int\n")
    assert "syntax" in unreadable(newer) or "supported" in unreadable(newer)
