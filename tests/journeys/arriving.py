"""What is done after coming to a screen, so that it shows what it is to be looked at for."""

import secrets
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.real import until


def wrong_password(page: Page) -> None:
    page.get_by_label("E-mail address").fill("subscriber@demo.example")
    page.get_by_label("Password").fill("not the password of anybody")
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").wait_for()


def ask_for_code(page: Page) -> None:
    page.get_by_label("E-mail address").fill(f"nobody-{secrets.token_hex(4)}@reader.example")
    page.get_by_role("button", name="Send me a code").click()
    page.wait_for_url("**/sign-in/code/")


def empty_form(page: Page) -> None:
    page.locator("main form").first.evaluate("form => { form.noValidate = true }")
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_role("alert").first.wait_for()


def first_text(page: Page) -> None:
    page.get_by_role("link", name="the exact text").first.click()
    page.wait_for_url("**/account/consents/text/**")


def name_of_the_house(page: Page) -> None:
    page.get_by_label("Username").fill("Moderator")
    page.get_by_role("button", name="Appear so").click()
    page.get_by_role("alert").wait_for()


def new_address(page: Page) -> None:
    page.get_by_role("button", name="Make a").click()
    page.get_by_label("Your address, shown this once").wait_for()


def first_letter(page: Page) -> None:
    page.locator(".pairs a").first.click()
    page.wait_for_url("**/demo/mail/*/")


def give(page: Page) -> None:
    page.get_by_role("link", name="Give this article").click()
    page.get_by_role("heading", name="Give an article").wait_for()


def be_given(page: Page) -> None:
    """The link is opened by somebody who has no account."""
    give(page)
    page.get_by_role("button", name="Make the link").click()
    link = page.locator("main input[readonly]").input_value()
    page.context.clear_cookies()
    page.goto(link)
    page.get_by_role("button", name="Read the article").wait_for()


def offered(page: Page) -> None:
    page.locator("sf-fragment form, sf-fragment a[href$='#gate']").first.wait_for()


def give_nothing(page: Page) -> None:
    page.get_by_role("button", name="Look it over").click()
    page.get_by_role("alert").first.wait_for()


def look_gift_over(page: Page) -> None:
    page.get_by_label("E-mail address of the recipient").fill("nia@reader.example")
    page.get_by_label("Name of the recipient").fill("Nia Okafor")
    page.get_by_label("A few words").fill("For the long evenings,\nand the short ones.")
    page.get_by_role("button", name="Look it over").click()
    page.locator("dl.given").wait_for()


def open_card(page: Page) -> None:
    page.get_by_role("link", name="The card to print").first.click()
    page.locator(".gift-card").wait_for()


def wrong_gift_code(page: Page) -> None:
    page.get_by_label("Your code").fill("0000-1111-2222-3333")
    page.get_by_role("button", name="See the gift").click()
    page.get_by_role("alert").wait_for()


def see_gift(page: Page) -> None:
    """The one that waits in the demo, by the link in its letter."""
    letters = page.request.get("/demo/mail.json?to=registered@demo.example").json()
    links = [link for letter in letters for link in letter["links"] if "/redeem/?code=" in link]
    page.goto(urlsplit(links[0]).path + "?" + urlsplit(links[0]).query)
    page.get_by_role("heading", name="A gift from Amal").wait_for()


def to_the_talk(page: Page) -> None:
    """From the article to its conversation, as without scripts."""
    page.locator("details[data-talk] summary").click()
    page.locator(".talk .thread--roots").wait_for()


def what_is_new(page: Page) -> None:
    """Everything, to somebody who saw nothing yet."""
    conversation(page)
    page.goto(f"{page.url.partition('?')[0]}new/?since=0")


def conversation(page: Page) -> None:
    """The page of the conversation itself."""
    address = page.locator("details[data-talk]").get_attribute("data-talk") or ""
    page.goto(address)
    page.locator(".thread--roots").wait_for()


def one_comment(page: Page) -> None:
    conversation(page)
    page.locator(".comment__by a").first.click()
    page.get_by_role("heading", name="A comment in its place").wait_for()


def write_a_comment(page: Page) -> None:
    conversation(page)
    page.goto(page.get_by_role("link", name="Write a comment").get_attribute("href") or "")
    page.get_by_role("heading", name="Join the conversation").wait_for()


def write_nothing_new(page: Page) -> None:
    write_a_comment(page)
    page.evaluate("document.querySelector('form.say').removeAttribute('data-draft')")
    page.locator("form.say textarea[name=source]").fill("What a shit show.")
    page.get_by_role("button", name="Post comment").click()
    page.get_by_role("alert").wait_for()


def of_one(kind: str, heading: str) -> Callable[[Page], None]:
    """Something that is done with a comment of somebody else."""

    def arrive(page: Page) -> None:
        conversation(page)
        page.goto(page.locator(f".comment__acts a[href$='/{kind}/']").first.get_attribute("href") or "")
        page.get_by_role("heading", name=heading).wait_for()

    return arrive


