"""A visitor meets the gate, makes an account, pays by card on the provider's page, and the same article is whole."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.browser import Visits
from tests.journeys.doors import new_reader, sign_up
from tests.journeys.house import House
from tests.journeys.looking import SMALL, is_good
from tests.journeys.screens import GATED
from tests.journeys.test_joining import SCRIPTS, subjects
from tests.real import until


def to_the_till(page: Page, house: House, address: str) -> None:
    """From the gate to the provider's page."""
    page.goto(GATED)
    page.get_by_role("link", name="Subscribe and read on").click()
    page.get_by_role("link", name=re.compile("Subscribe ?: Subscriber")).click()
    sign_up(page, house, address)
    page.get_by_label("Name and address on the invoice").fill("Nia Okafor")
    page.get_by_label("By card").check()
    page.get_by_role("button", name="Order and pay").click()
    page.wait_for_url(f"{house.till}/pay/**")


@SCRIPTS
def test_from_the_gate_to_the_whole_article_by_card(visits: Visits, house: House, scripts: bool) -> None:
    page, address = visits.window(scripts=scripts, may_go=(house.till,)), new_reader()
    to_the_till(page, house, address)
    page.get_by_role("button", name="Pay").click()
    page.wait_for_url(f"{house.url}{GATED}#gate")
    expect(page.locator("section.gate")).to_have_count(0)
    expect(page.locator("#gate")).to_have_count(1)
    until(lambda: "Your payment has arrived" in subjects(house, address))


def test_every_screen_of_paying_by_card(visits: Visits, house: House) -> None:
    """Back without paying, the wait for the provider's word, and the card in the account."""
    page, address = visits.window(width=SMALL, may_go=(house.till,)), new_reader()
    to_the_till(page, house, address)
    till = page.url
    page.get_by_role("button", name="Back").click()
    page.wait_for_url(f"{house.url}/join/checkout/**")
    is_good(page)
    page.goto(f"/join/paid/?next={GATED}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your payment is on its way")
    is_good(page)
    page.goto(till)
    page.get_by_role("button", name="Pay").click()
    page.wait_for_url(f"{house.url}{GATED}#gate")
    page.goto("/account/subscription/")
    is_good(page)
    page.get_by_role("button", name="Change your card").click()
    page.get_by_role("button", name="Cancel").click()
    page.wait_for_url(f"{house.url}/account/subscription/")
