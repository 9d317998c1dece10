"""Nothing happens by following a link, in a letter or elsewhere, nor by a form of another site."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.middleware.csrf import CsrfViewMiddleware
from django.test import Client
from django.urls import resolve

from standfirst.apps.comments import api as comments
from standfirst.apps.live import api as live
from standfirst.apps.mailing.models import Letter
from standfirst.core import clock
from standfirst.screens.account import closing
from tests.apps.live.interviewing import a_room
from tests.publication import PASSWORD, Publication
from tests.screens.account.doors import Browser
from tests.trust.addresses import Address, all_addresses
from tests.trust.posting import READER, Posting, Prepared, inside
from tests.trust.postings import POSTINGS
from tests.trust.return_doors import unlimited
from tests.trust.talking import answer, remove
from tests.trust.whole_database import SESSIONS, all_rows, changes, taken_back

EVERY = pytest.mark.parametrize("prepare", POSTINGS.values(), ids=POSTINGS)
ONE_CLICK = {"comments:no-mail", "live:no-mail", "newsletters:stop"}
FROM_PAGES = {name: prepare for name, prepare in POSTINGS.items() if name not in ONE_CLICK}
# What was spent, files made of pictures, and when and where a session was last seen.
LEAVE = {"core_limitbucket", "editorial_picturerendition", "usersessions_usersession", SESSIONS}
ASKING = ("get", "head", "options")
# They count that they were opened, and do nothing else: no letter leads to the one, and tests of clicks are about the other.
COUNTED = {"account:data-file", "newsletters:follow"}
MACHINES = {"stripe", "mail", "no-mail", "stop"}  # mail programs post to the others by themselves (RFC 8058)
TEMPLATES = Path(__file__).parents[2] / "src" / "standfirst"
# Of billing: to the reader's own invoice, receipt or subscription, for whoever is signed in as them.
TO_OWN_PAGES = {"{{ address }}", "{{ account }}"}
LINK = re.compile(r"https?://[^\s\"'<>)]+")


@pytest.fixture(autouse=True)
def still() -> Iterator[None]:
    with time_machine.travel(clock.now(), tick=False), unlimited():
        yield


def ask_everyhow(clients: list[Client], path: str) -> None:
    """As scanners do, more than once."""
    for client in clients:
        for method in (*ASKING, *ASKING):
            getattr(client, method)(path)


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


@EVERY
def test_asking_for_a_form_sends_nothing_of_it(kept: Publication, prepare: Prepared) -> None:
    posting = prepare(kept)
    before, was_in, stranger = all_rows(leave=LEAVE), is_in(posting.client), Client()
    ask_everyhow([posting.client, stranger], posting.path)
    for client in (posting.client, stranger):
        client.get(posting.path, posting.fields)
    assert changes(before, all_rows(leave=LEAVE)) == {}
    assert (is_in(posting.client), is_in(stranger)) == (was_in, False)


def of_the_site(publication: Publication) -> list[Address]:
    found = all_addresses(publication, pages=["draft"])[0]
    ours = [each for each in found if not each.at_the_desk or each.name.startswith("desk:")]
    return [
        each for each in ours if each.name not in {*COUNTED, "desk:readers-export", "desk:returns-export"}
    ]


@pytest.mark.parametrize("who", ["", "subscriber"])
def test_no_address_acts_by_being_asked_for(kept: Publication, who: str) -> None:
    client, acting = (inside(kept, who) if who else Client()), []
    client.raise_request_exception = False
    addresses = of_the_site(kept)
    before = all_rows(leave=LEAVE)
    for address in addresses:
        for method in ASKING:
            getattr(client, method)(address.url)
        after = all_rows(leave=LEAVE)
        if changes(before, after):
            acting.append(address.url)
        before = after
    assert acting == []


@contextmanager
def strict(client: Client) -> Iterator[None]:
    """As a browser that comes from a page of another site: with the cookies, without the token."""
    client.handler.enforce_csrf_checks = True
    try:
        yield
    finally:
        client.handler.enforce_csrf_checks = False


@pytest.mark.parametrize("prepare", FROM_PAGES.values(), ids=FROM_PAGES)
def test_no_form_is_taken_from_another_site(kept: Publication, prepare: Prepared) -> None:
    posting = prepare(kept)
    before = all_rows(leave=LEAVE)
    with strict(posting.client):
        answers = [posting.client.post(posting.path, posting.fields) for _ in range(2)]
        answers += [answer_with_a_token(posting)]
    assert {answer.status_code for answer in answers} == {403}
    assert changes(before, all_rows(leave=LEAVE)) == {}


def answer_with_a_token(posting: Posting) -> Any:
    """The other site has found out a token and sends it; browsers say whence it comes."""
    posting.client.get("/sign-in/password/")
    token = posting.client.cookies["csrftoken"].value if "csrftoken" in posting.client.cookies else "x" * 32
    fields = {**posting.fields, "csrfmiddlewaretoken": token}
    return posting.client.post(posting.path, fields, headers={"Origin": "https://evil.example"})


@pytest.mark.parametrize("who", ["", "subscriber"])
def test_every_address_that_takes_a_post_wants_a_token(kept: Publication, who: str) -> None:
    lenient, careful = (inside(kept, who) if who else Client() for _ in range(2))
    careful.handler.enforce_csrf_checks = True
    for client in (lenient, careful):
        client.raise_request_exception = False
    open_to_all = set()
    for address in of_the_site(kept):
        with taken_back():
            takes = lenient.post(address.url).status_code not in {404, 405}
        if takes and careful.post(address.url).status_code != 403:
            open_to_all.add(address.name)
    assert {name for name in open_to_all if name.rpartition(":")[2] not in MACHINES} == set()


def test_twin_without_the_check_of_tokens_a_foreign_form_acts(kept: Publication) -> None:
    posting = POSTINGS["account:profile"](kept)
    before = all_rows(leave=LEAVE)
    with strict(posting.client), patch.object(CsrfViewMiddleware, "process_view", return_value=None):
        posting.client.post(posting.path, posting.fields)
    assert "accounts_user" in changes(before, all_rows(leave=LEAVE))


def letters_of(prepare: Prepared, publication: Publication) -> list[Letter]:
    """What is written in preparing the form and by sending it."""
    newest = max(Letter.objects.values_list("pk", flat=True), default=0)
    posting = prepare(publication)
    posting.client.post(posting.path, posting.fields)
    return list(Letter.objects.filter(pk__gt=newest))


def links_in(letters: list[Letter]) -> set[str]:
    found = {link for letter in letters for link in LINK.findall(f"{letter.text}\n{letter.html}")}
    return {re.sub(r"^https?://[^/]+", "", link).rstrip(".,") or "/" for link in found}


@EVERY
def test_no_link_in_a_letter_acts_before_a_press(kept: Publication, prepare: Prepared) -> None:
    letters = letters_of(prepare, kept)
    stranger, clients = Client(), [inside(kept), inside(kept, "subscriber")]
    before = all_rows(leave=LEAVE)
    for path in sorted(links_in(letters)):
        ask_everyhow([stranger, *clients], path)
    assert changes(before, all_rows(leave=LEAVE)) == {}
    assert not is_in(stranger)


def other_letters(publication: Publication) -> None:
    """To those whom no form above writes to."""
    Browser().ask_for_code("nobody@reader.example")
    Browser().sign_up(READER)
    client = inside(publication)
    client.post("/account/email/", {"email": "subscriber@reader.example"})
    client.post("/account/confirm/", {"send": "1"})
    letters_of_the_talk(publication)
    a_reminder(publication)


def letters_of_the_talk(publication: Publication) -> None:
    """That somebody replied, and that a comment was removed."""
    moment = clock.now()
    comments.mail_replies(reader_id=publication.people["subscriber"], wanted=True, now=moment)
    answer(publication, now=moment + timedelta(minutes=1))
    comments.tell_replies(now=moment + timedelta(hours=1))
    remove(publication)
    comments.tell_decisions(now=moment + timedelta(hours=1))


def a_reminder(publication: Publication) -> None:
    """That an interview begins soon."""
    room, reader_id = a_room(clock.now(), live.Stage.ANNOUNCED), publication.people["subscriber"]
    live.set_reminder(reader_id=reader_id, interview_id=room.interview_id, wanted=True, now=clock.now())
    live.remind(now=room.interview.starts_at - timedelta(minutes=10))


def test_every_letter_with_a_key_in_its_link_was_among_them(kept: Publication) -> None:
    """A letter that no form above writes leads to fixed pages alone, which the crawl has asked for."""
    written = set()
    for prepare in POSTINGS.values():
        with taken_back():
            written |= {letter.template for letter in letters_of(prepare, kept)}
    with taken_back():
        other_letters(kept)
        written |= set(Letter.objects.values_list("template", flat=True))
    on_disk = set(TEMPLATES.rglob("templates/*/emails/*.html"))
    assert len(on_disk) >= 20
    unseen = [path for path in on_disk if f"{path.parts[-3]}/emails/{path.stem}" not in written]
    assert len(written) >= 14
    keyed = {path.name: carried for path in unseen if (carried := keys_in(path.read_text()))}
    assert keyed == {}, "write these letters by a form of tests/trust/postings.py"


def keys_in(template: str) -> list[str]:
    """Links whose address comes whole from outside the template, or carries a value."""
    links = re.findall(r'href="([^"]*)"', template)
    links = [link for link in links if link not in TO_OWN_PAGES]
    fixed = re.compile(r"\{\{ origin \}\}(/[a-z/-]*|\{% url '[\w:-]+' %\})(\?[a-z=]+)?")
    return [link for link in links if not (fixed.fullmatch(link) or link.startswith("mailto:"))]


def test_a_link_of_a_letter_leads_to_an_address_we_know(kept: Publication) -> None:
    names = set()
    for name in ("account:address-undo", "account:keep-by-letter", "account:group-join"):
        with taken_back():
            paths = links_in(letters_of(POSTINGS[name], kept))
            names |= {resolve(path.partition("?")[0]).view_name for path in paths}
    assert {"account:address-undo", "account:keep-by-letter", "account:group-join"} <= names


def test_twin_a_link_that_acts_at_once_is_seen(kept: Publication, monkeypatch: Any) -> None:
    posting = POSTINGS["account:keep-by-letter"](kept)
    before, shown = all_rows(leave=LEAVE), closing.account_screen

    def at_once(request: Any, *args: Any, **more: Any) -> Any:
        closing.accounts.reopen_account(reader_id=kept.people["registered"], now=clock.now())
        return shown(request, *args, **more)

    monkeypatch.setattr(closing, "account_screen", at_once)
    ask_everyhow([Client()], posting.path)
    assert "accounts_user" in changes(before, all_rows(leave=LEAVE))


@pytest.mark.parametrize("name", ["sessionid", "pass", "csrftoken"])
def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(kept: Publication, name: str) -> None:
    browser = Browser()
    browser.get("/sign-in/password/")
    browser.post("/sign-in/password/", email=READER, password=PASSWORD)
    browser.get("/account/")
    found = browser.client.cookies[name]
    assert (found["httponly"], found["samesite"], found["path"], found["domain"]) == (True, "Lax", "/", "")
