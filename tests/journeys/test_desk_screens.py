"""Our own screens at the desk, in the desk's frame: open to everybody who works there, on a small screen as well."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import Visits
from tests.journeys.desk import HALF_WRITTEN
from tests.journeys.house import House
from tests.journeys.looking import SMALL, is_good, looks, overflow, violations, widest
from tests.journeys.sent import A_SENDING
from tests.real import SEEN_WITHIN, until

SAVED_PAGE = Path(__file__).parents[1] / "apps/editorial/page_import/fixtures/wordpress.html"
# Of the desk's frame around our screens, which is Wagtail's; the second is about its skip link.
OURS = {"include": [["#main"]]}
NOT_OURS = {"region", "skip-link"}

# The desk hides what is wider than its main part, so that the window never scrolls.
CUT_OFF = """[...document.querySelectorAll('#main :is(header, .nice-padding, .w-dashboard) *')].filter(each =>
    each.getBoundingClientRect().right > innerWidth + 1).map(each => each.outerHTML.slice(0, 90)).slice(0, 4)"""
# The desk's buttons change their colours slowly.
IN_TRANSITION = (
    "document.getAnimations().some(each => each instanceof CSSTransition && each.playState === 'running')"
)


@pytest.fixture
def imported(house: House) -> str:
    """A page that has been imported; the second time nothing is made."""
    house.run("import", "page", str(SAVED_PAGE), "--section", "world", "--by", "administrator@demo.example")
    return "The Town That Sold Its Clock"


def complaints(page: Page) -> list[str]:
    return [line for line in violations(page, OURS) if line.partition(":")[0] not in NOT_OURS]


def is_open_to_everybody(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    expect(page.locator("h1")).to_have_count(1)
    for look in looks(page):
        until(lambda: not page.evaluate(IN_TRANSITION), within=SEEN_WITHIN)
        assert complaints(page) == [], look
        assert overflow(page) <= 0, (look, widest(page))
        assert page.evaluate(CUT_OFF) == [], look


def test_the_subscriptions_desk(visits: Visits) -> None:
    page = visits.window(width=SMALL)
    visits.sign_in(page, "administrator")
    page.goto("/desk/subscriptions/")
    is_open_to_everybody(page)
    page.get_by_label("Address or name of a reader").fill("subscriber@")
    page.get_by_role("button", name="Find").click()
    is_open_to_everybody(page)
    page.get_by_role("link", name="subscriber@demo.example").click()
    expect(page.get_by_role("heading", name="Ledger")).to_be_visible()
    is_open_to_everybody(page)


def test_the_reports_on_imports(visits: Visits, imported: str) -> None:
    page = visits.window(width=SMALL)
    visits.sign_in(page, "administrator")
    page.goto("/desk/imports/")
    is_open_to_everybody(page)
    page.get_by_role("link", name=imported).first.click()
    expect(page.get_by_role("heading", name="Set aside")).to_be_visible()
    is_open_to_everybody(page)
    page.get_by_role("link", name="Edit the article").click()
    expect(page.locator("#id_title")).to_have_value(imported)


def test_the_first_page_has_the_drafts(visits: Visits, imported: str) -> None:
    page = visits.window(width=SMALL)
    visits.sign_in(page, "administrator")
    page.goto("/desk/")
    expect(page.locator("#drafts-section, #drafts").first).to_contain_text(imported)
    is_open_to_everybody(page)


def test_the_screens_of_moderation(visits: Visits) -> None:
    page = visits.window(width=SMALL)
    visits.sign_in(page, "administrator")
    for path in ("words", "cases", "conduct", "guidelines", "guidelines/1", "conduct/5"):
        page.goto(f"/desk/{path}/")
        is_open_to_everybody(page)
    page.get_by_text("Lay something down").click()
    is_open_to_everybody(page)


def test_the_screens_of_editions(visits: Visits) -> None:
    page = visits.window(width=SMALL)
    visits.sign_in(page, "editor")
    page.goto("/desk/editions/")
    is_open_to_everybody(page)
    page.get_by_role("link", name="Evening Roundup").last.click()
    expect(page.get_by_role("heading", name="What goes out if you approve it now")).to_be_visible()
    is_open_to_everybody(page)


RETURNED = """
from tests.apps.newsletters.coming_back import for_looking
for_looking("host@demo.example")
"""


def test_what_came_back(visits: Visits, house: House) -> None:
    """With everything on it that it can have; what was laid is taken away again by whoever presses the buttons."""
    house.run("shell", "-c", RETURNED)
    page = visits.window(width=SMALL)
    visits.sign_in(page, "administrator")
    page.goto("/desk/editions/")
    expect(page.get_by_text("Chancery stands still.")).to_be_visible()
    is_open_to_everybody(page)
    page.get_by_role("link", name="What came back").click()
    expect(page.get_by_text("Called spam").last).to_be_visible()
    is_open_to_everybody(page)
    reader = visits.window(width=SMALL)
    visits.sign_in(reader, "host")
    reader.goto("/newsletters/mine/")
    expect(reader.get_by_role("button", name="It works: send them again")).to_be_visible()
    is_good(reader)
    page.get_by_role("button", name="It is looked after").click()
    expect(page.get_by_text("The newsletter goes on.")).to_be_visible()
    for _ in range(page.get_by_role("button", name="Write there again").count()):
        page.get_by_role("button", name="Write there again").first.click()
        expect(page.get_by_text("Newsletters go there again.")).to_be_visible()
    expect(page.get_by_role("button", name="Write there again")).to_have_count(0)
    page.get_by_label("What", exact=True).select_option("unread")
    page.get_by_role("button", name="Show").click()
    is_open_to_everybody(page)


def test_the_screens_of_sendings(visits: Visits, house: House) -> None:
    house.run("shell", "-c", A_SENDING)
    page = visits.window(width=SMALL)
    visits.sign_in(page, "administrator")
    page.goto("/desk/sendings/")
    expect(page.get_by_role("button", name="Pause all newsletters")).to_be_visible()
    is_open_to_everybody(page)
    page.locator("table.listing a[href$='/sending/']").first.click()
    expect(page.get_by_role("heading", name="Unknown")).to_be_visible()
    page.locator("summary", has_text="Cancel").click()
    is_open_to_everybody(page)
    page.get_by_role("link", name="Its report").click()
    expect(page.get_by_role("heading", name="Clicks by block")).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    is_open_to_everybody(page)


def test_how_a_sending_stands_is_shown_anew_by_itself_and_pausing_it_changes_what_may_be_done(
    visits: Visits, house: House
) -> None:
    house.run("shell", "-c", A_SENDING)
    page, other = visits.window(), visits.window(scripts=False)
    for each in (page, other):
        visits.sign_in(each, "administrator")
        each.goto("/desk/sendings/")
        each.locator("table.listing a[href$='/sending/']").first.click()
    other.locator("summary", has_text="Pause").click()
    other.get_by_label("Reason").fill("A wrong name")
    other.get_by_role("button", name="Pause it").click()
    expect(other.get_by_role("button", name="Resume")).to_be_visible()
    expect(page.get_by_role("button", name="Resume")).to_be_visible()
    expect(page.locator(".desk-progress")).to_contain_text("Paused: A wrong name")
    page.get_by_role("button", name="Resume").click()
    expect(page.locator("summary", has_text="Pause")).to_be_visible()


def test_a_plans_slug_follows_its_name(visits: Visits) -> None:
    page = visits.window(may_say=(HALF_WRITTEN,))
    visits.sign_in(page, "administrator")
    page.goto("/desk/snippets/membership/plan/add/")
    page.locator("#id_name").fill("Students & Pupils")
    page.keyboard.press("Tab")
    expect(page.locator("#id_slug")).to_have_value("students-pupils")
