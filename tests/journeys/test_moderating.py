"""A moderator works through the queue by keys, and as well without scripts."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.browser import MISSING, Visits
from tests.journeys.house import House
from tests.journeys.looking import SMALL
from tests.journeys.talk import said
from tests.journeys.test_desk_screens import is_open_to_everybody

PENDING = "/desk/comments/?queue=pending"
OVERTAKEN = f"{MISSING} 409"


@pytest.fixture
def waiting(house: House) -> list[str]:
    """The numbers of three comments that wait."""
    return said(house, "The mole was there first.", "Moles for sale, cheap.", "The light came later.")


def at_the_queue(visits: Visits, address: str = PENDING, *, scripts: bool = True) -> Page:
    page = visits.window(scripts=scripts, may_say=(OVERTAKEN,))
    visits.sign_in(page, "moderator")
    page.goto(address)
    return page


def card(page: Page, number: str) -> Locator:
    return page.locator(f"#c{number}")


def walk_to(page: Page, number: str, *, prefix: str = "c") -> None:
    """By the key for the next, from the first."""
    for _ in range(60):
        page.keyboard.press("j")
        if page.locator(f"#{prefix}{number}").evaluate("each => each === document.activeElement"):
            return
    raise AssertionError(f"no way to {number}")


def stands(page: Page, number: str) -> str:
    """As its own page says, in another window of the same person."""
    return page.request.get(f"/desk/comments/{number}/").text()


def test_the_queue_is_worked_through_by_keys(visits: Visits, waiting: list[str]) -> None:
    page = at_the_queue(visits)
    first, second, third = waiting
    walk_to(page, first)
    page.keyboard.press("a")
    expect(card(page, first)).to_have_count(0)
    expect(page.get_by_text("Approved.").first).to_be_visible()
    expect(card(page, second)).to_be_focused()
    page.keyboard.press("r")
    page.keyboard.type("4")
    expect(card(page, second).get_by_label("Sentence for the author")).to_have_value("Nothing for sale.")
    page.keyboard.press("Enter")
    expect(card(page, second)).to_have_count(0)
    expect(card(page, third)).to_be_focused()
    assert "published" in stands(page, first)
    assert ">rule 4</a>: “" in stands(page, second)
    page.keyboard.press("k")
    page.keyboard.press("u")
    expect(card(page, second)).to_be_focused()
    assert "waits for a moderator" in stands(page, second)
    expect(page.locator("[data-count=pending]")).to_have_text(re.compile(r"^\d+$"))


def test_who_was_overtaken_is_shown_how_it_stands(visits: Visits, waiting: list[str]) -> None:
    slow, fast = at_the_queue(visits), at_the_queue(visits)
    walk_to(fast, waiting[0])
    fast.keyboard.press("a")
    expect(card(fast, waiting[0])).to_have_count(0)
    walk_to(slow, waiting[0])
    slow.keyboard.press("a")
    expect(card(slow, waiting[0]).get_by_role("alert")).to_contain_text("Somebody was faster")
    slow.keyboard.press("f")
    expect(card(slow, waiting[0]).get_by_text("featured", exact=True)).to_be_visible()


def test_keys_can_be_looked_up_and_switched_off(visits: Visits, waiting: list[str]) -> None:
    page = at_the_queue(visits)
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys).to_be_visible()
    keys.get_by_label("Use these keys").uncheck()
    keys.get_by_role("button", name="Close").click()
    page.locator("body").press("j")
    assert page.locator("article.desk-comment:focus").count() == 0
    page.keyboard.press("?")
    keys.get_by_label("Use these keys").check()
    keys.get_by_role("button", name="Close").click()
    walk_to(page, waiting[0])
    page.keyboard.press("b")
    page.wait_for_url("**/desk/conduct/*/")


def test_all_of_it_works_without_scripts(visits: Visits, waiting: list[str]) -> None:
    page = at_the_queue(visits, scripts=False)
    card(page, waiting[0]).get_by_role("button", name="Approve").click()
    expect(page).to_have_url(re.compile(r"queue=pending#c\d+"))
    page.get_by_role("button", name="Undo: approved").click()
    expect(card(page, waiting[0])).to_be_visible()
    card(page, waiting[0]).get_by_role("checkbox").check()
    page.get_by_text("Decide on all that are ticked").click()
    page.locator(".desk-many").get_by_label("Rule").select_option("3")
    page.get_by_role("button", name="Remove all ticked").click()
    expect(card(page, waiting[0])).to_have_count(0)
    assert ">rule 3</a>: “" in stands(page, waiting[0])


def test_the_screens_of_moderators_are_open_to_everybody(visits: Visits, waiting: list[str]) -> None:
    page = at_the_queue(visits)
    page.set_viewport_size({"width": SMALL, "height": 900})
    is_open_to_everybody(page)
    card(page, waiting[0]).get_by_text("Remove", exact=True).click()
    is_open_to_everybody(page)
    page.goto(f"/desk/comments/{waiting[0]}/")
    is_open_to_everybody(page)
    card(page, waiting[0]).get_by_role("link", name="Everything of theirs").click()
    is_open_to_everybody(page)
    for path in ("appeals/", "mine/"):
        page.goto(f"/desk/comments/{path}")
        is_open_to_everybody(page)


def test_the_screens_of_how_conversations_are_held(visits: Visits, waiting: list[str]) -> None:
    page = visits.window(width=SMALL)
    visits.sign_in(page, "administrator")
    page.goto("/desk/comments/settings/")
    is_open_to_everybody(page)
    page.goto(f"/desk/comments/{waiting[0]}/")
    page.get_by_role("link", name="How this conversation is held").click()
    expect(page.get_by_label("Open, and each comment waits for a moderator")).to_be_checked()
    is_open_to_everybody(page)
