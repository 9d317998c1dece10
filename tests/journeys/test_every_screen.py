"""Every screen: no axe violation, nothing wider than the window, one h1, a main, a way past the masthead, large text."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page, Route, expect

from tests.journeys.browser import MISSING, Visits
from tests.journeys.looking import SMALL, is_good, overflow, violations, widest, widths
from tests.journeys.screens import ELSEWHERE, SCREENS, SEEN, Screen
from tests.meta.reading import SRC, files

# A body that had the focus is where Tab begins, wherever the reader has been.
FROM_THE_TOP = """scrollTo(0, 0); document.body.tabIndex = -1; document.body.focus(); document.body.blur();
    document.body.removeAttribute('tabindex')"""
ONE_PIXEL = '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"/>'
LETTERS = "/emails/"  # are read by mail programs
FRESH = 240.0  # seconds; some screens want to know once more who somebody is, after a while
MADE_AT_THE_DESK = ("desk/", "wagtailadmin/")  # see test_desk_screens


def without_pictures(page: Page) -> None:
    """Their place on the page is kept by width and height; drawing every size of each takes long."""
    page.route("**/pictures/**", lambda route: route.fulfill(body=ONE_PIXEL, content_type="image/svg+xml"))


class Cast:
    """Parts of the demo's cast, each of whom signs in once as long as the sign-in is fresh enough for every screen."""

    def __init__(self) -> None:
        self._signed_in: dict[str, tuple[Any, float]] = {}

    def enter(self, visits: Visits, page: Page, part: str) -> None:
        cookies, until = self._signed_in.get(part, ([], 0.0))
        if time.monotonic() < until:
            page.context.add_cookies(cookies)
        else:
            visits.sign_in(page, part)
            self._signed_in[part] = (page.context.cookies(), time.monotonic() + FRESH)


@pytest.fixture(scope="module")
def cast() -> Cast:
    return Cast()


@pytest.fixture
def arrive(visits: Visits, cast: Cast) -> Callable[[Screen], Page]:
    def at(screen: Screen) -> Page:
        page = visits.window(
            width=SMALL, may_say=(MISSING,) if screen.status != 200 or screen.is_refused else ()
        )
        without_pictures(page)
        if screen.who != "visitor":
            cast.enter(visits, page, screen.who)
        answer = page.goto(screen.path)
        assert answer is not None
        assert answer.status == screen.status
        if screen.then:
            screen.then(page)
        page.wait_for_load_state("networkidle")
        return page

    return at


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name.replace(" ", "-"))
def test_a_screen_is_open_to_everybody(screen: Screen, arrive: Callable[[Screen], Page]) -> None:
    page = arrive(screen)
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1
    signs = [sign for seen_on, sign in SEEN.values() if seen_on == screen.name]
    assert [sign for sign in signs if not page.locator(sign).count()] == []
    is_good(page)
    for _ in widths(page):
        leads_past_the_masthead(page)
        larger_text_still_fits(page)


def leads_past_the_masthead(page: Page) -> None:
    """The first Tab reaches a visible link to the text, and it works."""
    page.evaluate(FROM_THE_TOP)
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
    page.evaluate("document.documentElement.style.fontSize = ''")


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


@pytest.mark.parametrize("template", ["core/500.html", "core/503.html"])
def test_pages_of_failure(template: str, visits: Visits) -> None:
    text = render_to_string(template)

    def fail(route: Route) -> None:
        route.fulfill(body=text, content_type="text/html; charset=utf-8", status=int(template[5:8]))

    page = visits.window(may_say=(MISSING,))
    page.route("**/broken/", fail)
    page.goto("/broken/")
    is_good(page)
    expect(page.locator("h1")).to_have_css("font-weight", "700")


def test_the_rules_see_what_is_wrong(visits: Visits) -> None:
    page = visits.window(width=360)
    page.goto("/privacy/")
    page.locator("main").evaluate(
        "main => main.insertAdjacentHTML('beforeend', '<img src=\"/icon.svg\"><pre>' + 'wide'.repeat(200) + '</pre>')"
    )
    assert any(line.startswith("image-alt") for line in violations(page))
    assert overflow(page) > 0


@pytest.mark.parametrize(
    ("only", "rule"),
    [
        ("1440 px", "@media (min-width: 1000px) { main { width: 200vw } }"),
        ("360 px", "@media (max-width: 400px) { main { width: 200vw } }"),
        ("dark", "@media (prefers-color-scheme: dark) { main p { color: #222; background: #000 } }"),
        ("light", "@media (prefers-color-scheme: light) { main p { color: #ddd; background: #fff } }"),
    ],
)
def test_what_is_wrong_in_one_look_alone_is_seen(only: str, rule: str, visits: Visits) -> None:
    page = visits.window(width=SMALL)
    page.goto("/privacy/")
    is_good(page)
    page.evaluate(
        "rule => { const sheet = new CSSStyleSheet(); sheet.replaceSync(rule); document.adoptedStyleSheets.push(sheet) }",
        rule,
    )
    with pytest.raises(AssertionError, match=only):
        is_good(page)
