"""A visitor gives a subscription, pays by invoice, and the one who was given it reads; without JavaScript as well."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.browser import Visits
from tests.journeys.doors import letter_to, letters_to, new_reader, sign_up
from tests.journeys.house import House
from tests.journeys.looking import SMALL, is_good
from tests.journeys.screens import GATED
from tests.journeys.test_desk_screens import is_open_to_everybody
from tests.journeys.test_joining import SCRIPTS, confirm
from tests.real import until


def give(page: Page, house: House, *, buyer: str, recipient: str) -> str:
    """From the plans to the invoice; its number."""
    page.goto("/join/")
    page.get_by_role("link", name="give a subscription").click()
    sign_up(page, house, buyer)
    page.get_by_label(re.compile("Subscriber, for a year")).check()
    page.get_by_label("Name of the recipient").fill("Tomé")
    page.get_by_label("E-mail address of the recipient").fill(recipient)
    page.get_by_label("A few words").fill("For the long evenings.")
    page.get_by_role("button", name="Look it over").click()
    expect(page.locator("dl.given")).to_contain_text(recipient)
    page.get_by_role("button", name=re.compile("Order and pay")).click()
    found = re.search(r"Invoice (\d{4}-\d{6})", page.get_by_role("heading", level=1).inner_text())
    assert found
    return found[1]


def link_in_letter(house: House, address: str) -> str:
    letter = letter_to(house, address)
    return next(link for link in letter["links"] if "/redeem/?code=" in link)


@SCRIPTS
def test_from_the_plans_to_the_article_of_somebody_else(visits: Visits, house: House, scripts: bool) -> None:
    buyer, recipient = new_reader(), new_reader()
    giving = visits.window(scripts=scripts)
    number = give(giving, house, buyer=buyer, recipient=recipient)
    assert letters_to(house, recipient) == []
    confirm(visits, number)
    link = link_in_letter(house, recipient)
    reading = visits.window(scripts=scripts)
    reading.goto(link)
    reading.get_by_role("link", name="Make an account").click()
    sign_up(reading, house, recipient)
    expect(reading).to_have_url(re.compile(r"/redeem/\?code="))
    reading.get_by_role("button", name="Redeem the gift").click()
    expect(reading.get_by_role("status").first).to_contain_text("The gift is redeemed")
    reading.goto(GATED)
    expect(reading.locator("section.gate")).to_have_count(0)
    giving.goto("/account/gifts/")
    expect(giving.locator("main")).to_contain_text("redeemed")
    until(lambda: len(letters_to(house, buyer)) >= 4)


def test_every_state_of_a_gift_is_fit_to_be_seen(visits: Visits, house: House) -> None:
    buyer, recipient = new_reader(), new_reader()
    page = visits.window(width=SMALL)
    number = give(page, house, buyer=buyer, recipient=recipient)
    is_good(page)
    page.goto("/account/gifts/")
    expect(page.locator("main")).to_contain_text("awaiting payment")
    is_good(page)
    confirm(visits, number)
    page.goto("/account/gifts/")
    is_good(page)
    page.get_by_role("button", name="Send the code to me instead").click()
    expect(page.get_by_role("status").first).to_contain_text("on its way")
    page.get_by_role("link", name="The card to print").click()
    is_good(page)


def test_gifts_at_the_desk(visits: Visits, house: House) -> None:
    desk = visits.window(width=SMALL)
    visits.sign_in(desk, "administrator")
    desk.goto("/desk/subscriptions/gifts/")
    is_open_to_everybody(desk)
    desk.get_by_role("link", name="subscriber@demo.example").first.click()
    expect(desk.get_by_role("heading", name="Gifts they bought")).to_be_visible()
    is_open_to_everybody(desk)
