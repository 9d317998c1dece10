"""Journeys of somebody who makes an account, comes back to it, and looks after it."""

import re
import secrets

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import Visits
from tests.journeys.desk import MAKE_STAFF, PASSWORD
from tests.journeys.doors import (
    agree,
    code_for,
    code_of_app,
    enter_code,
    give_passkeys,
    letter_to,
    new_reader,
    set_up_an_app,
    sign_up,
)
from tests.journeys.house import House
from tests.journeys.looking import SMALL, is_good
from tests.journeys.screens import FOR_REGISTERED

SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


def become_a_reader(page: Page, house: House) -> str:
    address = new_reader()
    page.goto("/sign-up/")
    sign_up(page, house, address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Hello, Nia")
    return address


def sign_out(page: Page) -> None:
    page.goto("/account/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_load_state()


@SCRIPTS
def test_from_the_gate_a_visitor_makes_an_account_and_reads_on_where_they_stopped(
    visits: Visits, house: House, scripts: bool
) -> None:
    page, address = visits.window(scripts=scripts), new_reader()
    page.goto(FOR_REGISTERED)
    above = page.locator("#text > p").last.inner_text()
    page.get_by_role("link", name="Make an account").click()
    sign_up(page, house, address)
    page.wait_for_url(f"**{FOR_REGISTERED}#gate")
    expect(page.locator(".gate")).to_have_count(0)
    expect(page.locator("#gate")).to_have_count(1)
    assert above in page.locator("#text").inner_text()
    page.goto("/account/profile/")
    expect(page.locator(".standfirst")).to_contain_text("You will appear as Nia O")


@SCRIPTS
def test_a_reader_comes_back_with_a_code(visits: Visits, house: House, scripts: bool) -> None:
    page = visits.window(scripts=scripts)
    address = become_a_reader(page, house)
    sign_out(page)
    page.goto("/sign-in/?next=/world/")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name="Send me a code").click()
    enter_code(page, "BBBB-BBBB")
    expect(page.get_by_role("alert")).to_contain_text("not the code")
    enter_code(page, code_for(house, address, number=2))
    page.wait_for_url(f"{house.url}/world/")


def test_a_passkey_signs_in_by_itself(visits: Visits, house: House) -> None:
    page = visits.window()
    give_passkeys(page)
    become_a_reader(page, house)
    page.goto("/account/security/passkeys/add/")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.locator(".codes li")).to_have_count(10)
    sign_out(page)
    page.goto("/sign-in/?next=/world/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{house.url}/world/")
    page.goto("/account/")
    expect(page.locator("main")).to_contain_text("1 passkey")


def test_the_screens_of_a_second_factor(visits: Visits, house: House) -> None:
    page = visits.window(width=SMALL)
    give_passkeys(page)
    address = become_a_reader(page, house)
    page.goto("/account/security/app/")
    key = page.locator("code.key").inner_text()
    page.get_by_label("The code that the app shows now").fill(code_of_app(key))
    page.get_by_role("button", name="Add it").click()
    expect(page.locator(".codes li")).to_have_count(10)
    is_good(page)
    page.goto("/account/security/passkeys/add/")
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url("**/account/security/")
    is_good(page)
    for path in ("recovery-codes/new/", "app/remove/"):
        page.goto(f"/account/security/{path}")
        is_good(page)
    page.goto("/account/confirm/")
    is_good(page)
    sign_out(page)
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name="Send me a code").click()
    enter_code(page, code_for(house, address, number=4))
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
    is_good(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{house.url}/account/")


def test_staff_agree_and_set_up_a_second_factor_before_the_desk_opens(visits: Visits, house: House) -> None:
    page, email = visits.window(width=SMALL), f"new-{secrets.token_hex(3)}@demo.example"
    house.run("shell", "-c", MAKE_STAFF.format(email=email, name="New", role="Authors", password=PASSWORD))
    page.goto("/sign-in/password/?next=/desk/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Before you go on")
    is_good(page)
    agree(page)
    expect(page.get_by_role("status")).to_contain_text("The desk opens to those who have a second factor")
    is_good(page)
    set_up_an_app(page)
    expect(page).to_have_url(f"{house.url}/desk/")


def test_without_scripts_passkeys_say_what_they_need(visits: Visits) -> None:
    page = visits.window(scripts=False)
    page.goto("/sign-in/")
    expect(page.get_by_text("Passkeys need JavaScript")).to_be_visible()
    expect(page.get_by_role("button", name="Use a passkey")).to_be_hidden()


def test_one_window_ends_the_session_of_another_at_once(visits: Visits, house: House) -> None:
    here, there = visits.window(), visits.window()
    address = become_a_reader(here, house)
    there.goto("/sign-in/")
    there.get_by_label("E-mail address").fill(address)
    there.get_by_role("button", name="Send me a code").click()
    enter_code(there, code_for(house, address, number=2))
    there.goto(FOR_REGISTERED)
    expect(there.locator(".gate")).to_have_count(0)
    here.goto("/account/sessions/")
    here.get_by_role("button", name="End all others").click()
    expect(here.get_by_role("button", name="Sign out here")).to_be_visible()
    expect(here.get_by_role("button", name=re.compile("End this one"))).to_have_count(0)
    here.wait_for_timeout(1000)
    there.goto(FOR_REGISTERED)
    expect(there.locator(".gate")).to_be_visible()
    there.goto("/account/")
    expect(there.get_by_role("heading", level=1)).to_have_text("Sign in")


@SCRIPTS
def test_a_new_address_is_proved_and_the_old_one_takes_it_back(
    visits: Visits, house: House, scripts: bool
) -> None:
    page, owner, new = visits.window(scripts=scripts), visits.window(scripts=scripts), new_reader()
    old = become_a_reader(page, house)
    page.get_by_role("link", name="Change the address").click()
    page.get_by_label("E-mail address").fill(new)
    page.get_by_role("button", name="Send a code there").click()
    enter_code(page, code_for(house, new))
    expect(page.get_by_role("status")).to_contain_text("Your address is changed")
    letter = letter_to(house, old, number=2)
    link = next(link for link in letter["links"] if "/undo/" in link)
    owner.goto(re.sub(r"^https?://[^/]+", house.url, link))
    expect(owner.get_by_role("heading", level=1)).to_have_text("Take the change back?")
    owner.get_by_role("button", name="Take it back").click()
    expect(owner.get_by_role("heading", level=1)).to_have_text("It is yours again")
    page.goto("/account/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