def of_mine(kind: str, heading: str) -> Callable[[Page], None]:
    """Something that is done with a comment of one's own."""

    def arrive(page: Page) -> None:
        page.locator(f".comment__acts a[href$='/{kind}/']").first.click()
        page.get_by_role("heading", name=heading).wait_for()

    return arrive


def report_unlawful(page: Page) -> None:
    """As a visitor does: from the comment's own page."""
    one_comment(page)
    page.get_by_role("link", name="Report it as unlawful").click()
    page.get_by_role("heading", name="Report something unlawful").wait_for()


def send_unlawful(page: Page) -> None:
    report_unlawful(page)
    page.get_by_label("Which law it breaks").fill("The law of this test")
    page.get_by_label("How it does").fill("It does not; this is a test.")
    page.get_by_label("in good faith").check()
    page.get_by_role("button", name="Report it").click()
    page.get_by_role("heading", name="Your report is case").wait_for()


def ask_without_choosing(page: Page) -> None:
    page.get_by_label("E-mail address").fill("nia@reader.example")
    page.get_by_role("button", name="Sign up for what you chose").click()
    page.get_by_text("Choose at least one newsletter.").wait_for()


def ask_for_newsletters(page: Page) -> None:
    """As a visitor, up to the page behind the link in the letter."""
    address = f"nia-{secrets.token_hex(4)}@reader.example"
    for name in ("First Light", "Tideline"):
        page.get_by_label(f"Choose {name}").check()
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name="Sign up for what you chose").click()
    page.wait_for_url("**/newsletters/sign-up/sent/")
    page.goto(link_sent_to(page, address, "/newsletters/confirm/"))
    page.get_by_role("heading", name="Is this what you asked for?").wait_for()


def confirm_newsletters(page: Page) -> None:
    ask_for_newsletters(page)
    page.get_by_role("button", name="Yes, send them to me").click()
    page.get_by_role("heading", name="You are signed up").wait_for()


def link_sent_to(page: Page, address: str, part: str) -> str:
    """The path of a link in the newest letter that really arrived there."""
    found: list[str] = []

    def has_arrived() -> bool:
        letters = page.request.get(f"/demo/mail.json?to={address}").json()
        found[:] = [link for letter in letters for link in letter["links"] if part in link]
        return bool(found)

    until(has_arrived)
    return urlsplit(found[0]).path


def stop_a_newsletter(page: Page) -> None:
    """Behind the link that stops one, as it stands in every edition."""
    confirm_newsletters(page)
    page.get_by_role("link", name="How often, a pause, an end").click()
    page.locator(".mine-list").wait_for()
    number = page.locator("li:has-text('First Light') input[name=newsletter]").first.get_attribute("value")
    page.goto(f"{urlsplit(page.url).path.replace('/mine/', '/stop/')}{number}/")


def last_edition(page: Page) -> None:
    page.locator(".archive a").last.click()  # a journey may have sent newer ones
    page.wait_for_url("**/newsletters/*/20*/")


def the_composer(page: Page) -> None:
    """A script has brought it into the page of the interview."""
    page.locator("sf-asking form.say textarea").wait_for()


def all_questions(page: Page) -> None:
    page.goto(str(page.locator("a[data-order=newest]").get_attribute("href")))
    page.get_by_role("heading", name="What is asked").wait_for()


def of_interview(link: str, heading: str) -> Callable[[Page], None]:
    """To one of the pages about an interview that belong to one reader."""

    def go(page: Page) -> None:
        path = {"Ask a question": "ask", "Remind me": "remind"}[link]
        number = str(page.locator("sf-feed").get_attribute("state")).split("/")[2]
        page.goto(f"/live/{number}/{path}/")
        page.get_by_role("heading", level=1, name=heading).wait_for()

    return go


def of_own_question(kind: str, heading: str) -> Callable[[Page], None]:
    """Something that is done with a question of one's own."""

    def arrive(page: Page) -> None:
        page.locator(f"a.own__act[href$='/{kind}/']").first.click()
        page.get_by_role("heading", name=heading).wait_for()

    return arrive


def ask_alike(page: Page) -> None:
    of_interview("Ask a question", "Ask ")(page)
    page.get_by_label("Your question").last.fill("Has anybody ever thanked you by a signal?")
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Submit").click()
    page.get_by_text("Is it one of these?").wait_for()


def vote_by_hand(page: Page) -> None:
    key = page.locator("[data-list=open] > li").first.get_attribute("data-key")
    page.goto(f"/live/q/{key}/vote/")
    page.get_by_role("heading", name="Vote for this question").wait_for()


def what_was_said(page: Page) -> None:
    """The places of a transcript in which a word stands."""
    page.get_by_label("Find in what was said").fill("mast")
    page.get_by_role("button", name="Find").click()
    page.get_by_text("with “mast”").wait_for()
