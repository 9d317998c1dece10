"""A reader takes their data away, closes the account, and comes back in time."""

import io
import zipfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.browser import Visits
from tests.journeys.doors import code_for, enter_code, new_reader, sign_up
from tests.journeys.house import House
from tests.journeys.looking import SMALL, is_good


def data_page(page: Page) -> str:
    """What somebody reads who opens the file."""
    page.goto("/account/data/")
    page.get_by_role("button", name="Make a link to my file").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the file").click()
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as archive:
        return archive.read("data.html").decode()


def test_closing_and_taking_away(visits: Visits, house: House, tmp_path: Path) -> None:
    page, address = visits.window(width=SMALL), new_reader()
    page.goto("/sign-up/")
    sign_up(page, house, address)
    mine = data_page(page)
    close(page)
    come_back(page, house, address)
    (tmp_path / "data.html").write_text(mine, encoding="utf-8")
    page.goto((tmp_path / "data.html").as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_text("What we know of you")
    assert address in page.content()
    is_good(page)


def close(page: Page) -> None:
    page.goto("/account/")
    page.get_by_role("link", name="Close my account").click()
    is_good(page)
    page.get_by_label("I want my account to be erased").check()
    page.get_by_role("button", name="Close my account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account is closed")
    is_good(page)


def come_back(page: Page, house: House, address: str) -> None:
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name="Send me a code").click()
    enter_code(page, code_for(house, address, number=3))
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep your account?")
    is_good(page)
    page.get_by_role("button", name="Keep my account").click()
    page.wait_for_url("**/account/")
