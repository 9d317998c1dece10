"""The conversation in the browser: read by a visitor, refused to a reader without a subscription, held by subscribers."""

import secrets
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.journeys.browser import MISSING, Visits
from tests.journeys.looking import SMALL, is_good
from tests.journeys.screens import FOR_VISITORS, GATED


def words() -> str:
    return f"About the harbour, {secrets.token_hex(4)}"


def open_the_panel(page: Page, path: str) -> None:
    page.goto(path)
    page.locator("details[data-talk] summary").click()
    page.locator(".talk .thread--roots").wait_for()


def address_of_the_talk(page: Page, path: str) -> str:
    page.goto(path)
    return page.locator("details[data-talk]").get_attribute("data-talk") or ""


def test_a_visitor_reads_and_is_asked_to_subscribe(visits: Visits) -> None:
    page = visits.window(width=SMALL)
    open_the_panel(page, FOR_VISITORS)
    expect(page.locator("article.comment").first).to_be_visible()
    expect(page.get_by_role("link", name="Write a comment")).to_have_count(0)
    is_good(page)
    call = page.locator("p.call a, .call a").first
    expect(call).to_have_text("Join the conversation on this and other recent articles when you subscribe")
    call.click()
    page.wait_for_url("**/join/?next=/comments/**")


def test_a_reader_without_a_subscription_is_refused(visits: Visits) -> None:
    page = visits.window(width=SMALL)
    visits.sign_in(page, "registered")
    talk = address_of_the_talk(page, FOR_VISITORS)
    page.goto(f"{talk}say/")
    expect(page.locator("form.say")).to_have_count(0)
    expect(page.locator("main").get_by_role("link", name="Subscribe")).to_be_visible()
    is_good(page)


def test_talking_with_scripts(visits: Visits) -> None:
    page, mine = visits.window(width=SMALL, may_say=(MISSING,)), words()
    visits.sign_in(page, "subscriber")
    open_the_panel(page, GATED)
    page.get_by_role("link", name="Write a comment").click()
    page.locator("form.say textarea[name=source]").fill(f"{mine}, *softly*.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("[data-preview] em")).to_have_text("softly")
    is_good(page)
    page.reload()
    page.locator("details[data-talk] summary").click()
    page.get_by_role("link", name="Write a comment").click()
    expect(page.locator("form.say textarea[name=source]")).to_have_value(f"{mine}, *softly*.")
    page.get_by_role("button", name="Post comment").click()
    number = stands_in_place(page, mine)
    assert urlsplit(page.url).path == GATED
    is_good(page)
    reply_and_recommend(visits, f"/comments/c/{number}/#c{number}", mine)


def stands_in_place(page: Page, words: str) -> str:
    """The number of a comment that was just posted: it is there, with the focus on it, and its author can take it back."""
    shown = page.locator("article.comment", has_text=words)
    expect(shown).to_be_focused()
    expect(shown.get_by_role("link", name="Delete")).to_be_visible()
    expect(page.locator("form.say")).to_have_count(0)
    return (shown.get_attribute("id") or "").removeprefix("c")


def reply_and_recommend(visits: Visits, address: str, mine: str) -> None:
    page, answer = visits.window(width=SMALL), words()
    visits.sign_in(page, "editor")
    page.goto(address)
    comment = page.locator("article.comment:target")
    comment.get_by_role("button", name="Recommend").click()
    expect(comment.locator("[aria-pressed=true] b")).to_have_text("1")
    comment.get_by_role("link", name="Reply").click()
    form = page.locator("form.say")
    for box in form.locator("input[name=guidelines]").all():
        box.check()
    form.locator("textarea[name=source]").fill(answer)
    form.get_by_role("button", name="Post reply").click()
    number = stands_in_place(page, answer)
    expect(page.locator(f"li:has(> article:target) > .thread > li > #c{number} .badge")).to_have_text("Staff")
    is_good(page)
    replied(visits, answer)


def replied(visits: Visits, answer: str) -> None:
    """The first one finds the reply in the account."""
    page = visits.window(width=SMALL)
    visits.sign_in(page, "subscriber")
    page.goto("/account/comments/replies/")
    expect(page.locator("main")).to_contain_text(answer)
    page.get_by_role("button", name="All are read").click()
    expect(page.get_by_role("button", name="All are read")).to_have_count(0)


def test_talking_without_scripts(visits: Visits) -> None:
    page, mine = visits.window(width=SMALL, scripts=False), words()
    visits.sign_in(page, "colleague")
    page.goto(GATED)
    page.locator("details.talk__panel summary").click()
    page.locator("details.talk__panel a").first.click()
    page.get_by_role("link", name="Write a comment").click()
    page.locator("form.say textarea[name=source]").fill(mine)
    page.get_by_role("button", name="Post comment").click()
    page.wait_for_url("**/account/comments/**")
    expect(page.locator("main")).to_contain_text(mine)
    expect(page.locator("main")).to_contain_text("Waits for a moderator")
    page.go_back()
    page.goto(address_of_the_talk(page, GATED))
    page.locator(".comment__acts a[href$='/report/']").first.click()
    page.get_by_label("It sells something").check()
    page.get_by_role("button", name="Report it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")


def test_a_long_thread_goes_on_in_its_place(visits: Visits) -> None:
    """The second page comes into the first; the replies of a comment have an address of their own."""
    page = visits.window(width=SMALL)
    visits.sign_in(page, "subscriber")
    talk = address_of_the_talk(page, GATED)
    page.goto(talk)
    root = page.locator(".thread--roots > li", has=page.locator("ol.thread")).first
    number = (root.locator("article").first.get_attribute("id") or "").removeprefix("c")
    page.goto(f"{talk}replies/{number}/")
    expect(page.locator("article.comment").first).to_be_visible()
    is_good(page)


def test_a_reader_ignores_another_and_reads_them_again(visits: Visits) -> None:
    page = visits.window(width=SMALL)
    visits.sign_in(page, "subscriber")
    page.goto(address_of_the_talk(page, GATED))
    page.wait_for_load_state("networkidle")
    article = page.locator("article.comment", has=page.locator("[data-ignore]")).first
    number = article.get_attribute("id") or ""
    article.locator(".comment__acts [data-ignore]").click()
    again = page.locator(f"#{number}").get_by_role("link", name="You ignore them. Read them again")
    expect(again).to_be_focused()
    expect(page.locator(f"#{number} .comment__text")).to_be_hidden()
    is_good(page)
    page.reload()
    expect(page.locator(f"#{number} .comment__text")).to_be_hidden()
    page.goto("/account/comments/")
    is_good(page)
    page.get_by_role("button", name="Read them again").click()
    expect(page.get_by_role("heading", name="Whom you ignore")).to_have_count(0)
