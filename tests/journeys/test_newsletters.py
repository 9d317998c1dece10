"""Newsletters in the browser: a visitor asks and confirms, a subscriber turns them on and off; with and without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.arriving import confirm_newsletters, link_sent_to
from tests.journeys.browser import Visits
from tests.journeys.looking import SMALL, is_good
from tests.real import until

FIVE = ("First Light", "The Landmass", "The Ledger", "Tideline", "Most Read")
WITH_AND_WITHOUT = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])


@WITH_AND_WITHOUT
def test_a_visitor_signs_up_confirms_and_leaves_again(visits: Visits, scripts: bool) -> None:
    page = visits.window(width=SMALL, scripts=scripts)
    page.goto("/newsletters/")
    confirm_newsletters(page)
    page.get_by_role("link", name="How often, a pause, an end").click()
    expect(page.get_by_role("heading", name="What you receive")).to_be_visible()
    page.get_by_role("button", name="Stop Tideline").click()
    expect(page.get_by_role("heading", name="Tideline")).to_have_count(0)
    expect(page.get_by_role("heading", name="First Light")).to_be_visible()
    page.get_by_role("button", name="Stop everything").click()
    expect(page.get_by_role("heading", name="You receive nothing")).to_be_visible()


def turn(page: Page, verb: str, name: str) -> None:
    page.get_by_role("button", name=f"{verb} {name}", exact=True).click()


@WITH_AND_WITHOUT
def test_a_subscriber_turns_five_on_and_off_by_one_click_each(visits: Visits, scripts: bool) -> None:
    page = visits.window(scripts=scripts)
    visits.sign_in(page, "subscriber")
    page.goto("/newsletters/")
    for name in FIVE:
        turn(page, "Sign up for", name)
        expect(page.get_by_role("button", name=f"Stop {name}", exact=True)).to_be_visible()
    for name in FIVE:
        turn(page, "Stop", name)
        expect(page.get_by_role("button", name=f"Sign up for {name}", exact=True)).to_be_visible()


def test_in_place_the_focus_stays_where_it_was(visits: Visits) -> None:
    page = visits.window(width=SMALL)
    visits.sign_in(page, "subscriber")
    page.goto("/newsletters/")
    button = page.get_by_role("button", name="Sign up for Tideline")
    button.focus()
    before = page.evaluate("scrollY")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Stop Tideline")).to_be_focused()
    assert page.evaluate("scrollY") == before
    page.keyboard.press("Enter")
    expect(button).to_be_focused()


def test_what_is_for_subscribers_leads_to_the_plans_and_back(visits: Visits) -> None:
    page = visits.window(width=SMALL)
    page.goto("/newsletters/")
    page.get_by_role("link", name="Subscribe to receive Chancery").click()
    page.wait_for_url("**/join/?next=/newsletters/")


IN_WORLD = "/world/the-strait-nobody-owns/"


def test_below_an_article_a_visitor_writes_their_address_and_stays(visits: Visits) -> None:
    page = visits.window(width=SMALL)
    page.goto(IN_WORLD)
    box = page.locator("sf-newsletter-box")
    box.get_by_role("link", name="Sign up for The Landmass").click()
    address = box.get_by_label("E-mail address")
    expect(address).to_be_focused()
    assert page.url.endswith(IN_WORLD)
    is_good(page)
    address.fill("below@elsewhere.example")
    box.get_by_role("button", name="Sign up").click()
    page.wait_for_url("**/newsletters/sign-up/sent/")
    assert link_sent_to(page, "below@elsewhere.example", "/newsletters/confirm/")


def test_below_an_article_a_reader_presses_once(visits: Visits) -> None:
    page = visits.window()
    visits.sign_in(page, "registered")
    page.goto(IN_WORLD)
    page.get_by_role("link", name="Sign up for The Landmass").click()
    expect(page.locator("sf-newsletter-box").get_by_role("status")).to_have_text("Signed up ✓")
    assert page.url.endswith(IN_WORLD)
    page.goto("/newsletters/")
    turn(page, "Stop", "The Landmass")


def test_without_scripts_the_box_leads_to_the_list_where_it_is_chosen(visits: Visits) -> None:
    page = visits.window(width=SMALL, scripts=False)
    page.goto("/")
    page.get_by_role("link", name="Sign up for Evening Roundup").click()
    chosen = page.locator(".choice:has(input:checked)")
    expect(chosen).to_have_text("Choose Evening Roundup")


def arrived(visits: Visits, subject: str) -> list[dict[str, str]]:
    letters = visits.house.get("/demo/mail.json?to=editor@demo.example").json()
    return [letter for letter in letters if letter["subject"].startswith(subject)]


def test_an_editor_tries_an_edition_and_approves_it(visits: Visits) -> None:
    page = visits.window(width=SMALL)
    visits.sign_in(page, "editor")
    page.goto("/desk/editions/")
    page.get_by_role("link", name=re.compile("^Tideline")).first.click()
    expect(page.get_by_role("heading", name="What goes out if you approve it now")).to_be_visible()
    expect(page.get_by_text("Among the newest").first).to_be_visible()
    page.get_by_role("button", name="Send it to me, as another reader").click()
    expect(page.get_by_text("It is on its way to editor@demo.example.")).to_be_visible()
    page.get_by_role("button", name="Approve this list").click()
    expect(page.get_by_role("heading", name="What is frozen")).to_be_visible()
    until(lambda: bool(arrived(visits, "Test: ")))
    [letter] = arrived(visits, "Test: ")
    assert "Tideline" in letter["html"]
    assert "[[" not in letter["html"] + letter["text"]
