"""Looking at a screen as everybody sees it: small and large, light and dark, with axe and with a ruler."""

import importlib.resources
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

# The small one comes last, so that a journey which stops to look goes on in a small window.
WIDTHS = (1440, 360)
SMALL = WIDTHS[-1]
SCHEMES = ("light", "dark")
RULES = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
# What is the same page in other colours cannot break the rest.
RULES_OF_COLOUR = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
AXE = (importlib.resources.files("axe_playwright_python") / "axe.min.js").read_text()


def looks(page: Page) -> Iterator[str]:
    """The window in each width and scheme, one after the other, and what to call it."""
    for width in widths(page):
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            yield f"{scheme} at {width} px"


def widths(page: Page) -> Iterator[int]:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        yield width


def is_good(page: Page) -> None:
    """In every look: no axe violation, nothing wider than the window."""
    for look in looks(page):
        found = violations(page, rules=RULES_OF_COLOUR if look.startswith("dark") else RULES)
        assert found == [], f"{look}: {found}"
        assert overflow(page) <= 0, (look, widest(page))


def violations(page: Page, part: dict[str, Any] | None = None, *, rules: dict[str, Any] = RULES) -> list[str]:
    """Of axe, one line each with the place."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(
        "([part, rules]) => axe.run(part || document, {runOnly: rules, resultTypes: ['violations']})",
        [part, rules],
    )
    return [f"{each['id']}: {node['html'][:160]}" for each in found["violations"] for node in each["nodes"]]


def overflow(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide


def widest(page: Page) -> list[str]:
    """What sticks out, for the message of a failure."""
    sticking: list[str] = page.evaluate(
        """[...document.querySelectorAll('body *')].filter(each =>
           each.getBoundingClientRect().right > innerWidth + 1 || each.getBoundingClientRect().left < -1)
           .map(each => each.outerHTML.slice(0, 90)).slice(0, 4)"""
    )
    return sticking
