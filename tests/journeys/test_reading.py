"""What readers do, with scripts and without."""

import re

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import Visits
from tests.journeys.screens import EMBED, GATED

BEHIND_THE_GATE = "The typescript itself lives in a biscuit tin."
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
NARROW = 360


@SCRIPTS
def test_a_stranger_reads_to_the_gate_and_looks_at_the_plans(visits: Visits, scripts: bool) -> None:
    page = visits.window(width=NARROW, scripts=scripts)
    page.goto("/")
    page.get_by_role("heading", level=2).get_by_role("link", name="The strait nobody owns").click()
    page.wait_for_url(f"**{GATED}")
    expect(page.locator(".gate")).to_contain_text("The rest is for subscribers")
    assert BEHIND_THE_GATE not in page.content()
    page.get_by_role("link", name="Subscribe and read on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("One subscription opens all of it")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("The strait nobody owns")


@SCRIPTS
def test_from_the_plans_a_reader_signs_in_and_comes_back_to_the_article(
    visits: Visits, scripts: bool
) -> None:
    page = visits.window(scripts=scripts)
    page.goto(GATED)
    page.get_by_role("link", name="Subscribe and read on").click()
    page.locator("main").get_by_role("link", name="Sign in").click()
    page.get_by_role("link", name="With a password").click()
    assert page.locator("input[name=next]").input_value() == f"{GATED}#gate"
    page.get_by_label("E-mail address").fill("nobody@demo.example")
    page.get_by_label("Password").fill("a password of nobody")
    page.locator("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("E-mail address")).to_have_value("nobody@demo.example")
    assert page.locator("input[name=next]").input_value() == f"{GATED}#gate"


@SCRIPTS
def test_a_subscriber_reads_the_whole_until_they_sign_out(visits: Visits, scripts: bool) -> None:
    page = visits.window(scripts=scripts)
    visits.sign_in(page, "subscriber")
    page.goto(GATED)
    expect(page.locator("#text")).to_contain_text(BEHIND_THE_GATE)
    expect(page.locator(".gate")).to_have_count(0)
    expect(page.locator(".acts")).to_contain_text("Amal" if scripts else "Your account")
    page.goto("/account/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_load_state()
    page.goto(GATED)
    assert BEHIND_THE_GATE not in page.content()
    expect(page.locator(".gate")).to_be_visible()


@pytest.mark.parametrize("part", ["lapsed", "registered"])
def test_an_account_alone_does_not_open_what_subscribers_pay_for(visits: Visits, part: str) -> None:
    page = visits.window()
    visits.sign_in(page, part)
    page.goto(GATED)
    assert BEHIND_THE_GATE not in page.content()
    expect(page.locator(".gate a.button--accent")).to_have_text("Subscribe and read on")


@SCRIPTS
def test_a_reader_searches(visits: Visits, scripts: bool) -> None:
    page = visits.window(scripts=scripts)
    page.goto("/")
    page.get_by_role("link", name="Search").first.click()
    page.get_by_label("Words, or a").fill("harbour")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("mark").first).to_have_text(re.compile("harbour", re.I))
    page.locator(".entry h3 a").first.click()
    expect(page.locator(".article__head h1")).to_be_visible()


def test_a_search_finds_what_is_behind_the_gate_for_subscribers_alone(visits: Visits) -> None:
    for part, found in (("registered", 0), ("subscriber", 1)):
        page = visits.window()
        visits.sign_in(page, part)
        page.goto("/search/?q=%22biscuit+tin%22")
        expect(page.get_by_role("link", name="The strait nobody owns")).to_have_count(found)


@SCRIPTS
def test_a_reader_goes_from_author_to_topic_to_article(visits: Visits, scripts: bool) -> None:
    page = visits.window(scripts=scripts)
    page.goto(GATED)
    page.get_by_role("link", name="Nadia Farrow").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nadia Farrow")
    page.get_by_role("link", name="The port that chose to be small").click()
    page.locator(".rail a").first.click()
    expect(page.locator(".title-block .kicker")).to_have_text("Topic")
    assert page.locator("ol.listing > li").count() >= 2


def test_a_feed_address_is_made_opened_and_stopped(visits: Visits) -> None:
    for scripts in (True, False):  # one after the other: a reader has one address at a time
        page = visits.window(scripts=scripts)
        visits.sign_in(page, "subscriber")
        page.goto("/account/")
        page.get_by_role("button", name=re.compile("^Make a")).click()
        address = page.get_by_label("Your address, shown this once").input_value()
        assert BEHIND_THE_GATE in httpx.get(address).text
        page.goto("/account/")
        expect(page.locator("main")).to_contain_text("You have your addresses.")
        assert address not in page.content()
        page.get_by_role("button", name="Stop both").click()
        expect(page.get_by_role("button", name="Make addresses")).to_be_visible()
        assert httpx.get(address).status_code == 404


def test_a_player_asks_its_provider_only_after_the_click(visits: Visits) -> None:
    page = visits.window()
    visits.sign_in(page, "subscriber")
    page.goto(EMBED)
    page.wait_for_load_state("networkidle")
    watch = visits.watch_of(page)
    assert watch.elsewhere == []
    page.context.route(
        re.compile(r"^https://"), lambda route: route.fulfill(body="<p>A film</p>", content_type="text/html")
    )
    page.locator(".player__ask").click()
    expect(page.frame_locator(".player__frame").locator("p")).to_have_text("A film")
    assert {url.split("/")[2] for url in watch.elsewhere} == {"player.vimeo.com"}
    watch.elsewhere.clear()


def test_without_scripts_a_player_is_a_plain_link(visits: Visits) -> None:
    page = visits.window(scripts=False)
    visits.sign_in(page, "subscriber")
    page.goto(EMBED)
    assert (page.locator(".player__ask").get_attribute("href") or "").startswith("https://vimeo.com/")


def test_a_printed_article_is_the_article(visits: Visits) -> None:
    page = visits.window()
    page.goto(GATED)
    page.emulate_media(media="print", color_scheme="dark")
    for away in (".sections", ".acts", ".gate .button", "footer", ".related"):
        expect(page.locator(away).first).to_be_hidden()
    for kept in ("h1", ".prose > p", ".correction"):
        expect(page.locator(kept).first).to_be_visible()
    end_of_text = page.locator(".prose > p").last.bounding_box()
    gate = page.locator(".gate").bounding_box()
    assert end_of_text
    assert gate
    assert gate["y"] >= end_of_text["y"] + end_of_text["height"]
    expect(page.locator("body")).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    expect(page.locator("h1")).to_have_css("color", "rgb(0, 0, 0)")


def test_pictures_come_in_the_size_that_is_needed(visits: Visits) -> None:
    page = visits.window(width=NARROW)
    page.goto(GATED)
    lead = page.locator(".lead-picture img")
    expect(lead).to_have_js_property("complete", value=True)
    assert natural_width(page) in range(360, 1100)
    assert lead.evaluate("image => image.currentSrc").endswith(".avif")
    assert page.locator("img:not([width]), img:not([height]), img:not([alt])").count() == 0


def natural_width(page: Page) -> int:
    width: int = page.locator(".lead-picture img").evaluate("image => image.naturalWidth")
    return width
