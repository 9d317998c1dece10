"""The one door: a code by mail, bound to the browser that asked; or a password."""

import re
from collections.abc import Callable
from datetime import timedelta
from unittest.mock import patch

import pytest
import time_machine
from django.http import HttpResponse

from standfirst.apps.accounts.api import User
from standfirst.apps.mailing.models import Letter
from standfirst.core import clock
from standfirst.screens.account import codes, sessions
from tests.publication import PASSWORD, Publication
from tests.screens.account.doors import WRONG, Browser, code_sent_to, letters_to
from tests.trust.payloads import RETURNS

READER = "registered@reader.example"
FORGED = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_FORWARDED",
    "HTTP_X_REAL_IP",
    "HTTP_CF_CONNECTING_IP",
    "HTTP_TRUE_CLIENT_IP",
)
STRANGER = "unregistere@reader.example"  # as long as the other, so that bodies can be compared


def plain(answer: HttpResponse, *addresses: str) -> bytes:
    """The body without what differs each time, and without the address that was typed."""
    body = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", answer.content)
    for address in addresses:
        body = body.replace(address.encode(), b"ADDRESS")
    return body


def test_a_reader_signs_in_with_a_code(publication: Publication) -> None:
    browser = Browser()
    assert browser.ask_for_code(READER)["Location"] == "/sign-in/code/"
    assert letters_to(READER) == ["sign_in_code"]
    assert browser.enter_code(code_sent_to(READER))["Location"] == "/account/"
    assert browser.is_in()


@pytest.mark.parametrize(
    "change", [str.lower, lambda code: code.replace("-", " "), lambda code: f"  {code} "]
)
def test_a_code_may_be_typed_in_any_way(publication: Publication, change: Callable[[str], str]) -> None:
    browser = Browser()
    browser.ask_for_code(READER)
    browser.enter_code(change(code_sent_to(READER)))
    assert browser.is_in()


def test_three_wrong_entries_end_a_code(publication: Publication) -> None:
    browser = Browser()
    browser.ask_for_code(READER)
    code = code_sent_to(READER)
    answers = [browser.enter_code(WRONG).content.decode() for _ in range(3)]
    assert all("This is not the code" in answer for answer in answers)
    assert "can no longer be used" in browser.enter_code(code).content.decode()
    assert not browser.is_in()


def test_many_entries_at_once_are_no_more_than_three(publication: Publication) -> None:
    """Twin of the count in the database: the session alone would let each of them begin at nought."""
    browser = Browser()
    browser.ask_for_code(READER)
    code, before = code_sent_to(READER), dict(browser.client.session)
    for _ in range(3):
        browser.enter_code(WRONG)
        session = browser.client.session
        session.update(before)
        session.save()
    assert "can no longer be used" in browser.enter_code(code).content.decode()
    with patch.object(codes, "spend", return_value=None):
        session = browser.client.session
        session.update(before)
        session.save()
        browser.enter_code(code)
    assert browser.is_in()


def test_another_browser_cannot_enter_the_code(publication: Publication) -> None:
    asking, other = Browser(), Browser()
    asking.ask_for_code(READER)
    assert other.enter_code(code_sent_to(READER))["Location"] == "/sign-in/"
    other.ask_for_code(STRANGER)
    other.enter_code(code_sent_to(READER))
    assert not other.is_in()
    asking.enter_code(code_sent_to(READER))
    assert asking.is_in()


def test_a_code_opens_once(publication: Publication) -> None:
    browser = Browser()
    browser.ask_for_code(READER)
    before = dict(browser.client.session)
    code = code_sent_to(READER)
    browser.enter_code(code)
    replay = Browser()
    replay.get("/sign-in/password/")
    replay.ask_for_code(STRANGER)
    session = replay.client.session
    session.update(before)
    session.save()
    replay.enter_code(code)
    assert not replay.is_in()


def test_a_code_lives_for_ten_minutes(publication: Publication) -> None:
    for minutes, opens in ((9, True), (11, False)):
        browser = Browser()
        with time_machine.travel(clock.now(), tick=False) as moment:
            browser.ask_for_code(READER)
            moment.shift(timedelta(minutes=minutes))
            browser.enter_code(code_sent_to(READER))
            assert browser.is_in() is opens


def test_only_the_newest_code_counts_and_letters_are_few(publication: Publication) -> None:
    browser = Browser()
    browser.ask_for_code(READER)
    first = code_sent_to(READER)
    for _ in range(2):
        assert browser.post("/sign-in/code/", again="1")["Location"] == "/sign-in/code/"
    assert "This is not the code" in browser.enter_code(first).content.decode()
    assert "can no longer be used" in browser.post("/sign-in/code/", again="1").content.decode()
    assert len(letters_to(READER)) == 3


def test_a_code_dies_when_sessions_are_ended(publication: Publication) -> None:
    browser = Browser()
    browser.ask_for_code(READER)
    sessions.end_all(publication.people["registered"])
    browser.enter_code(code_sent_to(READER))
    assert not browser.is_in()


def test_a_closed_account_does_not_open(publication: Publication) -> None:
    User.objects.filter(email=READER).update(is_active=False)
    browser = Browser()
    assert browser.sign_in(READER).status_code == 403
    assert not browser.is_in()


def test_known_and_unknown_addresses_are_answered_alike(publication: Publication) -> None:
    told = []
    for address in (READER, STRANGER):
        browser = Browser()
        asked = browser.ask_for_code(address)
        shown, wrong = browser.get("/sign-in/code/"), browser.enter_code(WRONG)
        again = browser.post("/sign-in/code/", again="1")
        told.append(
            [
                (each.status_code, sorted(each.headers), plain(each, address))
                for each in (asked, shown, wrong, again)
            ]
        )
    assert told[0] == told[1]
    assert len(letters_to(READER)) == len(letters_to(STRANGER)) == 2


