"""A live interview in three browsers at once: a host at the desk, a subscriber who asks, and a visitor who watches."""

import re
import secrets
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import Visits
from tests.journeys.desk import HALF_WRITTEN
from tests.journeys.house import House
from tests.journeys.looking import SMALL, is_good

OPEN = ".queue[data-list=open]"
AT_ONCE = 4_000  # milliseconds; the promise is two seconds, on a machine that does nothing else
ANNOUNCE = """
from standfirst.apps.live import api as live
from standfirst.core import clock
number = live.set_interview(live.FurnishedInterview(slug="{slug}", title="A talk by the harbour",
    standfirst="About nets.", guest="Ottilie Wren", starts_at=clock.now(), by_clock=False))
room = live.open_room(interview_id=number)
live.move_stage(room_id=room.pk, to=live.Stage.COLLECTING, by=None, now=clock.now())
print(room.key, number)
"""
RECORD = """
from standfirst.apps.live import api as live
from standfirst.apps.membership.api import By
from standfirst.core import clock
desk = By(None, "tests")
live.save_recording(interview_id={number}, told=live.Told(video="", interview_at=0, length_ms=3_600_000, cuts=(),
    was_read=True), by=desk, now=clock.now())
cues = live.read_typed("Ottilie Wren:\\n0:00 Good evening.")
live.bring_transcript(interview_id={number}, brought=live.Brought(language="en-GB", is_spoken=True, cues=cues),
    by=desk, now=clock.now())
live.publish_recording(interview_id={number}, by=desk, now=clock.now())
"""


@dataclass(frozen=True)
class Interview:
    """One of this test alone."""

    path: str
    room: str
    number: int


@pytest.fixture
def interview(house: House) -> Interview:
    slug = f"harbour-{secrets.token_hex(4)}"
    key, number = house.run("shell", "-c", ANNOUNCE.format(slug=slug)).split()[-2:]
    return Interview(f"/live/{slug}/", key, int(number))


def window(visits: Visits, part: str, path: str, **manner: int) -> Page:
    page = visits.window(may_say=(HALF_WRITTEN,), **manner)
    if part:
        visits.sign_in(page, part)
    page.goto(path)
    return page


def submit(page: Page, words: str) -> None:
    """By the composer in the page of the interview."""
    page.locator("sf-asking form.say textarea").fill(words)
    for box in page.locator("sf-asking form.say").get_by_role("checkbox").all():
        box.check()
    page.locator("sf-asking form.say").get_by_role("button", name="Submit").click()


def test_asked_approved_voted_for_on_air_answered_and_found_again_at_its_minute(
    visits: Visits, house: House, interview: Interview
) -> None:
    words = f"Who mends the nets, {secrets.token_hex(3)}?"
    host = window(visits, "host", f"/desk/live/room/{interview.room}/")
    subscriber = window(visits, "subscriber", interview.path)
    other = window(visits, "manager", interview.path)
    visitor = window(visits, "", interview.path, width=SMALL)

    submit(subscriber, words)
    expect(subscriber.locator(".own")).to_contain_text(words)
    expect(visitor.locator("main")).not_to_contain_text(words)
    incoming = host.locator("[data-list=incoming]")
    expect(incoming).to_contain_text(words, timeout=10_000)
    incoming.locator("article", has_text=words).get_by_role("button", name="Approve").click()

    expect(visitor.locator(OPEN)).to_contain_text(words, timeout=AT_ONCE)
    vote = other.locator(f"{OPEN} li", has_text=words).locator("[data-vote]")
    vote.click(timeout=10_000)
    expect(vote).to_contain_text("voted")
    expect(visitor.locator(f"{OPEN} li", has_text=words).locator("[data-slot=votes]")).to_have_text(
        "1", timeout=AT_ONCE + 2_000
    )

    host.get_by_text("Begin", exact=True).click()
    host.get_by_role("button", name="It begins now").click()
    host.wait_for_load_state()
    host.locator("[data-list=approved] article", has_text=words).get_by_role("button", name="On air").click()
    for page in (visitor, subscriber, other):
        expect(page.locator("[data-onair] [data-slot=text]")).to_have_text(words, timeout=AT_ONCE)
    host.get_by_role("button", name="Answered").click()
    expect(visitor.locator("[data-onair]")).to_be_hidden(timeout=AT_ONCE)

    host.get_by_text("End it", exact=True).click()
    host.get_by_role("button", name="It has ended").click()
    host.wait_for_load_state()
    is_found_again(subscriber, house, interview, words)


def is_found_again(subscriber: Page, house: House, interview: Interview, words: str) -> None:
    """In the replay, at its minute."""
    house.run("shell", "-c", RECORD.format(number=interview.number))
    subscriber.goto(interview.path)
    chapter = subscriber.locator(".chapters a", has_text=words)
    chapter.click()
    expect(subscriber).to_have_url(re.compile(r"\?t=\d+#q-\w+$"))
    expect(subscriber.locator(":target")).to_contain_text(words)
    is_good(subscriber)


def test_a_visitor_is_told_why_and_led_to_the_plans_and_back(visits: Visits, interview: Interview) -> None:
    visitor = window(visits, "", interview.path, width=SMALL)
    call = visitor.locator(".call", has_text="Only subscribers can submit questions")
    expect(call).to_be_visible()
    call.get_by_role("link", name="Subscribe").click()
    expect(visitor).to_have_url(re.compile(r"/join/\?next="))
    [back] = parse_qs(urlsplit(visitor.url).query)["next"]
    assert back.partition("#")[0] == interview.path


def test_without_scripts_one_reads_asks_and_votes(visits: Visits, house: House, interview: Interview) -> None:
    words = f"Who sells the nets, {secrets.token_hex(3)}?"
    asker = visits.window(scripts=False)
    visits.sign_in(asker, "subscriber")
    asker.goto(f"/live/{interview.number}/ask/")
    asker.get_by_label("Your question").last.fill(words)
    for box in asker.locator("form.say").get_by_role("checkbox").all():
        box.check()
    asker.get_by_role("button", name="Submit").click()
    expect(asker.locator(".own")).to_contain_text(words)
    host = window(visits, "host", f"/desk/live/room/{interview.room}/")
    host.locator("[data-list=incoming] article", has_text=words).get_by_role("button", name="Approve").click()
    expect(host.locator("[data-list=approved]")).to_contain_text(words)
    other = visits.window(scripts=False)
    visits.sign_in(other, "manager")
    other.goto(f"/live/{interview.number}/questions/?sort=newest")
    other.locator("li", has_text=words).locator("[data-vote]").click()
    other.get_by_role("button", name="Vote").click()
    expect(other.locator("main")).to_contain_text(words)
