"""An edition in each reader's own morning: an editor chooses it, the desk and the list say it, a reader says where they are."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import Visits
from tests.journeys.desk import action
from tests.journeys.looking import SMALL, is_good
from tests.journeys.test_desk_screens import is_open_to_everybody

NAME = "Tideline"
WITH_AND_WITHOUT = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])


def choose(page: Page, *, by_zone: bool) -> None:
    """At the desk, as an editor does it."""
    page.goto("/newsletters/")
    heading = page.get_by_role("heading", name=NAME)
    number = (page.locator("li[id^=n]", has=heading).get_attribute("id") or "")[1:]
    page.goto(f"/desk/pages/{number}/edit/")
    box = page.get_by_label("In each reader’s own morning")
    box.set_checked(by_zone)
    page.get_by_label("The first morning is in").fill("Asia/Tokyo" if by_zone else "")
    action(page, "Publish")


@pytest.fixture
def by_zone(visits: Visits) -> Iterator[Page]:
    """The editor's window; the newsletter comes at its own time again afterwards."""
    page = visits.window()
    visits.sign_in(page, "editor")
    choose(page, by_zone=True)
    yield page
    choose(page, by_zone=False)


def test_an_editor_chooses_it_and_sees_from_when_on_each_edition_goes_out(by_zone: Page) -> None:
    by_zone.goto("/newsletters/")
    row = by_zone.locator("li[id^=n]", has=by_zone.get_by_role("heading", name=NAME))
    expect(row).to_contain_text("Delivered Thursdays, at 12:00 where you are")
    by_zone.goto("/desk/editions/")
    edition = by_zone.get_by_role("row").filter(has_text=NAME).first
    expect(edition).to_contain_text("on, in each reader’s own morning")
    is_open_to_everybody(by_zone)
    edition.get_by_role("link").click()
    expect(by_zone.get_by_text("at that time where each reader is, from")).to_be_visible()


@WITH_AND_WITHOUT
def test_a_reader_says_where_they_are(by_zone: Page, visits: Visits, scripts: bool) -> None:
    page = visits.window(width=SMALL, scripts=scripts)
    visits.sign_in(page, "subscriber")
    page.goto("/newsletters/")
    page.get_by_role("button", name=f"Sign up for {NAME}", exact=True).click()
    page.goto("/newsletters/")
    page.get_by_role("link", name="Say where you are").click()
    zone = page.get_by_label("Your time zone")
    expect(zone).to_have_value("")
    expect(page.get_by_text(f"{NAME} comes at the time of your zone")).to_be_visible()
    offer = page.get_by_role("button", name="Choose that")
    if scripts:
        offer.click()
        expect(zone).not_to_have_value("")
        expect(zone).to_be_focused()
        is_good(page)
    else:
        expect(offer).to_have_count(0)
        zone.select_option("Asia/Tokyo")
    chosen = zone.input_value()
    page.get_by_role("button", name="Keep this time zone").click()
    expect(page.get_by_label("Your time zone")).to_have_value(chosen)
    page.get_by_label("Your time zone").select_option("")
    page.get_by_role("button", name="Keep this time zone").click()
    page.get_by_role("button", name=f"Stop {NAME}").click()
