"""Every screen: no axe violation, nothing wider than the window, one h1, a main, a way past the masthead, large text."""

import importlib.resources
from collections.abc import Callable
from typing import Any

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page, Route, expect

from tests.journeys.browser import MISSING, Visits
from tests.journeys.screens import ELSEWHERE, SCREENS, SEEN, Screen
from tests.meta.reading import SRC, files

WIDTHS = (360, 1440)
SCHEMES = ("light", "dark")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = (importlib.resources.files("axe_playwright_python") / "axe.min.js").read_text()
ONE_PIXEL = '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"/>'
LETTERS = "/emails/"  # are read by mail programs
MADE_AT_THE_DESK = ("desk/", "wagtailadmin/")  # see test_desk_screens


def violations(page: Page) -> list[str]:
    """Of axe, one line each with the place."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
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


def without_pictures(page: Page) -> None:
    """Their place on the page is kept by width and height; drawing every size of each takes long."""
    page.route("**/pictures/**", lambda route: route.fulfill(body=ONE_PIXEL, content_type="image/svg+xml"))


@pytest.fixture
def arrive(visits: Visits) -> Callable[[Screen, int], Page]:
    def at(screen: Screen, width: int) -> Page:
        page = visits.window(
            width=width, may_say=(MISSING,) if screen.status != 200 or screen.is_refused else ()
        )
        without_pictures(page)
        if screen.who != "visitor":
            visits.sign_in(page, screen.who)
        answer = page.goto(screen.path)
        assert answer is not None
        assert answer.status == screen.status
        if screen.then:
            screen.then(page)
        page.wait_for_load_state("networkidle")
        return page

    return at


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name.replace(" ", "-"))
def test_a_screen_is_open_to_everybody(
    screen: Screen, width: int, arrive: Callable[[Screen, int], Page]
) -> None:
    page = arrive(screen, width)
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert violations(page) == [], scheme
    assert overflow(page) <= 0, widest(page)
    assert [
        sign for seen_on, sign in SEEN.values() if seen_on == screen.name and not page.locator(sign).count()
    ] == []
    leads_past_the_masthead(page)
    larger_text_still_fits(page)


def leads_past_the_masthead(page: Page) -> None:
    """The first Tab reaches a visible link to the text, and it works."""
    page.evaluate("scrollTo(0, 0); document.activeElement?.blur()")
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    expect(skip).to_be_focused()
    assert (skip.bounding_box() or {"height": 0})["height"] > 20
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = page.evaluate(
        "document.querySelector('main').contains(document.activeElement) || !document.querySelector('main a, main button')"
    )
    assert inside, page.evaluate("document.activeElement.outerHTML")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def larger_text_still_fits(page: Page) -> None:
    """Text at 200 %, as readers set it in their browser."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert overflow(page) <= 0, widest(page)


def test_every_template_is_seen_on_some_screen() -> None:
    templates = {
        str(path.relative_to(path.parents[len(path.parts) - path.parts.index("templates") - 2]))
        for path in files(".html", under=SRC)
        if "templates" in path.parts
    }
    public = {name for name in templates if not name.startswith(MADE_AT_THE_DESK) and LETTERS not in name}
    assert public - set(SEEN) - set(ELSEWHERE) == set()
    assert (set(SEEN) | set(ELSEWHERE)) - public == set()
    assert {on for on, _ in SEEN.values()} - {screen.name for screen in SCREENS} == set()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("template", ["core/500.html", "core/503.html"])
def test_pages_of_failure(template: str, width: int, visits: Visits) -> None:
    text = render_to_string(template)

    def fail(route: Route) -> None:
        route.fulfill(body=text, content_type="text/html; charset=utf-8", status=int(template[5:8]))

    page = visits.window(width=width, may_say=(MISSING,))
    page.route("**/broken/", fail)
    page.goto("/broken/")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == [], scheme
    assert overflow(page) <= 0, widest(page)
    expect(page.locator("h1")).to_have_css("font-weight", "700")


def test_the_rules_see_what_is_wrong(visits: Visits) -> None:
    page = visits.window(width=360)
    page.goto("/privacy/")
    page.locator("main").evaluate(
        "main => main.insertAdjacentHTML('beforeend', '<img src=\"/icon.svg\"><pre>' + 'wide'.repeat(200) + '</pre>')"
    )
    assert any(line.startswith("image-alt") for line in violations(page))
    assert overflow(page) > 0
