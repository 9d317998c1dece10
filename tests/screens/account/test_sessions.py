"""Where somebody is signed in, and an end to it."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client

from standfirst.apps.membership import api as membership
from standfirst.conf.origin import _reader_of
from standfirst.core import clock
from standfirst.screens.account.devices import device_of
from tests.publication import PASSWORD, Publication
from tests.screens.account.doors import Browser, letters_to
from tests.screens.account.test_step_up import stale

READER = "registered@reader.example"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def signed_in(home: str = "203.0.113.7", **headers: str) -> Browser:
    browser = Browser(home)
    browser.client = Client(REMOTE_ADDR=home, **headers)
    browser.sign_in(READER)
    return browser


def versions(publication: Publication) -> int:
    return membership.version_of(reader_id=publication.people["registered"])


def test_the_list_names_devices_and_networks_and_no_address(publication: Publication) -> None:
    signed_in("198.51.100.77", HTTP_USER_AGENT=FIREFOX)
    here = signed_in("2001:db8:1:2::3")
    page = here.get("/account/sessions/").content.decode()
    assert "Firefox on Windows" in page
    assert "198.51.100.0/24" in page
    assert "2001:db8:1::/48" in page
    assert "198.51.100.77" not in page
    assert page.count("This browser") == 1
    assert not UserSession.objects.filter(ip="198.51.100.77").exists()


def test_one_session_is_ended_and_its_pass_with_it(publication: Publication) -> None:
    here, there = signed_in(), signed_in()
    before = versions(publication)
    cookie = f"sessionid={there.session_key()}"
    assert _reader_of(cookie).is_authenticated
    page = here.get("/account/sessions/").content.decode()
    other = next(
        number
        for number in re.findall(r"/account/sessions/(\d+)/end/", page)
        if UserSession.objects.get(pk=number).session_key == there.session_key()
    )
    here.post(f"/account/sessions/{other}/end/")
    assert here.is_in()
    assert not there.is_in()
    assert not _reader_of(cookie).is_authenticated
    assert versions(publication) == before + 1


def test_all_others_are_ended_and_this_one_stays_under_a_new_key(publication: Publication) -> None:
    here, others = signed_in(), [signed_in() for _ in range(3)]
    before, key = versions(publication), here.session_key()
    here.post("/account/sessions/end-others/")
    assert [browser.is_in() for browser in others] == [False] * 3
    assert here.is_in()
    assert here.session_key() != key
    assert versions(publication) == before + 1
    assert len(here.get("/account/sessions/").context["places"]) == 1


def test_a_session_that_no_list_knows_ends_as_well(publication: Publication) -> None:
    here, hidden = signed_in(), signed_in()
    UserSession.objects.filter(session_key=hidden.session_key()).delete()
    here.post("/account/sessions/end-others/")
    assert not hidden.is_in()


def test_nobody_ends_the_session_of_another_reader(publication: Publication) -> None:
    here = signed_in()
    other = Browser()
    other.sign_in("subscriber@reader.example")
    number = UserSession.objects.get(session_key=here.session_key()).pk
    other.post(f"/account/sessions/{number}/end/")
    assert here.is_in()


def test_ending_the_session_one_is_in_signs_out(publication: Publication) -> None:
    here = signed_in()
    number = UserSession.objects.get(session_key=here.session_key()).pk
    assert here.post(f"/account/sessions/{number}/end/")["Location"] == "/"
    assert not here.is_in()


def test_an_old_cookie_is_dead_after_signing_out(publication: Publication) -> None:
    here = signed_in()
    before, key = versions(publication), here.session_key()
    here.post("/sign-out/")
    thief = Browser()
    thief.client.cookies["sessionid"] = key
    assert not thief.is_in()
    assert versions(publication) == before + 1


@pytest.mark.parametrize("path", ["/account/sessions/1/end/", "/account/sessions/end-others/", "/sign-out/"])
def test_nothing_ends_by_opening_a_link(publication: Publication, path: str) -> None:
    here = signed_in()
    assert here.get(path).status_code == 405
    assert here.is_in()


def test_last_seen_moves_now_and_then(publication: Publication) -> None:
    with time_machine.travel(clock.now(), tick=False) as moment:
        here = signed_in()
        found = UserSession.objects.get(session_key=here.session_key())
        for minutes, moved in ((5, False), (6, True)):
            moment.shift(timedelta(minutes=minutes))
            here.is_in()
            later = UserSession.objects.get(pk=found.pk).last_seen_at
            assert (later > found.last_seen_at) is moved


def test_a_new_password_ends_every_other_session_and_is_told(publication: Publication) -> None:
    here, there = signed_in(), signed_in()
    new = "an altogether different and long one"
    assert here.post("/account/password/", password=new, again=new)["Location"] == "/account/security/"
    assert here.is_in()
    assert not there.is_in()
    assert letters_to(READER)[-1] == "security_changed"
    assert Browser().post("/sign-in/password/", email=READER, password=PASSWORD).status_code == 200
    assert Browser().post("/sign-in/password/", email=READER, password=new).status_code == 302


@pytest.mark.parametrize(("password", "again"), [("short", "short"), ("password1234", "password1234"), ("a long enough one", "and another one"), ("registered@reader.example",) * 2])  # fmt: skip
def test_a_weak_password_is_refused(publication: Publication, password: str, again: str) -> None:
    here = signed_in()
    assert here.post("/account/password/", password=password, again=again).status_code == 200
    assert publication.reader("registered").check_password(PASSWORD)


def test_a_password_can_be_given_up(publication: Publication) -> None:
    here = signed_in()
    here.post("/account/password/", remove="1")
    assert not publication.reader("registered").has_usable_password()
    assert stale(here).get("/account/password/").status_code == 302


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1", "Safari on an iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0.0.0 Mobile Safari/537.36", "Chrome on an Android device"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on a Mac"),
        ("curl/8", "An unknown browser"),
        ("<script>", "An unknown browser"),
        ("", "An unknown browser"),
    ],
)  # fmt: skip
def test_a_device_is_named_in_coarse_words(agent: str, words: str) -> None:
    assert device_of(agent) == words
