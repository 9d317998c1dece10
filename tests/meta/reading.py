"""How the rules about the code read the code."""

import ast
import os
from collections.abc import Iterator
from pathlib import Path

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


def imports_of(source: str) -> set[str]:
    """Dotted names of everything that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found
