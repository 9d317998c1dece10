"""The desk opens to staff with a second factor alone; who has one passes it at every way in."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import resolve

from standfirst.apps.accounts.api import User
from standfirst.apps.mailing.models import Letter
from standfirst.conf.access import Access, access_of
from standfirst.core import clock
from standfirst.screens.account import factors
from tests.publication import PASSWORD, Publication
from tests.screens.account.doors import Browser, code_sent_to
from tests.signing_in import enter
from tests.trust.addresses import all_addresses

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
EDITOR = "editor@reader.example"


def code_now() -> str:
    return format_hotp_value(hotp_value(SECRET, int(clock.now().timestamp()) // 30))


@pytest.fixture(autouse=True)
def forgetful() -> None:
    cache.clear()


@pytest.fixture
def app_of(publication: Publication) -> Any:
    """Gives one of the cast an app for codes."""
    from allauth.core import context

    def give(name: str) -> User:
        reader = publication.reader(name)
        with context.request_context(None):
            TOTP.activate(reader, SECRET)
        return reader

    return give


def to_the_desk(browser: Browser) -> str:
    return browser.get("/desk/").get("Location", "open")


def test_staff_without_a_second_factor_are_led_to_one_at_every_address(publication: Publication) -> None:
    client = enter(Client(), publication.reader("editor"), second_factor=False)
    asked = [each for each in all_addresses(publication, pages=["draft"])[0] if _is_for_staff(each)]
    assert len(asked) > 200
    open_doors = []
    for address in asked:
        answer = client.get(address.url)
        if (answer.status_code, answer.get("Location", "")[:18]) != (302, "/account/security/"):
            open_doors.append((address.url, answer.status_code))
    assert open_doors == []


def _is_for_staff(address: Any) -> bool:
    found = resolve(address.url.partition("?")[0])
    return access_of(name=found.view_name, route=found.route) is Access.STAFF


def test_twin_with_a_second_factor_the_same_addresses_answer(publication: Publication) -> None:
    client = enter(Client(), publication.reader("editor"))
    assert client.get("/desk/").status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_no_other_method_opens_the_desk(publication: Publication, method: str) -> None:
    client = enter(Client(), publication.reader("editor"), second_factor=False)
    answer = getattr(client, method)("/desk/pages/")
    assert answer["Location"] == "/account/security/?next=%2Fdesk%2F"


def test_somebody_with_any_right_at_the_desk_is_staff(publication: Publication) -> None:
    User.objects.filter(email=EDITOR).update(is_staff=False)
    client = enter(Client(), publication.reader("editor"), second_factor=False)
    assert client.get("/desk/")["Location"].startswith("/account/security/")


def test_staff_set_up_an_app_and_go_on_to_the_desk(
    publication: Publication, django_capture_on_commit_callbacks: Any
) -> None:
    browser = Browser()
    browser.sign_in(EDITOR, next="/desk/")
    assert to_the_desk(browser) == "/account/security/?next=%2Fdesk%2F"
    page = browser.get("/account/security/app/?next=/desk/")
    secret = page.context["form"].secret
    code = format_hotp_value(hotp_value(secret, int(clock.now().timestamp()) // 30))
    assert browser.post("/account/security/app/", code="000000", next="/desk/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post("/account/security/app/", code=code, next="/desk/")
    assert answer["Location"] == "/account/security/recovery-codes/?next=%2Fdesk%2F"
    assert len(browser.get(answer["Location"]).context["unused_codes"]) == 10
    assert to_the_desk(browser) == "open"
    kept = Authenticator.objects.get(type="totp", user__email=EDITOR)
    assert secret not in str(kept.data)
    assert Letter.objects.filter(to=EDITOR, template="account/emails/security_changed").exists()


@pytest.mark.parametrize("way", ["code", "password"])
def test_every_way_in_ends_at_the_challenge(publication: Publication, app_of: Any, way: str) -> None:
    app_of("editor")
    browser = Browser()
    if way == "code":
        answer = browser.sign_in(EDITOR, next="/desk/")
    else:
        answer = browser.post("/sign-in/password/", email=EDITOR, password=PASSWORD, next="/desk/")
    assert answer["Location"] == "/sign-in/second-factor/"
    assert not browser.is_in()
    assert browser.post("/sign-in/second-factor/", code="000000").status_code == 200
    assert not browser.is_in()
    assert browser.post("/sign-in/second-factor/", code=code_now())["Location"] == "/desk/"
    assert to_the_desk(browser) == "open"


def test_signing_up_again_is_no_way_around_the_challenge(publication: Publication, app_of: Any) -> None:
    app_of("editor")
    browser = Browser()
    browser.sign_up(EDITOR)
    answer = browser.post("/sign-up/code/", code=code_sent_to(EDITOR))
    assert answer["Location"] == "/sign-in/second-factor/"
    assert not browser.is_in()


def test_the_challenge_is_asked_of_nobody_who_has_not_begun(publication: Publication) -> None:
    assert Browser().get("/sign-in/second-factor/")["Location"] == "/sign-in/"
    assert Browser().post("/sign-in/second-factor/", code="000000")["Location"] == "/sign-in/"


def test_a_code_of_the_app_opens_once_whichever_process_is_asked(
    publication: Publication, app_of: Any
) -> None:
    app_of("editor")
    answers = []
    with time_machine.travel(clock.now(), tick=False):
        for guarded in (True, True, False):
            cache.clear()  # another process knows nothing of what this one has seen
            browser = Browser()
            browser.post("/sign-in/password/", email=EDITOR, password=PASSWORD)
            if guarded:
                browser.post("/sign-in/second-factor/", code=code_now())
            else:
                with patch.object(factors, "spend", return_value=None):
                    browser.post("/sign-in/second-factor/", code=code_now())
            answers.append(browser.is_in())
    assert answers == [True, False, True]


def test_guessing_codes_of_an_app_is_stopped(publication: Publication, app_of: Any) -> None:
    app_of("editor")
    browser = Browser()
    with time_machine.travel(clock.now(), tick=False):
        browser.post("/sign-in/password/", email=EDITOR, password=PASSWORD)
        answers = [browser.post("/sign-in/second-factor/", code=f"00000{n}").status_code for n in range(8)]
        assert answers == [200] * 6 + [429] * 2
        assert browser.post("/sign-in/second-factor/", code=code_now()).status_code == 429


def test_the_challenge_waits_for_ten_minutes(publication: Publication, app_of: Any) -> None:
    app_of("editor")
    browser = Browser()
    with time_machine.travel(clock.now(), tick=False) as moment:
        browser.post("/sign-in/password/", email=EDITOR, password=PASSWORD)
        moment.shift(timedelta(minutes=11))
        assert browser.post("/sign-in/second-factor/", code=code_now())["Location"] == "/sign-in/"


def test_a_recovery_code_opens_once(publication: Publication, app_of: Any) -> None:
    reader = app_of("editor")
    code = RecoveryCodes.activate(reader).generate_codes()[0]
    opened = []
    for _ in range(2):
        browser = Browser()
        browser.post("/sign-in/password/", email=EDITOR, password=PASSWORD)
        browser.post("/sign-in/second-factor/", code=code)
        opened.append(browser.is_in())
    assert opened == [True, False]


def test_a_session_that_is_older_than_the_factor_is_asked_for_it(
    publication: Publication, app_of: Any
) -> None:
    browser = Browser()
    browser.sign_in(EDITOR)
    app_of("editor")
    assert to_the_desk(browser) == "/account/confirm/?next=%2Fdesk%2F"
    assert browser.post("/account/confirm/", code=code_now(), next="/desk/")["Location"] == "/desk/"
    assert to_the_desk(browser) == "open"
