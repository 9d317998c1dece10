"""Every address that is told where to lead back to, and how each is walked through to its end."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from standfirst.apps.accounts.api import User
from standfirst.apps.billing import api as billing
from standfirst.apps.membership import api as membership
from standfirst.core import clock
from standfirst.screens.account import checkout, factors, limits
from tests.apps.billing.ordering import ordered
from tests.publication import PASSWORD, Publication, agree
from tests.screens.account.doors import DIGEST, Browser, code_sent_to
from tests.signing_in import enter
from tests.trust.payloads import RETURN_NAMES, Links

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
READER, SUBSCRIBER = "registered@reader.example", "subscriber@reader.example"
Door = Callable[[Publication, str], list[HttpResponse]]
_numbers = itertools.count(1)


@contextmanager
def unlimited() -> Iterator[None]:
    """So many knocks are only let through here."""
    with (
        patch.object(limits, "refuse_if_too_many", return_value=None),
        patch.object(checkout, "spend", return_value=None),
        patch.object(factors, "spend", return_value=None),
    ):
        yield


def addresses_in(answer: Any) -> list[str]:
    """Where an answer leads by itself, and what can be followed on its page."""
    page = "" if answer.streaming else answer.content.decode(errors="replace")
    return [*filter(None, [answer.get("Location", "")]), *Links(page).found]


def somebody(*, agreed: bool = True, **facts: Any) -> User:
    made = User.objects.create_user(f"back-{next(_numbers)}@back.example", PASSWORD, **facts)
    if agreed:
        agree(made.pk)
    return made


def ask(client: Client, path: str, payload: str, **more: str) -> Any:
    return client.get(f"{path}?{urlencode({**dict.fromkeys(RETURN_NAMES, payload), **more})}")


def sent(client: Client, path: str, payload: str, **more: str) -> Any:
    return client.post(path, {**dict.fromkeys(RETURN_NAMES, payload), **more})


def by_code(_: Publication, payload: str) -> list[Any]:
    browser = Browser()
    asked = browser.ask_for_code(READER, next=payload)
    return [asked, browser.get("/sign-in/code/"), browser.enter_code(code_sent_to(READER))]


def by_password(_: Publication, payload: str) -> list[Any]:
    form = {"email": READER, "password": PASSWORD}
    wrong = sent(Client(), "/sign-in/password/", payload, **{**form, "password": "no"})
    return [
        wrong, ask(Client(), "/sign-in/password/", payload), sent(Client(), "/sign-in/password/", payload, **form),
    ]  # fmt: skip


def by_passkey(_: Publication, payload: str) -> list[Any]:
    return [
        ask(Client(), "/sign-in/passkey/", payload),
        sent(Client(), "/sign-in/passkey/", payload, credential="{}"),
    ]


def with_app(email: str) -> None:
    reader = User.objects.get(email=email)
    if not Authenticator.objects.filter(user=reader, type="totp").exists():
        with context.request_context(None):
            TOTP.activate(reader, SECRET)


def by_second_factor(_: Publication, payload: str) -> list[Any]:
    with_app(SUBSCRIBER)
    cache.clear()  # each code opens once
    browser = Browser()
    browser.post("/sign-in/password/", email=SUBSCRIBER, password=PASSWORD, next=payload)
    code = format_hotp_value(hotp_value(SECRET, int(clock.now().timestamp()) // 30))
    shown = ask(browser.client, "/sign-in/second-factor/", payload)
    return [shown, sent(browser.client, "/sign-in/second-factor/", payload, code=code)]


def by_sign_up(_: Publication, payload: str) -> list[Any]:
    browser, address = Browser(), f"up-{next(_numbers)}@back.example"
    asked = browser.sign_up(address, next=payload)
    code = code_sent_to(address)
    wrong = sent(Client(), "/sign-up/", payload, email="x")
    return [
        ask(Client(), "/sign-up/", payload), wrong, asked, browser.get("/sign-up/code/"),
        browser.post("/sign-up/code/", code=code, next=payload),
    ]  # fmt: skip


def by_confirming(publication: Publication, payload: str) -> list[Any]:
    client = enter(Client(), publication.reader("registered"))
    wrong = sent(client, "/account/confirm/", payload, password="no")
    right = sent(client, "/account/confirm/", payload, password=PASSWORD)
    return [ask(client, "/account/confirm/", payload), wrong, right]


def by_terms(_: Publication, payload: str) -> list[Any]:
    client = enter(Client(), somebody(agreed=False))
    page = ask(client, "/account/terms/", payload)
    shown = dict(DIGEST.findall(page.content.decode()))
    form = {"terms": "on", "privacy": "on"} | {f"{kind}_digest": text for kind, text in shown.items()}
    agreed = sent(client, "/account/terms/", payload, **form)
    return [page, agreed, ask(client, "/account/terms/", payload)]


def by_keeping(_: Publication, payload: str) -> list[Any]:
    reader = somebody(closes_at=clock.now() + timedelta(days=3))
    client = enter(Client(), reader)
    return [
        ask(client, "/account/keep/", payload),
        sent(client, "/account/keep/", payload),
        ask(client, "/account/keep/", payload),
    ]


def by_checkout(_: Publication, payload: str) -> list[Any]:
    price = str(membership.list_plans()[0].on_sale_prices[0].pk)
    client = enter(Client(), somebody())
    visiting = ask(Client(), "/join/checkout/", payload, price=price)
    nothing = ask(client, "/join/checkout/", payload, price="0")
    page = ask(client, "/join/checkout/", payload, price=price)
    form = {"billed_to": "A", "gateway": "invoice", "key": f"{next(_numbers):032x}"}
    ordered_now = sent(client, "/join/checkout/", payload, price=price, **form)
    assert ordered_now.status_code in {302, 400}, ordered_now.content
    return [visiting, nothing, page, ordered_now]


def by_paying(publication: Publication, payload: str) -> list[Any]:
    readers = (publication.reader("subscriber"), somebody())
    return [ask(enter(Client(), reader), "/join/paid/", payload) for reader in readers]


def by_invoice(_: Publication, payload: str) -> list[Any]:
    reader = somebody()
    ordered(reader, now=clock.now())
    found = billing.open_order(reader_id=reader.pk)
    assert found
    return [ask(enter(Client(), reader), f"/account/invoices/{found.number}/", payload)]


def by_factors(publication: Publication, payload: str) -> list[Any]:
    """Setting up a second factor, to its end."""
    client = enter(Client(), somebody())
    page = ask(client, "/account/security/app/", payload)
    secret = page.context["form"].secret
    code = format_hotp_value(hotp_value(secret, int(clock.now().timestamp()) // 30))
    added = sent(client, "/account/security/app/", payload, code=code)
    removed = sent(client, "/account/security/app/remove/", payload)
    return [page, added, ask(client, "/account/security/recovery-codes/", payload), removed]


def page_of(path: str, viewer: str = "") -> Door:
    def door(publication: Publication, payload: str) -> list[Any]:
        client = Client()
        if viewer:
            enter(client, publication.reader(viewer))
        return [ask(client, path, payload), sent(client, path, payload)]

    return door


def to_the_desk(publication: Publication, payload: str) -> list[Any]:
    """Staff without a second factor, staff with a stale one, and the desk's own ways in."""
    editor = enter(Client(), publication.reader("editor"), second_factor=False)
    return [
        ask(editor, "/desk/", payload), ask(Client(), "/desk/", payload), ask(Client(), "/desk/login/", payload),
        sent(Client(), "/desk/login/", payload), ask(Client(), "/desk/password_reset/", payload),
    ]  # fmt: skip


