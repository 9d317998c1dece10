"""A publication that is read from the right: the same style sheets, mirrored."""

from dataclasses import replace

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page, Route

from standfirst.apps.editorial.rules.cards import PublicationCard
from standfirst.core.viewer import VISITOR
from tests.journeys.browser import Visits
from tests.journeys.looking import overflow, widest
from tests.journeys.screens import GATED
from tests.journeys.test_every_screen import without_pictures

NEUTRAL = PublicationCard(
    name="The Publication",
    nameplate=("The Publication",),
    strapline="",
    language="en-GB",
    right_to_left=False,
    imprint="",
    contact="",
    accent_light="#b3260c",
    accent_dark="#ff8a6a",
    gate_headline="",
    gate_text="",
    logo=None,
    sections=(),
    pages=(),
)
IN_ARABIC = {
    'lang="en-GB"': 'lang="ar" dir="rtl"',
    "The strait nobody owns": "المضيق الذي لا يملكه أحد",
    "<span>The Meridian</span><span>Review</span>": "<span>مجلة</span><span>الزوال</span>",
}


def mirrored(page: Page) -> None:
    """The publication's answers as they are when it is set to Arabic."""

    def turn(route: Route) -> None:
        answer = route.fetch()
        text = answer.text()
        for here, there in IN_ARABIC.items():
            text = text.replace(here, there)
        route.fulfill(response=answer, body=text)

    page.route(lambda url: url.rstrip("/").rsplit("/", 1)[-1].find(".") < 0, turn)


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize(
    "path", ["/", "/world/", GATED, "/authors/nadia-farrow/", "/join/", "/search/?q=harbour"]
)
def test_a_page_runs_from_the_right_and_fits(path: str, width: int, visits: Visits) -> None:
    page = visits.window(width=width)
    without_pictures(page)
    mirrored(page)
    page.goto(path)
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert overflow(page) <= 0, widest(page)
    name, acts = page.locator("header a.name").bounding_box(), page.locator(".acts").first.bounding_box()
    assert name
    assert acts
    assert name["x"] + name["width"] > width / 2
    assert acts["x"] < width / 2
    assert page.locator("h1").first.evaluate("h1 => getComputedStyle(h1).letterSpacing") == "normal"


def test_the_publication_says_in_which_direction_it_runs() -> None:
    publication = replace(NEUTRAL, name="الزوال", nameplate=("الزوال",), language="ar", right_to_left=True)
    text = render_to_string("core/404.html", {"publication": publication, "viewer": VISITOR})
    assert '<html lang="ar" dir="rtl">' in text


def test_joined_scripts_have_no_large_first_letter(visits: Visits) -> None:
    page = visits.window()
    without_pictures(page)
    sizes = []
    for turned in (False, True):
        if turned:
            mirrored(page)
        page.goto(GATED)
        first = page.locator(".prose > p:not(.correction)").first
        sizes.append(first.evaluate("p => getComputedStyle(p, '::first-letter').float"))
    assert sizes == ["inline-start", "none"]
