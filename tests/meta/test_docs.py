"""The pages about the project hold together: links lead somewhere, code in them can be read."""

import ast
import re
from pathlib import Path

import pytest

from tests.meta.reading import ROOT, SRC, files, short

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
FENCE = re.compile(r"^```python\n(.*?)^```", re.S | re.M)
DOCS = sorted([*ROOT.glob("*.md"), *files(".md", under=ROOT / "docs")])
SETTING = re.compile(r"env\.(?:text|flag|number|words|secret|origin|database)\(\s*(?:\"([A-Z_]+)\")?")


def broken_links(path: Path) -> list[str]:
    broken = []
    for target in LINK.findall(path.read_text()):
        place, _, anchor = target.partition("#")
        if "://" in place or place.startswith("mailto:"):
            continue
        page = (path.parent / place).resolve() if place else path
        if not page.exists() or (anchor and page.suffix == ".md" and anchor not in anchors(page)):
            broken.append(target)
    return broken


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+\s+(.+)$", page.read_text(), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", DOCS, ids=short)
def test_links_lead_somewhere(path: Path) -> None:
    assert broken_links(path) == []


@pytest.mark.parametrize("path", DOCS, ids=short)
def test_python_in_the_docs_can_be_read(path: Path) -> None:
    for code in FENCE.findall(path.read_text()):
        ast.parse(code)


@pytest.mark.parametrize("path", [p for p in DOCS if "decisions" in p.parts], ids=short)
def test_a_decision_says_context_decision_and_consequences(path: Path) -> None:
    for part in ("## Context", "## Decision", "## Consequences", "Status:"):
        assert part in path.read_text()


def test_every_setting_is_listed() -> None:
    listed = (ROOT / "docs/reference/settings.md").read_text()
    used = {
        name
        for path in files(".py", under=SRC / "conf")
        for name in SETTING.findall(path.read_text())
        if name
    }
    assert sorted(name for name in used if f"`{name}`" not in listed) == []


def test_the_architecture_names_every_app_and_area() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text()
    folders = [
        p for top in ("apps", "screens") for p in (SRC / top).iterdir() if (p / "__init__.py").exists()
    ]
    assert [folder.name for folder in folders if folder.name not in page] == []
