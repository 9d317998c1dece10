"""Readers come from another system and two accounts become one, at the desk, in the browser and before its worker."""

import csv
import secrets
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.browser import Visits
from tests.journeys.house import House
from tests.journeys.looking import SMALL
from tests.journeys.test_desk_screens import is_open_to_everybody

LINES = 40
MAKE = "from standfirst.apps.accounts.api import User; User.objects.get_or_create(email='{}')"


def table(folder: Path) -> tuple[Path, str]:
    """People nobody knows, one line that is refused; and a part of their addresses."""
    word = secrets.token_hex(4)
    lines = [f"reader{n}@{word}.example,Amal,Karim,everything,2099-12-31,yes" for n in range(LINES)]
    path = folder / "readers.csv"
    path.write_text("\n".join(["email,given name,family name,plan,until,consent", *lines, "no address,,,,,"]))
    return path, word


def send(page: Page, path: Path) -> None:
    page.goto("/desk/subscriptions/")
    page.get_by_role("link", name="Bring in readers").click()
    page.get_by_label("Table").set_input_files(path)
    page.get_by_role("button", name="Look through it").click()
    expect(page.get_by_text("Nothing has happened yet.")).to_be_visible()


def plan_of(page: Page) -> str:
    page.goto("/desk/subscriptions/import/")
    return (
        page.locator("tr", has_text="One of:")
        .inner_text()
        .partition("One of: ")[2]
        .split(",")[0]
        .split(".")[0]
    )


def test_readers_are_looked_through_and_brought_in(visits: Visits, tmp_path: Path) -> None:
    page = visits.window(width=SMALL)
    visits.sign_in(page, "administrator")
    path, word = table(tmp_path)
    path.write_text(path.read_text().replace("everything", plan_of(page)))
    is_open_to_everybody(page)
    send(page, path)
    expect(page.locator(".desk-tallies")).to_contain_text(str(LINES))
    is_open_to_everybody(page)
    page.get_by_label("Reason").fill("They come from the old house")
    page.get_by_role("button", name=f"Bring in {LINES + 1} lines").click()
    expect(page.get_by_text(f"All {LINES + 1} lines are done")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("link", name="Every line as a table")).to_be_visible()
    is_open_to_everybody(page)
    with page.expect_download() as started:
        page.get_by_role("link", name="Every line as a table").click()
    rows = list(csv.DictReader(Path(started.value.path()).read_text("utf-8-sig").splitlines()))
    assert [row["What came of it"] for row in rows] == ["a new account"] * LINES + ["refused"]
    page.goto(f"/desk/subscriptions/?q={word}")
    page.get_by_role("link", name=f"reader0@{word}.example").click()
    expect(page.get_by_text("A subscriber.")).to_be_visible()


def test_readers_are_brought_in_without_scripts(visits: Visits, tmp_path: Path) -> None:
    page = visits.window(scripts=False)
    visits.sign_in(page, "administrator")
    path, _ = table(tmp_path)
    path.write_text(path.read_text().replace("everything", plan_of(page)))
    send(page, path)
    page.get_by_label("Reason").fill("They come from the old house")
    page.get_by_role("button", name=f"Bring in {LINES + 1} lines").click()
    done = page.get_by_text(f"All {LINES + 1} lines are done")
    for _ in range(200):
        if done.is_visible():
            break
        page.reload()
    expect(done).to_be_visible()


def test_two_accounts_become_one(visits: Visits, house: House) -> None:
    word = secrets.token_hex(4)
    kept, gone = f"stays@{word}.example", f"goes@{word}.example"
    for address in (kept, gone):
        house.run("shell", "-c", MAKE.format(address))
    page = visits.window(width=SMALL)
    visits.sign_in(page, "administrator")
    page.goto(f"/desk/subscriptions/?q={kept}")
    page.get_by_role("link", name=kept).click()
    page.get_by_role("link", name="Merge with another account").click()
    is_open_to_everybody(page)
    page.get_by_label("Address of the account that goes").fill(gone)
    page.get_by_role("button", name="Put them side by side").click()
    expect(page.get_by_role("heading", name="What will happen")).to_be_visible()
    is_open_to_everybody(page)
    page.get_by_label("Reason").fill("Wrote from both addresses")
    page.get_by_label("Both accounts belong to one person").check()
    page.get_by_role("button", name="Merge, for good").click()
    expect(page.locator(".messages")).to_contain_text(f"{gone} is merged into this account")
    expect(page.get_by_text("accounts.merge", exact=True)).to_be_visible()
    is_open_to_everybody(page)


def test_the_address_and_the_second_factor_of_the_staff(visits: Visits) -> None:
    page = visits.window(width=SMALL)
    visits.sign_in(page, "administrator")
    page.goto("/desk/users/?q=moderator")
    page.get_by_role("button", name="More options").first.click()
    page.get_by_role("link", name="Address and second factor").click()
    expect(page.get_by_role("heading", name="Take the second factor away")).to_be_visible()
    is_open_to_everybody(page)
