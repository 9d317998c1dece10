"""A new address is proved by a code and told to the old one, which can take it back for three days."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from standfirst.apps.accounts.api import User
from standfirst.apps.mailing.models import Letter
from standfirst.apps.membership import api as membership
from standfirst.core import clock
from tests.publication import PASSWORD, Publication
from tests.screens.account.doors import WRONG, Browser, code_sent_to, letters_to, newest_letter
from tests.screens.account.test_second_factor import app_of, forgetful

__all__ = ["app_of", "forgetful"]
OLD = "registered@reader.example"
NEW = "new@reader.example"
TAKEN = "subscriber@reader.example"


def changed(browser: Browser, new: str = NEW) -> Browser:
    browser.sign_in(OLD)
    browser.post("/account/email/", email=new)
    browser.post("/account/email/code/", code=code_sent_to(new))
    return browser


def undo_path() -> str:
    found = re.search(r"https?://[^/]+(/account/email/undo/[^/]+/)", newest_letter(OLD).text)
    assert found
    return found[1]


def address_of(publication: Publication) -> str:
    return publication.reader("registered").email


def test_the_address_changes_once_the_new_one_is_proved(publication: Publication) -> None:
    browser, other = Browser(), Browser()
    other.sign_in(OLD)
    browser.sign_in(OLD)
    before = membership.version_of(reader_id=publication.people["registered"])
    browser.post("/account/email/", email=NEW.upper())
    assert address_of(publication) == OLD
    assert "This is not the code" in browser.post("/account/email/code/", code=WRONG).content.decode()
    browser.post("/account/email/code/", code=code_sent_to(NEW))
    assert address_of(publication) == NEW
    assert letters_to(OLD)[-1] == "address_changed"
    assert NEW in newest_letter(OLD).text
    assert browser.is_in()
    assert not other.is_in()
    assert membership.version_of(reader_id=publication.people["registered"]) == before + 1


def test_the_old_address_takes_it_back(publication: Publication) -> None:
    thief = changed(Browser())
    thief.post("/account/password/", password="a password of the thief", again="a password of the thief")
    owner = Browser()
    assert "Take it back" in owner.get(undo_path()).content.decode()
    assert "It is yours again" in owner.post(undo_path()).content.decode()
    assert address_of(publication) == OLD
    assert not thief.is_in()
    assert not publication.reader("registered").has_usable_password()
    assert owner.sign_in(OLD)["Location"] == "/account/"


def test_a_second_factor_of_the_thief_goes_with_them(publication: Publication, app_of: Any) -> None:
    thief = changed(Browser())
    app_of("registered")
    owner = Browser()
    owner.post(undo_path())
    assert owner.sign_in(OLD)["Location"] == "/account/"
    assert not thief.is_in()


def test_codes_that_wait_die_with_the_undoing(publication: Publication) -> None:
    thief = changed(Browser())
    again = Browser()
    again.ask_for_code(NEW)
    thief.post("/account/email/", email="third@reader.example")
    Browser().post(undo_path())
    again.enter_code(code_sent_to(NEW))
    thief.post("/account/email/code/", code=code_sent_to("third@reader.example"))
    assert not again.is_in()
    assert address_of(publication) == OLD


def test_a_chain_of_changes_is_undone_as_a_whole(publication: Publication) -> None:
    thief = changed(Browser())
    link = undo_path()
    thief.post("/account/email/", email="third@reader.example")
    thief.post("/account/email/code/", code=code_sent_to("third@reader.example"))
    assert address_of(publication) == "third@reader.example"
    Browser().post(link)
    assert address_of(publication) == OLD
    later = re.search(r"(/account/email/undo/[^/]+/)", newest_letter(NEW).text)
    assert later
    assert Browser().post(later[1]).status_code == 410
    assert address_of(publication) == OLD


@pytest.mark.parametrize(("hours", "status"), [(71, 200), (73, 410)])
def test_it_can_be_taken_back_for_three_days(publication: Publication, hours: int, status: int) -> None:
    with time_machine.travel(clock.now(), tick=False) as moment:
        changed(Browser())
        moment.shift(timedelta(hours=hours))
        assert Browser().post(undo_path()).status_code == status


def test_a_link_undoes_once(publication: Publication) -> None:
    changed(Browser())
    assert Browser().post(undo_path()).status_code == 200
    User.objects.filter(email=OLD).update(email=NEW)
    assert Browser().post(undo_path()).status_code == 410
    assert address_of(publication) == NEW


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_opening_the_link_undoes_nothing(publication: Publication, method: str) -> None:
    browser = changed(Browser())
    for _ in range(5):
        getattr(Browser().client, method)(undo_path())
    assert address_of(publication) == NEW
    assert browser.is_in()


def test_a_guessed_link_undoes_nothing(publication: Publication) -> None:
    changed(Browser())
    assert Browser().post("/account/email/undo/guess/").status_code == 410
    assert address_of(publication) == NEW


def test_an_address_that_is_taken_is_answered_alike_and_never_given(publication: Publication) -> None:
    told = []
    for wanted in (TAKEN, "somebodyel@reader.example"):
        browser = Browser()
        browser.sign_in(OLD)
        asked = browser.post("/account/email/", email=wanted)
        told.append((asked.status_code, asked["Location"], len(letters_to(wanted))))
    assert told[0] == told[1]
    assert letters_to(TAKEN) == ["address_taken"]
    assert "BBBB" not in Letter.objects.get(to=TAKEN).text


def test_an_address_that_may_be_taken_back_is_given_to_nobody(publication: Publication) -> None:
    changed(Browser())
    other = Browser()
    other.sign_up(OLD)
    page = other.post("/sign-up/code/", code=code_sent_to(OLD)).content.decode()
    assert "may still be taken back" in page
    assert not User.objects.filter(email=OLD).exists()


def test_its_owner_may_change_back_at_once(publication: Publication) -> None:
    browser = changed(Browser())
    browser.post("/account/email/", email=OLD)
    browser.post("/account/email/code/", code=code_sent_to(OLD))
    assert address_of(publication) == OLD


def test_mass_assignment_changes_nothing_else(publication: Publication) -> None:
    before = publication.reader("registered")
    odd = {field.attname: "1" for field in User._meta.concrete_fields if field.attname != "email"}
    browser = Browser()
    browser.sign_in(OLD)
    paths = (
        "/account/email/",
        "/account/profile/",
        "/account/consents/",
        "/account/confirm/",
        "/account/terms/",
    )
    for path in paths:
        browser.post(path, **{**odd, "first_name": "x", "last_name": "y", "password": "", "is_staff": "on"})
    after = publication.reader("registered")
    changed_fields = {
        field.attname
        for field in User._meta.concrete_fields
        if getattr(before, field.attname) != getattr(after, field.attname)
    }
    assert changed_fields <= {"last_login"}
    assert after.check_password(PASSWORD)
