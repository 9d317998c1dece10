"""Colours are written once, in the tokens; everything else uses their meanings."""

import re
from pathlib import Path

import pytest

from tests.meta.reading import SRC, caught, files, short, text_of

COLOUR = re.compile(r"#[0-9a-f]{3,8}\b(?![\w-]*\s*[{,>])|\b(?:rgba?|hsla?|oklch|oklab|lab|lch|hwb)\(", re.I)
MASK = re.compile(r"mask(?:-image)?\s*:[^;]*")  # only its opacity is seen
COMMENT = re.compile(r"/\*.*?\*/", re.S)
PHYSICAL = re.compile(
    r"\b(?:margin|padding|border)-(?:left|right)\b|\b(?:float|text-align)\s*:\s*(?:left|right)\b"
)
CLASSES = re.compile(r'class="([^"]*)"')
SETTING = re.compile(r"(?<![\w-])(?:above|below|gap|span|step|head|part|cols)-\d+(?![\w-])")
SHEETS = [path for path in files(".css", under=SRC) if not {"tokens", "colours"} & set(path.stem.split("-"))]


def declarations(path: Path) -> list[str]:
    return MASK.sub("", COMMENT.sub("", path.read_text())).splitlines()


@pytest.mark.parametrize("path", SHEETS, ids=short)
def test_no_colour_is_written_outside_the_tokens(path: Path) -> None:
    assert [line.strip() for line in declarations(path) if COLOUR.search(line)] == []


@pytest.mark.parametrize("path", SHEETS, ids=short)
def test_sides_are_logical_so_that_the_page_can_run_from_the_right(path: Path) -> None:
    assert [line.strip() for line in declarations(path) if PHYSICAL.search(line)] == []


@pytest.mark.parametrize("path", SHEETS, ids=short)
def test_nothing_shouts_important(path: Path) -> None:
    important = [line.strip() for line in declarations(path) if "!important" in line]
    assert important == [] or "overrides" in path.name or "reset" in path.name


def test_every_setting_that_a_template_names_is_in_a_sheet() -> None:
    written = {name for sheet in files(".css", under=SRC) for name in SETTING.findall(sheet.read_text())}
    templates = [path for path in files(".html", under=SRC) if "templates" in path.parts]
    assert caught(templates, lambda path: sorted(settings_in(text_of(path)) - written)) == {}


def test_the_rule_sees_a_setting() -> None:
    assert settings_in('<p class="sans below-3{% if x %} gap-2{% endif %}" id="step-9">') == {
        "below-3",
        "gap-2",
    }


def settings_in(template: str) -> set[str]:
    return {name for names in CLASSES.findall(template) for name in SETTING.findall(names)}


@pytest.mark.parametrize(
    ("line", "is_caught"),
    [
        ("color: #767676;", True),
        ("color: rgb(1 2 3);", True),
        ("color: var(--text-quiet);", False),
        ("#add { x: y }", False),
    ],
)
def test_the_rule_sees_a_colour(line: str, is_caught: bool) -> None:
    assert bool(COLOUR.search(line)) is is_caught
