"""How the rules about the code read the code."""

import ast
import os
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

OLDEST = (3, 11)  # the Python that we promise to run on
ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "standfirst"
APPS = SRC / "apps"
NOT_OURS = {"node_modules", "dist", "build", "work"}
TEXT = {
    ".py",
    ".html",
    ".css",
    ".js",
    ".md",
    ".txt",
    ".toml",
    ".yml",
    ".yaml",
    ".json",
    ".svg",
    ".cfg",
    ".example",
    "",
}


def files(*suffixes: str, under: Path = ROOT) -> Iterator[Path]:
    """Our own files with these endings."""
    for folder, names, found in os.walk(under):
        names[:] = sorted(name for name in names if is_ours(name))
        yield from (Path(folder, name) for name in sorted(found) if Path(name).suffix in suffixes)


def is_ours(folder: str) -> bool:
    return folder == ".ci" or (folder not in NOT_OURS and not folder.startswith((".", "__")))


def python(*, under: Path = SRC) -> Iterator[Path]:
    """Our Python, without migrations, which are written by a machine."""
    return (path for path in files(".py", under=under) if path.parent.name != "migrations")


def apps() -> list[Path]:
    return [path for path in sorted(APPS.iterdir()) if (path / "__init__.py").exists()]


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def text_of(path: Path) -> str:
    """Read once for all rules."""
    return path.read_text()


@cache
def tree_of(path: Path) -> ast.Module:
    """As the oldest Python reads it, once for all rules. Raises SyntaxError."""
    return ast.parse(text_of(path), filename=str(path), feature_version=OLDEST)


def caught(paths: Iterable[Path], rule: Callable[[Path], Any]) -> dict[str, Any]:
    """What the rule finds wrong with each of these files, by file; nothing where all is well.

    One test asks for all files: a test for each would be half of all tests, and take longer than the rule.
    """
    read = list(paths)
    assert read, "a rule without files to read holds for nothing"
    return {short(path): found for path in read if (found := rule(path))}


def imports_of(module: ast.AST) -> set[str]:
    """Dotted names of everything that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found
