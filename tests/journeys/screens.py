"""Every screen of the public side, how to come to it, and which template it shows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from playwright.sync_api import Page

from standfirst.apps.editorial.rules.keyset import Place
from standfirst.core.clock import now

GATED = "/world/the-strait-nobody-owns/"
TABLE = "/economics/what-a-dollar-a-tonne-does-to-bread/"
EMBED = "/science/how-to-weigh-a-forest-without-felling-it/"
FOR_REGISTERED = "/science/bees-that-count-to-four-and-stop/"
WITH_PICTURE = "/world/a-capital-moves-inland/"

# No section of the demo fills two pages, so the second begins at a day of ours.
LAST_WEEK = Place(moment=now() - timedelta(days=7), id=1)


@dataclass(frozen=True, slots=True)
class Screen:
    """`who` is a part of the demo's cast; `then` is what to do after arriving."""

    name: str
    path: str
    who: str = "visitor"
    status: int = 200
    then: Callable[[Page], None] | None = None


def wrong_password(page: Page) -> None:
    page.get_by_label("E-mail address").fill("subscriber@demo.example")
    page.get_by_label("Password").fill("not the password of anybody")
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").wait_for()


def new_address(page: Page) -> None:
    page.get_by_role("button", name="Make a").click()
    page.get_by_label("Your address, shown this once").wait_for()


def first_letter(page: Page) -> None:
    page.locator(".pairs a").first.click()
    page.wait_for_url("**/demo/mail/*/")


SCREENS = (
    Screen("front", "/"),
    Screen("front to a subscriber", "/", who="subscriber"),
    Screen("section", "/world/"),
    Screen("section, older articles", f"/world/?after={LAST_WEEK}"),
    Screen("article at the gate", GATED),
    Screen("article whole", GATED, who="subscriber"),
    Screen("article with a table", TABLE),
    Screen("article with a player", EMBED, who="subscriber"),
    Screen("article with a picture", WITH_PICTURE, who="subscriber"),
    Screen("article for readers with an account", FOR_REGISTERED),
    Screen("article to a lapsed subscriber", GATED, who="lapsed"),
    Screen("author", "/authors/nadia-farrow/"),
    Screen("authors", "/authors/"),
    Screen("topic", "/topics/shipping/"),
    Screen("topics", "/topics/"),
    Screen("plain page", "/privacy/"),
    Screen("search, not yet asked", "/search/"),
    Screen("search, found", "/search/?q=harbour"),
    Screen("search, nothing found", "/search/?q=zzyzxqv"),
    Screen("join", "/join/"),
    Screen("join to a subscriber", "/join/", who="subscriber"),
    Screen("sign in", "/sign-in/"),
    Screen("sign in, refused", "/sign-in/", then=wrong_password),
    Screen("account", "/account/", who="subscriber"),
    Screen("account without a subscription", "/account/", who="registered"),
    Screen("account with a new feed address", "/account/", who="host", then=new_address),
    Screen("not found", "/nothing/here/", status=404),
    Screen("demo", "/demo/"),
    Screen("demo mail", "/demo/mail/"),
    Screen("demo letter", "/demo/mail/", then=first_letter),
)

# Where each template is seen, and by which sign.
SEEN = {
    "core/404.html": ("not found", "h1:has-text('nothing at this address')"),
    "core/_acts.html": ("front", ".acts a[href='/join/']"),
    "core/_foot.html": ("front", "footer.foot"),
    "core/_links.html": ("front", "link[rel=icon]"),
    "core/_masthead.html": ("section", "header.masthead--small"),
    "core/_nameplate.html": ("front", "header a.name"),
    "core/_sections.html": ("section", ".sections-nav a[aria-current]"),
    "core/base.html": ("front", "a.skip"),
    "editorial/_about.html": ("article whole", ".about h3"),
    "editorial/_byline.html": ("front", ".story .meta:has-text('By ')"),
    "editorial/_entry.html": ("section", "article.entry"),
    "editorial/_figcaption.html": ("article whole", "figcaption"),
    "editorial/_gate.html": ("article at the gate", "section.gate"),
    "editorial/_listing.html": ("section", "ol.listing"),
    "editorial/_story.html": ("front", "article.story"),
    "editorial/article.html": ("article at the gate", ".article__head h1"),
    "editorial/author.html": ("author", ".title-block--author h1"),
    "editorial/author_index.html": ("authors", ".people .person"),
    "editorial/blocks/divider.html": ("article whole", "hr.pause"),
    "editorial/blocks/embed.html": ("article with a player", "sf-player"),
    "editorial/blocks/gallery.html": ("article whole", ".gallery__strip img"),
    "editorial/blocks/heading.html": ("article whole", ".prose > h2"),
    "editorial/blocks/list.html": ("article whole", ".points li"),
    "editorial/blocks/paragraph.html": ("article whole", ".prose > p"),
    "editorial/blocks/picture.html": ("article with a picture", "figure.inset img"),
    "editorial/blocks/pull_quote.html": ("article whole", "aside.pull"),
    "editorial/blocks/quotation.html": ("article whole", "blockquote.quotation"),
    "editorial/blocks/related.html": ("article with a table", ".see-also a"),
    "editorial/blocks/table.html": ("article with a table", ".tabular th"),
    "editorial/page.html": ("section", "link[rel=canonical]"),
    "editorial/plain.html": ("plain page", ".prose--plain"),
    "editorial/section.html": ("section", "#picks"),
    "editorial/topic.html": ("topic", ".kicker a[href='/topics/']"),
    "editorial/topic_index.html": ("topics", ".people h2"),
    "account/_bar.html": ("front to a subscriber", "sf-fragment:has-text('Amal')"),
    "account/hub.html": ("account", "dl.facts"),
    "account/sign_in.html": ("sign in", "form.form"),
    "demo/cast.html": ("demo", ".pairs form"),
    "demo/letter.html": ("demo letter", "details.panel"),
    "demo/mail.html": ("demo mail", "h1:has-text('Mail that arrived')"),
    "site/front.html": ("front", "article.story--lead"),
    "site/join.html": ("join", "section.plan"),
    "site/search.html": ("search, found", "form.seek"),
}

# Not screens of their own: pages of failure have a test of their own, feeds are for machines.
ELSEWHERE = {
    "core/500.html": "test_pages_of_failure",
    "core/503.html": "test_pages_of_failure",
    "core/unavailable.html": "test_pages_of_failure",
    "editorial/feed_text.html": "the private feed, in the tests of feeds",
}
