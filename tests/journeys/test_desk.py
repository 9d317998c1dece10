"""What the people at the desk do, seen by readers at once."""

import re

import httpx
from playwright.sync_api import Locator, Page, expect

from tests.journeys import desk
from tests.journeys.browser import MISSING, Visits
from tests.journeys.house import House
from tests.real import SEEN_WITHIN, until

OPEN_PART = "The harbour was built for one ship, and the ship has never come."
GATED_PART = "Under the third bollard lies the key to the lighthouse."
DRAWN_WITHIN = 60_000  # milliseconds; the editor draws anew by itself, after what it is drawing
NOT_FOUND = f"{MISSING} 404"


def text_at(house: House, path: str) -> str:
    answer = house.get(path)
    return answer.text if answer.status_code == 200 else ""


def in_preview(page: Page) -> Locator:
    return page.frame_locator("iframe[title=Preview]").last.locator("#text")


def test_an_editor_writes_previews_and_publishes(visits: Visits, house: House) -> None:
    article = desk.new_headline("A harbour for one ship")
    page = desk.at_the_desk(visits)
    desk.write(page, article, open_part=OPEN_PART, gated_part=GATED_PART)
    assert house.get(article.path).status_code == 404
    desk.preview(page, "visitor")
    expect(in_preview(page)).to_contain_text(OPEN_PART, timeout=DRAWN_WITHIN)
    expect(in_preview(page)).not_to_contain_text(GATED_PART, timeout=DRAWN_WITHIN)
    desk.preview(page, "subscriber")
    expect(in_preview(page)).to_contain_text(GATED_PART, timeout=DRAWN_WITHIN)
    page.get_by_role("button", name="Toggle preview").click()
    desk.action(page, "Publish")
    until(lambda: OPEN_PART in text_at(house, article.path), within=SEEN_WITHIN)
    until(lambda: article.headline in text_at(house, "/"), within=SEEN_WITHIN)
    assert GATED_PART not in text_at(house, article.path)
    reader = visits.window(width=360, scripts=False)
    reader.goto(article.path)
    expect(reader.locator(".gate")).to_be_visible()
    visits.sign_in(reader, "subscriber")
    reader.goto(article.path)
    expect(reader.locator("#text")).to_contain_text(GATED_PART)


def test_an_editor_corrects_moves_and_withdraws(visits: Visits, house: House) -> None:
    article, moved = desk.new_headline("A mole of wood"), desk.new_headline("A mole of stone")
    page = desk.at_the_desk(visits)
    desk.write(page, article, open_part=OPEN_PART, gated_part=GATED_PART)
    edit = desk.edit_address(page)
    desk.action(page, "Publish")
    until(lambda: OPEN_PART in text_at(house, article.path), within=SEEN_WITHIN)
    page.goto(edit)
    page.locator("#id_corrections-ADD").click()
    page.locator("#id_corrections-0-corrected_on").fill("2026-11-20")
    page.keyboard.press("Escape")
    page.locator("#id_corrections-0-text").fill("The mole is of stone.")
    page.get_by_role("tab", name="Promote").click()
    page.locator("#id_slug").fill(moved.slug)
    desk.action(page, "Publish")
    until(lambda: "The mole is of stone." in text_at(house, moved.path), within=SEEN_WITHIN)
    old = house.get(article.path)
    assert (old.status_code, httpx.URL(old.headers["location"]).path) == (301, moved.path)
    page.goto(edit.replace("/edit/", "/unpublish/"))
    page.get_by_role("button", name="Yes, unpublish it").click()
    page.wait_for_url("**/desk/pages/*/")
    until(lambda: house.get(moved.path).status_code == 404, within=SEEN_WITHIN)
    assert article.headline not in text_at(house, "/world/")


def test_the_editors_picks_stand_in_the_editors_order(visits: Visits, house: House) -> None:
    page = desk.at_the_desk(visits)
    first, second = picks(house)[:2]
    page.goto("/desk/pages/")
    page.goto(f"/desk/pages/{page.url.rstrip('/').rsplit('/', 1)[-1]}/edit/")
    page.get_by_title("Move down").first.click()
    desk.action(page, "Publish")
    until(lambda: picks(house)[:2] == [second, first], within=SEEN_WITHIN)


def picks(house: House) -> list[str]:
    """The headlines of the picks on the front page, in order."""
    page = house.get("/").text
    part = page[page.index('aria-labelledby="picks"') : page.index('aria-labelledby="latest"')]
    return re.findall(r'<h3 class="story__head"><a href="[^"]+">([^<]+)', part)


def test_an_author_hands_in_and_a_publisher_approves(visits: Visits, house: House) -> None:
    article = desk.new_headline("The lamp that nobody lit")
    author = desk.staff_member(visits, house, role="Authors")
    desk.write(author, article, open_part=OPEN_PART, gated_part=GATED_PART)
    edit = desk.edit_address(author)
    author.get_by_role("button", name="More actions").click()
    expect(author.get_by_role("button", name="Publish", exact=True)).to_have_count(0)
    author.get_by_role("button", name=re.compile("^Submit")).click()
    expect(author.locator(".messages")).to_contain_text(desk.DONE)
    until(lambda: any(article.headline in mail["subject"] for mail in mails(house)))
    assert house.get(article.path).status_code == 404
    publisher = desk.at_the_desk(visits)
    publisher.goto(edit)
    publisher.get_by_role("button", name="More actions").click()
    publisher.get_by_role("button", name=re.compile("^Approve and publish$", re.I)).click()
    expect(publisher.locator(".messages")).to_contain_text(desk.DONE)
    until(lambda: OPEN_PART in text_at(house, article.path))
    reader = visits.window()
    reader.goto("/demo/mail/")
    expect(reader.get_by_role("link", name=re.compile(article.headline)).first).to_be_visible()


def mails(house: House) -> list[dict[str, str]]:
    """What the editor of the demo got."""
    found: list[dict[str, str]] = house.get("/demo/mail.json?to=editor@demo.example").json()
    return found


def test_an_editor_finds_the_pictures(visits: Visits) -> None:
    page = desk.at_the_desk(visits)
    page.goto("/desk/images/")
    expect(page.get_by_role("link", name="Add an image").first).to_be_visible()
