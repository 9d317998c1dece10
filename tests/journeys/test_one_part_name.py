"""A publication whose nameplate has one part: no bar, nothing wider than the window, and the name uses its line."""

import pytest
from playwright.sync_api import Page, Route

from tests.journeys.browser import Visits
from tests.journeys.looking import SMALL, is_good
from tests.journeys.screens import GATED
from tests.journeys.test_every_screen import without_pictures

OF_ONE_PART = {
    'class="name"': 'class="name name--one"',
    "<span>The Meridian</span><span>Review</span>": "<span>{name}</span>",
}

SEVENTY = "The Transactions of the Society for the Study of Small Harbours and Piers"  # 80 are allowed
LENGTH = f"--name-length: {len('The Meridian Review')};"


def renamed(page: Page, name: str) -> None:
    """The publication's answers as they are when its nameplate has this one part."""

    def turn(route: Route) -> None:
        answer = route.fetch()
        text = answer.text()
        for here, there in OF_ONE_PART.items():
            text = text.replace(here, there.format(name=name))
        route.fulfill(response=answer, body=text)

    def measured(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace(LENGTH, f"--name-length: {len(name)};"))

    page.route(lambda url: url.rstrip("/").rsplit("/", 1)[-1].find(".") < 0, turn)
    page.route("**/publication.css", measured)


@pytest.mark.parametrize("path", ["/", "/world/", GATED])
@pytest.mark.parametrize("name", ["Ostwind", "The Proceedings of the Society", SEVENTY])
def test_a_name_of_one_part_fits(path: str, name: str, visits: Visits) -> None:
    page = visits.window(width=SMALL)
    without_pictures(page)
    renamed(page, name)
    page.goto(path)
    assert page.locator("header .name--one > span").inner_text() == name
    assert page.locator(".name--one").first.evaluate("n => getComputedStyle(n, '::after').content") == "none"
    is_good(page)
