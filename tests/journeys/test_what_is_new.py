"""Somebody speaks while another reads: the number comes, nothing moves, and what is new appears when it is asked for."""

import re
import secrets

from playwright.sync_api import Locator, Page, expect

from tests.journeys.browser import Visits
from tests.journeys.looking import SMALL, is_good
from tests.journeys.screens import GATED
from tests.journeys.test_talking import address_of_the_talk

POLLED = 16_000  # milliseconds, after which the page has asked
TOP = "each => each.getBoundingClientRect().top"


def reading(visits: Visits, *, scripts: bool = True) -> Page:
    page = visits.window(width=SMALL, scripts=scripts)
    visits.sign_in(page, "subscriber")
    talk = address_of_the_talk(page, GATED)
    if scripts:
        page.clock.install()
    page.goto(talk)
    return page


def speak(visits: Visits, talk: str, *, to: str = "") -> str:
    """The editor says something, or answers; what it was."""
    page, words = visits.window(scripts=False), f"Just now, {secrets.token_hex(4)}"
    visits.sign_in(page, "editor")
    page.goto(f"{talk}say/{to}")
    for box in page.locator("input[name=guidelines]").all():
        box.check()
    page.get_by_role("textbox", name="Your comment").fill(words)
    page.locator("form.say").get_by_role("button", name=re.compile("^Post")).click()
    page.wait_for_url("**/comments/c/**")
    return words


def saying(page: Page, words: str) -> Locator:
    return page.locator("article.comment", has_text=words)


def further_down(page: Page) -> Locator:
    """A comment that somebody reads, with others above it."""
    page.wait_for_load_state("networkidle")
    read = page.locator(".thread--roots > li > article:has([data-say])").nth(1)
    read.scroll_into_view_if_needed()
    page.evaluate("scrollBy(0, 400)")
    return page.locator(f"#{read.get_attribute('id')}")  # whatever comes above it


def told(page: Page, words: str) -> Locator:
    """The line that tells what is new, once the page has asked."""
    page.clock.run_for(POLLED)
    link = page.locator("a[data-new]")
    expect(link).to_have_text(words)
    return link


def test_what_is_new_is_shown_when_it_is_asked_for(visits: Visits) -> None:
    page = reading(visits)
    expect(page.locator("a[data-new]")).to_have_text("Look for new comments")
    read, talk = further_down(page), page.url
    number = (read.get_attribute("id") or "")[1:]
    answer, other = speak(visits, talk, to=f"?to={number}"), speak(visits, talk)
    before, articles = read.evaluate(TOP), page.locator("article.comment").count()
    link = told(page, "2 new: show")
    assert (read.evaluate(TOP), page.locator("article.comment").count()) == (before, articles)
    is_good(page)
    before = read.evaluate(TOP)
    link.evaluate("each => each.focus({preventScroll: true})")
    page.keyboard.press("Enter")
    expect(saying(page, other)).to_have_class(re.compile("comment--new"))
    expect(saying(page, answer).locator(".badge", has_text="New")).to_have_count(1)
    expect(page.locator(f"li:has(> #c{number}) > .thread article", has_text=answer)).to_have_count(1)
    expect(link).to_be_focused()
    expect(link).to_have_text("2 shown: go to the first")
    assert abs(read.evaluate(TOP) - before) <= 1
    is_good(page)
    page.keyboard.press("Enter")
    expect(saying(page, other)).to_be_in_viewport()


def test_from_the_top_what_is_new_is_seen_at_once(visits: Visits) -> None:
    page = reading(visits)
    words = speak(visits, page.url)
    link = told(page, "1 new: show")
    where = page.evaluate("scrollY")
    link.click()
    expect(saying(page, words)).to_be_in_viewport()
    expect(saying(page, words).locator(".badge", has_text="New")).to_have_count(1)
    assert page.evaluate("scrollY") == where


def test_what_is_new_is_a_link_without_scripts(visits: Visits) -> None:
    """Others may speak there meanwhile: what was there before is not shown, and what was shown is not new any more."""
    page = reading(visits, scripts=False)
    there_before = page.locator("article.comment").first.get_attribute("id")
    words = speak(visits, page.url)
    page.get_by_role("link", name="Look for new comments").click()
    expect(saying(page, words)).to_be_visible()
    expect(page.locator(f"#{there_before}")).to_have_count(0)
    page.get_by_role("link", name="Look for new comments").click()
    page.wait_for_load_state()
    expect(saying(page, words)).to_have_count(0)
