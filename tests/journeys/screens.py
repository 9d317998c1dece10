"""Every screen of the public side, how to come to it, and which template it shows."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

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
    """`who` is a part of the demo's cast; `then` is what to do after arriving, which `is_refused` or not."""

    name: str
    path: str
    who: str = "visitor"
    status: int = 200
    then: Callable[[Page], None] | None = None
    is_refused: bool = False


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
    Screen("article to read by the meter", GATED, who="registered", then=offered),
    Screen("article to give", GATED, who="subscriber", then=give),
    Screen("what was given", "/account/gifts/", who="subscriber"),
    Screen("subscription to give", "/join/gift/", who="registered"),
    Screen(
        "subscription to give, refused", "/join/gift/", who="registered", then=give_nothing, is_refused=True
    ),
    Screen("subscription to give, looked over", "/join/gift/", who="registered", then=look_gift_over),
    Screen("card of a gift", "/account/gifts/", who="subscriber", then=open_card),
    Screen("redeem", "/redeem/"),
    Screen("redeem, refused", "/redeem/", then=wrong_gift_code, is_refused=True),
    Screen("redeem, a gift", "/redeem/", then=see_gift),
    Screen("redeem, signed in", "/redeem/", who="registered", then=see_gift),
    Screen("a gift that is over", "/gift/of-nobody/", status=404),
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
    Screen("sign in, the code", "/sign-in/", then=ask_for_code),
    Screen("sign in, refused", "/sign-in/password/", then=wrong_password),
    Screen("sign up", "/sign-up/"),
    Screen("sign up, refused", "/sign-up/", then=empty_form),
    Screen("a text word for word", "/account/consents/", who="registered", then=first_text),
    Screen("consents", "/account/consents/", who="registered"),
    Screen("every consent", "/account/consents/evidence/", who="registered"),
    Screen("profile", "/account/profile/", who="registered"),
    Screen("profile, refused", "/account/profile/", who="registered", then=name_of_the_house),
    Screen("ways in", "/account/security/", who="registered"),
    Screen("an app for codes", "/account/security/app/", who="registered"),
    Screen("a passkey", "/account/security/passkeys/add/", who="registered"),
    Screen("password", "/account/password/", who="registered"),
    Screen("proof", "/account/confirm/", who="registered"),
    Screen("sessions", "/account/sessions/", who="registered"),
    Screen("address", "/account/email/", who="registered"),
    Screen("an undoing that is over", "/account/email/undo/nothing/", status=410),
    Screen("order", "/join/checkout/?price=1", who="registered"),
    Screen("subscription", "/account/subscription/", who="registered"),
    Screen("account", "/account/", who="subscriber"),
    Screen("account without a subscription", "/account/", who="registered"),
    Screen("your data", "/account/data/", who="registered"),
    Screen("close the account", "/account/close/", who="subscriber"),
    Screen("a kept account", "/account/keep/nothing/", status=410),
    Screen("payment on its way", "/join/paid/", who="registered"),
    Screen("group", "/account/group/", who="manager"),
    Screen("account with a seat", "/account/", who="colleague"),
    Screen("group, none", "/account/group/", who="registered"),
    Screen("invitation to a group, over", "/account/group/join/nothing/", status=410),
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
    "editorial/_meter.html": ("article to read by the meter", ".gate sf-fragment"),
    "editorial/_offer.html": ("article to read by the meter", ".gate sf-fragment form"),
    "editorial/gift_over.html": ("a gift that is over", "h1:has-text('opens nothing more')"),
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
    "account/_agreements.html": ("sign up", "input[name=terms_digest]"),
    "account/_consents.html": ("account", "a[href='/account/consents/']"),
    "account/_door.html": ("account", "a[href='/account/sessions/']"),
    "account/_feed.html": ("account", "form[action='/account/feed/']"),
    "account/_field.html": ("sign in", ".field label"),
    "account/_page.html": ("sign in", ".title-block--small"),
    "account/_part.html": ("profile", ".kicker a[href='/account/']"),
    "account/_passkey.html": ("sign in", "sf-passkey button"),
    "account/_profile.html": ("account", "a[href='/account/profile/']"),
    "account/_refusal.html": ("sign in, refused", ".refusal"),
    "account/_subscription.html": ("account", "dl.facts"),
    "account/checkout.html": ("order", "section.order"),
    "account/subscription.html": ("subscription", "h1:has-text('Your subscription')"),
    "account/_group.html": ("account with a seat", "button:has-text('Give the seat up')"),
    "account/_leaving.html": ("account", "a[href='/account/close/']"),
    "account/close.html": ("close the account", "#sure"),
    "account/group.html": ("group", "button:has-text('Take the seat back')"),
    "account/group_join.html": ("invitation to a group, over", "h1:has-text('invitation is over')"),
    "account/keep.html": ("a kept account", "h1:has-text('link is over')"),
    "account/my_data.html": ("your data", "form[action='/account/data/'] button"),
    "account/paid.html": ("payment on its way", "h1:has-text('on its way')"),
    "account/_tick.html": ("consents", ".tick input"),
    "account/address.html": ("address", "button:has-text('Send a code there')"),
    "account/address_undo.html": ("an undoing that is over", "h1:has-text('This link is over')"),
    "account/app_add.html": ("an app for codes", ".qr img"),
    "account/code.html": ("sign in, the code", "input[name=code]"),
    "account/confirm.html": ("proof", "button[name=send]"),
    "account/consents.html": ("consents", "form .ticks"),
    "account/evidence.html": ("every consent", "h1:has-text('Every consent')"),
    "account/hub.html": ("account", "nav .index"),
    "account/passkey_add.html": ("a passkey", "sf-passkey[data-act=create]"),
    "account/password.html": ("password", "input[autocomplete=new-password]"),
    "account/password_door.html": ("sign in, refused", "input[type=password]"),
    "account/profile.html": ("profile", "input[name=username]"),
    "account/security.html": ("ways in", "#passkeys"),
    "account/sessions.html": ("sessions", "button:has-text('Sign out here')"),
    "account/sign_in.html": ("sign in", "form.form"),
    "account/sign_up.html": ("sign up", ".names"),
    "account/wording.html": ("a text word for word", ".verbatim p"),
    "accounts/_evidence.html": ("every consent", ".ledger--stacked"),
    "account/_gifts.html": ("account", "main a[href='/account/gifts/']"),
    "account/give.html": ("article to give", "form button:has-text('Make the link')"),
    "account/gifts.html": ("what was given", "h1:has-text('What you give')"),
    "account/_bought.html": ("what was given", "#subscriptions"),
    "account/gift_card.html": ("card of a gift", ".gift-card"),
    "account/gift_order.html": ("subscription to give", "input[name=deliver_on]"),
    "account/gift_review.html": ("subscription to give, looked over", "dl.given"),
    "account/redeem.html": ("redeem", "input[name=code]"),
    "demo/cast.html": ("demo", ".pairs form"),
    "demo/letter.html": ("demo letter", "details.panel"),
    "demo/mail.html": ("demo mail", "h1:has-text('Mail that arrived')"),
    "site/front.html": ("front", "article.story--lead"),
    "site/join.html": ("join", "section.plan"),
    "site/search.html": ("search, found", "form.seek"),
}