def test_nobody_gets_in_with_an_unknown_address(publication: Publication) -> None:
    browser = Browser()
    browser.ask_for_code(STRANGER)
    letter = Letter.objects.get(to=STRANGER)
    assert letter.template == "account/emails/no_account"
    assert "/sign-up/" in letter.text
    browser.enter_code(WRONG)
    assert not User.objects.filter(email=STRANGER).exists()


@pytest.mark.parametrize("payload", RETURNS)
def test_signing_in_never_leads_elsewhere(publication: Publication, payload: str) -> None:
    coded, typed = Browser(), Browser()
    by_code = coded.sign_in(READER, next=payload)["Location"]
    by_password = typed.post("/sign-in/password/", email=READER, password=PASSWORD, next=payload)["Location"]
    assert {by_code, by_password} <= {"/", "/account/"}


def test_a_reader_comes_back_to_the_same_paragraph(publication: Publication) -> None:
    text = publication.texts["subscribers"]
    visitor = Browser()
    assert f"/sign-in/?next={text.path.replace('/', '%2F')}%23gate" in visitor.get(text.path).content.decode()
    subscriber = Browser()
    answer = subscriber.sign_in("subscriber@reader.example", next=f"{text.path}#gate")
    assert answer["Location"] == f"{text.path}#gate"
    page = subscriber.get(text.path).content.decode()
    above, _, below = page.partition('<span id="gate"></span>')
    assert text.free in above
    assert text.canary in below


def test_signing_in_begins_a_new_session(publication: Publication) -> None:
    """Who has planted a session in a browser does not come in with its owner."""
    browser, thief = Browser(), Browser()
    browser.ask_for_code(READER)
    planted = browser.session_key()
    thief.client.cookies["sessionid"] = planted
    browser.enter_code(code_sent_to(READER))
    assert browser.session_key() != planted
    assert browser.is_in()
    assert not thief.is_in()


def test_a_password_is_a_way_in_for_those_who_have_one(publication: Publication) -> None:
    browser = Browser()
    assert browser.post("/sign-in/password/", email=READER, password=PASSWORD)["Location"] == "/account/"
    assert browser.is_in()


def test_every_wrong_password_is_answered_alike(publication: Publication) -> None:
    User.objects.create_user("no-password@reader.example")
    told = set()
    for address in (READER, STRANGER, "no-password@reader.example"):
        answer = Browser().post("/sign-in/password/", email=address, password="not this one at all")
        told.add((answer.status_code, plain(answer, address)))
    assert len(told) == 1
    assert b"do not belong together" in told.pop()[1]


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_what_looks_into_letters_changes_nothing(publication: Publication, method: str) -> None:
    """Scanners of mail open every link, more than once."""
    browser = Browser()
    browser.ask_for_code(READER)
    for link in ("/sign-in/", "/sign-up/", "/sign-in/code/", "/account/sessions/", "/account/security/"):
        for _ in range(5):
            getattr(Browser().client, method)(link)
    browser.enter_code(code_sent_to(READER))
    assert browser.is_in()


def test_too_many_letters_are_refused_with_a_page_and_a_time(publication: Publication) -> None:
    """Frozen, so that no share of the time gives one more back."""
    with time_machine.travel(clock.now(), tick=False):
        answers = [Browser().ask_for_code(READER) for _ in range(7)]
        assert [answer.status_code for answer in answers] == [302] * 5 + [429] * 2
        assert 0 < int(answers[-1]["Retry-After"]) <= 15 * 60
        assert "Please come again in" in answers[-1].content.decode()
        assert Browser(home="198.51.100.9").ask_for_code(READER).status_code == 302


def test_the_limit_of_letters_is_the_same_for_unknown_addresses(publication: Publication) -> None:
    with time_machine.travel(clock.now(), tick=False):
        told = [
            [Browser().ask_for_code(address).status_code for _ in range(7)] for address in (READER, STRANGER)
        ]
    assert told[0] == told[1]


def test_guessing_a_password_is_stopped_before_it_is_looked_at(publication: Publication) -> None:
    with time_machine.travel(clock.now(), tick=False):
        tries = [Browser().post("/sign-in/password/", email=READER, password=f"guess {n}") for n in range(10)]
        assert {answer.status_code for answer in tries} == {200}
        refused = Browser().post("/sign-in/password/", email=READER, password=PASSWORD)
        assert refused.status_code == 429
        elsewhere = Browser(home="198.51.100.9").post("/sign-in/password/", email=READER, password=PASSWORD)
        assert elsewhere.status_code == 302


def test_whoever_is_attacked_stays_in_and_can_use_a_passkey(publication: Publication) -> None:
    victim = Browser()
    victim.sign_in(READER)
    with time_machine.travel(clock.now(), tick=False):
        for _ in range(12):
            Browser().post("/sign-in/password/", email=READER, password="a guess")
            Browser().ask_for_code(READER)
        assert victim.is_in()
        asked = Browser(home="198.51.100.9").get("/sign-in/passkey/", HTTP_ACCEPT="application/json")
        assert asked.json()["request_options"]["publicKey"]["challenge"]


def test_forged_headers_are_no_other_client(publication: Publication) -> None:
    with time_machine.travel(clock.now(), tick=False):
        answers = []
        for number in range(8):
            forged = dict.fromkeys(("HTTP_X_FORWARDED_FOR", "HTTP_CF_CONNECTING_IP"), f"192.0.2.{number}")
            answers.append(Browser().client.post("/sign-in/", {"email": READER}, **forged).status_code)
    assert answers == [302] * 5 + [429] * 3
