"""A template stays at home: its own folder and the kit in core; screens also use the apps below. No script or style in it."""

import re
from pathlib import Path

import pytest

from tests.meta.reading import SRC, apps, caught, files, text_of

NAMED = re.compile(r"{%\s*(?:extends|include|fragment)\s+[\"']([^\"']+)[\"']")
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"(?:application/ld\+json|importmap|application/json)\")|\son[a-z]+=|\sstyle=|<style\b|javascript:",
    re.I,
)
FOREIGN = re.compile(r"(?:src|srcset|href)\s*=\s*[\"']?(?:https?:)?//", re.I)
WAGTAIL = ("wagtailadmin/", "wagtailembeds/", "wagtailusers/", "wagtailimages/")
OWN = [path for path in files(".html", ".txt", ".xml", under=SRC) if "templates" in path.parts]
# Letters, and the file of somebody's data, carry their styles with them: there is nobody to fetch them from.
NO_PAGES = {"emails", "mails", "demo", "mail.html", "data_file.html"}
PAGES = [path for path in OWN if path.suffix == ".html" and not NO_PAGES & set(path.parts)]


def home_of(path: Path) -> str:
    return path.parts[path.parts.index("templates") + 1]


def strangers(source: str, home: str) -> list[str]:
    """Templates of others that this one uses; `home` is the folder's name, of an app, of a screen or core."""
    below = tuple(f"{app.name}/" for app in apps()) if (SRC / "screens" / home).exists() else ()
    return [
        name for name in NAMED.findall(source) if not name.startswith((f"{home}/", "core/", *below, *WAGTAIL))
    ]


def loads(path: Path) -> list[str]:
    return [line for line in text_of(path).splitlines() if FOREIGN.search(line) and "<a " not in line]


def test_a_template_uses_its_own_and_the_kit_only() -> None:
    at_home = [path for path in OWN if path.parent.name != "templates"]
    assert caught(at_home, lambda path: strangers(text_of(path), home_of(path))) == {}


def test_a_page_holds_no_inline_script_or_style() -> None:
    assert caught(PAGES, lambda path: INLINE.findall(text_of(path))) == {}


def test_a_page_fetches_nothing_from_another_host() -> None:
    assert caught(PAGES, loads) == {}


@pytest.mark.parametrize(
    ("line", "home", "is_caught"),
    [
        ('{% extends "core/base.html" %}', "site", False),
        ('{% include "site/_card.html" %}', "site", False),
        ('{% include "editorial/_card.html" %}', "site", False),
        ('{% include "account/_card.html" %}', "site", True),
        ("{% extends 'membership/page.html' %}", "editorial", True),
    ],
)
def test_the_rule_sees_a_stranger(line: str, home: str, is_caught: bool) -> None:
    assert bool(strangers(line, home)) is is_caught


@pytest.mark.parametrize(
    ("line", "is_caught"),
    [
        ("<script>alert(1)</script>", True),
        ('<p style="color: red">', True),
        ('<a onclick="x()">', True),
        ('<script type="module" src="{% static "x.js" %}"></script>', False),
        ('<script type="application/ld+json">{}</script>', False),
    ],
)
def test_the_rule_sees_inline_code(line: str, is_caught: bool) -> None:
    assert bool(INLINE.search(line)) is is_caught
