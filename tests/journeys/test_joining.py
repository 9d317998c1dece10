"""A visitor meets the gate, makes an account, orders by invoice, the desk confirms, and the same article is whole."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import Visits
from tests.journeys.doors import letter_to, new_reader, sign_up
from tests.journeys.house import House
from tests.journeys.looking import SMALL, is_good
from tests.journeys.screens import GATED
from tests.real import until

HERE = "/account/subscription/"
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


def order(page: Page, house: House, address: str) -> str:
    """From the gate to the invoice; its number."""
    page.goto(GATED)
    page.get_by_role("link", name="Subscribe and read on").click()
    page.get_by_role("link", name=re.compile("Subscribe ?: Subscriber")).click()
    sign_up(page, house, address)
    page.get_by_label("Name and address on the invoice").fill("Nia Okafor\n1 Quay Street")
    page.get_by_role("button", name="Order and pay").click()
    found = re.search(r"Invoice (\d{4}-\d{6})", page.get_by_role("heading", level=1).inner_text())
    assert found
    return found[1]


def confirm(visits: Visits, number: str) -> None:
    """At the desk, by the number that stands on the transfer."""
    desk = visits.window()
    visits.sign_in(desk, "administrator")
    desk.goto("/desk/subscriptions/invoices/")
    desk.get_by_role("link", name=number).click()
    desk.get_by_role("button", name="Confirm payment").click()
    expect(desk.locator(".messages")).to_contain_text("has arrived")


def subjects(house: House, address: str) -> list[str]:
    return [str(letter["subject"]) for letter in house.get(f"/demo/mail.json?to={address}").json()]


@SCRIPTS
def test_from_the_gate_to_the_whole_article_by_invoice(visits: Visits, house: House, scripts: bool) -> None:
    page, address = visits.window(scripts=scripts), new_reader()
    number = order(page, house, address)
    back = page.get_by_role("link", name="Back to where you were")
    expect(back).to_have_attribute("href", f"{GATED}#gate")
    until(lambda: any(number in subject for subject in subjects(house, address)))
    assert "RF" in letter_to(house, address)["text"]
    confirm(visits, number)
    back.click()
    page.wait_for_url(f"**{GATED}#gate")
    expect(page.locator("section.gate")).to_have_count(0)
    expect(page.locator("#gate")).to_have_count(1)
    until(lambda: "Your payment has arrived" in subjects(house, address))


def test_every_screen_of_a_subscription(visits: Visits, house: House) -> None:
    page, address = visits.window(width=SMALL), new_reader()
    number = order(page, house, address)
    is_good(page)
    page.goto(HERE)
    is_good(page)
    confirm(visits, number)
    for path in (HERE, "/account/", f"/account/invoices/{number}/", "/join/?interval=year&currency=EUR"):
        page.goto(path)
        is_good(page)
    page.goto(HERE)
    page.get_by_role("link", name="receipt").click()
    expect(page.locator(".paper tfoot")).to_contain_text("Paid")
    is_good(page)
    page.goto(HERE)
    page.get_by_label("£90 a year, Subscriber").check()
    page.get_by_role("button", name="Agree").click()
    expect(page.get_by_role("status")).to_contain_text("Agreed")
    leave_and_come_back(page)


def leave_and_come_back(page: Page) -> None:
    page.get_by_role("link", name="Pause or cancel").click()
    is_good(page)
    page.get_by_role("button", name="Cancel the subscription").click()
    expect(page.get_by_role("status")).to_contain_text("is cancelled")
    is_good(page)
    page.get_by_role("button", name="Keep the subscription").click()
    page.get_by_role("link", name="Pause or cancel").click()
    page.get_by_role("button", name="Pause", exact=True).click()
    expect(page.get_by_role("button", name="Go on now")).to_be_visible()
    is_good(page)
