"""Two subjects in the browser: an editor writes the second, the desk says what is tested, and somebody chooses."""

import re

from playwright.sync_api import expect

from tests.journeys.browser import Visits
from tests.journeys.desk import DONE
from tests.journeys.house import House
from tests.journeys.looking import SMALL
from tests.journeys.sent import A_SENDING
from tests.journeys.test_desk_screens import is_open_to_everybody

FIRST, SECOND = "What a dollar a tonne does to bread", "Why your loaf costs more"
# On the sending of the demo that is there in rows alone; open again for each run.
TWO_SUBJECTS = f"""
from standfirst.apps.newsletters.models import Delivery, SubjectTest
sending = Sending.objects.get(edition_number=page.pk)
rows = Delivery.objects.filter(sending=sending)
for arm, place in (("a", 1), ("b", 2)):
    rows.filter(addressee_number__gte=1000000000 + 900 * (place - 1), addressee_number__lte=1000000000 + 900 * place).update(arm=arm)
    Click.objects.filter(link__sending=sending, follower="person", link__number=place).update(
        arm=arm, is_first=True)
SubjectTest.objects.filter(sending=sending).delete()
SubjectTest.objects.create(sending=sending, first="{FIRST}", second="{SECOND}", percent=50, minutes=1440,
                           rest_at=now + timedelta(days=1))
"""


def test_an_editor_writes_a_second_subject_and_sees_what_will_be_tested(visits: Visits) -> None:
    page = visits.window()
    visits.sign_in(page, "editor")
    page.goto("/desk/editions/")
    page.get_by_role("row").filter(has_text="The Interval").get_by_role("link").first.click()
    here = page.url
    for second in (SECOND, ""):
        page.get_by_role("link", name="Edit it").click()
        page.locator("#id_subject").fill(FIRST)
        page.locator("#id_second_subject").fill(second)
        page.locator("#id_test_percent").fill("30")
        page.get_by_role("button", name="Save draft").click()
        expect(page.locator(".messages")).to_contain_text(DONE)
        page.goto(here)
        told = page.get_by_text(f"30 of a hundred readers test “{FIRST}” and “{SECOND}”")
        expect(told).to_have_count(1 if second else 0)


def test_the_clicks_are_drawn_and_somebody_chooses_before_they_do(visits: Visits, house: House) -> None:
    house.run("shell", "-c", A_SENDING + TWO_SUBJECTS)
    page = visits.window(width=SMALL)
    visits.sign_in(page, "administrator")
    page.goto("/desk/sendings/")
    page.locator("table.listing a[href$='/sending/']").first.click()
    expect(page.get_by_text("The rest waits for the better of two subjects.")).to_be_visible()
    page.get_by_role("link", name="Its report").click()
    expect(page.get_by_role("heading", name="Two subjects")).to_be_visible()
    is_open_to_everybody(page)
    page.get_by_role("button", name=f"Use “{SECOND}” now").click()
    expect(page.get_by_text(re.compile("is used: somebody at the desk chose it"))).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Use “"))).to_have_count(0)
    is_open_to_everybody(page)
