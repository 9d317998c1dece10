"""Working at the desk as its people do: Wagtail's editor, in the browser."""

import re
import secrets
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.journeys.browser import MISSING, Visits
from tests.journeys.doors import agree, set_up_an_app
from tests.journeys.house import House
from tests.real import until

PASSWORD = "a long password of the tests"
# The editor saves by itself while one writes; what is not yet whole is refused with 400.
DONE = re.compile(r"has been|(?<!not be )created|approved")
HALF_WRITTEN = f"{MISSING} 400"
MAKE_STAFF = """
from django.contrib.auth.models import Group
from standfirst.apps.accounts.api import User
person, _ = User.objects.get_or_create(email="{email}", defaults=dict(first_name="{name}", is_staff=True))
person.set_password("{password}"); person.save(); person.groups.set(Group.objects.filter(name="{role}"))
person.authenticator_set.all().delete()
"""


# The rich text field hands its words to the form a moment after they were typed.
SAVED_IN_THE_FORM = """words => [...document.querySelectorAll('[name^=body-][name$=-value]')]
    .some(field => field.value.includes(words))"""


@dataclass(frozen=True)
class Written:
    """An article in the making, with a headline of its own."""

    headline: str
    slug: str

    @property
    def path(self) -> str:
        return f"/world/{self.slug}/"


def new_headline(words: str) -> Written:
    """Never the same twice, so that a kept publication can be used again."""
    headline = f"{words} {secrets.token_hex(3)}"
    return Written(headline, headline.lower().replace(" ", "-"))


def at_the_desk(visits: Visits, part: str = "editor") -> Page:
    page = visits.window(may_say=(HALF_WRITTEN,))
    visits.sign_in(page, part)
    return page


def staff_member(visits: Visits, house: House, *, role: str) -> Page:
    """Somebody with this one role, who signs in with a password, agrees to the texts and sets up a second factor."""
    email = f"{role.lower()}@demo.example"
    house.run("shell", "-c", MAKE_STAFF.format(email=email, name=role, role=role, password=PASSWORD))
    page = visits.window(may_say=(HALF_WRITTEN,))
    page.goto("/sign-in/password/?next=/desk/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    agree(page)
    set_up_an_app(page)
    expect(page).to_have_url(f"{house.url}/desk/")
    return page


def write(page: Page, article: Written, *, open_part: str, gated_part: str) -> None:
    """Headline, standfirst, author, a paragraph, the gate line, another paragraph; saved as a draft."""
    page.goto(f"/desk/pages/add/editorial/articlepage/{section(page, 'World')}/")
    page.locator("#id_title").fill(article.headline)
    page.locator("#id_standfirst").fill("It has a mole, a light and a book for visitors.")
    choose_author(page, "Nadia Farrow")
    paragraph(page, open_part)
    block(page, "Gate line")
    paragraph(page, gated_part)
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messages")).to_contain_text(DONE)
    page.wait_for_url(re.compile(r"/desk/pages/\d+/edit/"), wait_until="commit")


def section(page: Page, name: str) -> str:
    """Its number at the desk."""
    page.goto("/desk/pages/")
    row = page.locator("main tr", has=page.get_by_text(name, exact=True))
    address = row.locator("a[href^='/desk/pages/']").first.get_attribute("href") or ""
    return address.strip("/").split("/")[2]


def choose_author(page: Page, name: str) -> None:
    page.locator("#id_authorships-ADD").click()
    page.locator("#id_authorships-0-author-chooser").get_by_role("button", name="Choose").first.click()
    page.locator(".modal").get_by_role("link", name=name).first.click()
    expect(page.locator("#id_authorships-0-author-title")).to_have_text(name)


def block(page: Page, kind: str) -> None:
    """At the end of the text."""
    page.get_by_title("Insert a block").last.click()
    page.get_by_role("option", name=kind, exact=True).click()


def paragraph(page: Page, words: str) -> None:
    field = page.locator("[data-contentpath=body] .public-DraftEditor-content")
    before = field.count()
    block(page, "Paragraph")
    expect(field).to_have_count(before + 1)
    field.last.click()
    page.keyboard.type(words)
    page.wait_for_function(SAVED_IN_THE_FORM, arg=words)


def action(page: Page, name: str) -> None:
    """One of the actions below the article, such as “Publish”."""
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(".messages")).to_contain_text(DONE)


def edit_address(page: Page) -> str:
    return re.sub(r"[?#].*", "", page.url)


def preview(page: Page, mode: str) -> None:
    """Open the preview beside the article and look through these eyes."""
    panel = page.locator("#id_preview_mode")
    if not panel.is_visible():
        page.get_by_role("button", name="Toggle preview").click()

    def chosen() -> bool:
        # One that loads stands beside the one that is shown. Wagtail passes over a choice made meanwhile.
        shown = page.locator("iframe[title=Preview]").evaluate_all("frames => frames.map(frame => frame.src)")
        if len(shown) != 1:
            return False
        if f"mode={mode}" in shown[0]:
            return True
        panel.select_option(mode)
        return False

    until(chosen)
