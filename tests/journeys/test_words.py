"""A list of words is tried on what went out before: the page tells how far it is, and what would have been held."""

from playwright.sync_api import Page, expect

from tests.journeys.browser import Visits
from tests.journeys.test_desk_screens import is_open_to_everybody
from tests.real import until

PATIENCE = 60_000  # milliseconds; a worker does it


def written(visits: Visits, word: str, *, scripts: bool = True) -> Page:
    page = visits.window(scripts=scripts)
    visits.sign_in(page, "moderator")
    page.goto("/desk/words/")
    page.get_by_label("Banned").fill(word)
    page.get_by_role("button", name="Look it over").click()
    return page


def is_done(page: Page) -> bool:
    """After another look, where there is still something to wait for."""
    again = page.get_by_role("link", name="Look again")
    if again.count():
        again.click()
    return not again.count()


def test_a_list_is_looked_over_while_the_page_waits(visits: Visits) -> None:
    page = written(visits, "harbour s")
    expect(page.get_by_text("would have held").first).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_label("Banned")).to_have_value("harbour s")
    expect(page.get_by_role("button", name="Publish this list")).to_be_enabled()
    is_open_to_everybody(page)


def test_a_list_is_looked_over_without_scripts(visits: Visits) -> None:
    page = written(visits, "quay s", scripts=False)
    until(lambda: is_done(page))
    expect(page.get_by_text("would have held").first).to_be_visible()
    expect(page.get_by_label("Banned")).to_have_value("quay s")
