"""Every form, filled in rightly and about to be sent: what a reader, a manager of a group and the desk may post."""

import re
from datetime import timedelta

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.test import Client

from standfirst.apps.accounts import api as accounts
from standfirst.apps.accounts.api import User
from standfirst.apps.accounts.models import NameReview
from standfirst.apps.editorial import api as editorial
from standfirst.apps.mailing.models import Letter
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import Plan, Price, Seat
from standfirst.core import clock
from standfirst.core.db import transaction
from tests.publication import PASSWORD, Publication
from tests.screens.account.doors import DIGEST, Browser, code_sent_to
from tests.signing_in import enter
from tests.trust.interviewing import INTERVIEWING
from tests.trust.moderating import MODERATING
from tests.trust.posting import READER, SUBSCRIBER, Posting, Prepared, inside, office
from tests.trust.producing import PRODUCING
from tests.trust.return_doors import SECRET, somebody, with_app
from tests.trust.subscribing import SUBSCRIBING
from tests.trust.talking import TALKING

NEW = "an altogether different and long one"


def link_in(email: str, template: str) -> str:
    letter = Letter.objects.filter(to=email, template__endswith=template).latest("pk")
    found = re.search(r"https?://[^/\s]+(/account/\S+/)", letter.text)
    assert found, letter.text
    return found[1]