# Not screens of their own: pages of failure have a test of their own, feeds are for machines.
ELSEWHERE = {
    "account/_changes.html": "test_joining",
    "account/_paper.html": "test_joining",
    "account/_standing.html": "test_joining",
    "account/cancel.html": "test_joining",
    "account/invoice.html": "test_joining",
    "account/receipt.html": "test_joining",
    "editorial/_granted.html": "the tests of given and of metered articles",
    "editorial/read.html": "the tests of metered articles",
    "core/500.html": "test_pages_of_failure",
    "core/503.html": "test_pages_of_failure",
    "core/unavailable.html": "test_pages_of_failure",
    "core/mail.html": "letters, in the tests of the mail",
    "account/closing.html": "test_closing_and_taking_away",
    "account/data_file.html": "test_closing_and_taking_away",
    "account/closed.html": "a closed account, in the tests of signing in",
    "account/factor_remove.html": "test_the_screens_of_a_second_factor",
    "account/no_terms.html": "a publication without terms, in the tests of signing up",
    "account/recovery_codes.html": "test_the_screens_of_a_second_factor",
    "account/recovery_codes_new.html": "test_the_screens_of_a_second_factor",
    "account/second_factor.html": "test_the_screens_of_a_second_factor",
    "account/terms.html": "test_staff_agree_and_set_up_a_second_factor_before_the_desk_opens",
    "account/too_many.html": "too many tries, in the tests of signing in",
    "editorial/feed_text.html": "the private feed, in the tests of feeds",
}
