"""A comment is removed, its author asks for another look, and another moderator decides by keys; the author is told."""

import secrets
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.browser import Visits
from tests.journeys.looking import SMALL
from tests.journeys.screens import GATED
from tests.journeys.test_desk_screens import is_open_to_everybody
from tests.journeys.test_moderating import walk_to
from tests.journeys.test_talking import address_of_the_talk
from tests.real import until

APPEALS = "/desk/comments/appeals/"


def at_the_desk(visits: Visits, who: str, path: str) -> Page:
    page = visits.window()
    visits.sign_in(page, who)
    page.goto(path)
    return page


def say(page: Page, words: str) -> str:
    """The number of the comment."""
    page.goto(f"{address_of_the_talk(page, GATED)}say/")
    page.get_by_role("textbox", name="Your comment").fill(words)
    page.get_by_role("button", name="Post comment").click()
    page.wait_for_url("**/comments/c/**")
    return page.url.split("/c/")[1].split("/")[0]


def remove(page: Page) -> None:
    """By keys, on the comment's own page."""
    page.locator("article.desk-comment").focus()
    page.locator("article.desk-comment summary", has_text="Remove").click()
    page.get_by_label("Rule").select_option("2")
    page.get_by_role("button", name="Remove this comment").click()
    page.wait_for_load_state()


def letters(visits: Visits, subject: str) -> list[dict[str, Any]]:
    found = visits.house.get("/demo/mail.json?to=subscriber@demo.example").json()
    return [letter for letter in found if letter["subject"] == subject]


def test_an_appeal_is_decided_by_another_moderator(visits: Visits) -> None:
    author, words = visits.window(width=SMALL), f"No offence, {secrets.token_hex(4)}."
    visits.sign_in(author, "subscriber")
    number = say(author, words)
    first = at_the_desk(visits, "moderator", f"/desk/comments/{number}/")
    remove(first)
    author.goto("/account/comments/")
    own = author.locator(f"#c{number}")
    expect(own).to_contain_text("Argue with the point, not the person.")
    own.get_by_role("link", name="Ask for another look").click()
    author.get_by_label("Why it keeps to the rules").fill("I spoke of the point alone.")
    author.get_by_role("button", name="Ask").click()
    expect(author.locator(f"#c{number}")).to_contain_text("Another moderator will look at it.")
    first.goto(APPEALS)
    card = first.locator("article.desk-comment", has_text=words)
    expect(card).to_contain_text("so somebody else looks at it now")
    expect(card.get_by_role("button", name="Bring it back")).to_have_count(0)
    decided_by_keys(visits, words)
    author.reload()
    expect(author.locator(f"#c{number}")).to_contain_text("Published")
    until(lambda: bool(letters(visits, "Your comment is out again")))
    (letter,) = [
        each for each in letters(visits, "Your comment is out again") if "You did, on reading" in each["text"]
    ]
    assert "guideline 2: Argue with the point, not the person." in letter["text"]
    author.goto(f"/comments/c/{number}/")
    expect(author.locator("main")).to_contain_text(words)


def decided_by_keys(visits: Visits, words: str) -> None:
    page = at_the_desk(visits, "administrator", APPEALS)
    is_open_to_everybody(page)
    card = page.locator("article.desk-comment", has_text=words)
    walk_to(page, (card.get_attribute("id") or ""), prefix="")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys).to_contain_text("bring it back")
    keys.get_by_role("button", name="Close").click()
    card.focus()
    page.keyboard.press("a")
    expect(card.get_by_label("Sentence for the author")).to_be_focused()
    page.keyboard.type("You did, on reading it twice.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("It is out again. Its author is told.").first).to_be_visible()
    expect(card).to_have_count(0)