def by_demo(publication: Publication, payload: str) -> list[Any]:
    """Only the demo has it."""
    User.objects.get_or_create(email="editor@demo.example", defaults={"is_active": True})
    return [sent(Client(), "/demo/enter/editor/", payload)]


# By the names of the addresses that each walks through.
DOORS: dict[tuple[str, ...], Door] = {
    ("account:sign-in", "account_login", "account:sign-in-code"): by_code,
    ("account:sign-in-password",): by_password,
    ("account:sign-in-passkey",): by_passkey,
    ("account:second-factor", "mfa_authenticate"): by_second_factor,
    ("account:sign-up", "account:sign-up-code"): by_sign_up,
    ("account:confirm",): by_confirming,
    ("account:terms",): by_terms,
    ("account:keep",): by_keeping,
    ("account:checkout",): by_checkout,
    ("account:paid",): by_paying,
    ("account:invoice",): by_invoice,
    ("account:app-add", "account:app-remove", "account:recovery-codes"): by_factors,
    ("account:passkey-add",): page_of("/account/security/passkeys/add/", "registered"),
    ("account:security",): page_of("/account/security/", "registered"),
    ("desk-sign-in", "desk-password", "wagtailadmin_home"): to_the_desk,
    ("site:join",): page_of("/join/"),
    ("demo:enter",): by_demo,
}
# These read one and lead nowhere by it: their pages show it nowhere.
HEEDLESS = {
    "account:recovery-codes-new", "account:subscription", "account:subscription-keep", "account:subscription-pause",
    "account:subscription-price", "account:subscription-resume", "comments:say", "comments:oembed",
}  # fmt: skip
