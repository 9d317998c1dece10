"""An edition from the desk to the mailbox: composed, approved, sent, opened, stopped; and what of it is gated on the web."""

import csv
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.journeys import desk
from tests.journeys.browser import Visits
from tests.journeys.house import House
from tests.journeys.looking import SMALL
from tests.real import SEEN_WITHIN, until

ROUNDUP, RECEIVES = "Evening Roundup", "subscriber@demo.example"
ARRIVES_WITHIN = 90.0  # seconds; the job is rung at once, the sender looks every few seconds
SAID_TO_SUBSCRIBERS = "has brought his own chair"


def number_of(page: Page, newsletter: str) -> str:
    page.goto("/newsletters/")
    return (page.locator("li[id^=n]", has=page.get_by_role("heading", name=newsletter)).get_attribute("id") or "")[1:]  # fmt: skip


def compose(page: Page, newsletter: str, subject: str) -> None:
    """For this minute, of the editors' picks and what is new; ends where it is approved."""
    page.goto(f"/desk/pages/add/newsletters/editionpage/{number_of(page, newsletter)}/")
    page.locator("#id_title").fill(subject)
    page.locator("#id_slot").fill(f"{datetime.now(UTC) - timedelta(minutes=1):%Y-%m-%d %H:%M}")
    page.locator("#id_subject").fill(subject)
    desk.block(page, "Editors’ picks")
    desk.block(page, "Latest")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messages")).to_contain_text(desk.DONE)
    page.goto("/desk/editions/")
    page.get_by_role("link", name=re.compile(subject)).first.click()


def letters(house: House, subject: str) -> list[dict[str, Any]]:
    found = house.get(f"/demo/mail.json?to={RECEIVES}").json()
    return [letter for letter in found if letter["subject"] == subject]


def header(letter: dict[str, Any], name: str) -> str:
    [value] = [value for key, value in letter["headers"] if key.lower() == name.lower()]
    return str(value)


def a_link_is_counted(editor: Page, reader: Page, letter: dict[str, Any]) -> None:
    """It leads to a story, and the report of the edition has one click more for it: of a robot, as a browser without a window calls itself."""
    link = next(urlsplit(link).path for link in letter["links"] if "/newsletters/to/" in link)
    report = f"{urlsplit(editor.url).path}report/"
    assert clicks(editor, report) == []
    answer = reader.goto(link)
    assert answer
    assert (answer.status, "/newsletters/to/" in reader.url) == (200, False)
    until(lambda: clicks(editor, report) == ["0", "1", "0"], within=SEEN_WITHIN)
    editor.goto(report)
    expect(editor.get_by_role("heading", name="Clicks by block")).to_be_visible()


def clicks(editor: Page, report: str) -> list[str]:
    """By persons, robots and unknown, of the block that has any."""
    rows = csv.reader(editor.request.get(f"{report}blocks.csv").text().splitlines()[1:])
    return next((row[1:] for row in rows if row[1:] != ["0", "0", "0"]), [])


def test_an_editor_composes_the_evening_roundup_and_it_is_read_and_stopped(
    visits: Visits, house: House
) -> None:
    subject = desk.new_headline("What the evening brought").headline
    page = desk.at_the_desk(visits)
    compose(page, ROUNDUP, subject)
    page.get_by_role("button", name="Approve this list").click()
    expect(page.get_by_role("heading", name=re.compile("What is frozen|What was sent"))).to_be_visible()
    until(lambda: bool(letters(house, subject)), within=ARRIVES_WITHIN)
    [letter] = letters(house, subject)
    assert header(letter, "List-Unsubscribe-Post") == "List-Unsubscribe=One-Click"
    reader = visits.window(width=SMALL)
    visits.sign_in(reader, "subscriber")
    reader.goto("/demo/mail/")
    reader.get_by_role("link", name=re.compile(subject)).first.click()
    expect(reader.get_by_text(subject).first).to_be_visible()
    a_link_is_counted(page, reader, letter)
    one_click = urlsplit(header(letter, "List-Unsubscribe").strip("<> \r\n")).path
    stopped = reader.request.post(one_click, form={"List-Unsubscribe": "One-Click"}, max_redirects=0)
    assert stopped.status == 200
    reader.goto("/newsletters/")
    reader.get_by_role("button", name=f"Sign up for {ROUNDUP}").click()
    expect(reader.get_by_role("button", name=f"Stop {ROUNDUP}")).to_be_visible()
    [online] = {urlsplit(link).path for link in letter["links"] if "/newsletters/evening-roundup/" in link}
    visitor = visits.window(width=SMALL, scripts=False)
    visitor.goto(online)
    expect(visitor.get_by_role("heading", level=1)).to_have_text(subject)


def test_the_archive_of_what_is_for_subscribers_is_gated(visits: Visits) -> None:
    page = visits.window(width=SMALL, scripts=False)
    page.goto("/newsletters/chancery/")
    page.get_by_role("link", name="Who sat where").first.click()
    expect(page.get_by_role("heading", name="This newsletter is for subscribers")).to_be_visible()
    assert SAID_TO_SUBSCRIBERS not in page.content()
    address = page.url
    visits.sign_in(page, "subscriber")
    page.goto(address)
    expect(page.get_by_text(SAID_TO_SUBSCRIBERS)).to_be_visible()
