"""A passage of the article is quoted in a comment: by selecting it, by keys, and without scripts."""

import secrets

from playwright.sync_api import Page, expect

from tests.journeys.browser import MISSING, Visits
from tests.journeys.looking import SMALL, is_good
from tests.journeys.screens import GATED
from tests.journeys.test_talking import address_of_the_talk

# The last paragraph of the text, word by word, as somebody selects who drags over it.
SELECT = """() => {
  const block = [...document.querySelectorAll('#text > p:not(.correction)')].filter(each => each.textContent.length > 80).at(-1);
  block.scrollIntoView({block: 'center'});
  const range = document.createRange();
  range.selectNodeContents(block);
  range.setEnd(block.firstChild, Math.min(block.firstChild.length, 120));
  const selection = document.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  return range.toString().split(/\\s+/).filter(Boolean).join(' ');
}"""


def article(visits: Visits, *, scripts: bool = True) -> Page:
    page = visits.window(width=SMALL, scripts=scripts, may_say=(MISSING,))
    visits.sign_in(page, "subscriber")
    page.goto(GATED)
    return page


def leads_back(page: Page, passage: str, *, of: str) -> None:
    """The quotation above the comment that says this opens the article where the passage stands."""
    quotation = page.locator("article.comment", has_text=of).locator(".comment__quote a")
    expect(quotation).to_contain_text(passage)
    quotation.click()
    page.wait_for_url(f"**{GATED}**")
    expect(page.locator("#text > p", has_text=passage[:40])).to_be_in_viewport()


def test_a_selected_passage_is_quoted(visits: Visits) -> None:
    page = article(visits)
    passage = page.evaluate(SELECT)
    offer = page.get_by_role("link", name="Quote this in a comment")
    expect(offer).to_be_visible()
    is_good(page)
    offer.click()
    form = page.locator(".say-here form.say")
    expect(form.get_by_label("Passage you refer to")).to_have_value(passage)
    expect(form.get_by_role("textbox", name="Your comment")).to_be_focused()
    expect(offer).to_be_hidden()
    is_good(page)
    mine = f"Quite so, {secrets.token_hex(4)}."
    form.get_by_role("textbox", name="Your comment").fill(mine)
    form.get_by_role("button", name="Post comment").click()
    expect(page.locator("article.comment", has_text=mine)).to_be_focused()
    is_good(page)
    leads_back(page, passage, of=mine)


def test_a_passage_is_selected_and_quoted_by_keys(visits: Visits) -> None:
    page = article(visits)
    page.locator("#text > p:not(.correction)").first.dblclick(position={"x": 40, "y": 20})
    for _ in range(5):
        page.keyboard.press("Shift+Control+ArrowRight")
    offer = page.get_by_role("link", name="Quote this in a comment")
    expect(offer).to_be_visible()
    passage = page.evaluate("document.getSelection().getRangeAt(0).toString().trim()")
    for _ in range(5):
        page.keyboard.press("Tab")
        if offer.evaluate("each => each === document.activeElement"):
            break
    expect(offer).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".say-here").get_by_label("Passage you refer to")).to_have_value(passage)
    page.evaluate(SELECT)
    expect(offer).to_be_visible()
    page.keyboard.press("Escape")
    expect(offer).to_be_hidden()


def test_a_passage_is_copied_into_its_field_without_scripts(visits: Visits) -> None:
    page = article(visits, scripts=False)
    passage = " ".join((page.locator("#text > p:not(.correction)").first.text_content() or "").split())[
        :90
    ].rpartition(" ")[0]
    page.goto(f"{address_of_the_talk(page, GATED)}say/")
    page.get_by_text("Refer to a passage of the article").click()
    page.get_by_label("Passage you refer to").fill("It was never said there.")
    mine = f"Said {secrets.token_hex(4)}."
    page.get_by_role("textbox", name="Your comment").fill(mine)
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("alert")).to_contain_text("does not stand in this article")
    expect(page.get_by_role("textbox", name="Your comment")).to_have_value(mine)
    page.get_by_label("Passage you refer to").fill(passage)
    page.get_by_role("button", name="Post").click()
    page.wait_for_url("**/comments/c/**")
    leads_back(page, passage, of=mine)
