"""Nothing of the machine where it was written stays in the project."""

import re
from pathlib import Path

import pytest

from tests.meta.reading import ROOT, TEXT, files, short

PATHS = re.compile(r"(?<![\w.:/-])/(?:home|Users|root|work|mnt|opt|private)/[\w.-]+")
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
SECRETS = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY|\b(?:sk|rk)_live_\w{8}|\bAKIA[0-9A-Z]{16}\b")
HERE = Path(__file__)
OURS = [path for path in files(*TEXT) if path != HERE and path.stat().st_size < 2_000_000]


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in OURS:
        text = path.read_text(errors="replace")
        found += [f"{short(path)}: {match[0]}" for match in pattern.finditer(text)]
    return found


@pytest.mark.parametrize("pattern", [PATHS, UNFINISHED, SECRETS], ids=["paths", "unfinished", "secrets"])
def test_no_file_holds(pattern: re.Pattern[str]) -> None:
    assert lines_with(pattern) == []


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("open('/home/someone/x')", True),
        ("see https://example.org/work/x", False),
        ("/tmp/x", False),
        ("a/work/b", False),
    ],
)
def test_the_rule_sees_a_path_of_a_machine(text: str, caught: bool) -> None:
    assert bool(PATHS.search(text)) is caught


def test_no_file_is_left_by_an_editor_or_a_merge() -> None:
    assert [short(p) for p in ROOT.rglob("*.orig") if ".venv" not in p.parts] == []
    assert lines_with(re.compile(r"^<{7} |^>{7} ", re.M)) == []
