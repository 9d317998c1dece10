"""Take the pictures of the docs: `python -m tests.journeys.take_pictures http://localhost:8000` beside a running demo."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).resolve().parents[2] / "docs/images"
ARTICLE = "/world/the-strait-nobody-owns/"
CONVERSATION = "the conversation below it"
EDITION = "its newest edition"
NEWSLETTER = "/newsletters/evening-roundup/"
FIRST_LINK = {  # what has no address that is known before, and the link that leads there
    CONVERSATION: (ARTICLE, 'a[href^="/comments/"]:not([href*="guidelines"])'),
    EDITION: (NEWSLETTER, f'main a[href^="{NEWSLETTER}"]'),
}
# name, path, who looks, width, scheme, height of the picture
PICTURES = (
    ("front-1280-light", "/", None, 1280, "light", 1750),
    ("article-1280-light", ARTICLE, None, 1280, "light", 3050),
    ("article-390-dark", ARTICLE, None, 390, "dark", 1800),
    ("section-1280-light", "/economics/", None, 1280, "light", 1500),
    ("conversation-1280-light", CONVERSATION, "subscriber", 1280, "light", 1500),
    ("conversation-390-dark", CONVERSATION, "subscriber", 390, "dark", 1500),
    ("desk-comments-1280-light", "/desk/comments/", "moderator", 1280, "light", 1300),
    ("account-1280-light", "/account/", "subscriber", 1280, "light", 1100),
    ("newsletters-1280-light", "/newsletters/", "subscriber", 1280, "light", 1500),
    ("newsletters-390-dark", "/newsletters/", None, 390, "dark", 1500),
    ("edition-1280-light", EDITION, "subscriber", 1280, "light", 1500),
    ("edition-390-dark", EDITION, "subscriber", 390, "dark", 1500),
    ("desk-editions-1280-light", "/desk/editions/", "editor", 1280, "light", 900),
    ("join-1280-light", "/join/", None, 1280, "light", 1500),
    ("subscription-390-dark", "/account/subscription/", "subscriber", 390, "dark", 1400),
    ("sign-up-390-light", "/sign-up/", None, 390, "light", 1100),
    ("desk-reader-1280-light", "/desk/subscriptions/5/", "administrator", 1280, "light", 1300),
    ("desk-1280-light", "/desk/", "administrator", 1280, "light", 800),
    ("desk-subscriptions-390-dark", "/desk/subscriptions/?q=demo", "administrator", 390, "dark", 800),
    ("desk-imports-1280-light", "/desk/imports/", "editor", 1280, "light", 800),
)
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def take(browser: Browser, origin: str, picture: tuple[str, str, str | None, int, str, int]) -> None:
    """One picture, with everything on it loaded."""
    name, path, who, width, scheme, height = picture
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    page = context.new_page()
    if who:
        page.goto(f"{origin}/demo/")
        page.locator(f'form[action="/demo/enter/{who}/"] button').click()
    start, link = FIRST_LINK.get(path, (path, ""))
    page.goto(origin + start)
    if link:
        page.goto(origin + str(page.locator(link).first.get_attribute("href")))
    load_all(page)
    page.screenshot(path=FOLDER / f"{name}.png")
    context.close()


def load_all(page: Page) -> None:
    """Pictures below the fold too."""
    page.evaluate("document.querySelectorAll('img').forEach(picture => { picture.loading = 'eager' })")
    page.wait_for_load_state("networkidle")
    page.wait_for_function("[...document.images].every(picture => picture.complete && picture.naturalWidth)")


def main(origin: str) -> None:
    """All of them."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for picture in PICTURES:
            take(browser, origin, picture)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
