"""What concerns an account's safety asks for a fresh proof, the strongest that the account has."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import URLPattern, get_resolver

from standfirst.core import clock
from standfirst.core.http import proof
from standfirst.screens.account import urls
from tests.publication import PASSWORD, Publication
from tests.screens.account.doors import WRONG, Browser, code_sent_to, letters_to
from tests.screens.account.test_second_factor import app_of, code_now, forgetful

__all__ = ["app_of", "forgetful"]
READER = "registered@reader.example"
GUARDED = (
    "/account/email/", "/account/email/code/", "/account/password/", "/account/security/app/",
    "/account/security/app/remove/", "/account/security/passkeys/add/", "/account/security/passkeys/1/remove/",
    "/account/security/recovery-codes/", "/account/security/recovery-codes/new/",
)  # fmt: skip


def stale(browser: Browser) -> Browser:
    """The proof is eleven minutes old."""
    session = browser.client.session
    session[proof.SESSION_KEY]["at"] -= 660
    session.save()
    return browser


def signed_in(address: str = READER) -> Browser:
    browser = Browser()
    browser.sign_in(address)
    return browser


@pytest.mark.parametrize("path", GUARDED)
def test_a_stale_proof_is_not_enough(publication: Publication, path: str) -> None:
    browser = stale(signed_in())
    for answer in (browser.get(path), browser.post(path, email="x@reader.example", password=PASSWORD)):
        assert answer["Location"].startswith("/account/confirm/?next=")
    assert Browser().get(path)["Location"].startswith("/sign-in/")


def test_no_guarded_address_is_forgotten(publication: Publication) -> None:
    named = {f"/{pattern.pattern}" for pattern in urls.urlpatterns if isinstance(pattern, URLPattern)}
    sensitive = {
        path
        for path in named
        if path.startswith(("/account/email/", "/account/password/", "/account/security/"))
    }
    assert {path.replace("<int:pk>", "1") for path in sensitive} - set(GUARDED) == {
        "/account/security/", "/account/email/undo/<str:token>/",
    }  # fmt: skip
    assert get_resolver().resolve("/account/email/").func.needs_step_up


def test_a_fresh_sign_in_is_proof_for_ten_minutes(publication: Publication) -> None:
    with time_machine.travel(clock.now(), tick=False) as moment:
        browser = signed_in()
        assert browser.get("/account/email/").status_code == 200
        moment.shift(timedelta(minutes=9))
        assert browser.get("/account/email/").status_code == 200
        moment.shift(timedelta(minutes=2))
        assert browser.get("/account/email/").status_code == 302


def test_a_code_by_mail_proves_it_again(publication: Publication) -> None:
    browser = stale(signed_in())
    browser.post("/account/confirm/", send="1", next="/account/email/")
    assert letters_to(READER)[-1] == "confirm_code"
    assert "That was not right" in browser.post("/account/confirm/", code=WRONG).content.decode()
    answer = browser.post("/account/confirm/", code=code_sent_to(READER), next="/account/email/")
    assert answer["Location"] == "/account/email/"
    assert browser.get("/account/email/").status_code == 200


def test_a_password_proves_it_for_those_who_have_one(publication: Publication) -> None:
    browser = stale(signed_in())
    assert browser.post("/account/confirm/", password="not it").status_code == 200
    assert browser.get("/account/email/").status_code == 302
    browser.post("/account/confirm/", password=PASSWORD)
    assert browser.get("/account/email/").status_code == 200


def test_who_has_a_second_factor_must_use_it(publication: Publication, app_of: Any) -> None:
    browser = signed_in()
    app_of("registered")
    stale(browser)
    browser.post("/account/confirm/", send="1")
    assert letters_to(READER)[-1] == "sign_in_code"
    for fields in ({"password": PASSWORD}, {"code": WRONG}):
        assert browser.post("/account/confirm/", **fields).status_code == 200
    assert browser.get("/account/email/").status_code == 302
    browser.post("/account/confirm/", code=code_now())
    assert browser.get("/account/email/").status_code == 200


def test_the_proof_of_one_reader_is_none_for_another(publication: Publication) -> None:
    browser = signed_in()
    kept = browser.client.session[proof.SESSION_KEY]
    browser.client.force_login(publication.reader("subscriber"))
    session = browser.client.session
    session[proof.SESSION_KEY] = kept
    session.save()
    assert browser.get("/account/email/").status_code == 302


@pytest.mark.parametrize(
    "payload", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"]
)
def test_proving_it_never_leads_elsewhere(publication: Publication, payload: str) -> None:
    browser = signed_in()
    answer = browser.post("/account/confirm/", password=PASSWORD, next=payload)
    assert answer["Location"] in {"/", "/account/"}