def now_code() -> str:
    return format_hotp_value(hotp_value(SECRET, int(clock.now().timestamp()) // 30))


def simply(path: str, who: str = "registered", also: tuple[str, ...] = (), **fields: str) -> Prepared:
    return lambda publication: Posting(inside(publication, who), path, fields, also)


def sign_in_code(_: Publication) -> Posting:
    browser = Browser()
    browser.ask_for_code(READER)
    return Posting(browser.client, "/sign-in/code/", {"code": code_sent_to(READER)}, ("again",))


def second_factor(_: Publication) -> Posting:
    with_app(SUBSCRIBER)
    browser = Browser()
    browser.post("/sign-in/password/", email=SUBSCRIBER, password=PASSWORD)
    return Posting(browser.client, "/sign-in/second-factor/", {"code": now_code()}, ("credential",))


def sign_up(_: Publication) -> Posting:
    browser = Browser()
    fields = browser.filled_in("new@up.example")
    return Posting(browser.client, "/sign-up/", fields, ("correspondence:news", "correspondence:offers"))


def sign_up_code(_: Publication) -> Posting:
    browser = Browser()
    browser.sign_up("new@up.example")
    return Posting(browser.client, "/sign-up/code/", {"code": code_sent_to("new@up.example")}, ("again",))


def terms(_: Publication) -> Posting:
    client = enter(Client(), somebody(agreed=False))
    shown = dict(DIGEST.findall(client.get("/account/terms/").content.decode()))
    digests = {f"{kind}_digest": text for kind, text in shown.items()}
    return Posting(client, "/account/terms/", {"terms": "on", "privacy": "on", **digests})


def consents(publication: Publication) -> Posting:
    client = inside(publication)
    kinds = re.findall(r'type="checkbox" name="([^"]+)"', client.get("/account/consents/").content.decode())
    assert kinds
    return Posting(client, "/account/consents/", {kinds[0]: "on"}, tuple(kinds))


def address_code(publication: Publication) -> Posting:
    client = inside(publication)
    client.post("/account/email/", {"email": "moved@reader.example"})
    code = code_sent_to("moved@reader.example")
    return Posting(client, "/account/email/code/", {"code": code}, ("again",))


def address_undo(publication: Publication) -> Posting:
    asked = address_code(publication)
    asked.client.post(asked.path, asked.fields)
    return Posting(Client(), link_in(READER, "address_changed"))


def add_app(publication: Publication) -> Posting:
    client = inside(publication)
    secret = client.get("/account/security/app/").context["form"].secret
    code = format_hotp_value(hotp_value(secret, int(clock.now().timestamp()) // 30))
    return Posting(client, "/account/security/app/", {"code": code})


def having_an_app(path: str) -> Prepared:
    def prepare(publication: Publication) -> Posting:
        with_app(READER)
        return Posting(inside(publication), path)

    return prepare


def session_end(publication: Publication) -> Posting:
    other = Browser()
    other.sign_in(READER)
    number = UserSession.objects.get(session_key=other.session_key()).pk
    return Posting(inside(publication), f"/account/sessions/{number}/end/")


def keep(publication: Publication) -> Posting:
    User.objects.filter(email=READER).update(closes_at=clock.now() + timedelta(days=3))
    return Posting(inside(publication), "/account/keep/")


def keep_by_letter(publication: Publication) -> Posting:
    inside(publication).post("/account/close/", {"sure": "on"})
    return Posting(Client(), link_in(READER, "account_closes"))


def on_sale() -> Price:
    return membership.list_plans()[0].on_sale_prices[0]


def checkout(publication: Publication) -> Posting:
    fields = {"price": str(on_sale().pk), "billed_to": "A", "gateway": "invoice", "key": "a" * 32, "code": ""}
    return Posting(inside(publication), "/join/checkout/", fields, ("look", "back"))


def running(publication: Publication) -> None:
    """The reader has a subscription."""
    order = membership.Order(
        owner_id=publication.people["registered"], price_id=on_sale().pk, gateway="invoice"
    )
    with transaction():
        membership.open_subscription(order, by=membership.By(1, "the desk"), now=clock.now())


def subscribing(path: str, *before: str, also: tuple[str, ...] = (), **fields: str) -> Prepared:
    """`before` are acts that come first, each with the fields it needs."""

    def prepare(publication: Publication) -> Posting:
        running(publication)
        client = inside(publication)
        for act in before:
            client.post(f"/account/subscription/{act}/", {"months": "1", "key": "b" * 32})
        return Posting(client, f"/account/subscription/{path}/", {"key": "c" * 32, **fields}, also)

    return prepare


def price(publication: Publication) -> Posting:
    posting = subscribing("price")(publication)
    other = membership.list_plans()[0].on_sale_prices[1]
    return Posting(posting.client, posting.path, {**posting.fields, "price": str(other.pk)})


def give(publication: Publication) -> Posting:
    editorial.set_publication(gifts_a_month=5)
    return Posting(
        inside(publication, "subscriber"), f"/account/gifts/give/{publication.texts['blocks'].id}/"
    )


def gift_stop(publication: Publication) -> Posting:
    posting = give(publication)
    posting.client.post(posting.path)
    number = membership.list_gifts(giver_id=publication.people["subscriber"])[0].pk
    return Posting(posting.client, f"/account/gifts/{number}/stop/")


def read(publication: Publication) -> Posting:
    editorial.set_publication(meter_for_readers=3)
    return Posting(inside(publication), f"/read/{publication.texts['blocks'].id}/")


def gift_open(publication: Publication) -> Posting:
    return Posting(Client(), f"/gift/{publication.gift}/")


def manager(publication: Publication) -> Client:
    Plan.objects.update(seats=4)
    running(publication)
    client = inside(publication)
    client.post("/account/group/", {"email": SUBSCRIBER})
    return client


def invite(publication: Publication) -> Posting:
    return Posting(manager(publication), "/account/group/", {"email": "guest@reader.example"})


def revoke(publication: Publication) -> Posting:
    client = manager(publication)
    number = re.findall(r"/invitations/(\d+)/revoke/", client.get("/account/group/").content.decode())[0]
    return Posting(client, f"/account/group/invitations/{number}/revoke/")


def join(publication: Publication) -> Posting:
    manager(publication)
    return Posting(inside(publication, "subscriber"), link_in(SUBSCRIBER, "group_invitation"))


def seated(path: str, who: str) -> Prepared:
    def prepare(publication: Publication) -> Posting:
        taken = join(publication)
        taken.client.post(taken.path)
        seat = Seat.objects.get(reader__email=SUBSCRIBER, left_at=None)
        return Posting(inside(publication, who), path.format(seat.pk))

    return prepare


def at_the_desk(act: str, *, subscribed: bool = True, **fields: str) -> Prepared:
    def prepare(publication: Publication) -> Posting:
        if subscribed:
            running(publication)
        values = {"because": "x", **fields, "plan": str(membership.list_plans()[0].pk)}
        path = f"/desk/subscriptions/{publication.people['registered']}/{act}/"
        return Posting(office(), path, values, ("until",))

    return prepare


def decide(publication: Publication) -> Posting:
    reader_id = publication.people["registered"]
    accounts.give_default_username(reader_id=reader_id, now=clock.now())
    accounts.ask_second_look(reader_id=reader_id, name="Piss Artist", now=clock.now())
    review = NameReview.objects.get(reader_id=reader_id)
    return Posting(office(), f"/desk/names/{review.pk}/", {"allow": "yes", "reason": "x"})


SEAT = "/account/group/seats/{}/"
POSTINGS: dict[str, Prepared] = {
    "account:sign-in": lambda _: Posting(Client(), "/sign-in/", {"email": READER}),
    "account:sign-in-code": sign_in_code,
    "account:sign-in-password": lambda _: Posting(Client(), "/sign-in/password/", {"email": READER, "password": PASSWORD}),
    "account:second-factor": second_factor,
    "account:sign-up": sign_up,
    "account:sign-up-code": sign_up_code,
    "account:sign-out": simply("/sign-out/"),
    "account:confirm": simply("/account/confirm/", also=("send", "code", "credential"), password=PASSWORD),
    "account:profile": simply("/account/profile/", given_name="Zora", family_name="Neale"),
    "account:username": simply("/account/profile/username/", also=("again",), username="Song Thrush"),
    "account:address": simply("/account/email/", email="moved@reader.example"),
    "account:address-code": address_code,
    "account:address-undo": address_undo,
    "account:password": simply("/account/password/", also=("remove",), password=NEW, again=NEW),
    "account:app-add": add_app,
    "account:app-remove": having_an_app("/account/security/app/remove/"),
    "account:recovery-codes-new": having_an_app("/account/security/recovery-codes/new/"),
    "account:session-end": session_end,
    "account:sessions-end-others": simply("/account/sessions/end-others/"),
    "account:terms": terms,
    "account:consents": consents,
    "account:feed": simply("/account/feed/", "subscriber", also=("stop", "revoke")),
    "account:my-data": simply("/account/data/"),
    "account:close": simply("/account/close/", also=("key",), sure="on"),
    "account:keep": keep,
    "account:keep-by-letter": keep_by_letter,
    "account:checkout": checkout,
    "account:subscription-cancel": subscribing("cancel", also=("words",), why="other"),
    "account:subscription-keep": subscribing("keep", "cancel"),
    "account:subscription-pause": subscribing("pause", months="1"),
    "account:subscription-resume": subscribing("resume", "pause"),
    "account:subscription-price": price,
    "account:give": give,
    "account:gift-stop": gift_stop,
    "account:group": invite,
    "account:group-revoke": revoke,
    "account:group-join": join,
    "account:group-remove": seated(f"{SEAT}remove/", "registered"),
    "account:group-manager": seated(f"{SEAT}manager/", "registered"),
    "account:group-leave": seated("/account/group/leave/", "subscriber"),
    "editorial:read": read,
    "editorial:gift": gift_open,
    "desk:grant": at_the_desk("grant", subscribed=False),
    "desk:extend": at_the_desk("extend", days="5"),
    "desk:cancel": at_the_desk("cancel"),
    "desk:end": at_the_desk("end"),
    "desk:name-decide": decide,
    **MODERATING,
    **INTERVIEWING,
    **TALKING,
    **SUBSCRIBING,
    **PRODUCING,
}  # fmt: skip
